//! Home, history and single payments, online and offline.

use super::fake::network::Fault;
use super::fake::operator::LABEL;
use super::fake::{PIN, START_MS, World, run, yuan};
use super::payment::code_for;
use crate::{PaymentEnd, Wallet, WalletError};
use wire::{ErrorCode, Id, Secret};

fn pay(wallet: &Wallet<World>, count: usize) {
    for _ in 0..count {
        let prepared = run(wallet.prepare_payment(&code_for(LABEL), Some("0.01"), None));
        let payment = prepared.expect("prepared").unfinished.payment;
        let end = run(wallet.confirm_payment(payment, Some(Secret::new(PIN))));
        assert!(matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
    }
}

#[test]
fn home_falls_back_to_what_was_known() {
    let world = World::enrolled();
    let wallet = world.wallet();
    world.network.script(&[Fault::Unreachable; 2]);
    let home = run(wallet.home()).expect("a home");
    assert_eq!((home.balance, home.online), (None, false));
    let home = run(wallet.home()).expect("a home");
    let known = home.balance.expect("known");
    assert_eq!((known.amount, known.as_of_ms, home.online), (yuan(10_000), START_MS, true));
    world.clock.advance(60_000);
    world.operator.inner().balance = 7;
    for fault in [Fault::Unreachable, Fault::RequestLost, Fault::Busy, Fault::Gateway] {
        world.network.script(&[fault; 2]);
        let home = run(world.wallet().home()).expect("a home");
        assert_eq!((home.balance, home.online), (Some(known), false), "{fault:?}");
    }
}

#[test]
fn what_the_operator_refuses_for_good_is_told() {
    let world = World::enrolled();
    world.operator.inner().is_enrolled = false;
    let error = run(world.wallet().home()).expect_err("refused");
    assert_eq!(error.code(), ErrorCode::DeviceUnknown.word());
    assert_eq!(run(World::new().wallet().home()), Err(WalletError::NotEnrolled));
}

#[test]
fn the_history_goes_on_page_by_page_and_is_there_offline() {
    let world = World::enrolled();
    let wallet = world.wallet();
    pay(&wallet, 35);
    let first = run(wallet.history(None)).expect("a page");
    assert_eq!((first.payments.len(), first.online), (30, true));
    let second = run(wallet.history(first.next_before)).expect("a page");
    assert_eq!((second.payments.len(), second.next_before), (5, None));
    let mut done = world.operator.done();
    done.reverse();
    let pages = first.payments.iter().chain(&second.payments);
    assert_eq!(pages.map(|payment| payment.payment).collect::<Vec<Id>>(), done);

    world.network.script(&[Fault::Unreachable]);
    let known = run(wallet.history(None)).expect("a page");
    assert_eq!((known.payments.len(), known.online), (35, false), "all were its own");
    assert_eq!(known.as_of_ms, Some(START_MS));
    world.network.script(&[Fault::Unreachable]);
    let payment = done[3];
    assert_eq!(run(wallet.payment(payment)).expect("known").payment.payment, payment);
    world.network.script(&[Fault::Unreachable]);
    assert_eq!(run(wallet.payment(Id(1))), Err(WalletError::Offline));
    assert_eq!(run(wallet.payment(Id(1))).expect_err("unknown").code(), "payment_unknown");
}

#[test]
fn a_hole_between_known_and_new_payments_is_never_shown_as_none() {
    let (here, there) = (World::enrolled(), World::enrolled());
    let wallet = here.wallet();
    pay(&wallet, 2);
    run(wallet.home()).expect("a home");
    // Another device of the same person pays while this one is away.
    let elsewhere =
        World { operator: here.operator.clone(), network: here.network.clone(), ..there };
    here.clock.advance(1);
    pay(&elsewhere.wallet(), 33);
    let home = run(here.wallet().home()).expect("a home");
    assert_eq!(home.recent.len(), 30, "the two old ones are behind a hole");
    let sequences: Vec<u64> = home.recent.iter().map(|payment| payment.sequence).collect();
    assert!(sequences.windows(2).all(|pair| pair[0] == pair[1] + 1), "{sequences:?}");
}
