//! `GET /v1/events`.

use crate::support::client::{Answer, client};
use crate::support::device::Twist;
use crate::support::{Device, Order, Place, assert_problem};
use bank::command::TopUp;
use bank::id::{PaymentId, PersonId};
use bank::record::Owner;
use bank::{Command, Envelope, TimeMs};
use money::Amount;
use reqwest::{Method, Response};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use wire::{ErrorCode, Id};

/// A stream of events, read one after the other.
pub(crate) struct Listener {
    response: Response,
    buffer: String,
}

impl Listener {
    pub(crate) fn new(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, buffer: String::new() }
    }

    pub(crate) async fn person(device: &Device, last: Option<u64>) -> Self {
        let mut request = device.request(Method::GET, "/v1/events", b"", &Twist::default());
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        Self::new(request.send().await.expect("an answer"))
    }

    pub(crate) async fn staff(device: &Device, merchant: Id) -> Self {
        let twist = Twist { merchant: Some((merchant, true)), ..Twist::default() };
        let request = device.request(Method::GET, "/v1/events", b"", &twist);
        Self::new(request.send().await.expect("an answer"))
    }

    pub(crate) async fn till(place: &Place, shop: usize) -> Self {
        let key = &place.shops[shop].till_key;
        let request = client().get(format!("{}/v1/events", place.url)).bearer_auth(key);
        Self::new(request.send().await.expect("an answer"))
    }

    /// Returns the next event, or nothing when the stream ends.
    pub(crate) async fn next(&mut self) -> Option<Value> {
        let reading = async {
            loop {
                if let Some(end) = self.buffer.find("\n\n") {
                    let block: String = self.buffer.drain(..end + 2).collect();
                    let data = block.lines().find_map(|line| line.strip_prefix("data:"));
                    if let Some(data) = data {
                        let event: Value = serde_json::from_str(data).expect("JSON");
                        let kind = event["kind"].as_str().expect("a kind");
                        assert!(block.contains(&format!("event: {kind}")), "{block}");
                        assert!(block.contains(&format!("id: {}", event["event"])), "{block}");
                        return Some(event);
                    }
                } else {
                    let chunk = self.response.chunk().await.ok().flatten()?;
                    self.buffer.push_str(std::str::from_utf8(&chunk).expect("text"));
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(60), reading).await.expect("an event in time")
    }
}

#[tokio::test]
async fn both_sides_hear_of_a_payment_and_a_third_does_not() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut payer = Listener::person(&lin, None).await;
    let mut shop = Listener::till(&place, 0).await;
    let mut other = Listener::till(&place, 1).await;
    let order = Order::label(place.shops[0].label, 1250);
    let receipt = lin.pay(&order).await.ok();
    let sent = payer.next().await.expect("an event");
    assert_eq!(sent["kind"], "sent");
    assert_eq!(sent["payment"], receipt);
    let received = shop.next().await.expect("an event");
    assert_eq!(received["kind"], "received");
    assert_eq!(received["payment"]["counterparty"], Value::Null);
    assert_eq!(received["payment"]["amount"]["minor"], 1250);
    // The other shop's first event is its own.
    lin.pay(&Order::label(place.shops[1].label, 300)).await.ok();
    assert_eq!(other.next().await.expect("an event")["payment"]["amount"]["minor"], 300);
}

#[tokio::test]
async fn who_comes_back_misses_nothing_and_hears_nothing_twice() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    let from = lin.get("/v1/account").await.ok()["last_event"].as_u64().expect("a number");
    for minor in [101, 102, 103] {
        lin.pay(&Order::label(label, minor)).await.ok();
    }
    let mut listener = Listener::person(&lin, Some(from)).await;
    let first = listener.next().await.expect("an event");
    assert_eq!(first["payment"]["amount"]["minor"], 101);
    drop(listener);
    let place = place.restart().await;
    let lin = Device { url: place.url.clone(), ..lin };
    let mut listener = Listener::person(&lin, first["event"].as_u64()).await;
    lin.pay(&Order::label(label, 104)).await.ok();
    for minor in [102, 103, 104] {
        let event = listener.next().await.expect("an event");
        assert_eq!(event["payment"]["amount"]["minor"], minor);
    }
}

