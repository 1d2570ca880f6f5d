//! Webhooks: what addresses are told, by real HTTP, and what they cannot make the operator do.

use crate::support::receiver::{Heard, Receiver, Reply};
use crate::support::{Order, Place, assert_problem};
use operator::random;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

fn new_id() -> Id {
    random::id().expect("random")
}

/// A place whose webhooks may lead to this machine, as the demo's may.
async fn place() -> Place {
    let place = Place::start().await;
    assert!(place.config.webhook_loopback);
    place
}

async fn opened(place: &Place, url: &str) -> (String, String) {
    let body = json!({ "webhook": new_id(), "url": url });
    let opened = place.till(0, Method::POST, "/v1/webhooks", body).await.ok();
    let text = |name: &str| opened[name].as_str().expect("a text").to_owned();
    (text("webhook"), text("secret"))
}

async fn ask(place: &Place, webhook: &str, what: &str, body: Value) -> Value {
    let path = format!("/v1/webhooks/{webhook}/{what}");
    place.till(0, Method::POST, &path, body).await.ok()
}

async fn deliveries(place: &Place, webhook: &str) -> Vec<Value> {
    let path = format!("/v1/webhooks/{webhook}/deliveries");
    let answer = place.till(0, Method::GET, &path, Value::Null).await.ok();
    answer["deliveries"].as_array().expect("a list").clone()
}

/// Waits until a delivery is so.
async fn until(place: &Place, webhook: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let found = deliveries(place, webhook).await;
        if let Some(one) = found.iter().find(|one| is_so(one)) {
            return one.clone();
        }
        assert!(Instant::now() < end, "{found:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn money(minor: u64) -> Value {
    json!({ "minor": minor, "currency": "CNY" })
}

async fn open_order(place: &Place, order: Id, minor: u64) {
    let body = json!({ "order": order, "amount": money(minor) });
    place.till(0, Method::POST, "/v1/orders", body).await.ok();
}

fn one<'a>(heard: &'a [Heard], kind: &str) -> &'a Heard {
    let mut of_kind = heard.iter().filter(|heard| heard.json["type"] == kind);
    match (of_kind.next(), of_kind.next()) {
        (Some(heard), None) => heard,
        other => panic!("{kind}: {other:?}"),
    }
}

#[tokio::test]
async fn what_happens_to_a_merchant_is_told_signed_and_to_nobody_else() {
    let place = place().await;
    let (ours, theirs) = (Receiver::start(&[]).await, Receiver::start(&[]).await);
    let (_, secret) = opened(&place, &ours.url).await;
    let body = json!({ "webhook": new_id(), "url": theirs.url, "events": ["payment.succeeded"] });
    place.till(1, Method::POST, "/v1/webhooks", body).await.ok();
    let lin = place.person("lin").await;
    let (paid, closed) = (new_id(), new_id());
    open_order(&place, paid, 700).await;
    open_order(&place, closed, 800).await;
    let pay = Order::new(PayeeKind::Order, paid, 700);
    lin.pay(&pay).await.ok();
    let refund = json!({ "refund": new_id(), "order": paid, "amount": money(300) });
    let refund = place.till(0, Method::POST, "/v1/refunds", refund).await.ok();
    place.till(0, Method::POST, &format!("/v1/orders/{closed}/close"), Value::Null).await.ok();
    let heard = ours.wait(3).await;
    assert_eq!(heard.len(), 3);
    assert!(heard.iter().all(|heard| heard.is_signed_with(&secret)), "{heard:?}");
    let payment = one(&heard, "payment.succeeded");
    assert_eq!(payment.json["data"]["payment"], json!(pay.order.payment));
    assert_eq!(payment.json["data"]["order"], json!(paid));
    assert_eq!(payment.json["data"]["amount"], money(700));
    assert_eq!(payment.json["data"]["counterparty"], Value::Null, "no payer is named");
    assert_eq!(payment.id, format!("payment_{}", pay.order.payment));
    let refunded = one(&heard, "refund.succeeded");
    assert_eq!(refunded.json["data"]["payment"], refund["payment"]);
    assert_eq!(refunded.json["data"]["order"], json!(paid));
    let ended = one(&heard, "order.closed");
    assert_eq!(
        (&ended.json["data"]["order"], &ended.json["data"]["state"]),
        (&json!(closed), &json!("closed"),)
    );
    lin.pay(&Order::label(place.shops[1].label, 5)).await.ok();
    let other = theirs.wait(1).await;
    assert_eq!(other.len(), 1);
    assert!(!other[0].is_signed_with(&secret), "each has a secret of its own");
    place.audit();
}

