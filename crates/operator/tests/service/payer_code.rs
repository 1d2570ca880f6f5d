//! `GET /v1/payer-code`, `POST /v1/payer-code/payments`: charges, and attacks on them.

use crate::events::Listener;
use crate::support::client::plain;
use crate::support::place::tongbaod;
use crate::support::{Answer, Device, Order, Place, assert_problem};
use operator::{clock, random};
use paycode::{PayerCode, PayerPrefix, PayerSecret, PayerStep, PayerTerms};
use reqwest::Method;
use serde_json::{Value, json};
use wire::payee::PayeeKind;
use wire::payer_code::PayerCodeKeyResponse;
use wire::{ErrorCode, Id};

/// What a wallet keeps to make codes without a network.
pub(crate) struct Wallet {
    secret: PayerSecret,
    prefix: PayerPrefix,
    last: Option<PayerStep>,
}

impl Wallet {
    pub(crate) async fn of(device: &Device) -> Self {
        let answer = device.get("/v1/payer-code").await.ok();
        let key: PayerCodeKeyResponse = serde_json::from_value(answer).expect("a key");
        let secret = PayerSecret::new(key.secret_bytes().expect("32 bytes"));
        let prefix = PayerPrefix::new(u32::from(key.prefix)).expect("a prefix");
        Self { secret, prefix, last: None }
    }

    /// Makes a fresh code, one step after the last.
    pub(crate) fn show(&mut self, terms: PayerTerms) -> String {
        // Begins with the oldest that is still good, so that ten can be shown at once: up to five
        // steps ahead are taken from a phone that is 20 s fast.
        let oldest = PayerStep::at(clock::now().0).0 - 4;
        let step = self.last.map_or(oldest, |last| oldest.max(last.0 + 1));
        self.last = Some(PayerStep(step));
        self.at(step, terms)
    }

    pub(crate) fn at(&self, step: u64, terms: PayerTerms) -> String {
        PayerCode::new(self.prefix, &self.secret, PayerStep(step), terms).expose().to_owned()
    }
}

fn any() -> PayerTerms {
    PayerTerms::default()
}

fn new_id() -> Id {
    random::id().expect("random")
}

pub(crate) async fn charge(
    place: &Place,
    shop: usize,
    payment: Id,
    code: &str,
    minor: u64,
) -> Answer {
    let body = json!({
        "payment": payment, "payer_code": code,
        "amount": { "minor": minor, "currency": "CNY" }, "note": "Table 4",
    });
    place.till(shop, Method::POST, "/v1/payer-code/payments", body).await
}

#[tokio::test]
async fn a_small_charge_moves_money_and_both_sides_have_it() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let before = lin.balance().await;
    let (id, code) = (new_id(), wallet.show(any()));
    let mut payer = Listener::person(&lin, None).await;
    let paid = charge(&place, 0, id, &code, 1250).await.ok();
    assert_eq!(paid["state"], "paid");
    assert_eq!(paid["payment"]["kind"], "payer_code");
    assert_eq!(paid["payment"]["counterparty"], Value::Null);
    assert_eq!(lin.balance().await, before - 1250);
    let sent = payer.next().await.expect("an event");
    assert_eq!((&sent["kind"], &sent["payment"]["kind"]), (&json!("sent"), &json!("payer_code")));
    let history = lin.get("/v1/payments").await.ok();
    assert_eq!(history["payments"][0]["payment"], id.to_string());
    assert_eq!(history["payments"][0]["counterparty"], place.shops[0].name);
    let till = place.till(0, Method::GET, "/v1/till/payments", Value::Null).await.ok();
    assert_eq!(till["payments"][0], paid["payment"]);
    let account = lin.get("/v1/account").await.ok();
    assert_eq!(account["quick_pay"]["left"]["minor"], 28_750);
    assert_eq!(account["quick_pay"]["left_uses"], 9);
    place.audit();
}

