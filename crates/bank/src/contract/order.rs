//! Every order ends in exactly one way, whoever asks for which, and when.

use crate::command::{Command, Payee, ReverseOrder};
use crate::contract::race::contend;
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::event::Happened;
use crate::id::{AccountId, OrderId, PaymentId};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::{OrderState, PaymentKind, Record};
use crate::rejection::Rejection;
use crate::{Envelope, TimeMs};

fn state(subject: &dyn Subject, id: u128) -> OrderState {
    match subject.reader().record(&Key::Order(OrderId(id))) {
        Ok(Some(Record::Order(order))) => order.state,
        other => panic!("an order, not {other:?}"),
    }
}

fn balance(subject: &dyn Subject, id: AccountId) -> i64 {
    match subject.reader().record(&Key::Account(id)) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn pay(id: u128, order: u128, minor: u64) -> Envelope {
    town::pay(id, 0, Payee::Order(OrderId(order)), minor)
}

/// Pays when the order's time is over, by a wallet that gives it one more second.
fn pay_late(id: u128, order: u128, minor: u64) -> Envelope {
    let mut envelope = town::later(180_000, pay(id, order, minor));
    if let Command::Pay(pay) = &mut envelope.command {
        pay.order_expires_at = envelope.at.plus_ms(1_000);
    }
    envelope
}

/// Person 0 has money and a device, and shop 0 a till.
fn founded(subject: &dyn Subject) {
    let mut envelopes = vec![
        town::open_desk(),
        town::start_enrolment(0),
        town::confirm_enrolment(0, town::CODE_HASH),
        town::top_up(0xF000, 0, 50_000),
        town::open_account(1),
    ];
    envelopes.extend((0..2).map(town::open_merchant));
    done(subject, &envelopes);
}

/// An order that nobody pays is closed when its time is over: a row of the journal and an event
/// say so, once.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_open_order_is_closed_when_its_time_is_over(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[town::open_order(7, 0, 50), town::open_order(8, 0, 60)]);
    let reader = subject.reader();
    let over = AT.plus_ms(180_000);
    assert_eq!(reader.orders_due(TimeMs(over.0 - 1), 10), Ok(vec![]));
    assert_eq!(reader.orders_due(over, 10), Ok(vec![OrderId(7), OrderId(8)]));
    assert_eq!(reader.orders_due(over, 1), Ok(vec![OrderId(7)]));
    done(subject, &[town::later(179_999, town::expire_order(7))]);
    assert_eq!(state(subject, 7), OrderState::Open, "too early changes nothing");
    let expire = town::later(180_000, town::expire_order(7));
    done(subject, &[pay(1, 8, 60), expire.clone()]);
    let rows = reader.journal(0, 1000).map(|rows| rows.len());
    done(subject, &[expire, town::later(180_000, town::expire_order(8))]);
    assert_eq!(reader.journal(0, 1000).map(|rows| rows.len()), rows, "once");
    assert_eq!(state(subject, 7), OrderState::Closed);
    assert_eq!(state(subject, 8), OrderState::Paid { payment: PaymentId(1), at: AT });
    // By a clock that is behind; by the others it is told as before it was closed.
    assert_eq!(refused(&ask(subject, pay(2, 7, 50))), Some(Rejection::OrderClosed));
    assert_eq!(refused(&ask(subject, pay_late(3, 7, 50))), Some(Rejection::OrderExpired));
    assert_eq!(reader.orders_due(over, 10), Ok(vec![]));
    let events = reader.events_of(town::merchant_account(0), 0, 100).expect("works").expect("few");
    let payee = town::merchant_account(0);
    let ended = Happened::OrderEnded { order: OrderId(7), payee, payer: None };
    assert_eq!(events.iter().filter(|event| event.happened == ended).count(), 1);
    assert_audit_clean(subject);
}

