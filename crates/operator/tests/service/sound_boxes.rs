//! `/v1/sound-boxes`: pairing, listening, turning off, and the page.

use crate::events::Listener;
use crate::support::client::{client, plain};
use crate::support::{Answer, Order, Place, assert_problem};
use bank::command::TakeLease;
use bank::id::NodeId;
use bank::key::Kind;
use bank::record::Record;
use bank::store::Reader as _;
use bank::{Command, TimeMs};
use operator::{clock, random};
use proof::CheckDigits;
use reqwest::Method;
use serde_json::{Value, json};
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

const EVENTS: &str = "/v1/sound-boxes/events";

fn new_id() -> Id {
    random::id().expect("random")
}

/// Makes a pairing code at a shop's till.
pub(crate) async fn code(place: &Place, shop: usize) -> String {
    let made = place.till(shop, Method::POST, "/v1/sound-boxes/codes", Value::Null).await.ok();
    let code = made["code"].as_str().expect("a code").to_owned();
    assert!(made["link"].as_str().expect("a link").ends_with(&format!("/sound#code={code}")));
    assert!(made["picture"].as_str().expect("a picture").starts_with("<svg"));
    code
}

async fn pair_with(place: &Place, code: &str, sound_box: Id) -> Answer {
    let body = json!({ "code": code, "box": sound_box });
    plain(&place.url, Method::POST, "/v1/sound-boxes", None, Some(&body)).await
}

/// Pairs a box with a shop; returns its token.
pub(crate) async fn pair(place: &Place, shop: usize, sound_box: Id) -> String {
    let code = code(place, shop).await;
    let paired = pair_with(place, &code, sound_box).await.ok();
    assert_eq!(paired["name"], place.shops[shop].name.as_str());
    paired["token"].as_str().expect("a token").to_owned()
}

async fn listen(place: &Place, token: &str, last: Option<u64>) -> Listener {
    let mut request = client().get(format!("{}{EVENTS}", place.url)).bearer_auth(token);
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let mut listener = Listener::new(request.send().await.expect("an answer"));
    let opened = listener.next().await.expect("an event");
    assert_eq!(opened["kind"], "opened");
    listener
}

async fn refused(place: &Place, token: &str) -> Answer {
    plain(&place.url, Method::GET, EVENTS, Some(token), None).await
}

/// Ends every lease whose name begins like this, as if its time had come.
fn end_leases(place: &Place, name: &str) {
    let reader = bank_sqlite::SqliteReader::open(&place.config.database).expect("opens");
    let leases = reader.records(Kind::Lease, None, 100).expect("reads");
    let mut ended = 0;
    for lease in leases {
        let Record::Lease(lease) = lease else { panic!("a lease") };
        if lease.job.starts_with(name) {
            let NodeId(node) = lease.node;
            let take = TakeLease { job: lease.job, node: NodeId(node), for_ms: 0 };
            place.decide(None, clock::now(), Command::TakeLease(take)).expect("taken");
            ended += 1;
        }
    }
    assert!(ended > 0, "{name}");
}

#[tokio::test]
async fn scenario_14_a_faked_success_screen_meets_silence_and_other_digits() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let token = pair(&place, 0, new_id()).await;
    let mut sound_box = listen(&place, &token, None).await;
    // An honest payment: both ends have the digits, the payer's by what the receipt holds.
    let first = lin.pay(&Order::label(place.shops[0].label, 1250)).await.ok();
    let heard = sound_box.next().await.expect("an event");
    assert_eq!(heard["kind"], "paid");
    assert_eq!(heard["amount"]["minor"], 1250);
    assert_eq!(heard["payment"], first["payment"]);
    assert_eq!(heard["check"], first["check"]);
    let digits = |paid: &Value| {
        let payment: Id = paid["payment"].as_str().expect("a payment").parse().expect("an id");
        let row = paid["journal_hash"].as_str().and_then(proof::hex::decode).expect("a hash");
        CheckDigits::of(payment.0, &row).to_string()
    };
    assert_eq!(heard["check"], digits(&first));
    // A screen without a payment: an order that nobody paid, one that was closed, money between
    // people, a payment at another shop. The box says nothing of any.
    let order = new_id();
    let body = json!({ "order": order, "amount": { "minor": 1250, "currency": "CNY" } });
    place.till(0, Method::POST, "/v1/orders", body).await.ok();
    place.till(0, Method::POST, &format!("/v1/orders/{order}/close"), Value::Null).await.ok();
    assert_problem(
        &lin.pay(&Order::new(PayeeKind::Order, order, 1250)).await,
        ErrorCode::OrderClosed,
    );
    lin.pay(&Order::label(place.shops[1].label, 1250)).await.ok();
    // The same screen shown again for a second basket: other digits, but for one in a hundred.
    let mut shown = Vec::new();
    for _ in 0..8 {
        let paid = lin.pay(&Order::label(place.shops[0].label, 1250)).await.ok();
        let heard = sound_box.next().await.expect("an event");
        assert_eq!(heard["payment"], paid["payment"], "nothing was said in between");
        assert_eq!(heard["check"], digits(&paid));
        shown.push(heard["check"].clone());
    }
    // All eight alike is one in ten to the sixteenth.
    assert!(shown.iter().any(|digits| *digits != first["check"]), "{shown:?}");
}

