//! A device that is lost: whoever has it can do nothing with it, and its person goes on.

use crate::command::{Payee, RevokeDevice};
use crate::contract::{Subject, ask, assert_audit_clean, done, town};
use crate::receipt::{Outcome, Receipt};
use crate::record::{Record, State};
use crate::rejection::Rejection;
use crate::{Command, Envelope, Key};

/// Revokes the device of a person, named as one of somebody's.
fn revoke(n: u32, of: u32) -> Envelope {
    let revoke = RevokeDevice { device: town::device(n), person: town::person(of) };
    town::plain(Command::RevokeDevice(revoke))
}

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

/// What a revoked device signs is refused, whether sent or scanned, for ever; other devices pay on.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_device_what_a_revoked_one_signs_is_refused(subject: &dyn Subject) {
    done(subject, &town::founded_with_devices(2, 1, 50_000));
    let label = Payee::Label(town::label(0));
    let pay = |id, n| town::signed(town::device(n), id, town::pay(id, n, label, 100));
    done(subject, &[pay(1, 0)]);
    assert_eq!(refused(&ask(subject, revoke(0, 1))), Some(Rejection::DeviceUnknown), "another's");
    assert_eq!(refused(&ask(subject, revoke(9, 0))), Some(Rejection::DeviceUnknown));
    let revoked = [Receipt::DeviceRevoked(town::device(0))];
    assert_eq!(done(subject, &[revoke(0, 0)]), revoked);
    let rows = subject.reader().chain_head().expect("works").sequence;
    assert_eq!(done(subject, &[revoke(0, 0)]), revoked, "again changes nothing");
    assert_eq!(subject.reader().chain_head().expect("works").sequence, rows);
    let Ok(Some(Record::Device(device))) = subject.reader().record(&Key::Device(town::device(0)))
    else {
        panic!("a device")
    };
    assert_eq!(device.state, State::Closed);
    assert_eq!(refused(&ask(subject, pay(2, 0))), Some(Rejection::DeviceRevoked));
    let charged = ask(subject, town::charge(3, 0, 0, 90, 500));
    assert_eq!(refused(&charged), Some(Rejection::PayerCodeUnknown));
    done(subject, &[pay(4, 1)]);
    assert_audit_clean(subject);
}
