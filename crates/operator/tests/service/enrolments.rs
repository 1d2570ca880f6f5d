//! `POST /v1/enrolments`, `POST /v1/enrolments/{enrolment}/confirm`.

use crate::support::mail::MailServer;
use crate::support::{Device, Place, assert_problem};
use operator::config::{CodeConfig, Config, SmtpConfig, SmtpTls};
use operator::{code, random};
use reqwest::Method;
use serde_json::json;
use wire::ErrorCode;

fn smtp(config: &mut Config, port: u16, sms_mail_domain: Option<&str>) {
    config.code = CodeConfig::Smtp(SmtpConfig {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        tls: SmtpTls::None,
        user: None,
        password: None,
        from: "Demo Town <codes@demo.example>".to_owned(),
        sms_mail_domain: sms_mail_domain.map(str::to_owned),
    });
}

#[tokio::test]
async fn a_code_comes_by_mail_and_opens_an_account() {
    let server = MailServer::start(false).await;
    let place = Place::start_with(|config| smtp(config, server.port, Some("sms.example"))).await;
    for (handle, to, shown) in [
        ("Zoe@Example.org", "<zoe@example.org>", "z***@example.org"),
        ("+86 138 0013 8000", "<+8613800138000@sms.example>", "+86***00"),
    ] {
        let device = Device::new(&place.url);
        let enrolment = random::id().expect("random");
        let started = device.start(enrolment, handle).await.ok();
        assert_eq!(started["sent_to"], shown);
        assert_eq!(started["code_digits"], 6);
        let mail = server.inbox().pop().expect("a mail");
        assert!(mail.from.starts_with("<codes@demo.example>"), "{}", mail.from);
        assert!(mail.to[0].starts_with(to), "{:?}", mail.to);
        let code = mail.code().expect("a code").to_owned();
        let nameless = device.confirm(enrolment, &code, None).await;
        assert_problem(&nameless, ErrorCode::NameMalformed);
        let enrolled = device.confirm(enrolment, &code, Some("Zoe")).await.ok();
        assert_eq!(enrolled["name"], "Zoe");
        assert_eq!(enrolled["device"], device.id.to_string());
        assert_eq!(enrolled["has_pin"], false);
        assert_eq!(device.balance().await, 0);
        // A lost answer: the same again, whatever is typed.
        let again = device.confirm(enrolment, &code, Some("Zoe")).await.ok();
        assert_eq!(again, enrolled);
    }
    place.audit();
}

#[tokio::test]
async fn a_relay_that_refuses_or_is_not_there_is_told() {
    let server = MailServer::start(true).await;
    let place = Place::start_with(|config| smtp(config, server.port, None)).await;
    let device = Device::new(&place.url);
    let answer = device.start(random::id().expect("random"), "lin@demo.example").await;
    assert_problem(&answer, ErrorCode::CodeNotSent);
    let phone = device.start(random::id().expect("random"), "+8613800138000").await;
    assert_problem(&phone, ErrorCode::HandleKindUnsupported);
    let nowhere = Place::start_with(|config| smtp(config, 1, None)).await;
    let device = Device::new(&nowhere.url);
    let answer = device.start(random::id().expect("random"), "lin@demo.example").await;
    assert_problem(&answer, ErrorCode::CodeNotSent);
}

#[tokio::test]
async fn known_and_unknown_handles_get_the_same_answer() {
    let place = Place::start().await;
    let device = Device::new(&place.url);
    let known = device.start(random::id().expect("random"), "lin@demo.example").await.ok();
    let unknown = device.start(random::id().expect("random"), "nil@demo.example").await.ok();
    let keys = |value: &serde_json::Value| {
        value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(keys(&known), keys(&unknown));
    assert_eq!(known["sent_to"], "l***@demo.example");
    assert_eq!(unknown["sent_to"], "n***@demo.example");
}

#[tokio::test]
async fn a_known_handle_keeps_its_name_and_its_pin() {
    let place = Place::start().await;
    let first = place.person("lin").await;
    let second = Device::new(&place.url);
    let enrolled = second.enrol(&place, "lin@demo.example", Some("Mallory")).await.ok();
    assert_eq!(enrolled["name"], "Lin");
    assert_eq!(enrolled["has_pin"], true);
    assert_eq!(first.balance().await, second.balance().await);
}

#[tokio::test]
async fn wrong_codes_are_counted_and_then_no_code_is_right() {
    let place = Place::start().await;
    let device = Device::new(&place.url);
    let enrolment = random::id().expect("random");
    device.start(enrolment, "zoe@example.org").await.ok();
    let right = code::make(&place.keys.code, enrolment, "zoe@example.org", &device.public_key);
    let wrong = if right.expose() == "000000" { "000001" } else { "000000" };
    for left in [4, 3, 2, 1, 0] {
        let answer = device.confirm(enrolment, wrong, Some("Zoe")).await;
        assert_problem(&answer, ErrorCode::CodeWrong);
        assert_eq!(answer.json["tries_left"], left);
    }
    let late = device.confirm(enrolment, right.expose(), Some("Zoe")).await;
    assert_problem(&late, ErrorCode::CodeTriesUsed);
}

#[tokio::test]
async fn enrolments_that_cannot_be_are_refused() {
    let place = Place::start().await;
    let device = Device::new(&place.url);
    let id = || random::id().expect("random");
    for handle in ["", "lin", "lin@demo", "13800138000", "+1", "a@b.example\r\nbcc: c@d.example"] {
        assert_problem(&device.start(id(), handle).await, ErrorCode::HandleMalformed);
    }
    let unknown = device.confirm(id(), "123456", None).await;
    assert_problem(&unknown, ErrorCode::EnrolmentUnknown);
    let other = Device::new(&place.url);
    let enrolment = id();
    device.start(enrolment, "zoe@example.org").await.ok();
    let foreign = other.confirm(enrolment, "123456", Some("Zoe")).await;
    assert_problem(&foreign, ErrorCode::EnrolmentUnknown);
    let taken = other.start(enrolment, "zoe@example.org").await;
    assert_problem(&taken, ErrorCode::IdempotencyConflict);
    let changed = device.start(enrolment, "zoe@example.com").await;
    assert_problem(&changed, ErrorCode::IdempotencyConflict);
    device.start(enrolment, "zoe@example.org").await.ok();
    let right = code::make(&place.keys.code, enrolment, "zoe@example.org", &device.public_key);
    for name in ["", &"x".repeat(26), "a\u{202e}b", "a\nb"] {
        let answer = device.confirm(enrolment, right.expose(), Some(name)).await;
        assert_problem(&answer, ErrorCode::NameMalformed);
    }
}

#[tokio::test]
async fn a_key_that_is_not_the_signers_or_no_key_at_all_is_refused() {
    let place = Place::start().await;
    let (device, other) = (Device::new(&place.url), Device::new(&place.url));
    let body = |key: &str| {
        let enrolment = random::id().expect("random");
        json!({ "enrolment": enrolment, "handle": "zoe@example.org", "device_key": key })
    };
    let foreign = wire::signature::device_key_text(&other.public_key);
    let answer = device.send(Method::POST, "/v1/enrolments", Some(body(&foreign))).await;
    assert_problem(&answer, ErrorCode::SignatureInvalid);
    for key in ["", "AAAA", &"A".repeat(87)] {
        let answer = device.send(Method::POST, "/v1/enrolments", Some(body(key))).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
    }
}
