//! What ends by the clock: orders and holds, on whatever node runs.

use crate::events::Listener;
use crate::payer_code::Wallet;
use crate::reversals::opened;
use crate::support::{Order, Place, assert_problem};
use bank::command::Hold;
use bank::id::{HoldId, OrderId};
use bank::record::{HoldState, OrderState, Record};
use bank::{Command, Key, TimeMs};
use operator::{clock, command, random};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

fn new_id() -> Id {
    random::id().expect("random")
}

fn order_state(place: &Place, order: Id) -> OrderState {
    match place.record(&Key::Order(OrderId(order.0))) {
        Some(Record::Order(order)) => order.state,
        other => panic!("an order, not {other:?}"),
    }
}

fn hold_state(place: &Place, hold: Id) -> HoldState {
    match place.record(&Key::Hold(HoldId(hold.0))) {
        Some(Record::Hold(hold)) => hold.state,
        other => panic!("a hold, not {other:?}"),
    }
}

/// Waits until something is so; gives up after a minute.
async fn until(is_so: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it never was so");
}

#[tokio::test]
async fn what_a_payer_does_not_confirm_is_reversed_also_when_the_till_has_gone() {
    let place = Place::start_with(|config| config.confirm_within_s = 1).await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let mut listener = Listener::person(&lin, None).await;
    let payment = new_id();
    let body = json!({
        "payment": payment, "payer_code": wallet.show(paycode::PayerTerms::default()),
        "amount": { "minor": 20_000, "currency": "CNY" },
    });
    let charged = place.till(0, Method::POST, "/v1/payer-code/payments", body.clone()).await.ok();
    assert_eq!(charged["state"], "pin_needed");
    // From here on nobody asks for the till.
    let asked = listener.next().await.expect("an event");
    assert_eq!((&asked["kind"], &asked["ask"]["order"]), (&json!("pin_asked"), &json!(payment)));
    let ended = listener.next().await.expect("an event");
    assert_eq!((&ended["kind"], &ended["order"]), (&json!("order_ended"), &json!(payment)));
    assert_eq!(ended["state"], "reversed");
    assert!(matches!(order_state(&place, payment), OrderState::Reversed { payment: None, .. }));
    let late = lin.pay(&Order::new(PayeeKind::Order, payment, 20_000)).await;
    assert_problem(&late, ErrorCode::OrderReversed);
    let again = place.till(0, Method::POST, "/v1/payer-code/payments", body).await.ok();
    assert_eq!(again["order"]["order"], charged["order"]["order"], "the same charge again");
    place.audit();
}

#[tokio::test]
async fn what_became_due_while_nobody_ran_is_ended_afterwards_by_whoever_runs() {
    let place = Place::start().await;
    let beside = place.beside(|_| {}).await;
    let lin = place.person("lin").await;
    let account = lin.get("/v1/account").await.ok();
    let person: Id = account["person"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let person = bank::id::PersonId(person.0);
    let Some(Record::Person(person)) = place.record(&Key::Person(person)) else {
        panic!("a person")
    };
    let (order, hold) = (new_id(), new_id());
    opened(&place, order, 800, 3600);
    let command = Command::Hold(Hold {
        hold: HoldId(hold.0),
        debit: person.account,
        credit: command::desk_account(place.config.currency),
        amount: money::Amount::new(700, place.config.currency).expect("in range"),
        note: None,
        open_for_s: 60,
    });
    place.decide(None, TimeMs(clock::now().0 - 3_600_000), command).expect("held");
    // The first node stops; if it had the job, the other one takes it.
    let folder = place.stop().await;
    until(|| order_state(&beside, order) == OrderState::Closed).await;
    until(|| hold_state(&beside, hold) == HoldState::Expired).await;
    beside.stop().await;

    let downtime = new_id();
    let place = Place::start_on(folder, |_| {}).await;
    opened(&place, downtime, 900, 3600);
    let place = place.restart().await;
    until(|| order_state(&place, downtime) == OrderState::Closed).await;
    let lin = lin.at(&place.url);
    assert_eq!(lin.get("/v1/account").await.ok()["available"], account["available"]);
    place.audit();
}
