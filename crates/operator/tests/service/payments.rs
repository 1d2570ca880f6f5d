//! `POST /v1/payments`, `GET /v1/payments/{payment}`, `GET /v1/payments`.

use crate::support::device::Twist;
use crate::support::{Device, Order, Place, assert_problem};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

const NOTHING: Id = Id(7);

/// What makes an order wrong.
type Change = fn(&mut Order);

async fn receive_code(device: &Device) -> Id {
    let account = device.get("/v1/account").await.ok();
    account["receive_code"].as_str().expect("a code").parse().expect("an identifier")
}

#[tokio::test]
async fn a_label_is_paid_and_both_sides_have_it() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut order = Order::label(place.shops[1].label, 1250);
    order.order.note = Some("Apples".to_owned());
    let receipt = lin.pay(&order).await.ok();
    assert_eq!(receipt["payment"], order.order.payment.to_string());
    assert_eq!(receipt["kind"], "label");
    assert_eq!(receipt["direction"], "out");
    assert_eq!(receipt["counterparty"], "Green Grocer");
    assert_eq!(receipt["note"], "Apples");
    assert_eq!(receipt["journal_hash"].as_str().map(str::len), Some(64));
    assert_eq!(lin.balance().await, 54_500 - 1250);
    let again = lin.get(&format!("/v1/payments/{}", order.order.payment)).await.ok();
    assert_eq!(again, receipt);
    let history = lin.get("/v1/payments?limit=2").await.ok();
    assert_eq!(history["payments"][0], receipt);
    assert_eq!(history["payments"][1]["counterparty"], "Ada");
    let before = history["next_before"].as_u64().expect("there is more");
    let older = lin.get(&format!("/v1/payments?before={before}")).await.ok();
    assert_eq!(older["payments"][0]["kind"], "top_up");
    assert_eq!(older["payments"][0]["counterparty"], "Demo Town");
    let stranger = place.person("mei").await;
    let path = format!("/v1/payments/{}", order.order.payment);
    assert_problem(&stranger.get(&path).await, ErrorCode::PaymentUnknown);
    place.audit();
}

#[tokio::test]
async fn a_person_is_paid_by_receive_code() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let order = Order::new(PayeeKind::Receive, receive_code(&mei).await, 2000);
    let receipt = lin.pay(&order).await.ok();
    assert_eq!(receipt["kind"], "transfer");
    assert_eq!(receipt["counterparty"], "Mei");
    assert_eq!(mei.balance().await, 32_000);
    let seen = mei.get(&format!("/v1/payments/{}", order.order.payment)).await.ok();
    assert_eq!((&seen["direction"], &seen["counterparty"]), (&json!("in"), &json!("Lin")));
    let own = Order::new(PayeeKind::Receive, receive_code(&lin).await, 2000);
    assert_problem(&lin.pay(&own).await, ErrorCode::PayeeIsPayer);
    place.audit();
}

#[tokio::test]
async fn a_retry_has_the_first_answer_whatever_pin_it_brings() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let order = Order::label(place.shops[0].label, 1250);
    let first = lin.pay(&order).await.ok();
    for pin in [Some("836194"), Some("404129"), None] {
        assert_eq!(lin.pay(&Order { pin, ..order.clone() }).await.ok(), first);
    }
    let place = place.restart().await;
    let lin = Device { url: place.url.clone(), ..lin };
    assert_eq!(lin.pay(&order).await.ok(), first);
    let mut other = order.clone();
    other.order.amount.minor = 1251;
    assert_problem(&lin.pay(&other).await, ErrorCode::IdempotencyConflict);
    assert_eq!(lin.balance().await, 54_500 - 1250);
    let locked_out = lin.pay(&Order { pin: Some("404129"), ..Order::label(NOTHING, 1) }).await;
    assert_eq!(locked_out.json["tries_left"], 4, "retries took no tries");
    place.audit();
}

#[tokio::test]
async fn the_same_payment_fifty_times_at_once_is_one_payment() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let order = Order::label(place.shops[0].label, 100);
    let answers = join_all((0..50).map(|_| lin.pay(&order))).await;
    let first = &answers[0].json;
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.json == *first));
    assert_eq!(lin.balance().await, 54_400);
    place.audit();
}

#[tokio::test]
async fn two_payments_race_for_the_last_money() {
    let place = Place::start().await;
    let (one, other) = (place.person("lin").await, place.person_without_pin("lin").await);
    let label = place.shops[0].label;
    let (one_order, other_order) = (Order::label(label, 54_500), Order::label(label, 54_500));
    let (first, second) = tokio::join!(one.pay(&one_order), other.pay(&other_order));
    let (paid, refused) = if first.status == 200 { (first, second) } else { (second, first) };
    paid.ok();
    assert_problem(&refused, ErrorCode::InsufficientFunds);
    assert_eq!(one.balance().await, 0);
    place.audit();
}

