//! Whose request it is: other operators, other devices, signatures bent in every way.

use super::{new_id, no_pin, open_order, pay_order, plain_order, receive_code};
use crate::support::client::{Answer, client, plain};
use crate::support::device::Twist;
use crate::support::place::tongbaod;
use crate::support::{Device, Order, Place, assert_problem};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use operator::code;
use reqwest::{Method, Request};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wire::{ErrorCode, Id};

#[tokio::test]
async fn a30_a_device_a_till_and_an_order_of_one_operator_are_worth_nothing_at_another() {
    let (here, there) = (Place::start_with(no_pin).await, Place::start_with(no_pin).await);
    let lin = here.person_without_pin("lin").await;
    let abroad = lin.at(&there.url);
    assert_problem(&abroad.get("/v1/account").await, ErrorCode::DeviceUnknown);
    // Signed for the one, sent to the other by who sat in between.
    // The same key is enrolled at both, so only the host that was signed tells them apart.
    abroad.enrol(&there, "lin@demo.example", None).await.ok();
    let host = here.url.trim_start_matches("http://").to_owned();
    let twist = Twist { authority: Some(host), ..Twist::default() };
    let relayed = abroad.send_twisted(Method::GET, "/v1/account", None, &twist).await;
    assert_problem(&relayed, ErrorCode::SignatureInvalid);
    let create = ["--json", "merchant", "create", "--name", "Fish & Co", "--city", "Hamburg"];
    let made: Value =
        serde_json::from_slice(&tongbaod(&here.data(), &create).stdout).expect("JSON");
    let key = made["till_key"].as_str();
    plain(&here.url, Method::GET, "/v1/till", key, None).await.ok();
    let till = plain(&there.url, Method::GET, "/v1/till", key, None).await;
    assert_problem(&till, ErrorCode::TillKeyInvalid);
    // An order that names another operator in what was signed is no order here.
    let order = plain_order(here.shops[0].label, 100);
    let mut body = lin.pay_body(&order);
    let foreign = lin.sign(&order.order.signed_text("other.tongbao"));
    let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(foreign);
    body["order_signature"] = json!(text);
    let answer = lin.send(Method::POST, "/v1/payments", Some(body)).await;
    assert_problem(&answer, ErrorCode::SignatureInvalid);
    assert_eq!(lin.balance().await, 54_500);
}

#[tokio::test]
async fn a31_fields_that_are_not_the_callers_to_set_are_refused_in_every_body() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let enrolment = new_id();
    let money = json!({ "minor": 5, "currency": "CNY" });
    let order = || json!({ "order": new_id(), "amount": money });
    let bodies = |extra: &str| -> Vec<(bool, Method, String, Value)> {
        let start = json!({
            "enrolment": enrolment, "handle": "lin@demo.example",
            "device_key": wire::signature::device_key_text(&lin.public_key),
        });
        let charge =
            json!({ "payment": new_id(), "payer_code": "710000000000000000", "amount": money });
        let pay = lin.pay_body(&plain_order(place.shops[0].label, 5));
        let mut inner = pay.clone();
        inner["order"][extra] = json!(1);
        let mut payee = pay.clone();
        payee["order"]["payee"][extra] = json!(1);
        let mut amount = order();
        amount["amount"][extra] = json!(1);
        let confirm = format!("/v1/enrolments/{enrolment}/confirm");
        let outer = [
            (false, Method::PUT, "/v1/pin".to_owned(), json!({ "pin": "836194" })),
            (false, Method::POST, "/v1/enrolments".to_owned(), start),
            (false, Method::POST, confirm, json!({ "code": "123456" })),
            (false, Method::POST, "/v1/payments".to_owned(), pay),
            (true, Method::POST, "/v1/orders".to_owned(), order()),
            (true, Method::POST, "/v1/payer-code/payments".to_owned(), charge),
        ];
        let mut all: Vec<_> = outer.into_iter().collect();
        for (_, _, _, body) in &mut all {
            body[extra] = json!(1);
        }
        all.extend([
            (false, Method::POST, "/v1/payments".to_owned(), inner),
            (false, Method::POST, "/v1/payments".to_owned(), payee),
            (true, Method::POST, "/v1/orders".to_owned(), amount),
        ]);
        all
    };
    lin.start(enrolment, "lin@demo.example").await.ok();
    for extra in
        ["status", "state", "balance", "role", "fee", "rate_bp", "owner_id", "person", "merchant"]
    {
        for (is_till, method, path, body) in bodies(extra) {
            let answer = match is_till {
                true => place.till(0, method, &path, body).await,
                false => lin.send(method, &path, Some(body)).await,
            };
            assert_problem(&answer, ErrorCode::RequestMalformed);
        }
    }
    assert_eq!(lin.balance().await, 54_500);
    assert_eq!(lin.get("/v1/account").await.ok()["has_pin"], false);
    place.audit();
}