#[tokio::test]
async fn attack_replay_by_any_till_and_after_a_restart_is_refused() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let (id, code) = (new_id(), wallet.show(any()));
    let first = charge(&place, 0, id, &code, 500).await.ok();
    for shop in [0, 1] {
        let again = charge(&place, shop, new_id(), &code, 500).await;
        assert_problem(&again, ErrorCode::PayerCodeUsed);
    }
    assert_eq!(charge(&place, 0, id, &code, 500).await.ok(), first, "the same payment again");
    let other = charge(&place, 0, id, &code, 501).await;
    assert_problem(&other, ErrorCode::IdempotencyConflict);
    let older = wallet.at(wallet.last.expect("one").0 - 1, any());
    let screenshot = charge(&place, 1, new_id(), &older, 500).await;
    assert_problem(&screenshot, ErrorCode::PayerCodeUsed);
    let place = place.restart().await;
    assert_problem(&charge(&place, 1, new_id(), &code, 500).await, ErrorCode::PayerCodeUsed);
    assert_eq!(charge(&place, 0, id, &code, 500).await.ok(), first, "after a restart too");
    let fresh = wallet.show(any());
    assert_eq!(charge(&place, 1, new_id(), &fresh, 500).await.ok()["state"], "paid");
    place.audit();
}

#[tokio::test]
async fn attack_race_of_two_tills_has_one_winner() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let before = lin.balance().await;
    let code = wallet.show(any());
    let (one, other) = (new_id(), new_id());
    let (one, other) =
        tokio::join!(charge(&place, 0, one, &code, 700), charge(&place, 1, other, &code, 700));
    let statuses = [one.status, other.status];
    assert!(statuses == [200, 422] || statuses == [422, 200], "{statuses:?}");
    assert_eq!(lin.balance().await, before - 700);
    place.audit();
}

#[tokio::test]
async fn attack_screenshot_clock_skew_and_old_codes_are_unknown() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let wallet = Wallet::of(&lin).await;
    let now = || PayerStep::at(clock::now().0).0;
    for step in [now() - 12, now() + 12] {
        let answer = charge(&place, 0, new_id(), &wallet.at(step, any()), 100).await;
        assert_problem(&answer, ErrorCode::PayerCodeUnknown);
    }
    for step in [now() - 4, now() + 4] {
        assert_eq!(charge(&place, 0, new_id(), &wallet.at(step, any()), 100).await.status, 200);
    }
}

#[tokio::test]
async fn attack_guess_locks_the_till_for_an_hour_and_a_misread_costs_nothing() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let code = wallet.show(any());
    let mut misread = code.clone().into_bytes();
    misread[5] = if misread[5] == b'9' { b'0' } else { misread[5] + 1 };
    let misread = String::from_utf8(misread).expect("digits");
    for text in
        [misread.as_str(), "123", "", "628888888888888888", "１２３４５６７８９０１２３４５６７８"]
    {
        for _ in 0..3 {
            let answer = charge(&place, 0, new_id(), text, 100).await;
            assert_problem(&answer, ErrorCode::PayerCodeMalformed);
        }
    }
    let guess = |n: u8| {
        let secret = PayerSecret::new([n; 32]);
        let prefix = PayerPrefix::DEFAULT;
        PayerCode::new(prefix, &secret, PayerStep(1), any()).expose().to_owned()
    };
    let id = new_id();
    for _ in 0..4 {
        let again = charge(&place, 0, id, &guess(9), 100).await;
        assert_problem(&again, ErrorCode::PayerCodeUnknown);
    }
    for n in 0..4 {
        let answer = charge(&place, 0, new_id(), &guess(n), 100).await;
        assert_problem(&answer, ErrorCode::PayerCodeUnknown);
    }
    let locked = charge(&place, 0, new_id(), &code, 100).await;
    assert_problem(&locked, ErrorCode::PayerCodeLocked);
    let wait: u64 = locked.header("retry-after").parse().expect("seconds");
    assert!((3500..=3600).contains(&wait), "{wait}");
    assert_problem(&charge(&place, 0, id, &guess(9), 100).await, ErrorCode::PayerCodeUnknown);
    assert_eq!(charge(&place, 1, new_id(), &code, 100).await.status, 200, "another till");
}

