//! Limits changed by `tongbaod setting` while the operator runs: they count at once on every node,
//! the wallet sees them, and their history says who changed what and why.

use crate::payer_code::Wallet;
use crate::support::place::tongbaod;
use crate::support::{Order, Place, assert_problem};
use paycode::PayerTerms;
use postgres_server::Server;
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use wire::ErrorCode;

fn done(data: &Path, arguments: &[&str]) -> Value {
    let output = tongbaod(data, &[&["--json"], arguments].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn set(data: &Path, key: &str, value: &str, was: &str) -> Value {
    let words = ["--author", "Ada", "--reason", "the holidays"];
    done(data, &[&["setting", "set", key, value, "--was", was], words.as_slice()].concat())
}

/// Runs a command that must be refused with a code; returns the sentence.
fn refused(data: &Path, arguments: &[&str], code: &str) -> String {
    let output = tongbaod(data, arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{arguments:?} is refused");
    let sentence = error.strip_prefix(&format!("tongbaod: {code}: "));
    sentence.unwrap_or_else(|| panic!("not {code}, but {error}")).to_owned()
}

/// Holds two nodes of one town to a limit that falls and rises.
async fn follow_a_limit(one: &Place, other: &Place) {
    let data = one.data();
    let lin = one.person("lin").await;
    let far = crate::support::Device { url: other.url.clone(), ..lin.clone() };
    let label = one.shops[0].label;
    lin.pay(&Order::label(label, 1_000)).await.ok();
    far.pay(&Order::label(label, 1_000)).await.ok();
    let changed = set(&data, "payment_max", "9.99", "5000");
    assert_eq!((&changed["value"], &changed["was"]), (&json!(999), &json!(500_000)));
    for device in [&lin, &far] {
        let above = device.pay(&Order::label(label, 1_000)).await;
        assert_problem(&above, ErrorCode::AmountTooLarge);
        device.pay(&Order::label(label, 999)).await.ok();
        let account = device.get("/v1/account").await.ok();
        assert_eq!(account["payment_max"]["minor"], 999);
    }
    for place in [one, other] {
        let facts = place.nobody(Method::GET, "/v1/operator").await.ok();
        assert_eq!(facts["payment_max"]["minor"], 999);
        let order = json!({
            "order": operator::random::id().expect("random"), "note": null,
            "amount": { "minor": 1_000, "currency": "CNY" },
        });
        let opened = place.till(0, Method::POST, "/v1/orders", order).await;
        assert_problem(&opened, ErrorCode::AmountTooLarge);
    }
    set(&data, "payment_max", "10.00", "9.99");
    lin.pay(&Order::label(label, 1_000)).await.ok();
    far.pay(&Order::label(label, 1_000)).await.ok();
    one.audit();
}

#[tokio::test]
async fn a_limit_that_falls_and_rises_counts_at_once_on_both_nodes_of_one_file() {
    let one = Place::start().await;
    let other = one.beside(|_| {}).await;
    follow_a_limit(&one, &other).await;
    other.stop().await;
    one.stop().await;
}

#[tokio::test]
async fn a_limit_that_falls_and_rises_counts_at_once_on_both_nodes_of_one_server() {
    let database = Server::shared().database();
    let folder = tempfile::tempdir().expect("a folder");
    done(folder.path(), &["init-demo", "--database", &database.url()]);
    let one = Place::start_on(Arc::new(folder), |_| {}).await;
    let other = one.beside(|_| {}).await;
    follow_a_limit(&one, &other).await;
    let history = done(&one.data(), &["setting", "history"]);
    assert_eq!(history.as_array().map(Vec::len), Some(2));
    other.stop().await;
    one.stop().await;
}

#[tokio::test]
async fn what_is_left_of_quick_pay_and_the_pin_follow_their_settings() {
    let place = Place::start().await;
    let (data, label) = (place.data(), place.shops[0].label);
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let without_pin = Order { pin: None, ..Order::label(label, 500) };
    assert_problem(&lin.pay(&without_pin).await, ErrorCode::PinMissing);
    set(&data, "pin_from", "5.01", "0");
    lin.pay(&Order { pin: None, ..Order::label(label, 500) }).await.ok();

    set(&data, "quick_pay.day_max", "20.00", "300.00");
    set(&data, "quick_pay.payment_max", "12.00", "100.00");
    set(&data, "quick_pay.day_uses_max", "3", "10");
    set(&data, "confirm_within_s", "9", "45");
    let left = lin.get("/v1/account").await.ok();
    assert_eq!(left["quick_pay"]["payment_max"]["minor"], 1_200);
    assert_eq!(
        (&left["quick_pay"]["left"]["minor"], &left["quick_pay"]["left_uses"]),
        (&json!(2_000), &json!(3))
    );
    let charge = json!({
        "payment": operator::random::id().expect("random"), "note": null,
        "payer_code": wallet.show(PayerTerms::default()),
        "amount": { "minor": 1_201, "currency": "CNY" },
    });
    let asked = place.till(0, Method::POST, "/v1/payer-code/payments", charge).await.ok();
    assert_eq!((&asked["state"], &asked["rule"]), (&json!("pin_needed"), &json!("amount")));
    let times = ["expires_at_ms", "opened_at_ms"].map(|name| asked["order"][name].as_u64());
    assert_eq!(times[0], times[1].map(|opened| opened + 9_000));
    place.audit();
    place.stop().await;
}

#[tokio::test]
async fn the_history_and_the_configuration_tell_who_changed_what_from_when() {
    let place = Place::start().await;
    let data = place.data();
    assert_eq!(done(&data, &["setting", "history"]), json!([]));
    let first = set(&data, "payment_max", "500", "5000");
    let planned = [
        "setting",
        "set",
        "payment_max",
        "800.00",
        "--was",
        "500.00",
        "--author",
        "林薇",
        "--reason",
        "new year",
        "--from",
        "2999-01-01T00:00:00Z",
    ];
    refused(&data, &planned, "setting_time_invalid");
    let soon = operator::clock::text::to_text(operator::clock::now().plus_ms(3_600_000));
    let planned: Vec<&str> = planned
        .iter()
        .map(|word| if word.starts_with("2999") { soon.as_str() } else { word })
        .collect();
    let second = done(&data, &planned);
    let list = done(&data, &["setting", "list"]);
    assert_eq!((&list[0]["key"], &list[0]["text"]), (&json!("payment_max"), &json!("500.00")));
    assert_eq!(list[0]["planned"]["text"], "800.00");
    assert_eq!((&list[1]["sequence"], &list[1]["text"]), (&Value::Null, &json!("0.00")));
    assert_eq!(list.as_array().map(Vec::len), Some(12));
    let history = done(&data, &["setting", "history", "payment_max"]);
    assert_eq!(
        (&history[0]["author"], &history[0]["reason"]),
        (&json!("林薇"), &json!("new year"))
    );
    assert_eq!(
        (&history[0]["sequence"], &history[1]["sequence"]),
        (&second["sequence"], &first["sequence"])
    );
    assert_eq!(
        (&history[1]["was_text"], &history[1]["text"]),
        (&json!("5000.00"), &json!("500.00"))
    );
    assert_eq!(done(&data, &["setting", "history", "pin_from"]), json!([]));
    let text = tongbaod(&data, &["setting", "history", "--limit", "1"]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(
        text.contains("payment_max: 500.00 -> 800.00 CNY from ")
            && text.contains("by 林薇: new year"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1);

    let shown = done(&data, &["config", "show"]);
    let shown = shown.as_array().expect("keys").iter().find(|key| key["key"] == "payment_max");
    let shown = shown.expect("it is shown");
    assert_eq!(shown["value"], "\"500.00\"");
    let origin = shown["origin"].as_str().expect("an origin");
    let sequence = &second["sequence"];
    assert_eq!(origin, format!("setting, journal row {sequence}; \"800.00\" from {soon}"));
    place.audit();
    place.stop().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused_with_the_key_the_range_and_what_to_do() {
    let place = Place::start().await;
    let data = place.data();
    let change = |key: &str, value: &str, was: &str, more: &[&str], code: &str| {
        let words = ["--author", "Ada", "--reason", "a try"];
        let all = [&["setting", "set", key, value, "--was", was], &words[..], more].concat();
        refused(&data, &all, code)
    };
    let unknown = change("limit.queue", "5", "4096", &[], "setting_unknown");
    assert!(
        unknown.contains("quick_pay.day_max") && unknown.contains("operator.toml"),
        "{unknown}"
    );
    let malformed = change("payment_max", "lots", "5000", &[], "setting_malformed");
    assert!(malformed.contains("payment_max") && malformed.contains("0.01 to"), "{malformed}");
    change("payment_max", "5000", "1.234", &[], "setting_malformed");
    let absurd = change("quick_pay.day_uses_max", "101", "10", &[], "setting_out_of_range");
    assert!(absurd.contains("quick_pay.day_uses_max is 0 to 100 payments"), "{absurd}");
    change("payment_max", "0", "5000", &[], "setting_out_of_range");
    change("payment_max", "6000", "5000", &["--from", "tomorrow"], "time_malformed");
    change(
        "payment_max",
        "6000",
        "5000",
        &["--from", "2001-01-01T00:00:00Z"],
        "setting_time_invalid",
    );
    let stale = change("payment_max", "6000", "4000", &[], "setting_stale");
    assert!(
        stale.contains("payment_max is 5000.00 CNY by now") && stale.contains("--was 5000.00"),
        "{stale}"
    );
    let wordless = [
        "setting",
        "set",
        "payment_max",
        "6000",
        "--was",
        "5000",
        "--author",
        "Ada",
        "--reason",
        " ",
    ];
    refused(&data, &wordless, "setting_words_malformed");
    assert_eq!(done(&data, &["setting", "history"]), json!([]), "nothing was changed");

    let once = ["--change", "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B", "--author", "Ada", "--reason", "a try"];
    let once =
        [&["setting", "set", "payment_max", "6000", "--was", "5000"], once.as_slice()].concat();
    assert_eq!(done(&data, &once), done(&data, &once), "asked again, changed once");
    assert_eq!(done(&data, &["setting", "history"]).as_array().map(Vec::len), Some(1));
    change("payment_max", "7000", "5000", &[], "setting_stale");
    place.audit();
    place.stop().await;
}
