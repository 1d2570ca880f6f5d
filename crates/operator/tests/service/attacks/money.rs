//! Amounts, keys and payees that are not what they should be.

use super::{charge, new_id, no_pin, open_order, pay_order, plain_order, receive_code, till_text};
use crate::payer_code::Wallet;
use crate::support::client::Answer;
use crate::support::device::Twist;
use crate::support::place::tongbaod;
use crate::support::{Device, Order, Place, assert_problem};
use paycode::PayerTerms;
use reqwest::Method;
use serde_json::{Value, json};
use wire::ErrorCode;
use wire::payee::PayeeKind;

/// What makes an order another one.
type Change = fn(&mut Order);

#[tokio::test]
async fn a03_one_key_with_another_payee_amount_note_or_time_is_refused_without_effect() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let mut order = plain_order(place.shops[0].label, 500);
    order.order.note = Some("Table 4".to_owned());
    let first = lin.pay(&order).await.ok();
    let changes: [Change; 5] = [
        |order| order.order.amount.minor = 501,
        |order| order.order.amount.minor = 0,
        |order| order.order.note = None,
        |order| order.order.expires_at_ms += 1,
        |order| order.order.payee.kind = PayeeKind::Receive,
    ];
    for change in changes {
        let mut other = order.clone();
        change(&mut other);
        assert_problem(&lin.pay(&other).await, ErrorCode::IdempotencyConflict);
    }
    let mut other = order.clone();
    other.order.payee.id = place.shops[1].label;
    assert_problem(&lin.pay(&other).await, ErrorCode::IdempotencyConflict);
    assert_eq!(lin.pay(&order).await.ok(), first);
    assert_eq!(lin.balance().await, 54_000);
    place.audit();
}

#[tokio::test]
async fn a05_a_key_of_another_payer_till_or_route_tells_nothing_of_its_first_answer() {
    let place = Place::start_with(no_pin).await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let mut order = plain_order(place.shops[0].label, 567);
    order.order.note = Some("for nobody else".to_owned());
    lin.pay(&order).await.ok();
    let secrets = ["Lin", "567", "Noodle", "nobody else"];
    let money = json!({ "minor": 500, "currency": "CNY" });
    let id = order.order.payment;
    let mut told = vec![mei.pay(&order).await];
    let code = Wallet::of(&mei).await.show(PayerTerms::default());
    let body = json!({ "payment": id, "payer_code": code, "amount": money });
    told.push(place.till(1, Method::POST, "/v1/payer-code/payments", body).await);
    for answer in &told {
        assert_problem(answer, ErrorCode::IdempotencyConflict);
        assert!(secrets.iter().all(|secret| !answer.text.contains(secret)), "{}", answer.text);
    }
    // An order of a till may have the same number: it is another thing, and tells its own facts.
    let body = json!({ "order": id, "amount": money });
    let opened = place.till(2, Method::POST, "/v1/orders", body).await;
    assert_eq!(opened.json["amount"], money);
    assert_eq!(lin.balance().await, 54_500 - 567);
    assert_eq!(mei.balance().await, 30_000);
    place.audit();
}

#[tokio::test]
async fn a08_numbers_that_are_no_amount_are_refused_wherever_an_amount_goes_in() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let code = Wallet::of(&lin).await.show(PayerTerms::default());
    let malformed = [
        "-1",
        "-0",
        "-0.0",
        "0.1",
        "1.0",
        "1e3",
        "1E3",
        "1e-3",
        "\"1 \"",
        "\"1\"",
        "null",
        "true",
        "NaN",
        "Infinity",
        "+1",
        "01",
        "0x10",
        "1_000",
        "٣",
        "１",
        "",
        "{}",
        "[1]",
        "[]",
        "18446744073709551616",
        "170141183460469231731687303715884105728",
        "1e400",
        "-1e400",
    ];
    let too_large =
        ["1000000000000000", "9007199254740993", "9223372036854775808", "18446744073709551615"];
    let cases = malformed.iter().map(|text| (*text, ErrorCode::RequestMalformed));
    let cases = cases.chain(too_large.iter().map(|text| (*text, ErrorCode::AmountTooLarge)));
    for (minor, expected) in cases {
        let money = format!("{{\"minor\":{minor},\"currency\":\"CNY\"}}");
        let id = new_id();
        let order = format!("{{\"order\":\"{id}\",\"amount\":{money}}}");
        assert_problem(&till_text(&place, "/v1/orders", order).await, expected);
        let charge =
            format!("{{\"payment\":\"{id}\",\"payer_code\":\"{code}\",\"amount\":{money}}}");
        assert_problem(&till_text(&place, "/v1/payer-code/payments", charge).await, expected);
        let label = place.shops[0].label;
        let pay = format!(
            "{{\"order\":{{\"payment\":\"{id}\",\"payee\":{{\"kind\":\"label\",\"id\":\"{label}\"}},\
             \"amount\":{money},\"expires_at_ms\":9000000000000}},\
             \"order_signature\":\"{}\"}}",
            "A".repeat(86)
        );
        let request = lin.request(Method::POST, "/v1/payments", pay.as_bytes(), &Twist::default());
        let answer = Answer::read(request.send().await.expect("an answer")).await;
        assert_problem(&answer, expected);
    }
    // As long as a body may be, and longer than any number.
    let long =
        format!("{{\"order\":\"{}\",\"amount\":{{\"minor\":{}", new_id(), "9".repeat(60_000));
    assert_problem(&till_text(&place, "/v1/orders", long).await, ErrorCode::RequestMalformed);
    assert_eq!(lin.balance().await, 54_500);
    place.audit();
}

