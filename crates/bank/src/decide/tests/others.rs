//! Ladders of accounts, merchants, enrolments and PINs.

use super::*;
use crate::command::{Command, OpenAccount, OpenDesk, OpenLabel, OpenMerchant, SetPin, TryPin};
use crate::command::{ConfirmEnrolment, OtherDevice, PinCheck, RevokeDevice, StartEnrolment};
use crate::id::{EnrolmentId, LabelId, TimeMs};
use crate::record::{Enrolment, Handle};

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![
        OPEN_ACCOUNT.to_vec(),
        OPEN_MERCHANT.to_vec(),
        OPEN_LABEL.to_vec(),
        CONFIRM.to_vec(),
        TRY_PIN.to_vec(),
        SET_PIN.to_vec(),
        REVOKE_DEVICE.to_vec(),
    ]
}

macro_rules! command {
    ($name:ident, $variant:ident) => {
        fn $name(scene: &mut Scene) -> &mut $variant {
            match &mut scene.envelope.command {
                Command::$variant(command) => command,
                other => panic!("unexpected {other:?}"),
            }
        }
    };
}

command!(open_account, OpenAccount);
command!(open_merchant, OpenMerchant);
command!(open_label, OpenLabel);
command!(start, StartEnrolment);
command!(confirm, ConfirmEnrolment);
command!(set_pin, SetPin);
command!(revoke_device, RevokeDevice);

const OPEN_ACCOUNT: [Rung; 3] = [
    (Rejection::HandleTaken, |scene| scene.remove(&Key::Handle(town::handle(0)))),
    (Rejection::NameMalformed, |scene| open_account(scene).name = "x".repeat(25)),
    (Rejection::IdentifierTaken, |scene| {
        scene.remove(&Key::Account(town::account(0)));
        scene.put(receive_code(0));
        assert_eq!(scene.ask(), Err(Rejection::IdentifierTaken.into()));
        scene.remove(&Key::ReceiveCode(town::receive_code(0)));
    }),
];

#[test]
fn opening_an_account_climbs_its_ladder() {
    let mut scene = Scene::new(town::open_account(0));
    open_account(&mut scene).name = "x".repeat(26);
    let (handle, salt) = (town::handle(0), Salt(1));
    scene.put(Record::Handle(Handle { handle, person: town::person(7), salt }));
    scene.put(account(0, 0, town::yuan()));
    scene.climb(&OPEN_ACCOUNT);
}

const OPEN_MERCHANT: [Rung; 2] = [
    (Rejection::NameMalformed, |scene| {
        open_merchant(scene).name = "Shop".to_owned();
        assert_eq!(scene.ask(), Err(Rejection::NameMalformed.into()), "so is the city");
        open_merchant(scene).city = "Suzhou".to_owned();
    }),
    (Rejection::IdentifierTaken, |scene| {
        scene.remove(&Key::Account(town::merchant_account(0)));
        scene.put(label(State::Active));
        assert_eq!(scene.ask(), Err(Rejection::IdentifierTaken.into()));
        scene.remove(&Key::Label(town::label(0)));
    }),
];

#[test]
fn opening_a_merchant_climbs_its_ladder() {
    let mut scene = Scene::new(town::open_merchant(0));
    open_merchant(&mut scene).name = String::new();
    open_merchant(&mut scene).city = "\u{200B}".to_owned();
    scene.put(merchant_account(0, town::yuan()));
    scene.climb(&OPEN_MERCHANT);
}

const OPEN_LABEL: [Rung; 3] = [
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Closed))),
    (Rejection::MerchantClosed, |scene| scene.put(merchant(State::Active))),
    (Rejection::IdentifierTaken, |scene| open_label(scene).label = LabelId(2)),
];

#[test]
fn opening_a_label_climbs_its_ladder() {
    let open = OpenLabel { label: town::label(0), merchant: town::merchant(0) };
    let mut scene = Scene::new(town::plain(Command::OpenLabel(open)));
    scene.put(label(State::Active));
    scene.climb(&OPEN_LABEL);
}

#[test]
fn the_desk_is_opened_once_and_takes_nobodys_account() {
    let open = OpenDesk { account: town::account(0), currency: town::yuan() };
    let mut scene = Scene::new(town::plain(Command::OpenDesk(open)));
    scene.put(account(0, 0, town::yuan()));
    assert_eq!(scene.ask(), Err(Rejection::IdentifierTaken.into()));
    scene.remove(&Key::Account(town::account(0)));
    let opened = scene.ask();
    assert_eq!(scene.ask(), opened);
    assert!(opened.is_ok());
}

#[test]
fn an_enrolment_started_again_is_the_same_or_taken() {
    let mut scene = Scene::new(town::start_enrolment(0));
    scene.envelope.key =
        Some(crate::CommandKey { scope: crate::Scope::Device(town::device(0)), id: 0 });
    let first = scene.ask();
    assert!(first.is_ok());
    start(&mut scene).code_hash = [9; 32];
    start(&mut scene).expires_at = TimeMs(1);
    assert_eq!(scene.ask(), first, "a retry makes another code, which is not sent");
    scene.envelope.key = None;
    assert_eq!(scene.ask(), Err(Rejection::IdentifierTaken.into()));
    let other = town::signed(town::device(1), 1, scene.envelope.clone());
    scene.envelope = other;
    assert_eq!(scene.ask(), Err(Rejection::DeviceUnknown.into()), "another device's key");
}

