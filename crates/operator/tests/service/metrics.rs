//! `GET /metrics`: the list, the manual and what is served say the same.

use crate::support::process::Talkative;
use crate::support::{Order, Place};
use operator::measure::{Kind, METRICS, Metric};
use postgres_server::Server;
use reqwest::Method;
use std::collections::{BTreeMap, BTreeSet};

const MANUAL: &str = include_str!("../../../../docs/operating.md");

fn labels(metric: &Metric) -> BTreeSet<String> {
    metric.labels.names().into_iter().map(str::to_owned).collect()
}

#[test]
fn the_manual_lists_every_metric() {
    let head = "| metric | type | by | what it says | what to do |";
    let (_, table) = MANUAL.split_once(head).expect("the table");
    let rows: Vec<Vec<String>> = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect();
    let listed: Vec<[&str; 3]> =
        rows.iter().map(|row| [row[0].trim_matches('`'), &row[1], &row[2]]).collect();
    let joined: Vec<String> = METRICS
        .iter()
        .map(|metric| {
            let names: Vec<String> =
                metric.labels.names().iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        })
        .collect();
    let expected: Vec<[&str; 3]> = METRICS
        .iter()
        .zip(&joined)
        .map(|(metric, labels)| [metric.name, metric.kind.word(), labels.as_str()])
        .collect();
    assert_eq!(listed, expected);
    for row in &rows {
        assert!(row.len() == 5 && row[3].len() > 5 && row[4].len() > 5, "{row:?}");
    }
}

/// What is served: each metric's kind and its labels.
fn served(text: &str) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let mut served: BTreeMap<String, (String, BTreeSet<String>)> = types
        .filter_map(|line| line.split_once(' '))
        .map(|(name, kind)| (name.to_owned(), (kind.to_owned(), BTreeSet::new())))
        .collect();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let end = line.find(['{', ' ']).expect("a sample");
        let (name, rest) = line.split_at(end);
        let parts = ["_bucket", "_sum", "_count"];
        let whole = parts.iter().find_map(|part| name.strip_suffix(part));
        let known = if served.contains_key(name) { name } else { whole.expect("a known name") };
        let found = served.get_mut(known).expect("a sample has a type");
        if let Some((inner, _)) = rest.strip_prefix('{').and_then(|rest| rest.rsplit_once('}')) {
            let names = inner.split("\",").filter_map(|pair| Some(pair.split_once('=')?.0));
            found.1.extend(names.filter(|name| *name != "le").map(|name| name.trim().to_owned()));
        }
    }
    served
}

#[tokio::test]
async fn what_is_served_is_what_is_listed() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let wrong = Order { pin: Some("000001"), ..Order::label(place.shops[0].label, 100) };
    assert_eq!(lin.pay(&wrong).await.status, 403);
    let text = place.nobody(Method::GET, "/metrics").await.text;
    let expected: BTreeMap<String, (String, BTreeSet<String>)> = METRICS
        .iter()
        .map(|metric| (metric.name.to_owned(), (metric.kind.word().to_owned(), labels(metric))))
        .collect();
    assert_eq!(served(&text), expected, "{text}");
    for metric in METRICS.iter().filter(|metric| metric.kind == Kind::Counter) {
        assert!(metric.name.ends_with("_total"), "{} is named as counters are", metric.name);
    }
}

/// Returns the number of a sample.
fn value(text: &str, sample: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
    line.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{sample} in {text}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn gauges_tell_of_the_journal_and_the_connections() {
    let (database, folder) = (Server::shared().database(), tempfile::tempdir().expect("a folder"));
    let arguments = ["init-demo", "--database", &database.url()];
    let made = crate::support::place::tongbaod(folder.path(), &arguments);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let rows: f64 = database.query("SELECT count(*) FROM journal").parse().expect("a number");
    let operator = Talkative::start(folder.path());
    let mut text = String::new();
    for _ in 0..600 {
        let asked =
            crate::support::client::plain(&operator.url, Method::GET, "/metrics", None, None);
        text = asked.await.text;
        let is_counted = value(&text, "tongbao_journal_rows") > 0.0;
        // The teller's, a reader's and the one that listens.
        if is_counted && value(&text, "tongbao_database_connections") > 2.5 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!((value(&text, "tongbao_journal_rows") - rows).abs() < 0.5, "{rows}: {text}");
    assert!(value(&text, "tongbao_database_connections") > 2.5, "{text}");
    let version = concat!("tongbao_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"}");
    assert!((value(&text, version) - 1.0).abs() < 0.1, "{text}");
    tokio::task::spawn_blocking(move || operator.stop()).await.expect("stops");
}