#[tokio::test]
async fn payments_that_cannot_be_are_refused_and_move_nothing() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    let cases = [
        (Order::label(label, 0), ErrorCode::AmountZero),
        (Order::label(label, 500_001), ErrorCode::AmountTooLarge),
        (Order::label(label, u64::MAX), ErrorCode::AmountTooLarge),
        (Order::label(label, 60_000), ErrorCode::InsufficientFunds),
        (Order::label(NOTHING, 100), ErrorCode::PayeeUnknown),
        (Order::new(PayeeKind::Receive, NOTHING, 100), ErrorCode::PayeeUnknown),
        (Order::new(PayeeKind::Order, NOTHING, 100), ErrorCode::OrderUnknown),
        (Order { pin: None, ..Order::label(label, 100) }, ErrorCode::PinMissing),
        (Order { pin: Some("404129"), ..Order::label(label, 100) }, ErrorCode::PinWrong),
        (Order { pin: Some("8361940"), ..Order::label(label, 100) }, ErrorCode::PinMalformed),
    ];
    for (order, code) in cases {
        assert_problem(&lin.pay(&order).await, code);
    }
    let changed: [(Change, ErrorCode); 6] = [
        (|order| order.order.amount.currency = "EUR".to_owned(), ErrorCode::CurrencyMismatch),
        (|order| order.order.amount.currency = "cny".to_owned(), ErrorCode::CurrencyMismatch),
        (|order| order.order.expires_at_ms = 1, ErrorCode::PaymentOrderExpired),
        (|order| order.order.note = Some("two\nlines".to_owned()), ErrorCode::NoteMalformed),
        (|order| order.order.note = Some("x".repeat(65)), ErrorCode::NoteMalformed),
        (|order| order.order.note = Some("\u{202e}evil".to_owned()), ErrorCode::NoteMalformed),
    ];
    for (change, code) in changed {
        let mut order = Order::label(label, 100);
        change(&mut order);
        assert_problem(&lin.pay(&order).await, code);
    }
    assert_eq!(lin.balance().await, 54_500);
    place.audit();
}

#[tokio::test]
async fn a_pin_is_needed_before_the_first_payment() {
    let place = Place::start().await;
    let omar = place.person_without_pin("omar").await;
    let label = place.shops[0].label;
    for pin in [Some("836194"), None] {
        let answer = omar.pay(&Order { pin, ..Order::label(label, 100) }).await;
        assert_problem(&answer, ErrorCode::PinNotSet);
    }
}

#[tokio::test]
async fn below_the_operators_limit_no_pin_is_needed() {
    let place = Place::start_with(|config| {
        config.pin_from = money::Amount::new(10_000, config.currency).expect("an amount");
    })
    .await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    lin.pay(&Order { pin: None, ..Order::label(label, 9999) }).await.ok();
    let above = lin.pay(&Order { pin: None, ..Order::label(label, 10_000) }).await;
    assert_problem(&above, ErrorCode::PinMissing);
    let wrong = lin.pay(&Order { pin: Some("404129"), ..Order::label(label, 100) }).await;
    assert_problem(&wrong, ErrorCode::PinWrong);
}

#[tokio::test]
async fn an_order_signed_by_another_or_over_other_content_is_no_evidence() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let order = Order::label(place.shops[0].label, 100);
    let send = async |body| {
        lin.send_twisted(Method::POST, "/v1/payments", Some(body), &Twist::default()).await
    };
    let others = mei.pay_body(&order);
    assert_problem(&send(others).await, ErrorCode::SignatureInvalid);
    let mut changed = lin.pay_body(&order);
    changed["order"]["amount"]["minor"] = json!(1);
    assert_problem(&send(changed).await, ErrorCode::SignatureInvalid);
    let mut payee = lin.pay_body(&order);
    payee["order"]["payee"]["id"] = json!(place.shops[1].label);
    assert_problem(&send(payee).await, ErrorCode::SignatureInvalid);
    for text in ["", "AAAA", &"A".repeat(86), &"!".repeat(86)] {
        let mut body = lin.pay_body(&order);
        body["order_signature"] = json!(text);
        assert_problem(&send(body).await, ErrorCode::SignatureInvalid);
    }
    assert_eq!(lin.balance().await, 54_500);
}
