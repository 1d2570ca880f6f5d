//! Single payments: what is sent, what is told, what is kept.

use super::fake::network::Fault;
use super::fake::operator::{FRIEND, LABEL, ORDER};
use super::fake::{PIN, START_MS, World, profile, run, yuan};
use crate::payment::{EXPIRY_MARGIN_MS, ORDER_MS};
use crate::state::PaymentStep;
use crate::{PaymentEnd, Wallet, WalletError};
use paycode::TongbaoCode;
use wire::payee::{Payee, PayeeKind};
use wire::{ErrorCode, Id, Secret};

/// The code of a payee, as the demo operator would print it.
pub fn tongbao_code(payee: Payee) -> TongbaoCode {
    let id = payee.id.to_string().parse().expect("canonical");
    let (payee, amount) = match payee.kind {
        PayeeKind::Label => (paycode::Payee::Label(id), None),
        PayeeKind::Order => (paycode::Payee::Order(id), Some(yuan(880))),
        PayeeKind::Receive => (paycode::Payee::Receive(id), None),
    };
    TongbaoCode {
        operator: profile().operator.parse().expect("a name"),
        payee,
        amount,
        currency: profile().currency,
        name: "Tea House".to_owned(),
        city: "Hangzhou".to_owned(),
        country: "CN".parse().expect("a country"),
        note: None,
        expires_at_s: None,
        page_host: None,
    }
}

pub fn code_for(payee: Payee) -> String {
    tongbao_code(payee).write().expect("a code")
}

fn pin() -> Option<Secret> {
    Some(Secret::new(PIN))
}

fn prepare(wallet: &Wallet<World>, amount: &str) -> Id {
    let prepared = run(wallet.prepare_payment(&code_for(LABEL), Some(amount), None));
    prepared.expect("prepared").unfinished.payment
}

fn refused(end: Result<PaymentEnd, WalletError>) -> ErrorCode {
    match end {
        Ok(PaymentEnd::Refused(problem)) => problem.code,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_payment_is_prepared_saved_sent_and_known() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let note = Some("  two noodles ".to_owned());
    let prepared = run(wallet.prepare_payment(&code_for(LABEL), Some("12.50"), note));
    let prepared = prepared.expect("prepared");
    assert!(prepared.pin_needed);
    let unfinished = &world.store.saved().unfinished[0];
    assert_eq!(unfinished, &prepared.unfinished);
    assert_eq!((unfinished.step, unfinished.amount), (PaymentStep::Prepared, yuan(1250)));

    world.clock.advance(30_000);
    let end = run(wallet.confirm_payment(unfinished.payment, pin()));
    let Ok(PaymentEnd::Paid(paid)) = end else { panic!("{end:?}") };
    assert_eq!(paid.payment, unfinished.payment);
    let sent = world.network.asked.lock().expect("whole")[0].clone();
    assert_eq!(sent.order.expires_at_ms, START_MS + 30_000 + ORDER_MS, "counted from sending");
    assert_eq!(sent.order.note.as_deref(), Some("two noodles"));
    let state = world.store.saved();
    assert!(state.unfinished.is_empty());
    assert_eq!(state.recent, [paid]);
}

#[test]
fn every_try_sends_the_same_order_and_signature() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "12.50");
    world.network.script(&[
        Fault::Unreachable,
        Fault::AnswerLost,
        Fault::Busy,
        Fault::Doubled,
        Fault::RateLimited,
        Fault::Garbled,
    ]);
    let end = run(wallet.confirm_payment(payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
    let asked = world.network.asked.lock().expect("whole").clone();
    assert_eq!(asked.len(), 7);
    assert!(asked.iter().all(|request| request == &asked[0]));
    assert_eq!(world.operator.done(), [payment]);
    assert_eq!(world.operator.inner().balance, 10_000 - 1250);
}

#[test]
fn a_refusal_ends_and_forgets() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "200.00");
    let end = run(wallet.confirm_payment(payment, pin()));
    assert_eq!(refused(end), ErrorCode::InsufficientFunds);
    assert!(world.store.saved().unfinished.is_empty());
    let again = run(wallet.confirm_payment(payment, pin()));
    assert_eq!(again.expect_err("forgotten").code(), "payment_unknown");
}