/// All that an answer shows but what is always new.
fn shown(answer: &Answer) -> (u16, BTreeSet<String>, Vec<String>) {
    let headers = answer.headers.keys().map(ToString::to_string).collect();
    let fields = answer.json.as_object().expect("an object").keys().cloned().collect();
    (answer.status, headers, fields)
}

#[tokio::test]
async fn a33_a_handle_with_an_account_and_one_without_are_answered_and_worked_on_alike() {
    use bank::store::Reader as _;
    let place = Place::start().await;
    let reader = bank_sqlite::SqliteReader::open(&place.config.database).expect("opens");
    let journal = || reader.journal(0, 10_000).expect("reads").len();
    let mut seen = Vec::new();
    for handle in ["lin@demo.example", "nil@demo.example"] {
        let device = Device::new(&place.url);
        let enrolment = new_id();
        let rows = journal();
        let started = device.start(enrolment, handle).await;
        let wrong = device.confirm(enrolment, "000000x", Some("Nil")).await;
        assert_problem(&wrong, ErrorCode::CodeWrong);
        let again = device.start(enrolment, handle).await;
        // The length of the answer is that of what was asked: both handles are as long.
        let lengths = [started.text.len(), again.text.len()];
        let work = journal() - rows;
        seen.push((shown(&started), shown(&wrong), shown(&again), lengths, work));
    }
    assert_eq!(seen[0], seen[1]);
    // Nothing else takes a handle, so nothing else can tell who has an account.
    let description = operator::routes::description().to_json().expect("JSON");
    assert_eq!(description.matches("\"handle\":").count(), 1, "StartEnrolmentRequest alone");
}

#[tokio::test]
async fn a34_identifiers_that_lead_to_money_or_names_are_not_in_a_row() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let mut codes = Vec::new();
    for n in 0..8 {
        let device = Device::new(&place.url);
        device.enrol(&place, &format!("new{n}@demo.example"), Some("New")).await.ok();
        codes.push(receive_code(&device).await.0);
    }
    for (n, one) in codes.iter().enumerate() {
        for other in &codes[n + 1..] {
            // A clock in front would leave some 40 bits alike; at random about 64 of 128 differ.
            assert!((one ^ other).count_ones() > 20, "{one:x} {other:x}");
            assert!((one >> 96) != (other >> 96), "no common beginning");
        }
        for near in [one.wrapping_add(1), one.wrapping_sub(1), one ^ (1 << 64)] {
            let guess = lin.get(&format!("/v1/payees/receive/{}", Id(near))).await;
            assert_problem(&guess, ErrorCode::PayeeUnknown);
        }
    }
    // Guessing is slow: each try is a request of a device, and those are limited.
    let limit = operator::config::Key::find("limit.per_device_per_minute").expect("a key");
    assert_eq!(limit.fallback, operator::config::Fallback::Whole(300));
}

#[tokio::test]
async fn a37_a_removed_device_opens_nothing_also_where_it_was_known_a_moment_ago() {
    let place = Place::start_with(no_pin).await;
    let second = place.beside(no_pin).await;
    let (lost, kept) = (place.person("lin").await, place.person_without_pin("lin").await);
    // Both nodes have its key in memory.
    lost.get("/v1/account").await.ok();
    lost.at(&second.url).get("/v1/account").await.ok();
    place.remove_device(lost.id);
    for url in [&place.url, &second.url] {
        let lost = lost.at(url);
        let order = plain_order(place.shops[0].label, 100);
        assert_problem(&lost.pay(&order).await, ErrorCode::DeviceRevoked);
        assert_problem(&lost.get("/v1/account").await, ErrorCode::DeviceRevoked);
        assert_problem(&lost.get("/v1/payer-code").await, ErrorCode::DeviceRevoked);
        let pin = json!({ "pin": "404129", "current_pin": "836194" });
        let set = lost.send(Method::PUT, "/v1/pin", Some(pin)).await;
        assert_problem(&set, ErrorCode::DeviceRevoked);
        let back = lost.start(new_id(), "lin@demo.example").await;
        assert_problem(&back, ErrorCode::DeviceRevoked);
    }
    assert_eq!(kept.balance().await, 54_500, "the other device goes on");
    place.audit();
}

