//! `tongbaod copy`: from an SQLite file to a PostgreSQL server and back, with all that is in it.

use crate::coupons;
use crate::support::place::tongbaod;
use crate::support::{Order, Place};
use bank::copy::first_difference;
use bank::record::{Merchant, Record};
use bank::store::{Reader, Store as _, Writes};
use bank_postgres::{PostgresReader, Target};
use bank_sqlite::{SqliteReader, SqliteStore};
use postgres_server::Server;
use serde_json::Value;
use std::path::Path;

fn done(data: &Path, arguments: &[&str]) -> Value {
    let output = tongbaod(data, &[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

fn refused(data: &Path, arguments: &[&str], code: &str) {
    let output = tongbaod(data, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains(code), "{arguments:?}: {error}");
}

fn assert_same(one: &dyn Reader, other: &dyn Reader) {
    assert_eq!(one.chain_head(), other.chain_head());
    assert_eq!(one.journal(0, 10_000), other.journal(0, 10_000));
    assert_eq!(one.payments_by_sequence(0, 10_000), other.payments_by_sequence(0, 10_000));
    assert_eq!(first_difference(one, other, &mut |_| {}), Ok(None));
}

/// A town that people have lived in: enrolled, paid, and used a coupon.
async fn lived_in() -> Place {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    for minor in [1_000, 1_100, 1_200] {
        lin.pay(&Order::label(place.shops[0].label, minor)).await.ok();
        mei.pay(&Order::label(place.shops[1].label, minor)).await.ok();
    }
    let coupon = coupons::taken(&place, &lin, coupons::WELCOME).await;
    lin.pay(&coupons::at_shop(&place, 6_000, 5_000, &[coupon])).await.ok();
    assert!(crate::bills::tomorrow(&place) >= 2, "bills of both shops go along");
    place
}

#[tokio::test]
async fn a_town_moves_to_a_server_and_back_with_all_that_is_in_it() {
    let place = lived_in().await;
    let (folder, config) = (place.folder.clone(), place.config.clone());
    let data = folder.path();
    let file = config.database.display().to_string();
    let from = format!("sqlite:{file}");
    let database = Server::shared().database();
    let url = database.url();
    refused(data, &["copy", "--from", &from, "--to", &url], "in_use");
    place.stop().await;
    done(data, &["head", "publish"]);
    let audited = done(data, &["audit"]);
    assert!(audited["heads"].as_u64().is_some_and(|heads| heads > 0));
    assert!(audited["bills"].as_u64().is_some_and(|bills| bills >= 2));

    let copied = done(data, &["copy", "--from", &from, "--to", &url]);
    assert_eq!(copied["last_hash"], audited["last_hash"]);
    assert_eq!(copied["payments"], audited["payments"]);
    let target = Target::parse(&url).expect("a URL");
    let source = SqliteReader::open(&config.database).expect("opens");
    let server = PostgresReader::open(&target).expect("opens");
    assert_same(&source, &server);
    assert_eq!(done(data, &["copy", "--from", &from, "--to", &url]), copied, "copied before");

    // And back, into a new file.
    let back = data.join("back.sqlite");
    let to = format!("sqlite:{}", back.display());
    done(data, &["copy", "--from", &url, "--to", &to]);
    assert_same(&source, &SqliteReader::open(&back).expect("opens"));

    // The town goes on at the server, and is another one from then on.
    let settings = data.join("operator.toml");
    let text = std::fs::read_to_string(&settings).expect("reads");
    let moved: String = text
        .lines()
        .filter(|line| !line.starts_with("database"))
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(&settings, format!("database = \"{url}\"\n{moved}")).expect("writes");
    assert_eq!(done(data, &["audit"]), audited);
    done(data, &["account", "open", "--handle", "new@town.example", "--name", "New"]);
    assert_eq!(done(data, &["audit"])["clean"], true);
    refused(data, &["copy", "--from", &from, "--to", &url], "target_not_empty");
}

/// Behind the rules' back.
fn rename_a_shop(file: &Path) {
    let mut store = SqliteStore::open(file).expect("opens");
    let shops = SqliteReader::open(file).expect("opens").merchants().expect("reads");
    let (shop, _) = shops.into_iter().next().expect("a shop");
    let records = vec![Record::Merchant(Merchant { name: "Another".to_owned(), ..shop })];
    let mut batch = store.begin().expect("begins");
    batch.write(&Writes { records, ..Writes::default() }).expect("writes");
    batch.commit().expect("commits");
}

#[test]
fn a_copy_needs_a_source_a_target_and_an_honest_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    done(data, &["init-demo"]);
    let database = Server::shared().database();
    let url = database.url();
    let missing = format!("sqlite:{}", data.join("missing.sqlite").display());
    refused(data, &["copy", "--from", &missing, "--to", &url], "source_missing");
    refused(data, &["copy", "--from", "tongbao.sqlite", "--to", &url], "database_unknown");
    let file = operator::config::Config::load(data).expect("loads").database;
    rename_a_shop(&file);
    let from = format!("sqlite:{}", file.display());
    refused(data, &["copy", "--from", &from, "--to", &url], "audit_failed");
    assert_eq!(database.query("SELECT sequence FROM chain_head"), "0");
}