#[test]
fn a_refusal_after_a_lost_try_is_no_end_while_the_try_may_arrive() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "200.00");
    world.network.script(&[Fault::Delayed]);
    let end = run(wallet.confirm_payment(payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Unknown(_))), "{end:?}");
    let second = run(wallet.prepare_payment(&code_for(LABEL), Some("200.00"), None));
    assert_eq!(second, Err(WalletError::PaymentUnfinished));
    assert_eq!(wallet.drop_payment(payment), Err(WalletError::PaymentSent));

    world.operator.inner().balance += 50_000;
    world.network.deliver();
    let end = run(wallet.resume_payment(payment));
    assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
}

#[test]
fn a_lasting_refusal_after_a_lost_try_is_an_end() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let prepared = run(wallet.prepare_payment(&code_for(ORDER), None, None)).expect("prepared");
    let other = run(wallet.prepare_payment(&code_for(ORDER), None, None)).expect("prepared");
    let end = run(wallet.confirm_payment(other.unfinished.payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
    world.network.script(&[Fault::RequestLost]);
    let end = run(wallet.confirm_payment(prepared.unfinished.payment, pin()));
    assert_eq!(refused(end), ErrorCode::OrderPaid);
    assert!(world.store.saved().unfinished.is_empty());
}

#[test]
fn when_nothing_was_sent_the_payment_waits_for_another_confirmation() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "1.00");
    world.network.script(&[Fault::Unreachable; 50]);
    let before_ms = world.clock.now_ms();
    assert_eq!(run(wallet.confirm_payment(payment, pin())), Err(WalletError::Offline));
    assert!(world.clock.now_ms() - before_ms <= 20_000);
    assert_eq!(world.store.saved().unfinished[0].step, PaymentStep::Prepared);
    world.network.script(&[]);
    let end = run(wallet.confirm_payment(payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
}

#[test]
fn an_order_that_never_arrived_is_over_after_its_time() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "1.00");
    world.network.script(&[Fault::RequestLost; 50]);
    let end = run(wallet.confirm_payment(payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Unknown(_))), "{end:?}");
    world.network.script(&[]);
    let end = run(wallet.resume_payment(payment));
    assert!(matches!(end, Ok(PaymentEnd::Unknown(_))), "it may still arrive: {end:?}");
    world.clock.advance(ORDER_MS + EXPIRY_MARGIN_MS + 1);
    assert_eq!(refused(run(wallet.resume_payment(payment))), ErrorCode::PaymentOrderExpired);
    assert!(world.store.saved().unfinished.is_empty());
    assert_eq!(world.operator.done(), []);
}

#[test]
fn a_clock_set_ahead_makes_no_order_void() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "1.00");
    world.network.script(&[&[Fault::Delayed][..], &[Fault::RequestLost; 50]].concat());
    let end = run(wallet.confirm_payment(payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Unknown(_))), "{end:?}");
    world.network.script(&[]);
    world.clock.set_ahead(3_600_000);
    let end = run(wallet.resume_payment(payment));
    assert!(matches!(end, Ok(PaymentEnd::Unknown(_))), "it may still come in: {end:?}");
    world.network.deliver();
    let end = run(wallet.resume_payment(payment));
    assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
}

#[test]
fn a_wrong_pin_keeps_the_payment_and_its_identifier() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "1.00");
    let end = run(wallet.confirm_payment(payment, Some(Secret::new("000000"))));
    assert_eq!(end, Ok(PaymentEnd::PinWrong { tries_left: Some(4) }));
    assert_eq!(world.store.saved().unfinished[0].step, PaymentStep::Prepared);
    let error = run(wallet.confirm_payment(payment, None)).expect_err("needs the PIN");
    assert_eq!(error.code(), "pin_missing");
    let end = run(wallet.confirm_payment(payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
    assert_eq!(world.operator.done(), [payment]);
}

#[test]
fn a_wrong_pin_after_a_lost_try_with_the_right_one_forgets_nothing() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "1.00");
    world.network.script(&[&[Fault::Delayed][..], &[Fault::RequestLost; 50]].concat());
    let end = run(wallet.confirm_payment(payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Unknown(_))), "{end:?}");
    world.network.script(&[]);
    let end = run(wallet.confirm_payment(payment, Some(Secret::new("000000"))));
    assert_eq!(end, Ok(PaymentEnd::PinWrong { tries_left: Some(4) }));
    assert_eq!(wallet.drop_payment(payment), Err(WalletError::PaymentSent));
    world.network.deliver();
    let end = run(wallet.resume_payment(payment));
    assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
}

