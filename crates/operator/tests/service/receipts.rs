//! `GET /v1/payments/{payment}/receipt`, checked by the wallet's own means.

use crate::support::{Order, Place, assert_problem};
use proof::row::{Movement, row_hash};
use proof::tree::{Hash, leaf_hash, verify_inclusion};
use proof::{Head, PublicKey, hex};
use reqwest::Method;
use serde_json::Value;
use wire::ErrorCode;
use wire::payee::PayeeKind;
use wire::receipt::ReceiptResponse;

const ORIGIN: &str = "demo.tongbao/journal";

async fn key(place: &Place) -> PublicKey {
    let facts = place.nobody(Method::GET, "/v1/operator").await.ok();
    PublicKey::parse(facts["keys"][0]["key"].as_str().expect("a key")).expect("a key").1
}

fn read(receipt: &Value) -> ReceiptResponse {
    serde_json::from_value(receipt.clone()).expect("a receipt")
}

/// Checks signature and place; returns the head.
fn check(receipt: &ReceiptResponse, key: PublicKey) -> Head {
    let signature = proof::key::signature_from_text(&receipt.signature).expect("a signature");
    assert!(key.verifies(ORIGIN, receipt.signed_text().as_bytes(), &signature));
    let hash: Hash = hex::decode(&receipt.journal_hash).expect("a hash");
    let inclusion = receipt.inclusion.as_ref().expect("a head covers it");
    let head = Head::verify(&inclusion.head, ORIGIN, &[key]).expect("a signed head");
    let path: Vec<Hash> =
        inclusion.path.iter().map(|hash| hex::decode(hash).expect("a hash")).collect();
    let index = receipt.sequence - 1;
    assert!(verify_inclusion(&leaf_hash(&hash), index, head.size, &path, &head.root));
    head
}

#[tokio::test]
async fn a_payers_receipt_stands_alone() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut order = Order::label(place.shops[1].label, 1250);
    order.order.note = Some("Apples".to_owned());
    lin.pay(&order).await.ok();
    let path = format!("/v1/payments/{}/receipt", order.order.payment);
    let receipt = read(&lin.get(&path).await.ok());
    check(&receipt, key(&place).await);
    assert_eq!(
        (receipt.payer.as_deref(), receipt.payee.as_deref()),
        (Some("Lin"), Some("Green Grocer"))
    );
    assert_eq!((receipt.note.as_deref(), receipt.amount.minor), (Some("Apples"), 1250));
    let row = receipt.row.as_ref().expect("a row");
    let content = hex::decode_up_to(&row.content, 256).expect("bytes");
    let hash = row_hash(&hex::decode(&row.previous_hash).expect("a hash"), &content);
    assert_eq!(hex::encode(&hash), receipt.journal_hash);
    let movement = Movement::parse(&content).expect("the bank's bytes are read");
    assert_eq!((movement.payment, movement.minor), (order.order.payment.0, 1250));
    assert_eq!((movement.sequence, movement.at_ms), (receipt.sequence, receipt.at_ms));
    let stranger = place.person("mei").await;
    assert_problem(&stranger.get(&path).await, ErrorCode::PaymentUnknown);
    assert_problem(&place.nobody(Method::GET, &path).await, ErrorCode::SignatureMissing);
    place.audit();
}

#[tokio::test]
async fn a_tills_receipt_names_no_payer_and_shows_no_account() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let order = Order::label(place.shops[0].label, 1250);
    lin.pay(&order).await.ok();
    let path = format!("/v1/payments/{}/receipt", order.order.payment);
    let receipt = read(&place.till(0, Method::GET, &path, Value::Null).await.ok());
    check(&receipt, key(&place).await);
    assert_eq!((receipt.payer, receipt.row), (None, None));
    let other = place.till(1, Method::GET, &path, Value::Null).await;
    assert_problem(&other, ErrorCode::PaymentUnknown);
}

#[tokio::test]
async fn every_kind_of_payment_has_a_receipt() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let key = key(&place).await;
    let code = mei.get("/v1/account").await.ok()["receive_code"].as_str().map(str::parse);
    let code = code.expect("a code").expect("an identifier");
    let order = Order::new(PayeeKind::Receive, code, 300);
    lin.pay(&order).await.ok();
    let path = format!("/v1/payments/{}/receipt", order.order.payment);
    for side in [&lin, &mei] {
        let receipt = read(&side.get(&path).await.ok());
        check(&receipt, key);
        assert_eq!(
            (receipt.payer.as_deref(), receipt.payee.as_deref()),
            (Some("Lin"), Some("Mei"))
        );
    }
    let history = lin.get("/v1/payments").await.ok();
    let top_up = history["payments"].as_array().expect("payments").iter();
    let top_up = top_up.rev().find(|it| it["kind"] == "top_up").expect("a top-up");
    let path = format!("/v1/payments/{}/receipt", top_up["payment"].as_str().expect("a text"));
    let receipt = read(&lin.get(&path).await.ok());
    check(&receipt, key);
    assert_eq!(receipt.payer.as_deref(), Some("Demo Town"));
}

#[tokio::test]
async fn many_who_ask_at_once_share_one_head() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    // The one that is signed at the start covers none of what follows.
    while place.nobody(Method::GET, "/v1/heads/latest").await.status != 200 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let orders: Vec<Order> =
        (1..6).map(|minor| Order::label(place.shops[0].label, minor)).collect();
    for order in &orders {
        lin.pay(order).await.ok();
    }
    let paths = orders.iter().map(|order| format!("/v1/payments/{}/receipt", order.order.payment));
    let asked = paths.map(|path| {
        let lin = &lin;
        async move { read(&lin.get(&path).await.ok()) }
    });
    let receipts = futures_util::future::join_all(asked).await;
    let key = key(&place).await;
    let sizes: Vec<u64> = receipts.iter().map(|receipt| check(receipt, key).size).collect();
    assert!(sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
}
