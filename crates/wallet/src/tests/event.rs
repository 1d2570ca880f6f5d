//! Live events: told once, in whatever order they come, over every loss.

use super::fake::network::Fault;
use super::fake::operator::{LABEL, money};
use super::fake::{PIN, START_MS, World, run};
use super::payment::code_for;
use crate::port::ApiError;
use crate::{Wallet, WalletEvent};
use futures_util::StreamExt as _;
use std::sync::Arc;
use wire::event::{EventResponse, PinAskResponse};
use wire::payer_code::QuickPayRule;
use wire::payment::{Direction, PaymentKind, PaymentResponse};
use wire::{Id, Secret};

type Heard = Result<EventResponse, ApiError>;

fn received(event: u64, payment: u128) -> Heard {
    let payment = PaymentResponse {
        payment: Id(payment),
        kind: PaymentKind::Transfer,
        direction: Direction::In,
        amount: money(100),
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
        at_ms: START_MS,
        sequence: event,
        journal_hash: "0".repeat(64),
    };
    Ok(EventResponse::Received { event, payment })
}

/// Listens to the streams in turn and returns so many words: payments by number, and the network.
fn listen(world: &World, streams: Vec<Result<Vec<Heard>, ApiError>>, count: usize) -> Vec<String> {
    *world.network.streams.lock().expect("whole") = streams.into();
    let wallet: Arc<Wallet<World>> = world.wallet();
    let events: Vec<WalletEvent> = run(wallet.events().take(count).collect());
    let word = |event: &WalletEvent| match event {
        WalletEvent::Received(payment) => format!("in {}", payment.payment.0),
        WalletEvent::Sent(payment) => format!("out {}", payment.payment.0),
        WalletEvent::PinAsked { code, amount, name, rule, .. } => {
            format!("pin {code} {} {name} {}", amount.minor(), rule.word())
        }
        WalletEvent::OrderEnded { order, state } => format!("ended {} {state:?}", order.0),
        WalletEvent::HoldChanged(hold) => format!("hold {} {:?}", hold.hold.0, hold.state),
        WalletEvent::EnvelopeChanged { envelope, claimed, .. } => {
            format!("envelope {} {claimed}", envelope.0)
        }
        WalletEvent::Connection { online } => if *online { "on" } else { "off" }.to_owned(),
    };
    events.iter().map(word).collect()
}

#[test]
fn each_payment_is_told_once_however_often_and_late_it_comes() {
    let world = World::enrolled();
    let first = vec![received(41, 1), received(43, 3), received(43, 3), received(42, 2)];
    let second = vec![received(42, 2), received(43, 3), received(44, 4)];
    let words = listen(&world, vec![Ok(first), Ok(second)], 8);
    assert_eq!(words, ["on", "in 1", "in 3", "in 2", "off", "on", "in 4", "off"]);
    let state = world.store.saved();
    assert_eq!(state.last_event, 44);
    let order: Vec<u128> = state.recent.iter().map(|payment| payment.payment.0).collect();
    assert_eq!(order, [4, 3, 2, 1], "kept by their place in the journal");
}

#[test]
fn it_begins_where_the_account_stands_and_goes_on_where_it_was_over_restarts() {
    let world = World::enrolled();
    listen(&world, vec![Ok(vec![received(41, 1)])], 2);
    listen(&world, vec![Err(ApiError::Unreachable), Ok(vec![received(42, 2)])], 3);
    let after = world.network.opened_after.lock().expect("whole").clone();
    assert_eq!(after, [40, 41, 41]);
}

#[test]
fn losses_are_told_once_and_waited_out() {
    let world = World::enrolled();
    let away = || Err(ApiError::Unreachable);
    let broken = vec![received(41, 1), Err(ApiError::AnswerLost)];
    let words = listen(&world, vec![away(), away(), away(), Ok(broken), away()], 4);
    assert_eq!(words, ["off", "on", "in 1", "off"]);
    assert_eq!(world.clock.now_ms() - START_MS, 250 + 500 + 1000, "three waits before it was on");
}

#[test]
fn a_payment_that_home_showed_before_is_still_told() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let Ok(event) = received(41, 1) else { return };
    let EventResponse::Received { payment, .. } = event.clone() else { return };
    let seen = crate::answer::payment(payment, super::fake::yuan(1).currency());
    wallet.change(|state| state.learn_payment(&seen.expect("sound"))).expect("saved");
    assert_eq!(listen(&world, vec![Ok(vec![Ok(event)])], 2), ["on", "in 1"]);
}

#[test]
fn the_event_of_an_unfinished_payment_is_its_end() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let prepared = run(wallet.prepare_payment(&code_for(LABEL), Some("1.00"), None));
    let payment = prepared.expect("prepared").unfinished.payment;
    world.network.script(&[Fault::AnswerLost; 60]);
    let _ = run(wallet.confirm_payment(payment, Some(Secret::new(PIN))));
    assert_eq!(world.store.saved().unfinished.len(), 1);
    world.network.script(&[]);
    let done = world.operator.payment(payment).expect("it was done");
    let event = EventResponse::Sent { event: 41, payment: done };
    let words = listen(&world, vec![Ok(vec![Ok(event)])], 2);
    assert_eq!(words[1], format!("out {}", payment.0));
    assert!(world.store.saved().unfinished.is_empty());
}

#[test]
fn who_missed_too_much_goes_on_after_it() {
    let world = World::enrolled();
    let stream = vec![Ok(EventResponse::Missed { event: 900 }), received(901, 1)];
    assert_eq!(listen(&world, vec![Ok(stream), Ok(vec![])], 4), ["on", "in 1", "off", "on"]);
    assert_eq!(*world.network.opened_after.lock().expect("whole"), [40, 901]);
}

#[test]
fn a_pin_that_is_asked_for_is_told_once_and_not_when_it_is_over() {
    let world = World::enrolled();
    let asked = |event: u64, expires_at_ms: u64| {
        let ask = PinAskResponse {
            order: Id(2),
            code: "000201".to_owned(),
            amount: money(12_000),
            name: "Tea House".to_owned(),
            rule: QuickPayRule::Amount,
            expires_at_ms,
        };
        Ok(EventResponse::PinAsked { event, ask })
    };
    let late = START_MS + 180_000;
    let stream = vec![asked(41, late), asked(41, late), asked(42, START_MS), received(43, 1)];
    let words = listen(&world, vec![Ok(stream)], 3);
    assert_eq!(words, ["on", "pin 000201 12000 Tea House amount", "in 1"]);
    assert_eq!(world.store.saved().last_event, 43);
}