#[tokio::test]
async fn a37_a_device_enrolled_with_nothing_but_a_stolen_one_time_code_has_no_pin_to_pay_with() {
    let place = Place::start().await;
    let _lin = place.person("lin").await;
    let thief = Device::new(&place.url);
    thief.enrol(&place, "lin@demo.example", Some("Lin")).await.ok();
    let label = place.shops[0].label;
    assert_problem(&thief.pay(&plain_order(label, 1)).await, ErrorCode::PinMissing);
    let set = thief.send(Method::PUT, "/v1/pin", Some(json!({ "pin": "404129" }))).await;
    assert_problem(&set, ErrorCode::PinMissing);
    let guess = json!({ "pin": "404129", "current_pin": "404128" });
    let guessed = thief.send(Method::PUT, "/v1/pin", Some(guess)).await;
    assert_problem(&guessed, ErrorCode::PinWrong);
    assert_eq!(guessed.json["tries_left"], 4, "guesses of all devices count together");
    let order = open_order(&place, 100).await;
    let unasked = Order { pin: None, ..pay_order(order, 100) };
    assert_problem(&thief.pay(&unasked).await, ErrorCode::PinMissing);
    assert_eq!(thief.balance().await, 54_500);
    place.audit();
}

/// Sends a rightly signed request with one header changed.
async fn bent(device: &Device, name: &'static str, change: impl Fn(&str) -> Vec<String>) -> Answer {
    let mut request = signed(device);
    let old = request.headers()[name].to_str().expect("ASCII").to_owned();
    request.headers_mut().remove(name);
    for value in change(&old) {
        request.headers_mut().append(name, value.parse().expect("a header"));
    }
    Answer::read(client().execute(request).await.expect("an answer")).await
}

fn signed(device: &Device) -> Request {
    let request = device.request(Method::GET, "/v1/account", b"", &Twist::default());
    request.build().expect("a request")
}

#[tokio::test]
async fn a38_signature_headers_bent_in_any_way_are_refused() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let inputs: Vec<(&str, &str)> = vec![
        ("alg=\"ecdsa-p256-sha256\"", "alg=\"none\""),
        ("alg=\"ecdsa-p256-sha256\"", "alg=\"hmac-sha256\""),
        ("alg=\"ecdsa-p256-sha256\"", "alg=\"rsa-v1_5-sha256\""),
        (";alg=\"ecdsa-p256-sha256\"", ""),
        (";tag=\"tongbao\"", ""),
        (";tag=\"tongbao\"", ";tag=\"tongbao\";expires=1"),
        (";tag=\"tongbao\"", ";tag=\"tongbao\";expires=99999999999"),
        (" \"content-digest\"", ""),
        (" \"@authority\"", ""),
        ("\"@method\" \"@authority\"", "\"@authority\" \"@method\""),
        ("\"@path\"", "\"@path\";bs"),
        ("\"@path\"", "\"@path\" \"@path\""),
        ("created=", "created=1;created="),
        ("created=", "created=-"),
        ("nonce=\"", "nonce=\"AAAA"),
        ("keyid=\"", "keyid=\"x"),
        ("tongbao=(", "tongbao= ("),
        ("tongbao=(", "tongbao=(\"@method\");created=1, tongbao=("),
    ];
    for (from, to) in inputs {
        let answer = bent(&lin, "signature-input", |old| {
            assert!(old.contains(from), "{old} has {from}");
            vec![old.replacen(from, to, 1)]
        });
        let answer = answer.await;
        assert_problem(&answer, ErrorCode::SignatureInvalid);
    }
    let twice = bent(&lin, "signature-input", |old| vec![old.to_owned(), old.to_owned()]).await;
    assert_problem(&twice, ErrorCode::SignatureInvalid);
    let twice = bent(&lin, "signature", |old| vec![old.to_owned(), old.to_owned()]).await;
    assert_problem(&twice, ErrorCode::SignatureInvalid);
    let digests: [fn(&str) -> Vec<String>; 5] = [
        |old| vec![old.to_owned(), old.to_owned()],
        |old| vec![old.replace("sha-256", "sha-512")],
        |old| vec![format!("{old}, md5=:AAAA:")],
        |old| vec![old.to_uppercase()],
        |_| vec![],
    ];
    for change in digests {
        assert_problem(&bent(&lin, "content-digest", change).await, ErrorCode::SignatureInvalid);
    }
    lin.get("/v1/account").await.ok();
}

