//! PostgreSQL put back to a moment with its own tools, as `packaging/postgresql` has them, and the
//! operator on it.

use crate::load::{Load, OPENING_MINOR, devices, held};
use bank_postgres::{PostgresReader, PostgresStore, Target};
use postgres_server::Server;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tests::device::{Failure, new_id};
use tests::operator_process::{OperatorProcess, free_port};
use tests::town::{self, OPERATOR};
use wire::Money;

/// Runs a script of `packaging/postgresql` with PostgreSQL's programs at hand.
fn script(server: &Server, name: &str, arguments: &[&str]) -> String {
    let program = server.program("psql");
    let folder = Path::new(program.get_program()).parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new(tests::program::root().join("packaging/postgresql").join(name))
        .args(arguments)
        .env("PATH", format!("{}:{path}", folder.display()))
        .output()
        .expect("the script runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} {arguments:?}: {stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A folder that the server may write into, for the log and the base backups.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    for path in [folder.path().to_owned(), folder.path().join("wal")] {
        std::fs::create_dir_all(&path).expect("a folder");
        open_to_all(&path);
    }
    folder
}

#[cfg(unix)]
fn open_to_all(path: &Path) {
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o777);
    std::fs::set_permissions(path, mode).expect("rights");
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) {}

/// A copy of the script where the server's own user can read it.
fn archiver(folder: &Path) -> PathBuf {
    let to = folder.join("archive-wal");
    let from = tests::program::root().join("packaging/postgresql/archive-wal");
    std::fs::copy(from, &to).expect("a copy");
    open_to_all(&to);
    to
}

/// Waits until everything that was written so far is in the archive.
fn archive_all(server: &Server, wal: &Path) {
    let name = server.query("postgres", "SELECT pg_walfile_name(pg_current_wal_lsn())");
    server.query("postgres", "SELECT pg_switch_wal()");
    for _ in 0..600 {
        if wal.join(&name).exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{name} was not archived: {}", server.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_put_back_to_a_moment_has_all_until_then_and_nothing_signed_before_counts() {
    let archive = archive();
    let (base, wal) = (archive.path().display().to_string(), archive.path().join("wal"));
    let copy = format!("{} \"%p\" \"%f\" {}", archiver(archive.path()).display(), wal.display());
    let server = Server::start(&[("archive_mode", "on"), ("archive_command", &copy)]);
    let url = server.url("postgres");
    let target = Target::parse(&url).expect("a URL");

    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    town::found(folder.path(), &operator.url());
    operator.set("TONGBAOD_DATABASE", &url);
    operator.command(&["migrate"]);
    let currency = money::Currency::from_code("CNY").expect("a currency");
    let mut store = PostgresStore::open(&target).expect("the store opens");
    let people = town::settle(&mut store, devices(&operator.url()), currency, OPENING_MINOR);
    drop(store);
    let (payer, payee) = (people[0].device.clone(), people[1].receive);
    let mut load = Load::new(people);
    operator.start();

    // Base backups under load; the second one makes the first go.
    load.begin(&operator.url());
    load.wait_for(50).await;
    script(&server, "base-backup", &[&url, &base, "1"]);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let said = script(&server, "base-backup", &[&url, &base, "1"]);
    assert!(said.contains("removed"), "{said}");
    load.wait_for(50).await;
    load.end().await;
    let before = load.acknowledged();
    let moment = server.query("postgres", "SELECT clock_timestamp()");
    tokio::time::sleep(Duration::from_millis(100)).await;
    load.begin(&operator.url());
    load.wait_for(50).await;
    load.end().await;
    let after = load.acknowledged()[before.len()..].to_vec();
    // Signed before the restore, and sent only after it.
    let amount = Money { minor: 7, currency: "CNY".to_owned() };
    let order = payer.order(OPERATOR, new_id(), payee, amount);
    let body = serde_json::to_vec(&order).expect("serialises");
    let captured = payer.headers("POST", "/v1/payments", &body);
    archive_all(&server, &wal);
    operator.stop();
    server.kill();

    let bases = std::fs::read_dir(archive.path()).expect("a folder");
    let found = bases.map(|entry| entry.expect("an entry").path());
    let newest = found.filter(|path| path.to_string_lossy().contains("base-")).max();
    let newest = newest.expect("a base backup").display().to_string();
    let restored = Server::start_on(&[("archive_mode", "off")], |data| {
        let (wal, data) = (wal.display().to_string(), data.display().to_string());
        script(&server, "restore-to", &[&newest, &wal, &data, &moment]);
    });
    let recovered = "SELECT pg_is_in_recovery()";
    for _ in 0..1_200 {
        if restored.query("postgres", recovered) == "f" {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(restored.query("postgres", recovered), "f", "{}", restored.log());

    let url = restored.url("postgres");
    operator.set("TONGBAOD_DATABASE", &url);
    let said = operator.command(&["restore"]);
    assert!(said.contains("audit clean"), "{said}");
    let target = Target::parse(&url).expect("a URL");
    let reader = PostgresReader::open(&target).expect("a reader");
    assert_eq!(held(&reader, &before), before.len(), "acknowledged before the moment, and lost");
    assert_eq!(held(&reader, &after), 0, "what came after the moment is not there");

    operator.start();
    let refused = send(&operator, &captured, body).await;
    assert_eq!(refused, "signature_expired", "signed before the restore");
    let paid = payer.pay(&order, None).await;
    assert!(paid.is_ok(), "signed anew: {:?}", paid.as_ref().map_err(Failure::code));
    load.begin(&operator.url());
    load.wait_for(50).await;
    load.end().await;
    operator.stop();
    operator.audit();
}

/// Sends a request that was signed before; returns the code of the refusal.
async fn send(
    operator: &OperatorProcess,
    headers: &[(&'static str, String)],
    body: Vec<u8>,
) -> String {
    let mut request = tests::device::http().post(format!("{}/v1/payments", operator.url()));
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.header("content-type", "application/json").body(body);
    let answer = request.send().await.expect("an answer").text().await.expect("a text");
    let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    answer["code"].as_str().unwrap_or_default().to_owned()
}