#[tokio::test]
async fn a_box_hears_payments_in_the_shop_and_of_them_no_more_than_it_says() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let token = pair(&place, 0, new_id()).await;
    let mut sound_box = listen(&place, &token, None).await;
    let order = Order::label(place.shops[0].label, 900);
    lin.pay(&order).await.ok();
    let heard = sound_box.next().await.expect("an event");
    let mut fields: Vec<&str> =
        heard.as_object().expect("fields").keys().map(String::as_str).collect();
    fields.sort_unstable();
    let expected = ["amount", "at_ms", "check", "event", "is_returned", "kind", "payment", "price"];
    assert_eq!(fields, expected, "no note, no order, no payer, no balance");
    // A refund is no payment: the next that is heard is the next payment.
    let refund = json!({
        "refund": new_id(), "payment": order.order.payment,
        "amount": { "minor": 100, "currency": "CNY" },
    });
    place.till(0, Method::POST, "/v1/refunds", refund).await.ok();
    lin.pay(&Order::label(place.shops[0].label, 901)).await.ok();
    assert_eq!(sound_box.next().await.expect("an event")["amount"]["minor"], 901);
    // Told again after a break, what was given back since is marked.
    drop(sound_box);
    let from = heard["event"].as_u64().expect("a number") - 1;
    let mut again = listen(&place, &token, Some(from)).await;
    let told = again.next().await.expect("an event");
    assert_eq!(told["payment"], heard["payment"]);
    assert_eq!(told["is_returned"], true);
    assert_eq!(again.next().await.expect("an event")["is_returned"], false);
}

#[tokio::test]
async fn a_box_that_comes_back_hears_what_it_missed_once_and_its_old_stream_ends() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let token = pair(&place, 0, new_id()).await;
    let mut first = listen(&place, &token, None).await;
    lin.pay(&Order::label(place.shops[0].label, 101)).await.ok();
    let heard = first.next().await.expect("an event");
    let mut second = listen(&place, &token, heard["event"].as_u64()).await;
    assert_eq!(first.next().await, None, "one stream a box");
    lin.pay(&Order::label(place.shops[0].label, 102)).await.ok();
    let heard = second.next().await.expect("an event");
    assert_eq!(heard["amount"]["minor"], 102, "101 is not told again");
    drop(second);
    lin.pay(&Order::label(place.shops[0].label, 103)).await.ok();
    lin.pay(&Order::label(place.shops[0].label, 104)).await.ok();
    let place = place.restart().await;
    let mut third = listen(&place, &token, heard["event"].as_u64()).await;
    for minor in [103, 104] {
        assert_eq!(third.next().await.expect("an event")["amount"]["minor"], minor);
    }
}

#[tokio::test]
async fn attack_sound_a_pairing_code_makes_one_box_and_is_soon_over() {
    let place = Place::start().await;
    let code = code(&place, 0).await;
    let (mine, theirs) = (new_id(), new_id());
    let paired = pair_with(&place, &code, mine).await.ok();
    assert_eq!(pair_with(&place, &code, mine).await.ok(), paired, "after a lost answer");
    let second = place.beside(|_| {}).await;
    for node in [&place, &second] {
        assert_problem(&pair_with(node, &code, theirs).await, ErrorCode::SoundCodeInvalid);
    }
    let late = self::code(&place, 0).await;
    end_leases(&place, "sound-code ");
    assert_problem(&pair_with(&place, &late, theirs).await, ErrorCode::SoundCodeInvalid);
    for guess in ["", "000000000000", "00000000000", "code", &format!("{late}0")] {
        let answer = pair_with(&place, guess, theirs).await;
        assert_problem(&answer, ErrorCode::SoundCodeInvalid);
    }
    let boxes = place.till(0, Method::GET, "/v1/sound-boxes", Value::Null).await.ok();
    assert_eq!(boxes["boxes"].as_array().expect("boxes").len(), 1);
    second.stop().await;
    place.audit();
}

