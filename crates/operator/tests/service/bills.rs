//! `GET /v1/bills` and below, `GET /v1/figures`, and `tongbaod bill`.

use crate::coupons::{WELCOME, at_shop, taken};
use crate::support::place::tongbaod;
use crate::support::{Order, Place, assert_problem};
use bank::TimeMs;
use operator::bill::make::Maker;
use operator::bill::{Books, READY_MS};
use operator::clock;
use promotion::calendar::DAY_MS;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Notify;
use wire::ErrorCode;

/// Makes the bills of today, as a node does whose clock is a day ahead.
pub(crate) fn tomorrow(place: &Place) -> u64 {
    // A thread of its own, because it waits for the teller.
    std::thread::scope(|scope| scope.spawn(|| made(place)).join().expect("no panic"))
}

fn made(place: &Place) -> u64 {
    let limit = &place.config.limit;
    let committed = Arc::new(Notify::new());
    let (teller, thread, reader) =
        operator::open_teller(&place.config.store(), limit, committed).expect("opens");
    let books = Books {
        reader: reader.as_ref(),
        operator: &place.config.operator,
        keys: &place.keys.operator,
        pseudonyms: &place.keys.pseudonyms,
    };
    let maker = Maker { books, teller: &teller, zone: place.config.time_zone };
    let made = maker.all(TimeMs(clock::now().0 + DAY_MS + READY_MS)).expect("makes");
    thread.stop();
    made
}

async fn till(place: &Place, shop: usize, path: &str) -> crate::support::Answer {
    place.till(shop, Method::GET, path, Value::Null).await
}

/// Returns the day of the shop's newest bill, and the bill.
async fn newest(place: &Place, shop: usize) -> (String, Value) {
    let bills = till(place, shop, "/v1/bills").await.ok();
    let bill = bills["bills"][0].clone();
    (bill["date"].as_str().expect("a date").to_owned(), bill)
}

#[tokio::test(flavor = "multi_thread")]
async fn scenario_18_a_shops_bill_agrees_with_its_account_and_is_the_same_when_taken_again() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let coupon = taken(&place, &lin, WELCOME).await;
    lin.pay(&at_shop(&place, 6000, 5000, &[coupon])).await.ok();
    let mut order = Order::label(place.shops[0].label, 700);
    order.order.note = Some("=HYPERLINK(\"http://x\")".to_owned());
    lin.pay(&order).await.ok();
    let refund = json!({
        "refund": operator::random::id().expect("random"), "payment": order.order.payment,
        "amount": { "minor": 200, "currency": "CNY" },
    });
    place.till(0, Method::POST, "/v1/refunds", refund).await.ok();
    let held = till(&place, 0, "/v1/till").await.ok()["balance"]["minor"].as_i64().expect("held");
    assert!(tomorrow(&place) >= 1);
    assert_eq!(tomorrow(&place), 0, "each once");

    let (date, bill) = newest(&place, 0).await;
    assert_eq!(bill["closing_minor"], held);
    assert_eq!(bill["payments"]["operator_minor"], 1000);
    assert_eq!(
        bill["refunds"],
        json!({
            "count": 1, "price_minor": 200, "cash_minor": 200,
            "operator_minor": 0, "shops_minor": 0, "given_up_minor": 0, "fee_minor": 0,
        })
    );
    let mut sum = 0;
    for name in ["trade.csv", "trade.json", "fund.csv", "fund.json", "bill.note"] {
        let path = format!("/v1/bills/{date}/{name}");
        let (first, again) = (till(&place, 0, &path).await, till(&place, 0, &path).await);
        assert_eq!((first.status, &first.text), (200, &again.text), "{name}");
        assert!(first.header("content-disposition").contains(name));
        if let Some(file) =
            bill["files"].as_array().expect("files").iter().find(|f| f["name"] == name)
        {
            let hash = operator::bill::make::hash(first.text.as_bytes());
            assert_eq!(file["sha256"], operator::hex::encode(&hash), "{name}");
            assert_eq!(file["bytes"], first.text.len());
        }
        if name == "trade.csv" {
            assert!(
                first.text.contains(",\"'=HYPERLINK(\"\"http://x\"\")\"\r\n"),
                "{}",
                first.text
            );
        }
        if name == "fund.json" {
            let fund: Value = serde_json::from_str(&first.text).expect("JSON");
            for row in fund["rows"].as_array().expect("rows") {
                sum += row["in"].as_i64().expect("in") - row["out"].as_i64().expect("out");
            }
        }
    }
    assert_eq!(bill["opening_minor"].as_i64().expect("a number") + sum, held);
    let merchant = wire::Id(place.merchant(0).id.0).to_string();
    let verified = tongbaod(&place.data(), &["bill", "verify", &merchant]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    let shown = tongbaod(&place.data(), &["bill", "show", &merchant, &date]);
    assert_eq!(
        String::from_utf8_lossy(&shown.stdout).trim(),
        bill["note"].as_str().expect("a note").trim()
    );
    place.audit();
}