#[test]
fn a10_more_decimals_than_the_currency_has_are_refused_and_never_rounded() {
    for (currency, good, minor, bad) in [
        ("JPY", "150", 150, ["1.5", "150.0", "0.004", "1,5"]),
        ("KWD", "1.234", 1_234, ["1.2345", "0.0004", "1e-3", "1.2340"]),
        ("CNY", "0.01", 1, ["0.001", "0.004", "0.0100", ".01"]),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path();
        let run = |arguments: &[&str]| tongbaod(data, arguments);
        let init = [
            "init",
            "--operator",
            "a.example",
            "--name",
            "A",
            "--currency",
            currency,
            "--country",
            "JP",
            "--smtp-host",
            "localhost",
            "--smtp-from",
            "a@a.example",
        ];
        assert!(run(&init).status.success());
        assert!(
            run(&["account", "open", "--handle", "z@a.example", "--name", "Z"]).status.success()
        );
        let top_up = |amount: &str| {
            run(&["--json", "account", "top-up", "--handle", "z@a.example", "--amount", amount])
        };
        for amount in bad {
            let refused = top_up(amount);
            let error = String::from_utf8_lossy(&refused.stderr).into_owned();
            assert!(error.contains("amount_malformed"), "{currency} {amount}: {error}");
        }
        let done: Value = serde_json::from_slice(&top_up(good).stdout).expect("JSON");
        assert_eq!(done["balance_minor"], minor, "{currency}");
    }
}

#[tokio::test]
async fn a11_another_currency_is_refused_in_payments_orders_and_charges() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    for currency in ["EUR", "JPY", "KWD", "XXX", "cny", "CN", "CNY ", "ＣＮＹ", "CNYY", ""] {
        let mut order = plain_order(place.shops[0].label, 100);
        order.order.amount.currency = currency.to_owned();
        let paid = lin.pay(&order).await;
        let money = json!({ "minor": 100, "currency": currency });
        let body = json!({ "order": new_id(), "amount": money });
        let opened = place.till(0, Method::POST, "/v1/orders", body).await;
        let code = wallet.show(PayerTerms::default());
        let body = json!({ "payment": new_id(), "payer_code": code, "amount": money });
        let charged = place.till(0, Method::POST, "/v1/payer-code/payments", body).await;
        for answer in [paid, opened, charged] {
            assert_problem(&answer, ErrorCode::CurrencyMismatch);
        }
    }
    let order = open_order(&place, 100).await;
    let mut other = Order { pin: None, ..pay_order(order, 100) };
    other.order.amount.currency = "JPY".to_owned();
    assert_problem(&lin.pay(&other).await, ErrorCode::OrderAmountDiffers);
    assert_eq!(lin.balance().await, 54_500);
    place.audit();
}

#[tokio::test]
async fn a12_nobody_pays_themselves_by_a_second_device_or_another_spelling_of_the_handle() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let second = Device::new(&place.url);
    // The code belongs to the one normal form of the handle.
    let enrolment = new_id();
    second.start(enrolment, " LIN@Demo.Example ").await.ok();
    let key = &place.keys.code;
    let code = operator::code::make(key, enrolment, "lin@demo.example", &second.public_key);
    let enrolled = second.confirm(enrolment, code.expose(), Some("Somebody Else")).await.ok();
    assert_eq!(enrolled["name"], "Lin", "the same person");
    let own = receive_code(&second).await;
    for device in [&lin, &second] {
        let order = Order { pin: None, ..Order::new(PayeeKind::Receive, own, 100) };
        assert_problem(&device.pay(&order).await, ErrorCode::PayeeIsPayer);
        let looked = device.get(&format!("/v1/payees/receive/{own}")).await;
        assert_problem(&looked, ErrorCode::PayeeIsPayer);
    }
    assert_eq!(lin.balance().await, 54_500);
    place.audit();
}