#[tokio::test]
async fn a_receiver_that_fails_and_comes_back_hears_everything_with_one_id_each() {
    let place = place().await;
    let receiver = Receiver::start(&[Reply::Status(500), Reply::Redirect]).await;
    let (webhook, secret) = opened(&place, &receiver.url).await;
    let lin = place.person("lin").await;
    let order = Order::label(place.shops[0].label, 100);
    lin.pay(&order).await.ok();
    // It is tried again a second later, and five: which of the two is seen depends on the machine.
    let waiting = until(&place, &webhook, |one| one["tries"] != 0).await;
    let seen = (waiting["tries"].as_u64(), waiting["status"].as_u64());
    assert!([(Some(1), Some(500)), (Some(2), Some(307))].contains(&seen), "{waiting}");
    assert_eq!(waiting["failure"], "refused");
    ask(&place, &webhook, "resume", Value::Null).await;
    receiver.wait(2).await;
    lin.pay(&Order::label(place.shops[0].label, 101)).await.ok();
    ask(&place, &webhook, "resume", Value::Null).await;
    receiver.wait(4).await;
    until(&place, &webhook, |one| one["tries"] == 3 && one["is_delivered"] == true).await;
    let heard = receiver.wait(4).await;
    let ids: BTreeSet<&str> = heard.iter().map(|heard| heard.id.as_str()).collect();
    assert_eq!(ids.len(), 2, "{heard:?}");
    assert!(heard.iter().all(|heard| heard.is_signed_with(&secret)));
    let first = format!("payment_{}", order.order.payment);
    assert_eq!(heard.iter().filter(|heard| heard.id == first).count(), 3);
}

#[tokio::test]
async fn one_that_never_answers_holds_up_no_other_and_one_that_never_ends_is_not_read() {
    let place = place().await;
    let silent = Receiver::start(&[Reply::Silence; 8]).await;
    let endless = Receiver::start(&[Reply::Endless; 2]).await;
    opened(&place, &silent.url).await;
    let (webhook, _) = opened(&place, &endless.url).await;
    let lin = place.person("lin").await;
    for minor in [50, 51] {
        lin.pay(&Order::label(place.shops[0].label, minor)).await.ok();
    }
    endless.wait(2).await;
    silent.wait(1).await;
    until(&place, &webhook, |one| one["is_delivered"] == true && one["status"] == 200).await;
}

#[tokio::test]
async fn tests_replays_and_new_secrets() {
    let place = place().await;
    let receiver = Receiver::start(&[]).await;
    let lin = place.person("lin").await;
    let before = Order::label(place.shops[0].label, 77);
    lin.pay(&before).await.ok();
    let (webhook, old) = opened(&place, &receiver.url).await;
    let test = new_id();
    ask(&place, &webhook, "test", json!({ "test": test })).await;
    let heard = receiver.wait(1).await;
    assert_eq!(heard[0].id, format!("test_{test}"));
    assert_eq!(heard[0].json["data"]["test"], json!(test));
    // What was before it was opened is told when it is asked for, and by name.
    let event = format!("payment_{}", before.order.payment);
    ask(&place, &webhook, "replay", json!({ "event": event })).await;
    assert_eq!(receiver.wait(2).await[1].id, event);
    let rotated = ask(&place, &webhook, "rotate", json!({ "secret_number": 0 })).await;
    let again = ask(&place, &webhook, "rotate", json!({ "secret_number": 0 })).await;
    assert_eq!((&rotated["secret_number"], &again["secret"]), (&json!(1), &rotated["secret"]));
    until(&place, &webhook, |one| one["event"] == event.as_str() && one["is_delivered"] == true)
        .await;
    ask(&place, &webhook, "replay", json!({ "from_ms": 0 })).await;
    // With all that the demo sold before.
    let mut count = 3;
    let replayed = loop {
        let heard = receiver.wait(count).await;
        match heard[2..].iter().find(|heard| heard.id == event) {
            Some(heard) => break heard.clone(),
            None => count = heard.len() + 1,
        }
    };
    let new = rotated["secret"].as_str().expect("a secret");
    assert!(replayed.is_signed_with(new) && replayed.is_signed_with(&old) && new != old);
    let path = format!("/v1/webhooks/{webhook}/replay");
    for (body, code) in [
        (json!({}), ErrorCode::RequestMalformed),
        (json!({ "from_ms": 1, "event": event }), ErrorCode::RequestMalformed),
        (json!({ "event": "payment_1" }), ErrorCode::EventUnknown),
        (json!({ "event": format!("payment_{}", new_id()) }), ErrorCode::EventUnknown),
    ] {
        assert_problem(&place.till(0, Method::POST, &path, body).await, code);
    }
    let theirs = json!({ "webhook": new_id(), "url": receiver.url });
    let theirs = place.till(1, Method::POST, "/v1/webhooks", theirs).await.ok();
    let path = format!("/v1/webhooks/{}/replay", theirs["webhook"].as_str().expect("an id"));
    let foreign = place.till(1, Method::POST, &path, json!({ "event": event })).await;
    assert_problem(&foreign, ErrorCode::EventUnknown);
    ask(&place, &webhook, "close", Value::Null).await;
    let closed = place.till(0, Method::POST, &path, json!({ "event": event })).await;
    assert_problem(&closed, ErrorCode::WebhookUnknown);
}

