//! Enrolling and the PIN, with answers lost at each step.

use super::fake::network::Fault;
use super::fake::operator::{CODE, PAYMENT_MAX};
use super::fake::store::Crash;
use super::fake::{PIN, World, is_enrolled, run, run_steps, yuan};
use crate::state::Settings;
use crate::{Standing, Wallet, WalletError};
use wire::Secret;

const URL: &str = " http://127.0.0.1:7300/ ";

fn start(wallet: &Wallet<World>) {
    run(wallet.start_enrolment(URL, "lin@example.org")).expect("a code is sent");
}

fn confirm(wallet: &Wallet<World>, code: &str) -> Result<(), WalletError> {
    run(wallet.confirm_enrolment(Secret::new(code), None)).map(drop)
}

#[test]
fn a_code_is_sent_and_confirmed_over_a_restart() {
    let world = World::new();
    let wallet = world.wallet();
    assert_eq!(wallet.standing(), Standing::New);
    assert_eq!(confirm(&wallet, CODE), Err(WalletError::EnrolmentMissing));
    let settings = Settings { language: Some("zh".to_owned()), theme: None };
    wallet.change_settings(settings.clone()).expect("saved");
    start(&wallet);
    let wallet = world.wallet();
    let Standing::CodeSent(pending) = wallet.standing() else { panic!("no code is awaited") };
    assert_eq!(pending.operator_url, "http://127.0.0.1:7300");
    assert_eq!(confirm(&wallet, "000000").expect_err("wrong").code(), "code_wrong");
    confirm(&wallet, CODE).expect("enrolled");
    let Standing::Enrolled(profile) = world.wallet().standing() else { panic!("not enrolled") };
    assert_eq!(profile.operator, "demo.tongbao");
    assert_eq!(profile.payment_max, yuan(PAYMENT_MAX));
    assert_eq!(world.wallet().settings(), settings, "what was chosen before stays");
    let again = run(wallet.start_enrolment(URL, "lin@example.org"));
    assert_eq!(again, Err(WalletError::AlreadyEnrolled));
}

#[test]
fn an_abandoned_enrolment_is_forgotten() {
    let world = World::new();
    let wallet = world.wallet();
    start(&wallet);
    wallet.abandon_enrolment().expect("saved");
    assert_eq!(world.wallet().standing(), Standing::New);
}

#[test]
fn lost_answers_end_in_one_enrolment() {
    for fault in Fault::ALL {
        let world = World::new();
        let wallet = world.wallet();
        world.network.script(&[Fault::None, fault]);
        let started = run(wallet.start_enrolment(URL, "lin@example.org"));
        if fault == Fault::Garbled {
            assert!(matches!(started, Err(WalletError::AnswerMalformed(_))), "{started:?}");
            continue;
        }
        started.unwrap_or_else(|error| panic!("{fault:?}: {error:?}"));
        world.network.script(&[Fault::None, fault]);
        confirm(&wallet, CODE).unwrap_or_else(|error| panic!("{fault:?}: {error:?}"));
        assert!(is_enrolled(&world.wallet()), "{fault:?}");
    }
}

#[test]
fn killed_while_confirming_the_same_code_goes_on() {
    for steps in 0..8 {
        let world = World::new();
        start(&world.wallet());
        let wallet = world.wallet();
        let _ = run_steps(wallet.confirm_enrolment(Secret::new(CODE), None), steps);
        let wallet = world.wallet();
        if !is_enrolled(&wallet) {
            confirm(&wallet, CODE).unwrap_or_else(|error| panic!("{steps} steps: {error:?}"));
        }
    }
    for is_written in [false, true] {
        let world = World::new();
        start(&world.wallet());
        world.store.crash(Some(Crash { saves: 0, is_written }));
        assert!(matches!(confirm(&world.wallet(), CODE), Err(WalletError::Store(_))));
        let wallet = world.wallet();
        assert_eq!(is_enrolled(&wallet), is_written);
        if !is_written {
            confirm(&wallet, CODE).expect("the account knows this device");
        }
    }
}

#[test]
fn a_code_that_is_unknown_does_not_enrol_a_stranger() {
    let world = World::new();
    let wallet = world.wallet();
    start(&wallet);
    world.operator.inner().pending = None;
    assert_eq!(confirm(&wallet, CODE).expect_err("unknown").code(), "enrolment_unknown");
    assert!(!is_enrolled(&world.wallet()));
}

#[test]
fn a_pin_is_set_once_whatever_is_lost() {
    for fault in [Fault::None, Fault::AnswerLost, Fault::RequestLost] {
        for current in [None, Some(Secret::new(PIN))] {
            let world = World::enrolled();
            world.operator.inner().pin = current.clone();
            let wallet = world.wallet();
            world.network.script(&[fault]);
            let set = run(wallet.set_pin(Secret::new("161803"), current.clone()));
            assert_eq!(set, Ok(()), "{fault:?} {current:?}");
            assert_eq!(world.operator.inner().pin, Some(Secret::new("161803")));
        }
    }
    let world = World::enrolled();
    let wallet = world.wallet();
    world.network.script(&[Fault::AnswerLost]);
    let set = run(wallet.set_pin(Secret::new("161803"), Some(Secret::new("000000"))));
    assert_eq!(set.expect_err("refused").code(), "pin_wrong");
    assert_eq!(world.operator.inner().pin, Some(Secret::new(PIN)));
}
