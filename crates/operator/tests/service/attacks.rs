//! Attacks on a running operator, each a test whose name begins with the attack's number in
//! docs/attacks.md. Those on real processes are in the crate `tests`.

mod backups;
mod bodies;
mod codes;
mod identity;
mod leaks;
mod money;
mod names;
mod pins;
mod races;
mod refunds;
mod storms;

use crate::support::client::{Answer, client};
use crate::support::{Device, Order, Place};
use operator::config::Config;
use operator::random;
use serde_json::{Value, json};
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

fn new_id() -> Id {
    random::id().expect("random")
}

/// No PIN is asked for up to the largest payment.
fn no_pin(config: &mut Config) {
    config.pin_from = config.payment_max;
}

/// An order over a label without a PIN.
fn plain_order(label: Id, minor: u64) -> Order {
    Order { pin: None, ..Order::label(label, minor) }
}

/// Returns what a device's receive code is.
async fn receive_code(device: &Device) -> Id {
    let account = device.get("/v1/account").await.ok();
    account["receive_code"].as_str().expect("a code").parse().expect("an identifier")
}

/// Counts the answers with a code, or the good ones.
fn count(answers: &[Answer], code: Option<ErrorCode>) -> usize {
    let is_it = |answer: &&Answer| match code {
        Some(code) => answer.json["code"] == code.word(),
        None => answer.status == 200,
    };
    answers.iter().filter(is_it).count()
}

/// Sends a body as it stands, as a till.
async fn till_text(place: &Place, path: &str, body: String) -> Answer {
    let request = client()
        .post(format!("{}{path}", place.url))
        .bearer_auth(&place.shops[0].till_key)
        .header("content-type", "application/json")
        .body(body);
    Answer::read(request.send().await.expect("an answer")).await
}

/// Opens an order of the first shop.
async fn open_order(place: &Place, minor: u64) -> Id {
    let id = new_id();
    let body = json!({ "order": id, "amount": { "minor": minor, "currency": "CNY" } });
    place.till(0, reqwest::Method::POST, "/v1/orders", body).await.ok();
    id
}

/// An order that pays another order.
fn pay_order(id: Id, minor: u64) -> Order {
    Order::new(PayeeKind::Order, id, minor)
}

/// Charges a payer code for a shop.
async fn charge(place: &Place, shop: usize, code: &str, minor: u64) -> Answer {
    let body = json!({
        "payment": new_id(), "payer_code": code, "amount": { "minor": minor, "currency": "CNY" },
    });
    place.till(shop, reqwest::Method::POST, "/v1/payer-code/payments", body).await
}

/// Returns the shop's balance in minor units.
async fn shop_balance(place: &Place, shop: usize) -> u64 {
    let till = place.till(shop, reqwest::Method::GET, "/v1/till", Value::Null).await.ok();
    till["balance"]["minor"].as_u64().expect("a number")
}