#[tokio::test(flavor = "multi_thread")]
async fn a29_a_bill_of_another_shop_looks_exactly_like_one_that_is_not_there() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    lin.pay(&Order::label(place.shops[0].label, 700)).await.ok();
    tomorrow(&place);
    let (date, _) = newest(&place, 0).await;
    let (_, other) = newest(&place, 1).await;
    let own = till(&place, 0, &format!("/v1/bills/{date}")).await.ok();
    assert_ne!(own["note"], other["note"], "each shop has its own of the day");
    for path in ["/v1/bills/1999-12-31", "/v1/bills/1999-12-31/trade.csv", "/v1/bills/x/fund.csv"] {
        assert_problem(&till(&place, 1, path).await, ErrorCode::BillUnknown);
    }
    // Two shops cannot link their payers: no name in either list is in the other.
    let payers = |text: &str| {
        let trade: Value = serde_json::from_str(text).expect("JSON");
        let rows = trade["rows"].as_array().expect("rows").clone();
        rows.iter().map(|row| row["payer"].as_str().expect("a payer").to_owned()).collect()
    };
    let path = format!("/v1/bills/{date}/trade.json");
    let one: std::collections::BTreeSet<String> = payers(&till(&place, 0, &path).await.text);
    let two: std::collections::BTreeSet<String> = payers(&till(&place, 1, &path).await.text);
    assert!(!one.is_empty() && one.is_disjoint(&two), "{one:?} {two:?}");
    let missing = till(&place, 0, &format!("/v1/bills/{date}/other.csv")).await;
    assert_problem(&missing, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a71_a_bill_that_was_changed_by_hand_is_found_and_never_sent_whole() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut order = Order::label(place.shops[0].label, 700);
    order.order.note = Some("two noodles".to_owned());
    lin.pay(&order).await.ok();
    tomorrow(&place);
    let (date, bill) = newest(&place, 0).await;
    place.audit();
    let (config, folder) = (place.config.clone(), place.stop().await);
    rewrite(&config.database, "two noodles", "one noodles");
    let place = Place::start_on(folder, |_| {}).await;
    let url = format!("{}/v1/bills/{date}/trade.csv", place.url);
    let client = crate::support::client::client();
    let sent = client.get(url).bearer_auth(&place.shops[0].till_key).send().await;
    let is_whole = match sent {
        Ok(answer) => answer.bytes().await.is_ok(),
        Err(_) => false,
    };
    assert!(!is_whole, "the answer breaks off");
    let told = found(&place);
    assert!(told.contains("says something else"), "{told}");
    let folder = place.stop().await;
    rewrite(&config.database, "one noodles", "two noodles");
    let place = Place::start_on(folder, |_| {}).await;
    place.audit();
    let closing = format!("\nclosing {}", bill["closing_minor"]);
    let folder = place.stop().await;
    rewrite(&config.database, &closing, &closing.replace("closing ", "opening "));
    let place = Place::start_on(folder, |_| {}).await;
    let told = found(&place);
    assert!(told.contains("not signed by the operator"), "{told}");
}

/// Returns what an audit finds.
fn found(place: &Place) -> String {
    let audit = tongbaod(&place.data(), &["audit"]);
    assert!(!audit.status.success());
    String::from_utf8_lossy(&audit.stdout).into_owned()
}

/// Writes over a text in the database's file, by another one as long, as whoever owns the disk can.
fn rewrite(database: &std::path::Path, was: &str, is: &str) {
    assert_eq!(was.len(), is.len());
    let mut bytes = std::fs::read(database).expect("reads");
    let places: Vec<usize> = (0..bytes.len() - was.len())
        .filter(|at| bytes[*at..].starts_with(was.as_bytes()))
        .collect();
    assert!(!places.is_empty(), "{was} is in the file");
    for at in places {
        bytes[at..at + is.len()].copy_from_slice(is.as_bytes());
    }
    std::fs::write(database, bytes).expect("writes");
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_of_a_shift_are_what_was_taken_in_it() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let from = clock::now().0;
    lin.pay(&Order::label(place.shops[0].label, 700)).await.ok();
    lin.pay(&Order::label(place.shops[0].label, 300)).await.ok();
    let until = clock::now().0 + 1;
    let figures = till(&place, 0, &format!("/v1/figures?from={from}&until={until}")).await.ok();
    assert_eq!(figures["payments"]["count"], 2);
    assert_eq!(figures["net_minor"], 1000);
    assert_eq!(figures["customers"]["count"], 1);
    assert_eq!(figures["hours"].as_array().map(Vec::len), Some(24));
    let other = till(&place, 1, &format!("/v1/figures?from={from}&until={until}")).await.ok();
    assert_eq!(other["payments"]["count"], 0, "of the till's own shop");
    for query in ["", "?from=5", "?from=5&until=5", "?from=0&until=99999999999", "?from=-1&until=5"]
    {
        let answer = till(&place, 0, &format!("/v1/figures{query}")).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
    }
    let days = "?before=1999-1-1";
    assert_problem(
        &till(&place, 0, &format!("/v1/bills{days}")).await,
        ErrorCode::RequestMalformed,
    );
}
