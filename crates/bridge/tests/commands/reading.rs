//! `read_code`, `check_amount`.

use crate::host::{TestHost, code, code_of};
use crate::town::cny;
use serde_json::json;
use wire::payee::PayeeKind;

#[tokio::test]
async fn a_label_names_who_is_registered_and_not_who_it_says() {
    let host = TestHost::ready().await;
    let label = host.town.settle(PayeeKind::Label, "Noodle House", None);
    let text = code(label, "Noodle Horse", None);
    let view = host.ok("read_code", json!({ "text": text })).await;
    assert_eq!(view["reading"], "payable");
    assert_eq!(view["code"], text);
    let offer = &view["offer"];
    assert_eq!(offer["name"], "Noodle House");
    assert_eq!(offer["stated_name"], "Noodle Horse");
    assert_eq!(offer["name_differs"], true);
    assert_eq!(offer["name_warnings"], json!([]));
    let imitated = code(label, "Noodle H\u{43e}use", None);
    let view = host.ok("read_code", json!({ "text": imitated })).await;
    assert_eq!(
        view["offer"]["name_warnings"],
        json!(["looks_like_registered"]),
        "a Cyrillic letter"
    );
    assert_eq!(offer["kind"], "label");
    assert_eq!(offer["city"], "Pingyao");
    assert!(offer["amount"].is_null());
    assert_eq!(offer["amount_fixed"], false);
}

#[tokio::test]
async fn an_order_brings_its_amount() {
    let host = TestHost::ready().await;
    let order = host.town.settle(PayeeKind::Order, "Noodle House", Some(cny(12_50)));
    let text = code(order, "Noodle House", Some(12_50));
    let offer = host.ok("read_code", json!({ "text": text })).await["offer"].clone();
    assert_eq!(offer["kind"], "order");
    assert_eq!(offer["amount"], json!({ "digits": "12.50", "currency": "CNY", "symbol": "¥" }));
    assert_eq!(offer["amount_fixed"], true);
    assert!(offer["expires_at_ms"].is_u64());
}

#[tokio::test]
async fn other_texts_are_recognised_and_shown_fit_for_a_screen() {
    let host = TestHost::ready().await;
    let view = host.ok("read_code", json!({ "text": "https://Shop.Example/a" })).await;
    assert_eq!(view["reading"], "web_address");
    assert_eq!(view["host"], "shop.example");
    let view = host.ok("read_code", json!({ "text": "hello \u{202e}dlrow" })).await;
    assert_eq!(view["reading"], "text");
    assert!(!view["text"].as_str().unwrap().contains('\u{202e}'));
    // The least that is a merchant-presented code, of another scheme.
    let text = "0002010216411111111111111163041ADD";
    let view = host.ok("read_code", json!({ "text": text })).await;
    assert_eq!(view["reading"], "other_payment");
    assert_eq!(view["family"], "emv-mpm");
    assert_eq!(view["fields"][0], json!({ "name": "card_scheme_ids", "value": "02" }));
    assert_eq!(view["text"], text);
    assert_eq!((&view["role"], &view["amount_set_by"]), (&json!("payee"), &json!("payer")));
    assert!(view["link"].is_null() && view["payee_name"].is_null());
}

#[tokio::test]
async fn a_code_of_another_scheme_or_operator_says_whom_it_pays_and_what_can_be_done() {
    let host = TestHost::ready().await;
    let text = "upi://pay?pa=tea@bank&pn=T%D0%B5a%20House&am=12.50&cu=INR&tn=lunch";
    let view = host.ok("read_code", json!({ "text": text })).await;
    assert_eq!(view["reading"], "other_payment");
    assert_eq!((&view["scheme"], &view["role"]), (&json!("UPI"), &json!("payee")));
    assert_eq!(
        (&view["payee_account"], &view["amount"]),
        (&json!("tea@bank"), &json!("12.50 INR"))
    );
    assert_eq!((&view["amount_set_by"], &view["message"]), (&json!("code"), &json!("lunch")));
    assert_eq!(view["name_warnings"], json!(["mixed_scripts"]), "the second letter is Cyrillic");
    assert_eq!(view["link"], text);
    // A label that this operator does not know: one that moved here would be paid here.
    let label = wire::payee::Payee { kind: PayeeKind::Label, id: wire::Id(78) };
    let foreign = code_of("city.tongbao", label, "Noodle House", None);
    let view = host.ok("read_code", json!({ "text": foreign })).await;
    assert_eq!((&view["scheme"], &view["payee_name"]), (&json!("Tongbao"), &json!("Noodle House")));
    assert_eq!(view["host"], "city.tongbao");
}

#[tokio::test]
async fn codes_that_cannot_be_paid_are_refused_each_with_its_code() {
    let host = TestHost::ready().await;
    let label = host.town.settle(PayeeKind::Label, "Noodle House", None);
    let good = code(label, "Noodle House", None);
    let last = if good.ends_with('0') { '1' } else { '0' };
    let broken = format!("{}{last}", &good[..good.len() - 1]);
    let own = wire::payee::Payee { kind: PayeeKind::Receive, id: wire::Id(902) };
    let unknown = wire::payee::Payee { kind: PayeeKind::Label, id: wire::Id(77) };
    for (text, wanted) in [
        (broken, "crc_wrong"),
        (code(own, "Lin", None), "payee_is_payer"),
        (code(unknown, "Nobody", None), "payee_unknown"),
        ("1".repeat(5000), "too_long"),
    ] {
        assert_eq!(host.refused("read_code", json!({ "text": text })).await["code"], wanted);
    }
    host.town.books().is_online = false;
    assert_eq!(host.refused("read_code", json!({ "text": good })).await["code"], "offline");
}

#[tokio::test]
async fn typed_digits_are_an_amount_or_are_told_why_not() {
    let host = TestHost::ready().await;
    let view = host.ok("check_amount", json!({ "digits": "12.5" })).await;
    assert_eq!(view, json!({ "digits": "12.50", "currency": "CNY", "symbol": "¥" }));
    for (digits, wanted) in [
        ("0", "amount_zero"),
        ("", "amount_malformed"),
        ("1.234", "amount_malformed"),
        ("-1", "amount_malformed"),
        ("50000.01", "amount_too_large"),
    ] {
        let error = host.refused("check_amount", json!({ "digits": digits })).await;
        assert_eq!(error["code"], wanted, "{digits:?}");
    }
}
