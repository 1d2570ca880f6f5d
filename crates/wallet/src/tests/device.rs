//! Devices: the other one is revoked once, with the PIN, whatever the network does.

use super::fake::device::{OTHER, OWN};
use super::fake::network::Fault;

use super::fake::{PIN, World, run};
use crate::WalletError;
use wire::{ErrorCode, Id, Secret};

fn refused<T: std::fmt::Debug>(result: Result<T, WalletError>) -> ErrorCode {
    match result {
        Err(WalletError::Api(problem)) => problem.code,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn another_device_is_revoked_with_the_pin() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let devices = run(wallet.devices()).expect("read");
    assert_eq!(devices.iter().map(|it| it.device).collect::<Vec<_>>(), [OWN, OTHER]);
    assert_eq!(devices.iter().map(|it| it.is_current).collect::<Vec<_>>(), [true, false]);
    let revoke =
        |device, pin: Option<&str>| run(wallet.revoke_device(device, pin.map(Secret::new)));
    assert_eq!(refused(revoke(OTHER, None)), ErrorCode::PinMissing);
    assert_eq!(refused(revoke(OTHER, Some("000000"))), ErrorCode::PinWrong);
    assert_eq!(refused(revoke(OWN, Some(PIN))), ErrorCode::DeviceItself);
    assert_eq!(refused(revoke(Id(7), Some(PIN))), ErrorCode::DeviceNotFound);
    assert!(!run(wallet.devices()).expect("read")[1].is_revoked);
    let left = revoke(OTHER, Some(PIN)).expect("revoked");
    assert_eq!((left[1].is_revoked, left[1].revoked_at_ms), (true, Some(9)));
}

#[test]
fn after_a_lost_answer_it_is_asked_again_and_revoked_once() {
    let world = World::enrolled();
    let wallet = world.wallet();
    world.network.script(&[Fault::AnswerLost]);
    let left = run(wallet.revoke_device(OTHER, Some(Secret::new(PIN)))).expect("revoked");
    assert!(left[1].is_revoked);
    assert_eq!(world.operator.inner().devices.times, 1);
}
