//! People, devices, shops and answers: changed behind the rules' back, and found.

use super::*;
use crate::command::{CommandKey, Scope};
use crate::id::{DeviceId, LabelId, ReceiveCodeId};
use crate::receipt::Receipt;
use crate::record::{Device, Label, PaymentKind, ReceiveCode, State};
use crate::registered::{Registered, RegisteredKind};
use crate::rejection::Rejection;
use std::sync::Arc;

/// A town with a device and two shops.
fn settled() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(2, 2, 500);
    envelopes.extend([town::start_enrolment(0), town::confirm_enrolment(0, town::CODE_HASH)]);
    envelopes.extend([
        town::pay(1, 0, Payee::Label(town::label(0)), 10),
        town::pay(2, 0, Payee::Receive(town::receive_code(1)), 5),
        town::charge(9, 0, 0, 5, 20),
        town::open_order(8, 0, 30),
    ]);
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    store
}

fn after(change: impl FnOnce(&mut BTreeMap<Key, Record>)) -> Vec<Finding> {
    let store = settled();
    store.tamper_records(change);
    findings(&store)
}

fn changed(key: &Key, change: impl FnOnce(&mut Record)) -> Vec<Finding> {
    after(|records| change(records.get_mut(key).expect("is there")))
}

#[test]
fn a_swapped_device_key_is_found() {
    let (device, owner) = (town::device(0), town::person(0).0);
    let found = changed(&Key::Device(device), |record| {
        let Record::Device(own) = record else { return };
        own.public_key = town::public_key(7);
    });
    let kind = RegisteredKind::Device;
    assert_eq!(found, [Finding::RegisteredDiffers { kind, id: device.0, owner }]);
    let found = changed(&Key::Device(device), |record| {
        let Record::Device(own) = record else { return };
        own.state = State::Closed;
    });
    assert_eq!(found, [Finding::RegisteredDiffers { kind, id: device.0, owner }]);
}

#[test]
fn a_device_put_in_and_one_removed_are_found() {
    let (id, owner, kind) = (DeviceId(77), town::person(0).0, RegisteredKind::Device);
    let found = after(|records| {
        let person = town::person(0);
        let (public_key, state, enrolled_at) = (town::public_key(7), State::Active, AT);
        let device = Device { id, person, public_key, state, enrolled_at, revoked_at: None };
        records.insert(Key::Device(id), Record::Device(device));
    });
    assert_eq!(found, [Finding::RegisteredExtra { kind, id: 77, owner }]);
    let id = town::device(0);
    let found = after(|records| drop(records.remove(&Key::Device(id))));
    assert!(found.contains(&Finding::RegisteredMissing { kind, id: id.0, owner }), "{found:?}");
}

#[test]
fn a_renamed_payee_is_found() {
    let shop = town::merchant(0);
    let found = changed(&Key::Merchant(shop), |record| {
        let Record::Merchant(own) = record else { return };
        own.name = "Another".to_owned();
    });
    let (kind, owner) = (RegisteredKind::Merchant, town::merchant_account(0).0);
    assert!(found.contains(&Finding::RegisteredDiffers { kind, id: shop.0, owner }));
    assert!(found.contains(&Finding::NameDiffers { payment: PaymentId(1) }));
    let found = changed(&Key::Payment(PaymentId(1)), |record| {
        let Record::Payment(own) = record else { return };
        Arc::make_mut(own).payee_name = "Another".to_owned();
    });
    assert_eq!(besides_answers(found), [Finding::NameDiffers { payment: PaymentId(1) }]);
}

#[test]
fn a_redirected_label_or_receive_code_is_found() {
    let (id, merchant) = (town::label(0), town::merchant(1));
    let found = changed(&Key::Label(id), |record| {
        *record = Record::Label(Label { id, merchant, state: State::Active });
    });
    let (kind, owner) = (RegisteredKind::Label, town::merchant(0).0);
    assert!(found.contains(&Finding::RegisteredDiffers { kind, id: id.0, owner }), "{found:?}");
    let (id, person): (ReceiveCodeId, _) = (town::receive_code(1), town::person(0));
    let found = changed(&Key::ReceiveCode(id), |record| {
        *record = Record::ReceiveCode(ReceiveCode { id, person });
    });
    let (kind, owner) = (RegisteredKind::ReceiveCode, town::person(1).0);
    assert!(found.contains(&Finding::RegisteredDiffers { kind, id: id.0, owner }), "{found:?}");
}