#[tokio::test]
async fn attack_sound_of_two_who_use_one_code_at_once_at_two_nodes_one_is_paired() {
    let place = Place::start().await;
    let second = place.beside(|_| {}).await;
    for _ in 0..5 {
        let code = code(&place, 0).await;
        let (one, other) =
            tokio::join!(pair_with(&place, &code, new_id()), pair_with(&second, &code, new_id()));
        let paired = [one.status, other.status].iter().filter(|status| **status == 200).count();
        assert_eq!(paired, 1, "{} {}", one.text, other.text);
    }
    second.stop().await;
}

#[tokio::test]
async fn attack_sound_a_box_that_is_turned_off_hears_nothing_more_on_any_node() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let second = place.beside(|_| {}).await;
    let id = new_id();
    let token = pair(&place, 0, id).await;
    let mut here = listen(&place, &token, None).await;
    let there = listen(&second, &token, None).await;
    let off = format!("/v1/sound-boxes/{id}/off");
    assert_problem(
        &place.till(1, Method::POST, &off, Value::Null).await,
        ErrorCode::SoundBoxUnknown,
    );
    let left = second.till(0, Method::POST, &off, Value::Null).await.ok();
    assert_eq!(left["boxes"], json!([]));
    assert_eq!(place.till(0, Method::POST, &off, Value::Null).await.ok(), left, "twice is once");
    lin.pay(&Order::label(place.shops[0].label, 500)).await.ok();
    for mut stream in [here, there] {
        assert_eq!(stream.next().await, None, "ended and not told");
    }
    for node in [&place, &second] {
        assert_problem(&refused(node, &token).await, ErrorCode::SoundBoxOff);
    }
    second.stop().await;
    let place = place.restart().await;
    assert_problem(&refused(&place, &token).await, ErrorCode::SoundBoxOff);
    // Its place is free, and the old token does not open what stands there now.
    let new = pair(&place, 0, new_id()).await;
    here = listen(&place, &new, None).await;
    assert_problem(&refused(&place, &token).await, ErrorCode::SoundBoxOff);
    drop(here);
}

#[tokio::test]
async fn attack_sound_forged_tokens_and_other_keys_open_no_events() {
    let place = Place::start().await;
    let token = pair(&place, 0, new_id()).await;
    let of_till = place.shops[0].till_key.clone();
    let changed = format!("{}{}", &token[..40], token[40..].replace('a', "b"));
    let forged = [&token[1..], &token.to_uppercase(), &changed, &of_till, "", "tbsb_"];
    for forged in forged.into_iter().filter(|forged| **forged != token) {
        assert_problem(&refused(&place, forged).await, ErrorCode::SoundBoxOff);
    }
    let other = Place::start().await;
    // The demo's keys are copied: another operator has keys of its own.
    std::fs::write(other.config.keys.join("code.key"), "11".repeat(32)).expect("written");
    let other = other.restart().await;
    assert_problem(&refused(&other, &token).await, ErrorCode::SoundBoxOff);
}

#[tokio::test]
async fn attack_sound_boxes_fill_no_seats_but_their_own() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let token = pair(&place, 0, new_id()).await;
    // One box that opens stream after stream has one seat of its shop.
    let mut streams = Vec::new();
    for _ in 0..40 {
        streams.push(listen(&place, &token, None).await);
    }
    let mut till = Listener::till(&place, 0).await;
    lin.pay(&Order::label(place.shops[0].label, 77)).await.ok();
    assert_eq!(till.next().await.expect("an event")["payment"]["amount"]["minor"], 77);
    let newest = streams.last_mut().expect("a stream");
    assert_eq!(newest.next().await.expect("an event")["amount"]["minor"], 77);
    // And a shop has eight boxes.
    for _ in 0..7 {
        pair(&place, 0, new_id()).await;
    }
    let ninth = place.till(0, Method::POST, "/v1/sound-boxes/codes", Value::Null).await;
    assert_problem(&ninth, ErrorCode::SoundBoxesTooMany);
}

#[tokio::test]
async fn a_box_from_before_a_restore_is_off() {
    let place = Place::start().await;
    let token = pair(&place, 0, new_id()).await;
    listen(&place, &token, None).await;
    let TimeMs(now) = clock::now();
    std::fs::write(place.data().join("restored"), format!("{}\n", now + 1)).expect("written");
    let place = place.restart().await;
    assert_problem(&refused(&place, &token).await, ErrorCode::SoundBoxOff);
}

#[tokio::test]
async fn the_page_loads_only_what_is_its_own() {
    let place = Place::start().await;
    let page = place.nobody(Method::GET, "/sound").await;
    assert!(page.header("content-type").starts_with("text/html"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(!page.text.contains("style=") && !page.text.contains("onclick"));
    for part in ["words.js", "clips.js", "voice.js", "stream.js", "sound.js", "sound.css"] {
        assert!(page.text.contains(&format!("/sound/{part}")));
        assert_eq!(place.nobody(Method::GET, &format!("/sound/{part}")).await.status, 200);
    }
}
