//! Refunds of one payment at two nodes at once: each on SQLite and on PostgreSQL.

use super::races::{Ground, on_each_store};
use super::{count, new_id, no_pin, plain_order, shop_balance};
use crate::support::{Answer, Place, assert_problem};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use wire::{ErrorCode, Id};

on_each_store!(
    a16_refunds_at_once_at_two_nodes_give_back_once_and_only_to_the_payer,
    a16_one_refund_number_at_two_nodes_has_one_answer,
);

/// Gives a payment back at a till of a node.
async fn refund(node: &Place, shop: usize, id: Id, payment: Id, minor: u64) -> Answer {
    let body = json!({
        "refund": id, "payment": payment, "amount": { "minor": minor, "currency": "CNY" },
    });
    node.till(shop, Method::POST, "/v1/refunds", body).await
}

/// Fifty refunds of parts, of which all together would be three times what was paid: parts are a
/// minute apart, so one of them is made, and it is the payer who has it.
async fn a16_refunds_at_once_at_two_nodes_give_back_once_and_only_to_the_payer(ground: &Ground) {
    let place = ground.place(no_pin).await;
    let second = place.beside(no_pin).await;
    let nodes = [&place, &second];
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let before = shop_balance(&place, 0).await;
    let order = plain_order(place.shops[0].label, 300);
    lin.pay(&order).await.ok();
    mei.pay(&plain_order(place.shops[0].label, 300)).await.ok();
    let payment = order.order.payment;
    let foreign = refund(&second, 1, new_id(), payment, 300).await;
    let missing = refund(&place, 1, new_id(), new_id(), 300).await;
    assert_problem(&foreign, ErrorCode::PaymentUnknown);
    assert_problem(&missing, ErrorCode::PaymentUnknown);
    let more = refund(&second, 0, new_id(), payment, 301).await;
    assert_problem(&more, ErrorCode::RefundTooMuch);
    let refunds = (0..50).map(|n| refund(nodes[n % 2], 0, new_id(), payment, 18));
    let answers = join_all(refunds).await;
    assert_eq!(count(&answers, None), 1);
    assert_eq!(count(&answers, Some(ErrorCode::RefundTooSoon)), 49, "{answers:?}");
    let done = answers.iter().find(|answer| answer.status == 200).expect("one");
    // A refund is no payment that could be given back again.
    let id = done.json["payment"].as_str().expect("an id").parse().expect("an identifier");
    assert_problem(&refund(&second, 0, new_id(), id, 18).await, ErrorCode::PaymentUnknown);
    assert_eq!((lin.balance().await, mei.balance().await), (54_500 - 282, 30_000 - 300));
    assert_eq!(shop_balance(&second, 0).await, before + 600 - 18);
    place.audit();
}

async fn a16_one_refund_number_at_two_nodes_has_one_answer(ground: &Ground) {
    let place = ground.place(no_pin).await;
    let second = place.beside(no_pin).await;
    let nodes = [&place, &second];
    let lin = place.person_without_pin("lin").await;
    let order = plain_order(place.shops[0].label, 300);
    lin.pay(&order).await.ok();
    let (payment, id) = (order.order.payment, new_id());
    let answers = join_all((0..40).map(|n| refund(nodes[n % 2], 0, id, payment, 200))).await;
    let first = answers[0].json.clone();
    let is_same = |answer: &Answer| answer.status == 200 && answer.json == first;
    assert!(answers.iter().all(is_same), "{answers:?}");
    for node in nodes {
        let other = refund(node, 0, id, payment, 100).await;
        assert_problem(&other, ErrorCode::IdempotencyConflict);
    }
    // Refused is refused for ever, and at both.
    let soon = new_id();
    for node in nodes {
        assert_problem(&refund(node, 0, soon, payment, 100).await, ErrorCode::RefundTooSoon);
    }
    assert_eq!(lin.balance().await, 54_500 - 100);
    place.audit();
}
