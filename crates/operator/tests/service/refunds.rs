//! `POST /v1/refunds`, `POST /v1/refunds/preview`, `GET /v1/refunds`.

use crate::events::Listener;
use crate::support::{Answer, Device, Order, Place, assert_problem};
use bank::command::Refund;
use bank::id::PaymentId;
use bank::{Command, CommandKey, Outcome, Rejection, Scope, TimeMs};
use operator::{clock, random};
use reqwest::Method;
use serde_json::{Value, json};
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

fn new_id() -> Id {
    random::id().expect("random")
}

fn money(minor: u64) -> Value {
    json!({ "minor": minor, "currency": "CNY" })
}

async fn refund(place: &Place, refund: Id, payment: Id, minor: u64) -> Answer {
    let body = json!({
        "refund": refund, "payment": payment, "amount": money(minor), "reason": "cold soup",
    });
    place.till(0, Method::POST, "/v1/refunds", body).await
}

/// Lin has paid an order of the first shop: its identifier and the payment's.
async fn paid(place: &Place, lin: &Device, minor: u64) -> (Id, Id) {
    let order = new_id();
    let body = json!({ "order": order, "amount": money(minor) });
    place.till(0, Method::POST, "/v1/orders", body).await.ok();
    let pay = Order::new(PayeeKind::Order, order, minor);
    lin.pay(&pay).await.ok();
    (order, pay.order.payment)
}

/// Refunds beside the operator, so many minutes from now: what the till's key stands for.
fn later(place: &Place, refund: Id, payment: Id, minor: u64, minutes: u64) -> Outcome {
    let merchant = place.merchant(0).id;
    let command = Command::Refund(Refund {
        refund: PaymentId(refund.0),
        payment: PaymentId(payment.0),
        merchant,
        amount: money::Amount::new(minor, place.config.currency).expect("in range"),
        reason: Some("cold soup".to_owned()),
    });
    let key = CommandKey { scope: Scope::Merchant(merchant), id: refund.0 };
    let at = TimeMs(clock::now().0 + minutes * 60_000);
    place.decide(Some(key), at, command)
}

#[tokio::test]
async fn an_order_is_refunded_in_two_parts_and_no_third() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let before = lin.balance().await;
    let (order, payment) = paid(&place, &lin, 1000).await;
    let mut listener = Listener::person(&lin, None).await;
    let first = new_id();
    let back = refund(&place, first, payment, 300).await.ok();
    assert_eq!((&back["kind"], &back["direction"]), (&json!("refund"), &json!("out")));
    assert_eq!((&back["of"], &back["order"]), (&json!(payment), &json!(order)));
    assert_eq!(back["counterparty"], Value::Null, "a merchant sees no payer's name");
    assert_eq!(refund(&place, first, payment, 300).await.ok(), back, "the same refund again");
    let other = refund(&place, first, payment, 301).await;
    assert_problem(&other, ErrorCode::IdempotencyConflict);
    assert_problem(&refund(&place, new_id(), payment, 1).await, ErrorCode::RefundTooSoon);
    let heard = listener.next().await.expect("an event");
    assert_eq!((&heard["kind"], &heard["payment"]["kind"]), (&json!("received"), &json!("refund")));
    assert_eq!(heard["payment"]["counterparty"], place.shops[0].name);
    assert_eq!(heard["payment"]["note"], "cold soup");
    assert_eq!(lin.balance().await, before - 700);

    let second = new_id();
    assert!(later(&place, second, payment, 700, 1).is_ok());
    assert_eq!(refund(&place, second, payment, 700).await.ok()["amount"]["minor"], 700);
    let third = later(&place, new_id(), payment, 1, 2).expect_err("refused");
    assert_eq!(third.rejection, Rejection::RefundTooMuch);
    assert_eq!(lin.balance().await, before);

    let path = format!("/v1/refunds?order={order}");
    let list = place.till(0, Method::GET, &path, Value::Null).await.ok();
    let ids: Vec<&Value> =
        list["refunds"].as_array().expect("refunds").iter().map(|one| &one["payment"]).collect();
    assert_eq!(ids, [&json!(first), &json!(second)]);
    assert_eq!(list["left"]["minor"], 0);
    assert_eq!(list["payment"]["refunded"]["minor"], 1000);
    let seen = place.till(0, Method::GET, &format!("/v1/orders/{order}"), Value::Null).await.ok();
    assert_eq!((&seen["state"], &seen["refunded"]["minor"]), (&json!("refunded"), &json!(1000)));
    let receipt = lin.get(&format!("/v1/payments/{payment}")).await.ok();
    assert_eq!(receipt["refunded"]["minor"], 1000);
    let again = lin.pay(&Order::new(PayeeKind::Order, order, 1000)).await;
    assert_problem(&again, ErrorCode::OrderPaid);
    place.audit();
}

#[tokio::test]
async fn a_preview_says_what_a_refund_would_do_and_does_nothing() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let (order, payment) = paid(&place, &lin, 1000).await;
    let preview = |minor: u64| {
        let body = json!({ "order": order, "amount": money(minor) });
        place.till(0, Method::POST, "/v1/refunds/preview", body)
    };
    let seen = preview(400).await.ok();
    assert_eq!((&seen["cash"]["minor"], &seen["left"]["minor"]), (&json!(400), &json!(600)));
    assert_eq!(seen["refunds_left"], 49);
    assert_eq!(preview(400).await.ok(), seen);
    assert_problem(&preview(0).await, ErrorCode::AmountZero);
    assert_problem(&preview(1001).await, ErrorCode::RefundTooMuch);
    refund(&place, new_id(), payment, 400).await.ok();
    assert_problem(&preview(1).await, ErrorCode::RefundTooSoon);
    place.audit();
}

#[tokio::test]
async fn what_is_no_payment_of_the_shop_is_not_refunded() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let (order, payment) = paid(&place, &lin, 1000).await;
    let code = mei.get("/v1/account").await.ok()["receive_code"].clone();
    let code: Id = code.as_str().and_then(|code| code.parse().ok()).expect("a code");
    let transfer = Order::new(PayeeKind::Receive, code, 500);
    lin.pay(&transfer).await.ok();
    let others = refund(&place, new_id(), transfer.order.payment, 1).await;
    assert_problem(&others, ErrorCode::PaymentUnknown);
    assert_problem(&refund(&place, new_id(), new_id(), 1).await, ErrorCode::PaymentUnknown);
    for body in [
        json!({ "refund": new_id(), "amount": money(1) }),
        json!({ "refund": new_id(), "payment": payment, "order": order, "amount": money(1) }),
    ] {
        let answer = place.till(0, Method::POST, "/v1/refunds", body).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
    }
    let body = json!({ "refund": new_id(), "payment": payment, "amount": money(1) });
    let other_till = place.till(1, Method::POST, "/v1/refunds", body).await;
    assert_problem(&other_till, ErrorCode::PaymentUnknown);
    let path = format!("/v1/refunds?payment={payment}");
    let other_till = place.till(1, Method::GET, &path, Value::Null).await;
    assert_problem(&other_till, ErrorCode::PaymentUnknown);
    let mut body = json!({ "refund": new_id(), "payment": payment, "amount": money(1) });
    body["reason"] = json!("two\nlines");
    let answer = place.till(0, Method::POST, "/v1/refunds", body).await;
    assert_problem(&answer, ErrorCode::NoteMalformed);
    place.audit();
}