#[tokio::test]
async fn attack_lying_till_has_used_the_code_up() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let capped = PayerTerms { cap_minor: Some(1_000), ..any() };
    let code = wallet.show(capped);
    let over = charge(&place, 0, new_id(), &code, 1_001).await;
    assert_problem(&over, ErrorCode::PayerCodeCapped);
    assert_problem(&charge(&place, 0, new_id(), &code, 1_000).await, ErrorCode::PayerCodeUsed);
    // Digits that say the same device and step without the cap.
    let mut altered = wallet.show(capped).into_bytes();
    altered[10] = if altered[10] == b'9' { b'0' } else { altered[10] + 1 };
    let sound = (b'0'..=b'9').find_map(|check| {
        altered[17] = check;
        PayerCode::parse(std::str::from_utf8(&altered).expect("digits"))
    });
    let altered = sound.expect("one check digit fits").expose().to_owned();
    assert_problem(
        &charge(&place, 0, new_id(), &altered, 1_001).await,
        ErrorCode::PayerCodeUnknown,
    );
    let last = wallet.at(wallet.last.expect("one").0, capped);
    assert_eq!(charge(&place, 0, new_id(), &last, 1_000).await.ok()["state"], "paid");
    let zero = wallet.show(any());
    assert_problem(&charge(&place, 0, new_id(), &zero, 0).await, ErrorCode::AmountZero);
    assert_problem(&charge(&place, 0, new_id(), &zero, 1).await, ErrorCode::PayerCodeUsed);
}

#[tokio::test]
async fn attack_relay_a_code_for_one_shop_is_worth_nothing_at_another() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let code = wallet.show(PayerTerms { only: Some(place.shops[0].label.0), ..any() });
    assert_problem(&charge(&place, 1, new_id(), &code, 300).await, ErrorCode::PayerCodeUnknown);
    assert_eq!(charge(&place, 0, new_id(), &code, 300).await.ok()["state"], "paid");
}

#[tokio::test]
async fn attack_cloned_device_the_second_use_of_a_step_is_refused() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let (mut one, mut copy) = (Wallet::of(&lin).await, Wallet::of(&lin).await);
    let (shown, same) = (one.show(any()), copy.show(any()));
    if one.last == copy.last {
        assert_eq!(shown, same);
        assert_eq!(charge(&place, 0, new_id(), &shown, 300).await.status, 200);
        assert_problem(&charge(&place, 1, new_id(), &same, 300).await, ErrorCode::PayerCodeUsed);
    }
}

#[tokio::test]
async fn above_quick_pay_the_payer_confirms_the_order_with_the_pin() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let mut payer = Listener::person(&lin, None).await;
    let mut till = Listener::till(&place, 0).await;
    let revealed = PayerTerms { revealed: true, ..any() };
    for (terms, minor, rule) in [(any(), 12_000, "amount"), (revealed, 10, "revealed")] {
        let (id, code) = (new_id(), wallet.show(terms));
        let asked = charge(&place, 0, id, &code, minor).await.ok();
        assert_eq!((&asked["state"], &asked["rule"]), (&json!("pin_needed"), &json!(rule)));
        assert_eq!(
            (&asked["order"]["order"], &asked["order"]["state"]),
            (&json!(id), &json!("open"))
        );
        let heard = payer.next().await.expect("an event");
        assert_eq!((&heard["kind"], &heard["ask"]["rule"]), (&json!("pin_asked"), &json!(rule)));
        assert_eq!(heard["ask"]["code"], asked["order"]["code"]);
        assert_eq!(heard["ask"]["name"], place.shops[0].name);
        assert_problem(&charge(&place, 0, new_id(), &code, 1).await, ErrorCode::PayerCodeUsed);
        let mut order = Order::new(PayeeKind::Order, id, minor);
        let pin = order.pin.take();
        assert_problem(&lin.pay(&order).await, ErrorCode::PinMissing);
        order.pin = pin;
        let paid = lin.pay(&order).await.ok();
        let seen = place.till(0, Method::GET, &format!("/v1/orders/{id}"), Value::Null).await.ok();
        assert_eq!((&seen["state"], &seen["payment"]), (&json!("paid"), &paid["payment"]));
        assert_eq!(payer.next().await.expect("an event")["kind"], "sent");
        // The till's first events are the payments: it never hears what a payer is asked.
        assert_eq!(till.next().await.expect("an event")["payment"]["order"], json!(id));
    }
    let left = lin.get("/v1/account").await.ok();
    assert_eq!(left["quick_pay"]["left_uses"], 10, "what was confirmed with a PIN counts not");
    place.audit();
}