/// A payer who was asked for the PIN and does not finish: the order is reversed with its time, and
/// both sides hear of it.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_payer_code_that_nobody_confirms_is_reversed(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[town::charge(9, 0, 0, 5, 20_000)]);
    let late = town::later(180_000, town::expire_order(9));
    done(subject, &[late.clone(), late]);
    let at = AT.plus_ms(180_000);
    assert_eq!(state(subject, 9), OrderState::Reversed { payment: None, at });
    let mut paying = pay(1, 9, 20_000);
    paying.at = at;
    let Command::Pay(command) = &mut paying.command else { panic!("a payment") };
    command.order_expires_at = at;
    assert_eq!(refused(&ask(subject, paying)), Some(Rejection::OrderReversed));
    let (payee, payer) = (town::merchant_account(0), Some(town::account(0)));
    let ended = Happened::OrderEnded { order: OrderId(9), payee, payer };
    for hearer in [payee, town::account(0)] {
        let events = subject.reader().events_of(hearer, 0, 100).expect("works").expect("few");
        assert_eq!(events.last().map(|event| event.happened), Some(ended));
    }
    assert_audit_clean(subject);
}

/// An order that is reversed before it is paid never will be; asking again changes nothing, and
/// closing it neither.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_reversed_order_is_never_paid(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[town::open_order(7, 0, 50)]);
    let soon = Envelope { at: AT.plus_ms(14_999), ..town::reverse(7, 0, 1) };
    assert_eq!(refused(&ask(subject, soon)), Some(Rejection::ReversalTooSoon));
    let first = ask(subject, town::reverse(7, 0, 1));
    let Ok(Receipt::Reversed { order: Some(_), reversal: None }) = &first else {
        panic!("reversed without money, not {first:?}")
    };
    assert_eq!(ask(subject, town::later(9, town::reverse(7, 0, 2))), first);
    done(subject, &[town::close_order(7, 0), town::later(180_000, town::expire_order(7))]);
    assert_eq!(state(subject, 7), OrderState::Reversed { payment: None, at: AT.plus_ms(20_000) });
    assert_eq!(refused(&ask(subject, pay(3, 7, 50))), Some(Rejection::OrderReversed));
    assert_eq!(balance(subject, town::account(0)), 50_000);
    assert_audit_clean(subject);
}

/// A paid order that is reversed gives all money back, once, to who paid it.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_reversed_payment_goes_back_once(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[town::open_order(7, 0, 50), pay(1, 7, 50)]);
    let first = ask(subject, town::reverse(7, 0, 2));
    let Ok(Receipt::Reversed { order: Some(order), reversal: Some(back) }) = &first else {
        panic!("money went back, not {first:?}")
    };
    let payment = Some(PaymentId(1));
    assert_eq!(order.state, OrderState::Reversed { payment, at: AT.plus_ms(20_000) });
    assert_eq!(back.kind, PaymentKind::Reversal(PaymentId(1)));
    assert_eq!((back.debit, back.credit), (town::merchant_account(0), town::account(0)));
    assert_eq!(ask(subject, town::later(9, town::reverse(7, 0, 3))), first);
    assert_eq!(balance(subject, town::account(0)), 50_000);
    assert_eq!(balance(subject, town::merchant_account(0)), 0);
    let refund = town::later(90_000, town::refund(4, 1, 0, 1));
    assert_eq!(refused(&ask(subject, refund)), Some(Rejection::PaymentReversed));
    assert_audit_clean(subject);
}

/// A payer code that was charged at once is reversed by the till's identifier, and by no other
/// till.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_charged_payer_code_is_reversed(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[town::charge(9, 0, 0, 5, 900)]);
    let other = ask(subject, town::reverse(9, 1, 10));
    assert_eq!(refused(&other), Some(Rejection::OrderUnknown), "another till");
    let first = ask(subject, town::reverse(9, 0, 10));
    let Ok(Receipt::Reversed { order: None, reversal: Some(back) }) = &first else {
        panic!("money went back, not {first:?}")
    };
    assert_eq!(back.kind, PaymentKind::Reversal(PaymentId(9)));
    assert_eq!(ask(subject, town::later(9, town::reverse(9, 0, 11))), first);
    assert_eq!(balance(subject, town::account(0)), 50_000);
    assert_audit_clean(subject);
}

/// On another day, and after a refund, an attempt is not reversed any more.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_late_reversal_is_refused(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[town::open_order(7, 0, 50), pay(1, 7, 50)]);
    let mut late = town::reverse(7, 0, 2);
    let Command::ReverseOrder(ReverseOrder { day_began_at, .. }) = &mut late.command else {
        panic!("a reversal")
    };
    *day_began_at = AT.plus_ms(1);
    assert_eq!(refused(&ask(subject, late)), Some(Rejection::ReversalTooLate));
    done(subject, &[town::refund(3, 1, 0, 10)]);
    let refunded = ask(subject, town::reverse(7, 0, 2));
    assert_eq!(refused(&refunded), Some(Rejection::OrderRefunded));
    assert_audit_clean(subject);
}

