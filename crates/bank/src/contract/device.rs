//! A device that is lost: whoever has it can do nothing with it, and its person goes on.

use crate::command::{OtherDevice, Payee, PinCheck, RevokeDevice, SetPin};
use crate::contract::{Subject, ask, assert_audit_clean, done, town};
use crate::receipt::{Outcome, Receipt};
use crate::record::{Record, State};
use crate::rejection::Rejection;
use crate::{Command, Envelope, Key};

/// Revokes the device of a person, named as one of somebody's.
fn revoke(n: u32, of: u32) -> Envelope {
    let revoke = RevokeDevice { device: town::device(n), person: town::person(of), from: None };
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
    assert_eq!(refused(&ask(subject, revoke(0, 1))), Some(Rejection::DeviceNotFound), "another's");
    assert_eq!(refused(&ask(subject, revoke(9, 0))), Some(Rejection::DeviceNotFound));
    let revoked = [Receipt::DeviceRevoked(town::device(0))];
    assert_eq!(done(subject, &[revoke(0, 0)]), revoked);
    let rows = subject.reader().chain_head().expect("works").sequence;
    assert_eq!(done(subject, &[revoke(0, 0)]), revoked, "again changes nothing");
    assert_eq!(subject.reader().chain_head().expect("works").sequence, rows);
    let Ok(Some(Record::Device(device))) = subject.reader().record(&Key::Device(town::device(0)))
    else {
        panic!("a device")
    };
    assert_eq!((device.state, device.revoked_at), (State::Closed, Some(town::AT)));
    assert_eq!(refused(&ask(subject, pay(2, 0))), Some(Rejection::DeviceRevoked));
    let charged = ask(subject, town::charge(3, 0, 0, 90, 500));
    assert_eq!(refused(&charged), Some(Rejection::PayerCodeUnknown));
    done(subject, &[pay(4, 1)]);
    assert_audit_clean(subject);
}

/// A person's devices are found, those enrolled last in front; one is revoked from another with the
/// PIN, and by nobody else.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_person_revokes_one_device_from_another(subject: &dyn Subject) {
    done(subject, &town::founded_with_devices(2, 1, 50_000));
    let next = |it: Envelope, ms| Envelope { at: town::AT.plus_ms(ms), ..it };
    let mut start = town::start_enrolment(7);
    if let Command::StartEnrolment(start) = &mut start.command {
        start.handle = town::handle(0);
    }
    let confirm = town::confirm_enrolment(7, town::CODE_HASH);
    let verifier = "verifier".to_owned();
    let set = SetPin { person: town::person(0), verifier, current_pin_right: false };
    let again = [start, confirm, town::plain(Command::SetPin(set))];
    done(subject, &again.map(|envelope| next(envelope, 5)));
    let of = |n, limit| subject.reader().devices_of(town::person(n), limit).expect("works");
    let ids = |n, limit| of(n, limit).iter().map(|it| it.id).collect::<Vec<_>>();
    assert_eq!(ids(0, 9), [town::device(7), town::device(0)]);
    assert_eq!(ids(0, 1), [town::device(7)]);
    assert_eq!(ids(1, 9), [town::device(1)]);
    assert_eq!(ids(2, 9), []);
    let from = |n, pin, nonce| {
        let from = Some(OtherDevice { device: town::device(n), pin });
        let revoke = RevokeDevice { device: town::device(0), person: town::person(0), from };
        let plain = town::plain(Command::RevokeDevice(revoke));
        next(town::signed(town::device(n), nonce, plain), 9)
    };
    let missing = ask(subject, from(7, PinCheck::Missing, 1));
    assert_eq!(refused(&missing), Some(Rejection::PinMissing));
    let foreign = ask(subject, from(1, PinCheck::Right, 2));
    assert_eq!(refused(&foreign), Some(Rejection::DeviceUnknown), "another's device asks");
    let itself = ask(subject, from(0, PinCheck::Right, 3));
    assert_eq!(refused(&itself), Some(Rejection::DeviceItself));
    for nonce in [4, 5] {
        let revoked = done(subject, &[from(7, PinCheck::Right, nonce)]);
        assert_eq!(revoked, [Receipt::DeviceRevoked(town::device(0))]);
    }
    let revoked: Vec<_> = of(0, 9).iter().map(|it| it.revoked_at).collect();
    assert_eq!(revoked, [None, Some(town::AT.plus_ms(9))]);
    let late = ask(subject, from(0, PinCheck::Right, 6));
    assert_eq!(refused(&late), Some(Rejection::DeviceRevoked), "it asks for nothing more");
    let from = Some(OtherDevice { device: town::device(0), pin: PinCheck::Right });
    let back = RevokeDevice { device: town::device(7), person: town::person(0), from };
    let late = ask(subject, town::plain(Command::RevokeDevice(back)));
    assert_eq!(refused(&late), Some(Rejection::DeviceRevoked), "whose try was counted before");
    assert_audit_clean(subject);
}
