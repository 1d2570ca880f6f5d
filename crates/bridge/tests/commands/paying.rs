//! `prepare_payment`, `confirm_payment`, `resume_payment`, `drop_payment`, `payment`, `home`,
//! `history`.

use crate::host::{TestHost, code};
use crate::town::{PIN, cny};
use serde_json::{Value, json};
use wire::payee::PayeeKind;

async fn with_label() -> (TestHost, String) {
    let host = TestHost::ready().await;
    let label = host.town.settle(PayeeKind::Label, "Noodle House", None);
    (host, code(label, "Noodle House", None))
}

fn confirm(payment: &str, pin: &str) -> Value {
    json!({ "payment": payment, "pin": pin })
}

#[tokio::test]
async fn a_payment_is_shown_confirmed_and_found_again() {
    let (host, label) = with_label().await;
    host.ok("home", json!({})).await;
    let request = json!({ "code": label, "amount": "12.5", "note": "two bowls" });
    let view = host.ok("prepare_payment", request).await;
    assert_eq!(view["offer"]["name"], "Noodle House");
    assert_eq!(view["amount"]["digits"], "12.50");
    assert_eq!(view["note"], "two bowls");
    assert_eq!(view["balance"]["digits"], "100.00");
    assert_eq!(view["pin_needed"], true);
    let payment = view["payment"].as_str().unwrap();

    let end = host.ok("confirm_payment", confirm(payment, PIN)).await;
    assert_eq!(end["end"], "paid");
    let paid = &end["payment"];
    assert_eq!(paid["payment"], payment);
    assert_eq!(paid["kind"], "label");
    assert_eq!(paid["direction"], "out");
    assert_eq!(paid["counterparty"], "Noodle House");
    assert_eq!(paid["note"], "two bowls");

    let seen = host.ok("payment", json!({ "payment": payment })).await;
    assert_eq!((&seen["payment"], &seen["goods"]), (paid, &json!([])));
    let home = host.ok("home", json!({})).await;
    assert_eq!(home["balance"]["digits"], "87.50");
    assert_eq!(home["online"], true);
    assert_eq!(&home["recent"][0], paid);
    assert_eq!(home["unfinished"], json!([]));
    let history = host.ok("history", json!({ "before": null })).await;
    assert_eq!(&history["payments"][0], paid);
    assert!(history["next_before"].is_null());
    let older = host.ok("history", json!({ "before": 1 })).await;
    assert_eq!(older["payments"], json!([]));
}

#[tokio::test]
async fn a_wrong_pin_is_no_end_and_the_right_one_still_pays() {
    let (host, label) = with_label().await;
    let payment = host.prepared(&label, Some("1")).await;
    let end = host.ok("confirm_payment", confirm(&payment, "000000")).await;
    assert_eq!(end, json!({ "end": "pin_wrong", "tries_left": 4 }));
    let end = host.ok("confirm_payment", confirm(&payment, PIN)).await;
    assert_eq!(end["end"], "paid");
}

#[tokio::test]
async fn too_little_money_is_a_refusal_and_moves_nothing() {
    let (host, label) = with_label().await;
    let payment = host.prepared(&label, Some("100.01")).await;
    let end = host.ok("confirm_payment", confirm(&payment, PIN)).await;
    assert_eq!(end["end"], "refused");
    assert_eq!(end["error"]["code"], "insufficient_funds");
    assert_eq!(host.ok("home", json!({})).await["balance"]["digits"], "100.00");
}

#[tokio::test]
async fn a_lost_answer_is_unknown_until_it_is_resumed_and_pays_once() {
    let (host, label) = with_label().await;
    let payment = host.prepared(&label, Some("30")).await;
    host.town.books().loses_answers = true;
    let end = host.ok("confirm_payment", confirm(&payment, PIN)).await;
    assert_eq!(end["end"], "unknown");
    assert_eq!(end["unfinished"]["payment"], payment);
    assert_eq!(end["unfinished"]["amount"]["digits"], "30.00");
    let home = host.ok("home", json!({})).await;
    assert_eq!(home["unfinished"][0]["payment"], payment);
    let error = host.refused("drop_payment", json!({ "payment": payment })).await;
    assert_eq!(error["code"], "payment_sent");

    host.town.books().loses_answers = false;
    let end = host.ok("resume_payment", json!({ "payment": payment })).await;
    assert_eq!(end["end"], "paid");
    let home = host.ok("home", json!({})).await;
    assert_eq!(home["balance"]["digits"], "70.00");
    assert_eq!(home["unfinished"], json!([]));
    assert_eq!(host.town.books().payments.len(), 1);
}

#[tokio::test]
async fn a_prepared_payment_can_be_dropped() {
    let (host, label) = with_label().await;
    let payment = host.prepared(&label, Some("30")).await;
    let home = host.ok("drop_payment", json!({ "payment": payment })).await;
    assert_eq!(home["unfinished"], json!([]));
    let error = host.refused("confirm_payment", confirm(&payment, PIN)).await;
    assert_eq!(error["code"], "payment_unknown");
}

#[tokio::test]
async fn amounts_are_held_against_the_code() {
    let (host, label) = with_label().await;
    let prepare =
        |code: &str, amount: Option<&str>| json!({ "code": code, "amount": amount, "note": null });
    let missing = host.refused("prepare_payment", prepare(&label, None)).await;
    assert_eq!(missing["code"], "amount_missing");
    let zero = host.refused("prepare_payment", prepare(&label, Some("0.00"))).await;
    assert_eq!(zero["code"], "amount_zero");
    let order = host.town.settle(PayeeKind::Order, "Noodle House", Some(cny(12_50)));
    let order = code(order, "Noodle House", Some(12_50));
    for (typed, code) in [("1", "order_in_parts"), ("20", "order_amount_differs")] {
        let other = host.refused("prepare_payment", prepare(&order, Some(typed))).await;
        assert_eq!(other["code"], code);
    }
    let view = host.ok("prepare_payment", prepare(&order, None)).await;
    assert_eq!(view["amount"]["digits"], "12.50");
    let long = json!({ "code": label, "amount": "1", "note": "x".repeat(65) });
    assert_eq!(host.refused("prepare_payment", long).await["code"], "note_malformed");
}

#[tokio::test]
async fn without_network_the_last_known_is_shown_as_such() {
    let (host, label) = with_label().await;
    let payment = host.prepared(&label, Some("30")).await;
    host.ok("confirm_payment", confirm(&payment, PIN)).await;
    host.ok("home", json!({})).await;
    host.town.books().is_online = false;
    let home = host.ok("home", json!({})).await;
    assert_eq!(home["online"], false);
    assert_eq!(home["balance"]["digits"], "70.00");
    assert!(home["as_of_ms"].is_u64());
    assert_eq!(home["recent"][0]["payment"], payment);
    assert_eq!(host.ok("history", json!({ "before": null })).await["online"], false);
}