fn enrolment(tries: u8, expires_at: TimeMs) -> Record {
    Record::Enrolment(Enrolment {
        id: EnrolmentId(0),
        handle: town::handle(0),
        public_key: town::public_key(0),
        code_hash: town::CODE_HASH,
        tries,
        expires_at,
        confirmed: None,
    })
}

const CONFIRM: [Rung; 9] = [
    (Rejection::DeviceRevoked, |scene| scene.put(device(0, 7, State::Active))),
    (Rejection::PersonClosed, |scene| scene.put(person(5, State::Active, Pin::default()))),
    (Rejection::NameMalformed, |scene| confirm(scene).name = None),
    (Rejection::IdentifierTaken, |scene| {
        // The device is somebody else's; then the handle is new, but not its account.
        scene.remove(&Key::Device(town::device(0)));
        scene.remove(&Key::Handle(town::handle(0)));
        scene.put(account(0, 0, town::yuan()));
        assert_eq!(scene.ask(), Err(Rejection::IdentifierTaken.into()));
        scene.remove(&Key::Account(town::account(0)));
        scene.remove(&Key::Enrolment(EnrolmentId(0)));
    }),
    (Rejection::EnrolmentUnknown, |scene| {
        let Record::Enrolment(other) = enrolment(5, town::AT) else { return };
        let public_key = town::public_key(1);
        scene.put(Record::Enrolment(Enrolment { public_key, ..other }));
        assert_eq!(scene.ask(), Err(Rejection::EnrolmentUnknown.into()), "another device's");
        scene.put(enrolment(5, town::AT));
    }),
    (Rejection::EnrolmentExpired, |scene| scene.put(enrolment(5, town::AT.plus_ms(1)))),
    (Rejection::CodeTriesUsed, |scene| scene.put(enrolment(0, town::AT.plus_ms(1)))),
    (Rejection::CodeWrong, |scene| confirm(scene).code_hash = town::CODE_HASH),
    (Rejection::NameMissing, |scene| confirm(scene).name = Some(" Lin ".to_owned())),
];

#[test]
fn confirming_an_enrolment_climbs_its_ladder() {
    let mut scene = Scene::new(town::confirm_enrolment(0, [1; 32]));
    confirm(&mut scene).name = Some("\n".to_owned());
    scene.put(device(0, 7, State::Closed));
    let (handle, salt) = (town::handle(0), Salt(1));
    scene.put(Record::Handle(Handle { handle, person: town::person(5), salt }));
    scene.put(person(5, State::Closed, Pin::default()));
    scene.put(enrolment(5, town::AT));
    scene.climb(&CONFIRM);
}

const TRY_PIN: [Rung; 6] = [
    (Rejection::DeviceUnknown, |scene| scene.put(device(0, 0, State::Closed))),
    (Rejection::DeviceRevoked, |scene| scene.put(device(0, 0, State::Active))),
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::PinNotSet, |scene| {
        let locked_until = Some(town::AT.plus_ms(1));
        scene.put(person(0, State::Active, Pin { locked_until, ..pin_set() }));
    }),
    (Rejection::PinLocked, |scene| scene.envelope.at = town::AT.plus_ms(1)),
];

#[test]
fn trying_a_pin_climbs_its_ladder() {
    let command = Command::TryPin(TryPin { person: town::person(0) });
    let mut scene = Scene::new(town::signed(town::device(0), 1, town::plain(command)));
    scene.put(device(0, 9, State::Active));
    scene.climb(&TRY_PIN);
}

const SET_PIN: [Rung; 3] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, pin_set()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, pin_set()))),
    (Rejection::PinAlreadySet, |scene| set_pin(scene).current_pin_right = true),
];

#[test]
fn setting_a_pin_climbs_its_ladder() {
    let command =
        SetPin { person: town::person(0), verifier: "new".to_owned(), current_pin_right: false };
    Scene::new(town::plain(Command::SetPin(command))).climb(&SET_PIN);
}

const REVOKE_DEVICE: [Rung; 9] = [
    (Rejection::DeviceUnknown, |scene| {
        scene.put(device(1, 9, State::Active));
        assert_eq!(scene.ask(), Err(Rejection::DeviceUnknown.into()), "another's asks");
        scene.put(device(1, 0, State::Closed));
    }),
    (Rejection::DeviceRevoked, |scene| scene.put(device(1, 0, State::Active))),
    (Rejection::DeviceNotFound, |scene| {
        scene.put(device(0, 9, State::Active));
        assert_eq!(scene.ask(), Err(Rejection::DeviceNotFound.into()), "another's");
        revoke_device(scene).device = town::device(1);
    }),
    (Rejection::DeviceItself, |scene| {
        scene.put(device(0, 0, State::Active));
        revoke_device(scene).device = town::device(0);
    }),
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::PinNotSet, |scene| {
        let locked_until = Some(town::AT.plus_ms(1));
        scene.put(person(0, State::Active, Pin { locked_until, ..pin_set() }));
    }),
    (Rejection::PinLocked, |scene| scene.envelope.at = town::AT.plus_ms(1)),
    (Rejection::PinMissing, |scene| {
        let from = OtherDevice { device: town::device(1), pin: PinCheck::Right };
        revoke_device(scene).from = Some(from);
    }),
];

#[test]
fn revoking_another_device_climbs_its_ladder() {
    let from = Some(OtherDevice { device: town::device(1), pin: PinCheck::Missing });
    let command = RevokeDevice { device: town::device(0), person: town::person(0), from };
    Scene::new(town::plain(Command::RevokeDevice(command))).climb(&REVOKE_DEVICE);
}