#[test]
fn a_handle_that_leads_to_somebody_else_is_found() {
    let found = changed(&Key::Handle(town::handle(1)), |record| {
        let Record::Handle(own) = record else { return };
        own.person = town::person(0);
    });
    let is_of = |finding: &&Finding| {
        matches!(finding,
        Finding::RegisteredMissing { kind: RegisteredKind::Handle, owner, .. }
        | Finding::RegisteredExtra { kind: RegisteredKind::Handle, owner, .. }
            if [town::person(0).0, town::person(1).0].contains(owner))
    };
    assert_eq!(found.iter().filter(is_of).count(), 2, "{found:?}");
}

#[test]
fn payments_of_what_was_not_paid_are_found() {
    let payment = PaymentId(1);
    let kinds = [
        PaymentKind::Label(LabelId(99)),
        PaymentKind::Label(town::label(1)),
        PaymentKind::Transfer(town::receive_code(1)),
        PaymentKind::TopUp,
        PaymentKind::Booking,
        PaymentKind::PayerCode(DeviceId(5)),
    ];
    for kind in kinds {
        let found = changed(&Key::Payment(payment), |record| {
            let Record::Payment(own) = record else { return };
            Arc::make_mut(own).kind = kind;
        });
        assert_eq!(besides_answers(found), [Finding::PaymentDiffers { payment }], "{kind:?}");
    }
    let order = OrderId(8);
    let found = changed(&Key::Order(order), |record| {
        let Record::Order(own) = record else { return };
        own.merchant = town::merchant(1);
    });
    assert_eq!(besides_answers(found), [Finding::OrderDiffers { order }]);
    let extra = OrderId(80);
    let found = after(|records| {
        let Some(Record::Order(own)) = records.get(&Key::Order(order)).cloned() else { return };
        let other = crate::record::Order { id: extra, ..own };
        records.insert(Key::Order(extra), Record::Order(other));
    });
    assert_eq!(found, [Finding::OrderDiffers { order: extra }]);
}

#[test]
fn a_row_that_registers_nobody_is_impossible() {
    let store = settled();
    store.tamper_journal(|rows| {
        let head = rows.last().map_or_else(ChainHead::default, JournalRow::head);
        let (kind, id, owner) = (RegisteredKind::Device, 5, 6);
        let registered = Registered { kind, id, owner, state: State::Active, digest: [0; 32] };
        rows.push(head.append(AT, JournalEntry::Registered(registered)));
    });
    let found = findings(&store);
    assert!(found.iter().any(|it| matches!(it, Finding::RowImpossible { .. })), "{found:?}");
}

#[test]
fn answers_that_are_not_so_are_found() {
    let key = CommandKey { scope: Scope::Person(town::person(0)), id: 1 };
    let differs = [Finding::AnsweredDiffers { key }];
    let refused = changed(&Key::Answered(key), |record| {
        let Record::Answered(own) = record else { return };
        own.outcome = Err(Rejection::InsufficientFunds.into());
    });
    assert_eq!(refused, differs);
    let other = changed(&Key::Answered(key), |record| {
        let Record::Answered(own) = record else { return };
        if let Ok(Receipt::Paid(payment)) = &mut own.outcome {
            Arc::make_mut(payment).id = PaymentId(2);
        }
    });
    assert_eq!(other, differs);
    let others = CommandKey { scope: Scope::Person(town::person(1)), id: 1 };
    let found = after(|records| {
        let Some(Record::Answered(own)) = records.remove(&Key::Answered(key)) else { return };
        let moved = crate::record::Answered { key: others, ..own };
        records.insert(Key::Answered(others), Record::Answered(moved));
    });
    assert_eq!(found, [Finding::AnsweredDiffers { key: others }]);
}