/// Paying and closing race for one order: one of them has it.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_order_is_paid_or_closed(subject: &dyn Subject) {
    founded(subject);
    for id in 1..=4 {
        done(subject, &[town::open_order(id, 0, 50)]);
        let lists = vec![vec![pay(100 + id, id, 50)], vec![town::close_order(id, 0)]];
        let outcomes = contend(subject, lists).concat();
        let losers: Vec<Rejection> = outcomes.iter().filter_map(refused).collect();
        match state(subject, id) {
            OrderState::Paid { .. } => assert_eq!(losers, [Rejection::OrderPaid]),
            other => {
                assert_eq!(other, OrderState::Closed);
                assert_eq!(losers, [Rejection::OrderClosed]);
            }
        }
    }
    assert_audit_clean(subject);
}

/// Paying and reversing race for one order: it is reversed in the end, and its payer has the money.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_order_that_is_paid_and_reversed_ends_without_money(subject: &dyn Subject) {
    founded(subject);
    for id in 1..=4 {
        done(subject, &[town::open_order(id, 0, 50)]);
        let mut paying = pay(100 + id, id, 50);
        paying.at = AT.plus_ms(20_000);
        let lists = vec![vec![paying], vec![town::reverse(id, 0, 200 + id)]];
        let outcomes = contend(subject, lists).concat();
        assert!(outcomes[1].is_ok(), "{outcomes:?}");
        assert!(matches!(refused(&outcomes[0]), None | Some(Rejection::OrderReversed)));
        let OrderState::Reversed { payment, .. } = state(subject, id) else {
            panic!("it is reversed")
        };
        assert_eq!(payment.is_some(), outcomes[0].is_ok());
        assert_eq!(balance(subject, town::account(0)), 50_000);
    }
    assert_audit_clean(subject);
}

/// A till asks for its money's way back 14.9 s, 15.1 s and 45 s after the attempt, at the moment at
/// which the payer confirms it and its time ends: it ends in one way, and the money with it.
///
/// # Panics
/// When the store breaks the contract.
pub fn scenario_02_success_and_reversal_race_at_the_edges_of_their_times(subject: &dyn Subject) {
    founded(subject);
    let (mut step, mut left) = (0, 50_000);
    for after_ms in [14_900, 15_100, 45_000] {
        for round in 0..2 {
            step += 1;
            let id = u128::from(step) * 100;
            let mut asked = town::charge(id, 0, 0, step, 11_000);
            town::charged(&mut asked).open_for_s = 45;
            assert!(matches!(ask(subject, asked), Ok(Receipt::PinAsked { .. })), "round {round}");
            let confirm = town::later(after_ms, pay(id + 1, id, 11_000));
            let back = Envelope { at: AT.plus_ms(after_ms), ..town::reverse(id, 0, id + 2) };
            let over = town::later(after_ms, town::expire_order(id));
            let outcomes = contend(subject, vec![vec![confirm], vec![back], vec![over]]).concat();
            let is_paid = outcomes[0].is_ok();
            let lost = matches!(
                refused(&outcomes[0]),
                None | Some(Rejection::OrderReversed | Rejection::OrderExpired)
            );
            assert!(lost && outcomes[2].is_ok(), "{after_ms}: {outcomes:?}");
            match (after_ms, state(subject, id)) {
                (14_900, OrderState::Paid { .. }) => {
                    assert_eq!(refused(&outcomes[1]), Some(Rejection::ReversalTooSoon));
                    left -= 11_000;
                }
                (15_100 | 45_000, OrderState::Reversed { payment, .. }) => {
                    assert!(outcomes[1].is_ok(), "{outcomes:?}");
                    assert_eq!(payment.is_some(), is_paid);
                    assert!(after_ms < 45_000 || !is_paid, "its time is over");
                }
                (_, other) => panic!("{after_ms}: {other:?} after {outcomes:?}"),
            }
            assert_eq!(balance(subject, town::account(0)), left, "{after_ms}");
            assert_eq!(balance(subject, town::merchant_account(0)), 50_000 - left);
        }
    }
    assert_audit_clean(subject);
}