#[tokio::test]
async fn the_limits_of_a_day_ask_for_the_pin_and_the_configuration_changes_them() {
    let place = Place::start_with(|config| config.quick_pay.day_uses_max = 2).await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    for _ in 0..2 {
        let code = wallet.show(any());
        assert_eq!(charge(&place, 0, new_id(), &code, 100).await.ok()["state"], "paid");
    }
    let code = wallet.show(any());
    assert_eq!(charge(&place, 0, new_id(), &code, 100).await.ok()["rule"], "day_count");
}

#[tokio::test]
async fn attack_linkability_a_till_is_told_nothing_of_the_payer() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let account = lin.get("/v1/account").await.ok();
    let mut events = Listener::till(&place, 0).await;
    let mut told = Vec::new();
    let mut codes = Vec::new();
    for minor in [100, 100, 20_000, 60_000_000] {
        let code = wallet.show(any());
        let id = new_id();
        told.push(charge(&place, 0, id, &code, minor).await.text);
        told.push(charge(&place, 0, new_id(), &code, minor).await.text);
        let path = format!("/v1/orders/{id}");
        told.push(place.till(0, Method::GET, &path, Value::Null).await.text);
        codes.push(code);
    }
    for path in ["/v1/till", "/v1/till/payments"] {
        told.push(place.till(0, Method::GET, path, Value::Null).await.text);
    }
    for _ in 0..2 {
        told.push(events.next().await.expect("an event").to_string());
    }
    let secrets = [
        account["person"].as_str().expect("a person").to_owned(),
        account["receive_code"].as_str().expect("a code").to_owned(),
        account["name"].as_str().expect("a name").to_owned(),
        lin.id.to_string(),
        "lin@".to_owned(),
        "alias".to_owned(),
    ];
    for text in &told {
        let text = text.to_lowercase();
        for secret in secrets.iter().chain(&codes) {
            assert!(!text.contains(&secret.to_lowercase()), "{secret} in {text}");
        }
    }
    for (n, one) in codes.iter().enumerate() {
        // No two codes of the payer share what a till could remember: the alias.
        assert!(codes.iter().skip(n + 1).all(|other| other[2..10] != one[2..10]));
    }
}

#[tokio::test]
async fn the_desk_charges_as_a_till_does_and_a_device_enrolled_elsewhere_is_known() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let (code, name) = (wallet.show(any()), place.shops[0].name.clone());
    let arguments = |code: &str| {
        let fixed = ["--json", "payer-code", "charge", "--amount", "2.50"];
        let text = |text: &str| text.to_owned();
        let mut all: Vec<String> = fixed.map(text).to_vec();
        all.extend([text("--merchant"), name.clone(), text("--code"), text(code)]);
        all
    };
    let run = |code: &str| {
        let arguments = arguments(code);
        tongbaod(&place.data(), &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let done = run(&code);
    let printed: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(printed["state"], "paid");
    let again = run(&code);
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("payer_code_used"));
    assert!(!String::from_utf8_lossy(&again.stderr).contains(&code));
    // A second node on the same data finds the device, and the code used.
    let other = Place::start_on(place.folder.clone(), |_| {}).await;
    assert_problem(&charge(&other, 1, new_id(), &code, 250).await, ErrorCode::PayerCodeUsed);
    let fresh = wallet.show(any());
    let key = other.shops[1].till_key.clone();
    let body = json!({
        "payment": new_id(), "payer_code": fresh, "amount": { "minor": 1, "currency": "CNY" },
    });
    let path = "/v1/payer-code/payments";
    let answer = plain(&other.url, Method::POST, path, Some(&key), Some(&body)).await;
    assert_eq!(answer.ok()["state"], "paid");
    place.audit();
}