/// The order of the group of P-256.
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6,
    0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// Returns `ORDER - s`, which makes another valid signature over the same bytes.
fn mirrored(s: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    let mut borrow = 0_i16;
    for at in (0..32).rev() {
        let difference = i16::from(ORDER[at]) - i16::from(s[at]) - borrow;
        borrow = i16::from(difference < 0);
        out[at] = u8::try_from(difference.rem_euclid(256)).expect("a byte");
    }
    out
}

#[tokio::test]
async fn a38_the_second_valid_form_of_a_signature_is_a_replay_and_zero_is_no_signature() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let first = signed(&lin);
    let text = first.headers()["signature"].to_str().expect("ASCII").to_owned();
    let encoded = text.trim_start_matches("tongbao=:").trim_end_matches(':');
    let bytes = STANDARD.decode(encoded).expect("base64");
    let with = |r: &[u8], s: &[u8]| {
        let mut request = first.try_clone().expect("a clone");
        let value = format!("tongbao=:{}:", STANDARD.encode([r, s].concat()));
        request.headers_mut().insert("signature", value.parse().expect("a header"));
        request
    };
    let send = async |request: Request| {
        Answer::read(client().execute(request).await.expect("an answer")).await
    };
    let (r, s) = bytes.split_at(32);
    let zero = [0; 32];
    for (r, s) in [
        (&zero[..], s),
        (r, &zero[..]),
        (&zero[..], &zero[..]),
        (&ORDER[..], s),
        (r, &ORDER[..]),
        (s, r),
    ] {
        assert_problem(&send(with(r, s)).await, ErrorCode::SignatureInvalid);
    }
    let short = with(r, &s[..31]);
    assert_problem(&send(short).await, ErrorCode::SignatureInvalid);
    send(first.try_clone().expect("a clone")).await.ok();
    // Valid as ECDSA: that is why nonces are remembered, and not signatures.
    assert_problem(&send(with(r, &mirrored(s))).await, ErrorCode::SignatureReplayed);
}

#[tokio::test]
async fn a38_headers_that_nobody_signed_and_keys_that_stand_twice_change_nothing() {
    let place = Place::start_with(no_pin).await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    for (name, value) in [("x-person", mei.id.to_string()), ("x-device", mei.id.to_string())] {
        let mut request = signed(&lin);
        request.headers_mut().insert(name, value.parse().expect("a header"));
        let answer = Answer::read(client().execute(request).await.expect("an answer")).await;
        assert_eq!(answer.ok()["name"], "Lin");
    }
    let good = lin.pay_body(&plain_order(place.shops[0].label, 100)).to_string();
    for field in ["order", "order_signature", "pin"] {
        let twice = format!("{{\"{field}\":null,{}", &good[1..]);
        for body in [twice, good.replacen("\"minor\":", "\"minor\":1,\"minor\":", 1)] {
            let request =
                lin.request(Method::POST, "/v1/payments", body.as_bytes(), &Twist::default());
            let answer = Answer::read(request.send().await.expect("an answer")).await;
            assert_problem(&answer, ErrorCode::RequestMalformed);
        }
    }
    // Both ways of showing who asks at once: a key beside a signature is not more than either.
    let key = &place.shops[0].till_key;
    let mut both = signed(&lin);
    both.headers_mut().insert("authorization", format!("Bearer {key}").parse().expect("a header"));
    let answer = Answer::read(client().execute(both).await.expect("an answer")).await;
    assert_eq!(answer.ok()["name"], "Lin");
    assert_eq!(lin.balance().await, 54_500);
}