#[tokio::test]
async fn attack_webhook_a_changed_forged_or_old_message_is_seen() {
    let place = place().await;
    let receiver = Receiver::start(&[]).await;
    let (webhook, secret) = opened(&place, &receiver.url).await;
    ask(&place, &webhook, "test", json!({ "test": new_id() })).await;
    let heard = receiver.wait(1).await.remove(0);
    assert!(heard.is_signed_with(&secret));
    let changes: [fn(&mut Heard); 4] = [
        |heard| heard.body.push(b' '),
        |heard| heard.id.push('x'),
        // Sent again later, it has to say so: its time is signed.
        |heard| heard.at_s += 600,
        |heard| heard.signatures[0].replace_range(3..5, "AA"),
    ];
    for change in changes {
        let mut forged = heard.clone();
        change(&mut forged);
        assert!(!forged.is_signed_with(&secret), "{forged:?}");
    }
    let (_, other) = opened(&place, &receiver.url).await;
    assert!(!heard.is_signed_with(&other));
}

#[tokio::test]
async fn attack_ssrf_no_webhook_reaches_the_operators_own_network() {
    let place = Place::start_with(|config| config.webhook_loopback = false).await;
    let receiver = Receiver::start(&[]).await;
    let port = receiver.url.rsplit_once(':').and_then(|(_, rest)| rest.split_once('/'));
    let port = port.expect("a port").0;
    for url in [
        receiver.url.clone(),
        format!("https://127.0.0.1:{port}/told"),
        format!("https://2130706433:{port}/told"),
        format!("https://[::ffff:127.0.0.1]:{port}/told"),
        "https://169.254.169.254/latest/meta-data/".to_owned(),
        "https://10.0.0.1/".to_owned(),
        "http://shop.example/".to_owned(),
        "file:///etc/passwd".to_owned(),
    ] {
        let body = json!({ "webhook": new_id(), "url": url });
        let refused = place.till(0, Method::POST, "/v1/webhooks", body).await;
        assert_problem(&refused, ErrorCode::WebhookAddressRefused);
    }
    // A name says nothing about where it leads: that is seen when it is looked up.
    let (webhook, _) = opened(&place, &format!("https://localhost:{port}/told")).await;
    ask(&place, &webhook, "test", json!({ "test": new_id() })).await;
    let failed = until(&place, &webhook, |one| one["tries"] != 0).await;
    assert_eq!(failed["failure"], "address_refused");
    assert!(receiver.heard().is_empty());
}

#[tokio::test]
async fn a_merchant_has_so_many_webhooks_and_no_more() {
    let place = Place::start().await;
    let open = async |url: &str| {
        let body = json!({ "webhook": new_id(), "url": url });
        place.till(0, Method::POST, "/v1/webhooks", body).await
    };
    let mut last = Value::Null;
    for _ in 0..5 {
        last = open("https://1.1.1.1/").await.ok();
    }
    assert_problem(&open("https://1.1.1.1/").await, ErrorCode::WebhooksFull);
    ask(&place, last["webhook"].as_str().expect("an id"), "close", Value::Null).await;
    open("https://1.1.1.1/").await.ok();
    let listed = place.till(0, Method::GET, "/v1/webhooks", Value::Null).await.ok();
    assert_eq!(listed["webhooks"].as_array().map(Vec::len), Some(6));
    assert!(!listed.to_string().contains("whsec_"));
}