#[test]
fn two_taps_send_one_payment() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "1.00");
    let both = futures_util::future::join(
        wallet.confirm_payment(payment, pin()),
        wallet.confirm_payment(payment, pin()),
    );
    let (first, second) = run(both);
    assert!(matches!(first, Ok(PaymentEnd::Paid(_))), "{first:?}");
    assert_eq!(second, Err(WalletError::PaymentBusy));
    assert_eq!(world.network.asked.lock().expect("whole").len(), 1);
}

#[test]
fn an_abandoned_confirmation_leaves_the_payment_free() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "1.00");
    let end = super::fake::run_steps(wallet.confirm_payment(payment, pin()), 1);
    assert_eq!(end, None);
    let end = run(wallet.confirm_payment(payment, pin()));
    assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
}

#[test]
fn what_was_only_looked_at_is_dropped_by_hand_or_after_a_while() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let payment = prepare(&wallet, "1.00");
    assert_eq!(wallet.drop_payment(payment), Ok(()));
    prepare(&wallet, "2.00");
    assert_eq!(run(wallet.resume_all()), Ok(vec![]));
    assert_eq!(world.store.saved().unfinished.len(), 1);
    world.clock.advance(600_001);
    assert_eq!(run(wallet.resume_all()), Ok(vec![]));
    assert!(world.store.saved().unfinished.is_empty());
}

#[test]
fn amounts_and_notes_are_settled_before_anything_is_kept() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let error = |payee, amount: Option<&str>, note: Option<&str>| {
        let note = note.map(str::to_owned);
        let prepared = run(wallet.prepare_payment(&code_for(payee), amount, note));
        prepared.expect_err("refused").code()
    };
    assert_eq!(error(LABEL, None, None), "amount_missing");
    assert_eq!(error(LABEL, Some("0"), None), "amount_zero");
    assert_eq!(error(LABEL, Some("-1"), None), "amount_malformed");
    assert_eq!(error(LABEL, Some("1,50"), None), "amount_malformed");
    assert_eq!(error(LABEL, Some("5000.01"), None), "amount_too_large");
    assert_eq!(error(LABEL, Some("1"), Some("a\nb")), "note_malformed");
    assert_eq!(error(ORDER, Some("8.79"), None), "order_in_parts");
    assert_eq!(
        error(Payee { kind: PayeeKind::Label, id: Id(77) }, Some("1"), None),
        "payee_unknown"
    );
    let other = run(wallet.prepare_payment("https://example.org", Some("1"), None));
    assert_eq!(other, Err(WalletError::CodeNotPayable));
    assert!(world.store.saved().unfinished.is_empty());
    let mut asked = tongbao_code(FRIEND);
    (asked.amount, asked.note) = (Some(yuan(2000)), Some("dinner".to_owned()));
    let code = asked.write().expect("a code");
    let prepared = run(wallet.prepare_payment(&code, None, None)).expect("prepared");
    assert_eq!(prepared.unfinished.amount, yuan(2000));
    assert_eq!(prepared.unfinished.note.as_deref(), Some("dinner"), "the payee's own note");
}

#[test]
fn a_limit_that_was_raised_or_lowered_since_is_found_out() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let prepare = |amount| run(wallet.prepare_payment(&code_for(LABEL), Some(amount), None));
    let refused = |amount| prepare(amount).expect_err("refused").code();
    assert_eq!(refused("5000.01"), "amount_too_large");
    world.operator.inner().payment_max = 600_000;
    world.network.script(&[Fault::Unreachable]);
    let typed = run(wallet.check_amount("5000.01"));
    let known = typed.expect_err("without a network what is known holds");
    assert_eq!(known.code(), "amount_too_large");
    assert_eq!(prepare("5000.01").expect("prepared").unfinished.amount, yuan(500_001));
    assert_eq!(run(wallet.check_amount("6000.00")), Ok(yuan(600_000)));
    world.operator.inner().payment_max = 100;
    let home = run(wallet.home()).expect("a home");
    assert_eq!(home.profile.payment_max, yuan(100));
    assert_eq!(refused("1.01"), "amount_too_large");
}
