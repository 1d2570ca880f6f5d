//! An operator whose money is on a PostgreSQL server: several nodes on one database, and every
//! command of `tongbaod`.

use crate::events::Listener;
use crate::payer_code::Wallet;
use crate::support::place::tongbaod;
use crate::support::{Order, Place};
use paycode::PayerTerms;
use postgres_server::{Database, Server};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Output;
use std::sync::Arc;
use tempfile::TempDir;

/// A demo town on a database of its own.
fn town() -> (Database<'static>, TempDir) {
    let database = Server::shared().database();
    let folder = tempfile::tempdir().expect("a folder");
    let made = tongbaod(folder.path(), &["init-demo", "--database", &database.url()]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (database, folder)
}

fn done(data: &Path, arguments: &[&str]) -> Value {
    let output = tongbaod(data, &[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

fn error(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn coupons_are_written_started_and_ended_on_postgresql_too() {
    let (_database, folder) = town();
    crate::coupons::every_command(folder.path());
    done(folder.path(), &["audit"]);
}

#[tokio::test]
async fn a_device_enrolled_at_one_node_pays_at_another_at_once_and_both_tell() {
    let (_database, folder) = town();
    let one = Place::start_on(Arc::new(folder), |_| {}).await;
    let other = one.beside(|_| {}).await;
    let lin = one.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let mut listener = Listener::person(&lin, None).await;
    let charge = json!({
        "payment": operator::random::id().expect("random"),
        "payer_code": wallet.show(PayerTerms::default()),
        "amount": { "minor": 1250, "currency": "CNY" }, "note": null,
    });
    let paid = other.till(0, Method::POST, "/v1/payer-code/payments", charge).await.ok();
    assert_eq!(paid["state"], "paid");
    let heard = listener.next().await.expect("an event");
    assert_eq!(heard["payment"]["amount"]["minor"], 1250);
    // What each node remembers follows what the other one does.
    for minor in [1, 2, 3] {
        lin.pay(&Order::label(one.shops[0].label, minor)).await.ok();
        let far = crate::support::Device { url: other.url.clone(), ..lin.clone() };
        far.pay(&Order::label(one.shops[0].label, minor + 10)).await.ok();
    }
    drop(listener);
    let report = done(&one.data(), &["audit"]);
    assert_eq!(report["clean"], true, "{report}");
    other.stop().await;
    one.stop().await;
}

#[test]
fn every_command_works_on_a_server() {
    let (database, folder) = town();
    let data = folder.path();
    let again = tongbaod(data, &["init-demo", "--database", &database.url()]);
    assert!(again.status.success());
    let shown = done(data, &["account", "show", "--handle", "mei@demo.example"]);
    assert_eq!(shown["balance_minor"], 30_000);
    let handle = ["--handle", "new@demo.example"];
    done(data, &[&["account", "open", "--name", "New"], handle.as_slice()].concat());
    done(data, &[&["account", "top-up", "--amount", "5.00"], handle.as_slice()].concat());
    assert_eq!(done(data, &["merchant", "list"]).as_array().map(Vec::len), Some(3));
    done(data, &["order", "open", "--merchant", "Night Tea", "--amount", "3.00"]);
    done(data, &["label", "create", "--merchant", "Night Tea"]);
    assert_eq!(done(data, &["audit"])["clean"], true);
    let migrated = tongbaod(data, &["migrate"]);
    assert!(migrated.status.success());
    let copy = data.join("copy.sqlite").display().to_string();
    let refused = error(&tongbaod(data, &["backup", &copy]));
    assert!(refused.contains("not_a_file") && !data.join("copy.sqlite").exists(), "{refused}");
}

#[test]
fn an_unmigrated_or_careless_server_is_not_served() {
    let (_database, folder) = town();
    let data = folder.path();
    let empty = Server::shared().database();
    let serve = |url: &str| {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--database", url];
        error(&tongbaod(data, &arguments))
    };
    let refused = serve(&empty.url());
    assert!(refused.contains("tongbaod migrate"), "{refused}");
    let careless = Server::start(&[("fsync", "off")]);
    let refused = serve(&careless.database().url());
    assert!(refused.contains("fsync"), "{refused}");
    let config = data.join("operator.toml");
    let text = std::fs::read_to_string(&config).expect("reads");
    std::fs::write(&config, format!("require_synchronous_standby = true\n{text}")).expect("writes");
    let refused = error(&tongbaod(data, &["serve", "--listen", "127.0.0.1:0"]));
    assert!(refused.contains("synchronous_standby_names"), "{refused}");
}

#[test]
fn a_password_is_in_no_error() {
    let (_database, folder) = town();
    for url in [
        "postgres://anna:geheim@127.0.0.1:1/bank",
        "postgres://anna:geheim@127.0.0.1:x/bank",
        "postgres://anna:geheim@127.0.0.1/bank?sslmode=prefer",
    ] {
        for command in ["serve", "migrate"] {
            let refused = error(&tongbaod(folder.path(), &[command, "--database", url]));
            assert!(!refused.contains("geheim"), "{refused}");
        }
    }
}