/// Pays in so often, one fen each, at a desk on the same database.
async fn top_up_often(place: &Place, device: &Device, times: u32) {
    let (database, told) = (&place.config.store(), Arc::new(Notify::new()));
    let (teller, thread, reader) =
        operator::open_teller(database, &place.config.limit, told).expect("opens");
    let person: Id = device.get("/v1/account").await.ok()["person"]
        .as_str()
        .and_then(|person| person.parse().ok())
        .expect("an identifier");
    let accounts = reader.accounts(None, 1000).expect("reads");
    let desk = accounts.iter().find(|account| account.owner == Owner::Desk).expect("a desk");
    let amount = Amount::new(1, place.config.currency).expect("one fen");
    let paid_in = (0..times).map(|n| {
        let command = TopUp {
            payment: PaymentId(u128::from(n) + 1),
            desk: desk.id,
            person: PersonId(person.0),
            amount,
            note: None,
        };
        let (key, at) = (None, TimeMs(1_800_000_000_000));
        teller.decide(Envelope { key, nonce: None, at, command: Command::TopUp(command) })
    });
    for outcome in futures_util::future::join_all(paid_in).await {
        outcome.expect("the store works").expect("paid in");
    }
    tokio::task::spawn_blocking(move || thread.stop()).await.expect("stops");
}

#[tokio::test]
async fn who_missed_too_much_is_told_so_and_hears_what_follows() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    top_up_often(&place, &lin, 501).await;
    let account = lin.get("/v1/account").await.ok();
    // What was paid in came one after the other, and nothing since.
    let from = account["last_event"].as_u64().expect("a number") - 501;
    let mut listener = Listener::person(&lin, Some(from)).await;
    let missed = listener.next().await.expect("an event");
    assert_eq!((&missed["kind"], &missed["event"]), (&"missed".into(), &account["last_event"]));
    lin.pay(&Order::label(label, 105)).await.ok();
    let next = listener.next().await.expect("an event");
    assert_eq!(next["payment"]["amount"]["minor"], 105);
    let mut listener = Listener::person(&lin, Some(from + 1)).await;
    assert_eq!(listener.next().await.expect("an event")["kind"], "missed", "one too many still");
    let mut listener = Listener::person(&lin, Some(from + 2)).await;
    assert_eq!(listener.next().await.expect("an event")["payment"]["kind"], "top_up");
}

#[tokio::test]
async fn what_another_process_writes_is_told_too() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let mut listener = Listener::person(&lin, None).await;
    let arguments = ["account", "top-up", "--handle", "lin@demo.example", "--amount", "5.00"];
    let topped_up = crate::support::place::tongbaod(&place.data(), &arguments);
    assert!(topped_up.status.success());
    let event = listener.next().await.expect("an event");
    assert_eq!(event["payment"]["kind"], "top_up");
    assert_eq!(event["payment"]["amount"]["minor"], 500);
}

#[tokio::test]
async fn streams_end_when_the_operator_stops() {
    let place = Place::start().await;
    let mut listener = Listener::till(&place, 0).await;
    let stopping = tokio::spawn(place.stop());
    assert!(listener.next().await.is_none());
    let stopped = tokio::time::timeout(Duration::from_secs(60), stopping).await;
    stopped.expect("stops in time").expect("stops");
}

#[tokio::test]
async fn seats_are_bounded_and_numbers_are_numbers() {
    let place = Place::start_with(|config| config.limit.listeners = 1).await;
    let lin = place.person_without_pin("lin").await;
    let first = Listener::person(&lin, None).await;
    let full = lin.get("/v1/events").await;
    assert_problem(&full, ErrorCode::Overloaded);
    assert!(!full.header("retry-after").is_empty());
    drop(first);
    let odd = lin
        .request(Method::GET, "/v1/events", b"", &Twist::default())
        .header("last-event-id", "yesterday");
    let odd = Answer::read(odd.send().await.expect("an answer")).await;
    assert_problem(&odd, ErrorCode::RequestMalformed);
}