#[tokio::test]
async fn a39_a_signature_of_a_fast_clock_is_no_replay_after_nonces_were_forgotten() {
    use bank::store::Upkeep as _;
    let place = Place::start().await;
    let second = place.beside(|_| {}).await;
    let lin = place.person_without_pin("lin").await;
    // The longest that a signature is good: made 299 s ahead of the operator's clock.
    let twist = Twist { created_s: 299, ..Twist::default() };
    let request = lin.request(Method::GET, "/v1/account", b"", &twist).build().expect("a request");
    let send = async |url: &str| {
        let mut request = request.try_clone().expect("a clone");
        *request.url_mut() = format!("{url}/v1/account").parse().expect("an address");
        let host = place.url.trim_start_matches("http://");
        request.headers_mut().insert("host", host.parse().expect("a host"));
        Answer::read(client().execute(request).await.expect("an answer")).await
    };
    send(&place.url).await.ok();
    // Forgotten is what no clock within the window takes any more: 598 s from now it still is kept.
    let mut store = bank_sqlite::SqliteStore::open(&place.config.database).expect("opens");
    let at = operator::clock::now().plus_ms(598_000);
    store.forget_nonces(at).expect("forgets");
    assert_problem(&send(&place.url).await, ErrorCode::SignatureReplayed);
    drop(second);
}

#[tokio::test]
async fn a40_a_till_key_is_taken_from_its_header_only_and_never_from_an_address() {
    let place = Place::start().await;
    let key = &place.shops[0].till_key;
    for path in [
        format!("/v1/till?key={key}"),
        format!("/v1/till?access_token={key}"),
        format!("/v1/till?authorization=Bearer%20{key}"),
    ] {
        let answer = place.nobody(Method::GET, &path).await;
        assert_problem(&answer, ErrorCode::TillKeyInvalid);
    }
    for (name, value) in [
        ("cookie", format!("key={key}")),
        ("x-api-key", key.clone()),
        ("authorization", format!("Basic {key}")),
        ("authorization", key.clone()),
        ("authorization", format!("Bearer {key}, Bearer x")),
        ("proxy-authorization", format!("Bearer {key}")),
    ] {
        let request = client().get(format!("{}/v1/till", place.url)).header(name, value);
        let answer = Answer::read(request.send().await.expect("an answer")).await;
        assert_problem(&answer, ErrorCode::TillKeyInvalid);
    }
    // No answer sets a cookie: there is no session to fix or to steal.
    let lin = place.person_without_pin("lin").await;
    for path in ["/v1/account", "/v1/operator", "/till"] {
        assert_eq!(lin.get(path).await.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn a36_whoever_is_not_the_payer_cannot_use_up_their_tries_or_their_enrolment() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mallory = place.person("mei").await;
    let label = place.shops[0].label;
    // Wrong PINs under forged signatures, as another device, and replayed.
    let wrong = Order { pin: Some("404129"), ..Order::label(label, 1) };
    for _ in 0..8 {
        let twist = Twist { key: Some(lin.id), ..Twist::default() };
        let body = mallory.pay_body(&wrong);
        let forged = mallory.send_twisted(Method::POST, "/v1/payments", Some(body), &twist).await;
        assert_problem(&forged, ErrorCode::SignatureInvalid);
    }
    let body = lin.pay_body(&wrong).to_string();
    let captured = lin.request(Method::POST, "/v1/payments", body.as_bytes(), &Twist::default());
    let captured = captured.build().expect("a request");
    for n in 0..8 {
        let copy = captured.try_clone().expect("a clone");
        let answer = Answer::read(client().execute(copy).await.expect("an answer")).await;
        let expected = if n == 0 { ErrorCode::PinWrong } else { ErrorCode::SignatureReplayed };
        assert_problem(&answer, expected);
    }
    let own = lin.pay(&Order { pin: Some("404129"), ..Order::label(label, 1) }).await;
    assert_eq!(own.json["tries_left"], 3, "two wrong PINs of the payer, and no other");
    // Nobody else's wrong codes end an enrolment.
    let (device, enrolment) = (Device::new(&place.url), new_id());
    device.start(enrolment, "zoe@demo.example").await.ok();
    for _ in 0..8 {
        let answer = mallory.confirm(enrolment, "000000", None).await;
        assert_problem(&answer, ErrorCode::EnrolmentUnknown);
    }
    let right = code::make(&place.keys.code, enrolment, "zoe@demo.example", &device.public_key);
    device.confirm(enrolment, right.expose(), Some("Zoe")).await.ok();
    // A device that is enrolled goes on while its handle is flooded with starts.
    for _ in 0..8 {
        Device::new(&place.url).start(new_id(), "lin@demo.example").await;
    }
    lin.pay(&Order::label(label, 1)).await.ok();
}
