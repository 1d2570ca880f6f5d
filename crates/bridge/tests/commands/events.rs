//! The stream of events.

use crate::host::TestHost;
use crate::town::{NOW_MS, cny};
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::timeout;
use wire::Id;
use wire::event::{EventResponse, PinAskResponse};
use wire::payer_code::QuickPayRule;
use wire::payment::{Direction, PaymentKind, PaymentResponse};

async fn next(events: &mut (impl futures_util::Stream<Item = bridge::UiEvent> + Unpin)) -> Value {
    let event = timeout(Duration::from_secs(60), events.next()).await.expect("an event in time");
    serde_json::to_value(event.expect("the stream goes on")).unwrap()
}

#[tokio::test]
async fn every_listener_hears_of_money_that_came_in() {
    let host = TestHost::ready().await;
    let mut first = Box::pin(bridge::events(&host));
    assert_eq!(next(&mut first).await, json!({ "event": "connection", "online": true }));
    // Who comes later is told the connection as it stands.
    let mut second = Box::pin(bridge::events(&host));
    assert_eq!(next(&mut second).await, json!({ "event": "connection", "online": true }));
    let payment = PaymentResponse {
        payment: Id(5),
        kind: PaymentKind::Transfer,
        direction: Direction::In,
        amount: cny(8_80),
        counterparty: Some("Mei".to_owned()),
        note: None,
        order: None,
        goods: Vec::new(),
        discount: None,
        draw: None,
        of: None,
        fee: None,
        refunded: None,
        check: None,
        at_ms: NOW_MS,
        sequence: 9,
        journal_hash: "cd".repeat(32),
    };
    let event = EventResponse::Received { event: 2, payment };
    host.town.books().events.send(event).unwrap();
    for events in [&mut first, &mut second] {
        let heard = next(events).await;
        assert_eq!(heard["event"], "received");
        assert_eq!(heard["payment"]["counterparty"], "Mei");
        assert_eq!(heard["payment"]["amount"]["digits"], "8.80");
    }
}

#[tokio::test]
async fn a_pin_that_a_till_needs_is_told_with_its_order_and_rule() {
    let host = TestHost::ready().await;
    let mut events = Box::pin(bridge::events(&host));
    assert_eq!(next(&mut events).await["online"], true);
    let ask = PinAskResponse {
        order: Id(6),
        code: "000201".to_owned(),
        amount: cny(12_000),
        name: "Tea House".to_owned(),
        rule: QuickPayRule::DaySum,
        expires_at_ms: NOW_MS + 180_000,
    };
    host.town.books().events.send(EventResponse::PinAsked { event: 3, ask }).unwrap();
    let heard = next(&mut events).await;
    assert_eq!(heard["event"], "pin_asked");
    assert_eq!((&heard["code"], &heard["name"]), (&json!("000201"), &json!("Tea House")));
    assert_eq!((&heard["rule"], &heard["amount"]["digits"]), (&json!("day_sum"), &json!("120.00")));
    assert_eq!(heard["ends_at_ms"], NOW_MS + 180_000);
}

#[tokio::test]
async fn a_lost_connection_is_told() {
    let host = TestHost::ready().await;
    let mut events = Box::pin(bridge::events(&host));
    assert_eq!(next(&mut events).await["online"], true);
    {
        let mut books = host.town.books();
        books.is_online = false;
        // Dropping the sender ends the open stream.
        books.events = tokio::sync::broadcast::channel(8).0;
    }
    assert_eq!(next(&mut events).await, json!({ "event": "connection", "online": false }));
    host.town.books().is_online = true;
    assert_eq!(next(&mut events).await, json!({ "event": "connection", "online": true }));
}
