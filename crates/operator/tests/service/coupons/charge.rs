//! `POST /v1/payer-code/payments` with the payer's coupons: found by the bank when it charges.

use super::{NOODLES, SURPRISE, WELCOME, listed, new_id, taken, with_coupons};
use crate::events::Listener;
use crate::payer_code::{Wallet, charge};
use crate::support::place::tongbaod;
use crate::support::{Order, Place};
use paycode::PayerTerms;
use reqwest::Method;
use serde_json::{Value, json};
use wire::payee::PayeeKind;

#[tokio::test]
async fn a_scanned_code_is_paid_with_the_payers_best_coupons() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let before = lin.balance().await;
    let (welcome, noodles) =
        (taken(&place, &lin, WELCOME).await, taken(&place, &lin, NOODLES).await);
    let of = |minor: u64| json!({ "minor": minor, "currency": "CNY" });
    let (id, code) = (new_id(), wallet.show(PayerTerms::default()));
    let mut payer = Listener::person(&lin, None).await;
    // 15 % of 60.00 and 10.00: the till hears what, and who pays for it.
    let paid = charge(&place, 0, id, &code, 6000).await.ok();
    let told = &paid["payment"];
    assert_eq!((&told["amount"], &told["discount"]["total"]), (&of(4100), &of(6000)));
    let savings = json!([
        { "title": NOODLES, "funder": "shop", "saving": of(900) },
        { "title": WELCOME, "funder": "operator", "saving": of(1000) },
    ]);
    assert_eq!(sorted(&told["discount"]["savings"]), sorted(&savings));
    assert_eq!(told["counterparty"], Value::Null);
    assert_eq!(lin.balance().await, before - 4100);
    let heard = payer.next().await.expect("an event");
    assert_eq!(heard["payment"]["discount"], told["discount"], "the payer is told as well");
    let account = lin.get("/v1/account").await.ok();
    assert_eq!(account["quick_pay"]["left"], of(30_000 - 4100), "what was really paid");
    assert_eq!(charge(&place, 0, id, &code, 6000).await.ok(), paid, "the same answer again");
    let again = charge(&place, 0, new_id(), &wallet.show(PayerTerms::default()), 6000).await.ok();
    assert_eq!(
        (&again["payment"]["amount"], &again["payment"]["discount"]),
        (&of(6000), &json!(null))
    );

    let body = json!({ "refund": new_id(), "payment": id, "amount": of(6000) });
    let back = place.till(0, Method::POST, "/v1/refunds", body).await.ok();
    assert_eq!(back["amount"], of(4100));
    for coupon in [welcome, noodles] {
        assert_eq!(listed(&lin, coupon).await["state"], "held", "it is good again");
    }
    place.audit();
}

/// Returns savings in the order of their titles.
fn sorted(savings: &Value) -> Vec<Value> {
    let mut savings = savings.as_array().expect("savings").clone();
    savings.sort_by_key(|one| one["title"].to_string());
    savings
}

#[tokio::test]
async fn who_is_asked_for_the_pin_chooses_the_coupons_as_for_any_order() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let coupon = taken(&place, &lin, WELCOME).await;
    let (id, shown) = (new_id(), PayerTerms { revealed: true, ..PayerTerms::default() });
    let asked = charge(&place, 0, id, &wallet.show(shown), 6000).await.ok();
    assert_eq!(
        (&asked["state"], &asked["order"]["amount"]["minor"]),
        (&json!("pin_needed"), &json!(6000))
    );
    assert_eq!(listed(&lin, coupon).await["state"], "held");
    let order = with_coupons(Order::new(PayeeKind::Order, id, 5000), 6000, &[coupon]);
    let paid = lin.pay(&order).await.ok();
    assert_eq!(paid["discount"]["savings"][0]["funder"], "operator");
    assert_eq!(listed(&lin, coupon).await["state"], "used");
    place.audit();
}

#[tokio::test]
async fn the_desk_charges_with_coupons_too_and_the_cap_is_about_what_is_paid() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    taken(&place, &lin, WELCOME).await;
    taken(&place, &lin, SURPRISE).await;
    let capped = PayerTerms { cap_minor: Some(5_000), ..PayerTerms::default() };
    let (code, name) = (wallet.show(capped), place.shops[0].name.clone());
    let arguments = ["--json", "payer-code", "charge", "--amount", "51.00", "--code", &code];
    let done = tongbaod(&place.data(), &[&arguments[..], &["--merchant", &name]].concat());
    let printed: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(printed["state"], "paid", "{printed}");
    let saved = printed["saved"]["minor"].as_u64().expect("something");
    assert!((1100..=1800).contains(&saved), "{saved}");
    place.audit();
}
