//! The program is killed at every point of a payment, and at every save; afterwards it knows.

use super::fake::network::Fault;
use super::fake::operator::LABEL;
use super::fake::store::Crash;
use super::fake::{PIN, World, run, run_steps};
use super::payment::code_for;
use crate::payment::{EXPIRY_MARGIN_MS, ORDER_MS};
use crate::{PaymentEnd, Wallet, WalletError};
use wire::Secret;

async fn pay(wallet: &Wallet<World>) -> Result<PaymentEnd, WalletError> {
    let prepared = wallet.prepare_payment(&code_for(LABEL), Some("12.50"), None).await?;
    wallet.confirm_payment(prepared.unfinished.payment, Some(Secret::new(PIN))).await
}

/// Starts again, first at once and then when every order is void.
fn recover(world: &World) {
    let wallet = world.wallet();
    run(wallet.resume_all()).expect("the network is fine");
    world.clock.advance(ORDER_MS + EXPIRY_MARGIN_MS + 1);
    run(wallet.resume_all()).expect("the network is fine");
    let state = world.store.saved();
    let known: Vec<_> = state.recent.iter().map(|payment| payment.payment).collect();
    assert_eq!(known, world.operator.done(), "it knows what was done");
    let left = state.unfinished.iter().filter(|one| known.contains(&one.payment)).count();
    assert_eq!(left, 0, "nothing done is left unfinished");
}

#[test]
fn killed_at_any_step_it_finds_out_later() {
    let (mut done, mut undone) = (0, 0);
    for first in [Fault::None, Fault::AnswerLost, Fault::RequestLost, Fault::Gateway] {
        for steps in 0..16 {
            let world = World::enrolled();
            world.network.script(&[Fault::None, first]);
            let _ = run_steps(pay(&world.wallet()), steps);
            world.network.script(&[]);
            recover(&world);
            match world.operator.done().len() {
                0 => undone += 1,
                1 => done += 1,
                count => panic!("paid {count} times"),
            }
        }
    }
    assert!(done > 0 && undone > 0, "the sweep covers both ends");
}

#[test]
fn dead_at_any_save_it_finds_out_later() {
    for first in [Fault::None, Fault::AnswerLost] {
        for saves in 0..4 {
            for is_written in [false, true] {
                let world = World::enrolled();
                world.store.crash(Some(Crash { saves, is_written }));
                world.network.script(&[Fault::None, first]);
                let wallet = world.wallet();
                let ended = run(pay(&wallet));
                world.network.script(&[]);
                world.store.crash(None);
                let is_done = !world.operator.done().is_empty();
                if saves < 2 {
                    assert!(!is_done, "what was not saved was not sent");
                    assert!(matches!(ended, Err(WalletError::Store(_))), "{ended:?}");
                } else {
                    assert!(matches!(ended, Ok(PaymentEnd::Paid(_))), "{ended:?}");
                }
                recover(&world);
                assert_eq!(!world.operator.done().is_empty(), is_done, "resuming never pays");
            }
        }
    }
}
