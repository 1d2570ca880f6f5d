//! The operator's fee, through the whole service: said before, taken of payments to shops, told to
//! the shop alone, in its figures and bills, given back with what is refunded, and changed by
//! command while the operator runs.

use crate::bills::tomorrow;
use crate::support::place::tongbaod;
use crate::support::{Order, Place};
use bank::Key;
use bank::fee::FeeTerms;
use bank::id::AccountId;
use bank::record::Record;
use bank::store::Reader as _;
use reqwest::Method;
use serde_json::{Value, json};
use wire::payee::PayeeKind;

fn new_id() -> wire::Id {
    operator::random::id().expect("random")
}

fn money(minor: u64) -> Value {
    json!({ "minor": minor, "currency": "CNY" })
}

async fn till(place: &Place, path: &str) -> Value {
    place.till(0, Method::GET, path, Value::Null).await.ok()
}

async fn refund(place: &Place, payment: wire::Id, minor: u64) -> Value {
    let body = json!({ "refund": new_id(), "payment": payment, "amount": money(minor) });
    place.till(0, Method::POST, "/v1/refunds", body).await.ok()
}

/// What the operator's account of fees holds.
fn income(place: &Place) -> i64 {
    let reader = bank_sqlite::SqliteReader::open(&place.config.database).expect("opens");
    match reader.record(&Key::Account(AccountId::of_fees(place.config.currency))) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

/// A place whose operator takes 1.5 %, of payments from 1.00 on.
async fn charging() -> Place {
    let terms = FeeTerms { rate_bp: 150, free_below_minor: 100 };
    Place::start_with(move |config| config.fee = terms).await
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_27_a_fee_is_told_to_the_shop_alone_and_adds_up_in_every_list() {
    let place = charging().await;
    let lin = place.person("lin").await;
    let before = lin.balance().await;
    let held = till(&place, "/v1/till").await["balance"]["minor"].clone();
    let had = held.as_i64().expect("a balance");
    let began = operator::clock::now().0;
    let said = lin.get("/v1/operator").await.ok();
    assert_eq!(said["fee"], json!({ "rate_bp": 150, "free_below": money(100) }));
    let pay = Order::label(place.shops[0].label, 1_000);
    let receipt = lin.pay(&pay).await.ok();
    lin.pay(&Order::label(place.shops[0].label, 99)).await.ok();
    assert_eq!(receipt["amount"], money(1_000));
    assert_eq!(receipt.get("fee"), None, "the payer knows no fee");
    assert_eq!(lin.balance().await, before - 1_099);
    let payment = pay.order.payment;
    let own = lin.get(&format!("/v1/payments/{payment}")).await.ok();
    assert_eq!(own.get("fee"), None);
    let seen = till(&place, &format!("/v1/refunds?payment={payment}")).await;
    assert_eq!(seen["payment"]["fee"], money(15));
    let body = json!({ "payment": payment, "amount": money(500) });
    let preview = place.till(0, Method::POST, "/v1/refunds/preview", body).await.ok();
    assert_eq!((&preview["cash"], &preview["fee_back"]), (&money(500), &money(7)));
    refund(&place, payment, 500).await;
    let back = till(&place, &format!("/v1/refunds?payment={payment}")).await;
    assert_eq!(back["refunds"][0]["fee"], money(7));
    let held = till(&place, "/v1/till").await["balance"]["minor"].as_i64().expect("a balance");
    assert_eq!((held - had, income(&place)), (1_099 - 500 - 8, 8));

    let span = format!("/v1/figures?from={began}&until={}", began + 3_600_000);
    let figures = till(&place, &span).await;
    assert_eq!(figures["payments"]["fee_minor"], 15);
    assert_eq!(figures["refunds"]["fee_minor"], 7);
    assert_eq!(figures["net_minor"], held - had);
    assert!(tomorrow(&place) >= 1);
    let bill = till(&place, "/v1/bills").await["bills"][0].clone();
    assert_eq!(bill["closing_minor"], held);
    assert_eq!(bill["payments"]["fee_minor"], 15);
    assert!(bill["note"].as_str().is_some_and(|note| note.contains("\nfees 15 7 0\n")), "{bill}");
    let date = bill["date"].as_str().expect("a date");
    let path = format!("/v1/bills/{date}/trade.json");
    let trade = place.till(0, Method::GET, &path, Value::Null).await.text;
    let trade: Value = serde_json::from_str(&trade).expect("JSON");
    let rows = trade["rows"].as_array().expect("rows").iter();
    let rows: Vec<&Value> = rows.filter(|row| row["fee"] != 0).collect();
    let of = |name: &str| -> Vec<i64> {
        rows.iter().map(|row| row[name].as_i64().expect("a number")).collect()
    };
    assert_eq!((of("fee"), of("net")), (vec![15, 7], vec![985, -493]));
    let path = format!("/v1/bills/{date}/fund.csv");
    let fund = place.till(0, Method::GET, &path, Value::Null).await.text;
    assert_eq!(fund.matches(",fee,").count(), 2, "{fund}");
    place.audit();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fee_is_changed_while_the_operator_runs_and_its_income_is_shown() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    assert_eq!(lin.get("/v1/operator").await.ok().get("fee"), None);
    lin.pay(&Order::label(place.shops[0].label, 1_000)).await.ok();
    let data = place.data();
    let nothing = tongbaod(&data, &["fees", "withdraw", "--amount", "0.01"]);
    let said = String::from_utf8_lossy(&nothing.stderr).into_owned();
    assert!(said.starts_with("tongbaod: insufficient_funds: "), "before the first fee: {said}");
    let change =
        ["setting", "set", "fee.rate_bp", "60", "--was", "0", "--author", "Ada", "--reason", "May"];
    let changed = tongbaod(&data, &change);
    assert!(changed.status.success(), "{}", String::from_utf8_lossy(&changed.stderr));
    let said = String::from_utf8_lossy(&changed.stdout).into_owned();
    assert!(said.contains("fee.rate_bp is 60 basis points"), "{said}");
    assert_eq!(lin.get("/v1/operator").await.ok()["fee"]["rate_bp"], 60);
    let order = new_id();
    let body = json!({ "order": order, "amount": money(2_000) });
    place.till(0, Method::POST, "/v1/orders", body).await.ok();
    lin.pay(&Order::new(PayeeKind::Order, order, 2_000)).await.ok();
    let friend = place.person("mei").await;
    let code = friend.get("/v1/account").await.ok()["receive_code"].clone();
    let code = code.as_str().expect("a code").parse().expect("an identifier");
    lin.pay(&Order::new(PayeeKind::Receive, code, 500)).await.ok();
    assert_eq!(income(&place), 12, "the order alone pays it");
    let shown = tongbaod(&data, &["--json", "fees"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    assert_eq!(shown["rate_bp"], 60);
    assert_eq!(shown["income_minor"], 12);
    let taken_out = |minor: &str, more: &[&str]| {
        let withdraw = ["--json", "fees", "withdraw", "--amount", minor];
        tongbaod(&data, &[withdraw.as_slice(), more].concat())
    };
    let too_much = taken_out("0.13", &[]);
    let said = String::from_utf8_lossy(&too_much.stderr).into_owned();
    assert!(said.contains("insufficient_funds"), "{said}");
    let (payment, before) = (new_id().to_string(), friend.balance().await);
    for _ in 0..2 {
        let out = taken_out("0.10", &["--handle", "mei@demo.example", "--payment", &payment]);
        let told: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        assert_eq!((&told["amount_minor"], &told["income_minor"]), (&json!(10), &json!(2)));
    }
    assert_eq!(friend.balance().await, before + 10, "asked twice, moved once");
    assert!(taken_out("0.02", &["--note", "to the bank"]).status.success());
    assert_eq!(income(&place), 0);
    place.audit();
}
