//! Receipts of shops: what the till prints, and the page behind their link.

use crate::support::client::client;
use crate::support::{Answer, Order, Place, assert_problem};
use reqwest::Method;
use serde_json::{Value, json};
use wire::{ErrorCode, Id};

async fn slip(place: &Place, shop: usize, payment: Id) -> Answer {
    place.till(shop, Method::GET, &format!("/v1/till/slips/{payment}"), Value::Null).await
}

async fn page(place: &Place, token: &str, language: &str) -> Answer {
    let request = client().get(format!("{}/r/{token}", place.url));
    let answer = request.header("accept-language", language).send().await.expect("an answer");
    Answer::read(answer).await
}

fn token(slip: &Value) -> String {
    let (_, token) = slip["link"].as_str().expect("a link").split_once("/r/").expect("a token");
    token.to_owned()
}

#[tokio::test]
async fn a_till_reads_the_receipt_of_its_own_payments_with_what_went_back() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let order = Order::label(place.shops[0].label, 1_250);
    let paid = lin.pay(&order).await.ok();
    let payment = order.order.payment;
    let told = slip(&place, 0, payment).await.ok();
    assert_eq!(told["name"], place.shops[0].name.as_str());
    assert_eq!((&told["payment"], &told["number"]), (&json!(payment), &paid["sequence"]));
    assert_eq!((&told["check"], &told["at_ms"]), (&paid["check"], &paid["at_ms"]));
    assert_eq!((&told["total"], &told["paid"]), (&paid["amount"], &paid["amount"]));
    assert_eq!((&told["discounts"], &told["refunds"]), (&json!([]), &json!([])));
    assert_eq!(told["zone_ahead_min"], place.config.time_zone.zone().ahead_min());
    let written = told.to_string();
    assert!(!written.contains("\"lin\"") && !written.contains("Lin"), "no payer: {told}");
    assert_eq!(slip(&place, 0, payment).await.ok(), told, "the same each time");

    let money = json!({ "minor": 250, "currency": "CNY" });
    let refund = operator::random::id().expect("random");
    let body = json!({ "refund": refund, "payment": payment, "amount": money });
    place.till(0, Method::POST, "/v1/refunds", body).await.ok();
    let after = slip(&place, 0, payment).await.ok();
    assert_eq!(after["refunds"][0]["amount"], money);
    assert_eq!(after["refunds"][0]["payment"], json!(refund));
    assert_eq!((&after["link"], &after["number"]), (&told["link"], &told["number"]));

    assert_problem(&slip(&place, 1, payment).await, ErrorCode::PaymentUnknown);
    assert_problem(&slip(&place, 0, refund).await, ErrorCode::PaymentUnknown);
    assert_problem(&slip(&place, 0, Id(1)).await, ErrorCode::PaymentUnknown);
}

#[tokio::test]
async fn whoever_has_the_link_sees_the_receipt_and_nobody_guesses_one() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let orders = [1_250, 700].map(|minor| Order::label(place.shops[0].label, minor));
    let mut tokens = Vec::new();
    for order in &orders {
        lin.pay(order).await.ok();
        tokens.push(token(&slip(&place, 0, order.order.payment).await.ok()));
    }
    let seen = page(&place, &tokens[0], "en").await;
    assert_eq!((seen.status, seen.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(seen.header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(seen.header("cache-control"), "no-store");
    assert_eq!(seen.header("referrer-policy"), "no-referrer");
    let parts = [&*place.shops[0].name, "CNY 12.50", "Check digits", "noindex"];
    for part in parts.into_iter().chain([&*orders[0].order.payment.to_string()]) {
        assert!(seen.text.contains(part), "{part} in {}", seen.text);
    }
    assert!(!seen.text.contains("CNY 7.00") && !seen.text.contains("lin@"));
    assert!(page(&place, &tokens[0], "zh-CN").await.text.contains("核对码"));
    // The beginning of one and the end of another, a payment's identifier, and what is none.
    let mixed = format!("{}{}", &tokens[0][..32], &tokens[1][32..]);
    let id = orders[0].order.payment.to_string();
    for wrong in [&mixed, &id, &tokens[0][1..], "A", &"A".repeat(64), "%00"] {
        let answer = page(&place, wrong, "en").await;
        assert_eq!(answer.status, 404, "{wrong}");
        assert!(answer.text.contains("No such receipt"), "{}", answer.text);
    }
    let read = lin.get(&format!("/r/{}", tokens[0])).await;
    assert_eq!(read.status, 200, "who asks makes no difference");
    let _: Value = place.till(0, Method::GET, "/v1/till", Value::Null).await.ok();
}
