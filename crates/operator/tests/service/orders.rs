//! `POST /v1/orders`, `GET /v1/orders/{order}`, `POST /v1/orders/{order}/close`.

use crate::support::{Answer, Order, Place, assert_problem};
use operator::random;
use paycode::Code;
use reqwest::Method;
use serde_json::{Value, json};
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

async fn open(place: &Place, order: Id, minor: u64, expires_in_s: Option<u32>) -> Answer {
    let body = json!({
        "order": order, "amount": { "minor": minor, "currency": "CNY" },
        "note": "Table 4", "expires_in_s": expires_in_s,
    });
    place.till(0, Method::POST, "/v1/orders", body).await
}

#[tokio::test]
async fn an_order_is_opened_drawn_and_paid_once() {
    let place = Place::start().await;
    let id = random::id().expect("random");
    let order = open(&place, id, 1250, None).await.ok();
    assert_eq!(order["state"], "open");
    let lifetime = order["expires_at_ms"].as_u64().zip(order["opened_at_ms"].as_u64());
    assert_eq!(lifetime.map(|(end, start)| end - start), Some(180_000));
    let text = order["code"].as_str().expect("a code");
    let Ok(Code::Tongbao(code)) = paycode::read(text) else { panic!("{text}") };
    assert_eq!(code.payee.id().as_str(), id.to_string());
    assert_eq!(code.amount.map(|amount| amount.minor()), Some(1250));
    let path = format!("/v1/orders/{id}");
    let drawn = place.till(0, Method::GET, &format!("{path}/code.svg"), Value::Null).await;
    assert!(drawn.text.starts_with("<svg"));
    assert_eq!(drawn.header("content-type"), "image/svg+xml");

    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let paid = lin.pay(&Order::new(PayeeKind::Order, id, 1250)).await.ok();
    assert_eq!(paid["kind"], "order");
    assert_eq!(paid["order"], id.to_string());
    assert_eq!(paid["note"], "Table 4");
    let second = mei.pay(&Order::new(PayeeKind::Order, id, 1250)).await;
    assert_problem(&second, ErrorCode::OrderPaidByOther);
    assert!(second.json["advice"].as_str().is_some_and(|it| it.contains("for each of you")));
    for (who, code) in [(&mei, ErrorCode::OrderPaidByOther), (&lin, ErrorCode::OrderPaid)] {
        assert_problem(&who.get(&format!("/v1/payees/order/{id}")).await, code);
    }
    let again = lin.pay(&Order::new(PayeeKind::Order, id, 1250)).await;
    assert_problem(&again, ErrorCode::OrderPaid);
    let seen = place.till(0, Method::GET, &path, Value::Null).await.ok();
    assert_eq!(seen["state"], "paid");
    assert_eq!(seen["payment"], paid["payment"]);
    let close = place.till(0, Method::POST, &format!("{path}/close"), Value::Null).await;
    assert_problem(&close, ErrorCode::OrderPaid);
    place.audit();
}

#[tokio::test]
async fn the_same_order_again_gives_the_same_answer_and_other_content_is_refused() {
    let place = Place::start().await;
    let id = random::id().expect("random");
    let first = open(&place, id, 1250, None).await.ok();
    assert_eq!(open(&place, id, 1250, None).await.ok(), first);
    assert_problem(&open(&place, id, 1251, None).await, ErrorCode::IdempotencyConflict);
    let body = json!({ "order": id, "amount": { "minor": 1250, "currency": "CNY" } });
    let other = place.till(1, Method::POST, "/v1/orders", body).await;
    assert_problem(&other, ErrorCode::IdempotencyConflict);
}

#[tokio::test]
async fn an_order_closes_and_expires() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let (closed, expired) = (random::id().expect("random"), random::id().expect("random"));
    open(&place, closed, 1250, None).await.ok();
    let path = format!("/v1/orders/{closed}/close");
    for _ in 0..2 {
        let order = place.till(0, Method::POST, &path, Value::Null).await.ok();
        assert_eq!(order["state"], "closed");
    }
    let pay = lin.pay(&Order::new(PayeeKind::Order, closed, 1250)).await;
    assert_problem(&pay, ErrorCode::OrderClosed);

    open(&place, expired, 1250, Some(1)).await.ok();
    let differs = lin.pay(&Order::new(PayeeKind::Order, expired, 1249)).await;
    assert_problem(&differs, ErrorCode::OrderInParts);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let pay = lin.pay(&Order::new(PayeeKind::Order, expired, 1250)).await;
    // The sweeper may have been there first.
    let code = pay.json["code"].as_str().unwrap_or_default();
    assert!(["order_expired", "order_closed"].contains(&code), "{}", pay.text);
    let seen = place.till(0, Method::GET, &format!("/v1/orders/{expired}"), Value::Null).await.ok();
    assert_eq!(seen["state"], "closed");
    assert_eq!(lin.balance().await, 54_500);
}

#[tokio::test]
async fn orders_that_cannot_be_are_refused() {
    let place = Place::start().await;
    let id = || random::id().expect("random");
    assert_problem(&open(&place, id(), 0, None).await, ErrorCode::AmountZero);
    assert_problem(&open(&place, id(), 500_001, None).await, ErrorCode::AmountTooLarge);
    assert_problem(&open(&place, id(), u64::MAX, None).await, ErrorCode::AmountTooLarge);
    assert_problem(&open(&place, id(), 1, Some(0)).await, ErrorCode::OrderTimeInvalid);
    assert_problem(&open(&place, id(), 1, Some(86_401)).await, ErrorCode::OrderTimeInvalid);
    for (body, code) in [
        (json!({ "minor": 1, "currency": "EUR" }), ErrorCode::CurrencyMismatch),
        (json!({ "minor": 1, "currency": "XQX" }), ErrorCode::CurrencyMismatch),
    ] {
        let body = json!({ "order": id(), "amount": body });
        assert_problem(&place.till(0, Method::POST, "/v1/orders", body).await, code);
    }
    for note in ["two\nlines", &"x".repeat(65), "turned\u{202e}around"] {
        let body = json!({
            "order": id(), "amount": { "minor": 1, "currency": "CNY" }, "note": note,
        });
        let answer = place.till(0, Method::POST, "/v1/orders", body).await;
        assert_problem(&answer, ErrorCode::NoteMalformed);
    }
}

#[tokio::test]
async fn another_merchants_order_is_unknown() {
    let place = Place::start().await;
    let id = random::id().expect("random");
    open(&place, id, 1250, None).await.ok();
    for (method, path) in [
        (Method::GET, format!("/v1/orders/{id}")),
        (Method::GET, format!("/v1/orders/{id}/code.svg")),
        (Method::POST, format!("/v1/orders/{id}/close")),
        (Method::GET, "/v1/orders/nonsense".to_owned()),
    ] {
        let answer = place.till(1, method, &path, Value::Null).await;
        assert_problem(&answer, ErrorCode::OrderUnknown);
    }
}
