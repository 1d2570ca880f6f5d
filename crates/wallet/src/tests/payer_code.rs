//! Payer codes: made offline, no step twice, saved before they are shown.

use super::fake::network::Fault;
use super::fake::operator::{FRIEND, LABEL, PAYER_SECRET};
use super::fake::store::Crash;
use super::fake::{START_MS, World, run, yuan};
use super::payment::{code_for, tongbao_code};
use crate::{ShownPayerCode, WalletError};
use paycode::{PayerSecret, PayerStep, PayerTerms, STEP_MS};
use std::collections::BTreeSet;

/// A world whose wallet was online once.
fn ready() -> World {
    let world = World::enrolled();
    run(world.wallet().home()).expect("a home");
    world.network.script(&[Fault::Unreachable; 1000]);
    world
}

fn show(world: &World) -> Result<ShownPayerCode, WalletError> {
    run(world.wallet().payer_code(None, None, false))
}

/// Returns what the operator finds the digits to be: step and terms.
fn found(world: &World, shown: &ShownPayerCode) -> Option<(u64, PayerTerms)> {
    let secret = PayerSecret::new(PAYER_SECRET);
    PayerStep::at(world.clock.now_ms()).accepted().find_map(|step| {
        let step = PayerStep(step);
        let is_alias = secret.alias(step) == shown.code.alias();
        let offered = PayerTerms::all(&[LABEL.id.0]);
        let terms = is_alias.then(|| shown.code.terms_of(&secret, step, offered)).flatten()?;
        Some((step.0, terms))
    })
}

#[test]
fn a_code_is_made_without_a_network_and_the_operator_finds_its_terms() {
    let world = ready();
    let wallet = world.wallet();
    let shown = run(wallet.payer_code(Some("50"), Some(&code_for(LABEL)), true)).expect("a code");
    let terms = PayerTerms { cap_minor: Some(5_000), only: Some(LABEL.id.0), revealed: true };
    assert_eq!(found(&world, &shown), Some((START_MS / STEP_MS, terms)));
    assert_eq!((shown.cap, shown.only.as_deref()), (Some(yuan(5_000)), Some("Tea House")));
    assert_eq!(shown.made_at_ms, START_MS);
    assert_eq!(shown.refresh_at_ms, START_MS + 50_000);
    assert!((50_000..=60_000).contains(&(shown.ends_at_ms - START_MS)));
    assert_eq!(shown.caps.len(), 10);
    assert_eq!((shown.quick_pay.left, shown.quick_pay.left_uses), (yuan(30_000), 10));
    let text = format!("{shown:?} {:?}", world.store.saved());
    assert!(!text.contains(shown.code.expose()) && !text.contains("119, 119"), "{text}");
}

#[test]
fn without_the_secret_and_a_network_it_is_not_ready_and_with_one_it_is() {
    let world = World::enrolled();
    for fault in [Fault::Unreachable, Fault::RequestLost] {
        world.network.script(&[fault; 2]);
        assert_eq!(show(&world), Err(WalletError::PayerCodeNotReady), "{fault:?}");
    }
    // The secret comes, and the rest is lost.
    world.network.script(&[Fault::None, Fault::AnswerLost]);
    assert_eq!(show(&world), Err(WalletError::PayerCodeNotReady));
    world.network.script(&[]);
    assert!(show(&world).is_ok());
    assert_eq!(
        run(World::new().wallet().payer_code(None, None, false)),
        Err(WalletError::NotEnrolled)
    );
}

#[test]
fn attack_cloned_wallet_both_show_one_step_and_the_second_use_is_the_operators_to_refuse() {
    let world = ready();
    let copy = ready();
    let (one, other) = (show(&world).expect("a code"), show(&copy).expect("a code"));
    assert_eq!(one.code, other.code);
    assert_eq!(world.store.saved().payer_code, copy.store.saved().payer_code);
}

#[test]
fn killed_between_saving_and_showing_no_step_is_used_twice() {
    for is_written in [false, true] {
        let world = ready();
        let mut seen = BTreeSet::new();
        for round in 0..20 {
            world.clock.advance(STEP_MS / 2);
            world.store.crash(Some(Crash { saves: 0, is_written }).filter(|_| round % 3 == 0));
            match show(&world) {
                Ok(shown) => {
                    let (step, _) = found(&world, &shown).expect("it is good");
                    assert!(seen.insert(step), "no step twice");
                    let saved = world.store.saved().payer_code.expect("known");
                    assert_eq!(saved.last_step, Some(step), "saved before it was shown");
                }
                Err(WalletError::Store(_)) => {
                    let saved = world.store.saved().payer_code.expect("known").last_step;
                    // What was saved and never shown is lost, and nothing else.
                    seen.extend(saved.filter(|_| is_written));
                    world.store.crash(None);
                }
                Err(WalletError::PayerCodeTooSoon { wait_ms }) => assert!(wait_ms <= STEP_MS),
                Err(other) => panic!("{other:?}"),
            }
            world.store.crash(None);
        }
        assert!(seen.len() > 5);
    }
}

#[test]
fn a_second_code_at_once_runs_one_step_ahead_and_a_third_waits() {
    let world = ready();
    let (first, second) = (show(&world).expect("a code"), show(&world).expect("a code"));
    let step = |shown| found(&world, shown).map(|(step, _)| step);
    assert_eq!(step(&second), step(&first).map(|step| step + 1));
    let Err(WalletError::PayerCodeTooSoon { wait_ms }) = show(&world) else {
        panic!("it must wait")
    };
    world.clock.advance(wait_ms - 1);
    let error = show(&world).expect_err("still too soon");
    assert_eq!((error.code(), error.retry_after_s()), ("payer_code_too_soon", Some(1)));
    world.clock.advance(1);
    assert!(show(&world).is_ok());
}

#[test]
fn odd_caps_and_labels_are_refused() {
    let world = ready();
    let refused = |cap, only: Option<&str>| {
        run(world.wallet().payer_code(cap, only, false)).expect_err("refused").code()
    };
    for cap in ["0", "3", "0.99", "2000", "x", "-1", "1.001"] {
        assert_eq!(refused(Some(cap), None), "cap_unknown", "{cap}");
    }
    assert_eq!(refused(None, Some(&code_for(FRIEND))), "not_a_label");
    assert_eq!(refused(None, Some("https://shop.example")), "not_a_label");
    let mut foreign = tongbao_code(LABEL);
    foreign.operator = "other.example".parse().expect("a name");
    assert_eq!(refused(None, Some(&foreign.write().expect("a code"))), "foreign_operator");
    assert_eq!(world.store.saved().payer_code.and_then(|key| key.last_step), None, "no step lost");
}

#[test]
fn what_was_learnt_of_the_operators_clock_is_there_after_a_restart() {
    use crate::port::Clock as _;
    let world = World::enrolled();
    let wallet = world.wallet();
    world.clock.set_offset_ms(-42_000);
    run(wallet.home()).expect("a home");
    world.clock.set_offset_ms(0);
    drop(wallet);
    drop(world.wallet());
    assert_eq!(world.clock.offset_ms(), -42_000);
}