#[tokio::test]
async fn a13_payees_that_are_not_there_or_live_at_another_operator_get_nothing() {
    let (place, elsewhere) = (Place::start_with(no_pin).await, Place::start().await);
    let lin = place.person_without_pin("lin").await;
    let stranger = Device::new(&elsewhere.url);
    stranger.enrol(&elsewhere, "zoe@demo.example", Some("Zoe")).await.ok();
    let foreign = receive_code(&stranger).await;
    let foreign_order = open_order(&elsewhere, 100).await;
    let create = ["--json", "merchant", "create", "--name", "Fish & Co", "--city", "Hamburg"];
    let made = tongbaod(&elsewhere.data(), &create);
    let made: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let foreign_label: wire::Id = made["label"].as_str().expect("text").parse().expect("an id");
    let account = lin.get("/v1/account").await.ok();
    let person: wire::Id = account["person"].as_str().expect("text").parse().expect("an id");
    let cases = [
        (PayeeKind::Label, foreign_label, ErrorCode::PayeeUnknown),
        (PayeeKind::Receive, foreign, ErrorCode::PayeeUnknown),
        (PayeeKind::Order, foreign_order, ErrorCode::OrderUnknown),
        // Identifiers of another kind are no way around.
        (PayeeKind::Receive, person, ErrorCode::PayeeUnknown),
        (PayeeKind::Receive, place.shops[1].label, ErrorCode::PayeeUnknown),
        (PayeeKind::Order, place.shops[1].label, ErrorCode::OrderUnknown),
        (PayeeKind::Label, wire::Id(0), ErrorCode::PayeeUnknown),
        (PayeeKind::Label, wire::Id(u128::MAX), ErrorCode::PayeeUnknown),
    ];
    for (kind, id, code) in cases {
        let order = Order { pin: None, ..Order::new(kind, id, 100) };
        assert_problem(&lin.pay(&order).await, code);
    }
    assert_eq!(lin.balance().await, 54_500);
    place.audit();
}

#[tokio::test]
async fn a41_what_was_confirmed_is_what_is_paid_and_an_order_over_its_time_is_not() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let order = open_order(&place, 1_250).await;
    // Each side of what the payer saw, changed between looking and paying.
    for minor in [1_249, 1_251, 0, 125_000] {
        let other = Order { pin: None, ..pay_order(order, minor) };
        let answer = lin.pay(&other).await;
        let is_refused = ["order_amount_differs", "order_in_parts", "amount_zero"]
            .iter()
            .any(|code| answer.json["code"] == *code);
        assert!(is_refused, "{minor}: {}", answer.text);
    }
    let mut late = Order { pin: None, ..pay_order(order, 1_250) };
    late.order.expires_at_ms = operator::clock::now().0 - 1;
    assert_problem(&lin.pay(&late).await, ErrorCode::PaymentOrderExpired);
    // The signature is over the order: a middle man changes nothing of it.
    let fields = [
        ("/order/amount/minor", json!(1)),
        ("/order/payee/id", json!(place.shops[1].label)),
        ("/order/payee/kind", json!("label")),
        ("/order/payment", json!(new_id())),
        ("/order/expires_at_ms", json!(9_000_000_000_000_u64)),
        ("/order/note", json!("a tip")),
    ];
    for (field, value) in fields {
        let good = Order { pin: None, ..pay_order(order, 1_250) };
        let mut body = lin.pay_body(&good);
        *body.pointer_mut(field).unwrap_or(&mut json!(null)) = value.clone();
        if field == "/order/note" {
            body["order"]["note"] = value;
        }
        let answer = lin.send(Method::POST, "/v1/payments", Some(body)).await;
        assert_problem(&answer, ErrorCode::SignatureInvalid);
    }
    assert_eq!(lin.balance().await, 54_500);
    place.audit();
}

#[tokio::test]
async fn a53_no_event_tells_of_a_payment_that_was_refused_or_is_not_there_yet() {
    use crate::events::Listener;
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let mut till = Listener::till(&place, 0).await;
    let label = place.shops[0].label;
    for minor in [0, 60_000, 500_001] {
        assert_ne!(lin.pay(&plain_order(label, minor)).await.status, 200);
    }
    let code =
        Wallet::of(&lin).await.show(PayerTerms { cap_minor: Some(1_000), ..PayerTerms::default() });
    assert_problem(&charge(&place, 0, &code, 1_001).await, ErrorCode::PayerCodeCapped);
    for minor in [11, 12, 13] {
        let order = plain_order(label, minor);
        let (paying, heard) = tokio::join!(lin.pay(&order), till.next());
        // The first event is the first payment that was made; it is there for whoever asks.
        let heard = heard.expect("an event");
        assert_eq!(heard["payment"]["amount"]["minor"], minor);
        let page = place.till(0, Method::GET, "/v1/till/payments?limit=1", Value::Null).await.ok();
        assert_eq!(page["payments"][0], heard["payment"]);
        paying.ok();
    }
}
