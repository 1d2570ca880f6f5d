//! What was acknowledged is there; what was not never was.

use crate::batch;
use crate::command::{Command, OpenLabel, Payee, SetPin, TryPin};
use crate::contract::town::{self, AT};
use crate::contract::{Subject, assert_audit_clean, done, run};
use crate::id::{LabelId, OrderId};
use crate::key::Key;
use crate::receipt::Receipt;
use crate::record::{OrderState, Record};
use crate::store::Writes;

/// Every command is done and its records are found by another handle.
///
/// # Panics
/// When the store breaks the contract.
pub fn every_command_is_kept(subject: &dyn Subject) {
    let envelopes = [
        town::open_desk(),
        town::open_account(0),
        town::open_merchant(0),
        town::plain(Command::OpenLabel(OpenLabel {
            label: LabelId(77),
            merchant: town::merchant(0),
        })),
        town::start_enrolment(1),
        town::confirm_enrolment(1, town::CODE_HASH),
        town::plain(Command::SetPin(SetPin {
            person: town::person(1),
            verifier: "$argon2id$one".to_owned(),
            current_pin_right: false,
        })),
        town::signed(
            town::device(1),
            5,
            town::plain(Command::TryPin(TryPin { person: town::person(1) })),
        ),
        town::top_up(100, 1, 1_000),
        town::open_order(200, 0, 300),
        town::open_order(201, 0, 400),
        close_order(201),
        town::pay(300, 1, Payee::Order(OrderId(200)), 300),
        town::pay(301, 1, Payee::Label(LabelId(77)), 200),
        town::pay(302, 1, Payee::Receive(town::receive_code(0)), 100),
        town::charge(303, 0, 1, 7, 50),
        town::charge(304, 0, 1, 8, 10_001),
        town::signed(town::device(1), 6, town::plain(Command::UseNonce)),
    ];
    done(subject, &envelopes);
    let reader = subject.reader();
    let find = |key: Key| reader.record(&key).expect("the store works").expect("it is there");
    let holds = [
        (town::desk(), -1_000),
        (town::account(0), 100),
        (town::account(1), 350),
        (town::merchant_account(0), 550),
    ];
    for (id, minor) in holds {
        let Record::Account(account) = find(Key::Account(id)) else { panic!("an account") };
        assert_eq!(account.balance.minor(), minor);
    }
    let Record::Person(person) = find(Key::Person(town::person(1))) else { panic!("a person") };
    assert_eq!((person.pin.tries, person.pin.verifier.as_deref()), (1, Some("$argon2id$one")));
    let states = [200, 201].map(|id| match find(Key::Order(OrderId(id))) {
        Record::Order(order) => order.state,
        other => panic!("an order, not {other:?}"),
    });
    let paid = OrderState::Paid { payment: crate::id::PaymentId(300), at: AT };
    assert_eq!(states, [paid, OrderState::Closed]);
    find(Key::Handle(town::handle(1)));
    find(Key::Device(town::device(1)));
    find(Key::Nonce(AT.plus_ms(300_000), town::device(1), 6));
    find(Key::Label(LabelId(77)));
    find(Key::Order(OrderId(304)));
    find(Key::TakenPayerCode(town::device(1)));
    find(Key::QuickPay(town::person(1)));
    assert_audit_clean(subject);
}

fn close_order(id: u128) -> crate::Envelope {
    let (order, merchant) = (OrderId(id), town::merchant(0));
    town::plain(Command::CloseOrder(crate::command::CloseOrder { order, merchant }))
}

/// A batch that ends before its commit leaves nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_batch_dropped_before_its_commit_never_was(subject: &dyn Subject) {
    let mut store = subject.store();
    drop(store.begin().expect("begins"));
    assert_eq!(batch::run(store.as_mut(), &[town::open_desk()]).map(|done| done.len()), Ok(1));
    assert_audit_clean(subject);
}

/// A crash between write and commit leaves nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_batch_written_but_not_committed_never_was(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let Record::Account(account) = subject
        .reader()
        .record(&Key::Account(town::account(0)))
        .expect("the store works")
        .expect("there")
    else {
        panic!("an account")
    };
    let richer = crate::record::Account { version: 99, ..account.clone() };
    let mut store = subject.store();
    let mut batch = store.begin().expect("begins");
    let records = vec![Record::Account(richer.clone())];
    batch.write(&Writes { records, ..Writes::default() }).expect("writes");
    let within = batch.read(&[Key::Account(account.id)]).expect("reads");
    assert_eq!(within, [Some(Record::Account(richer))], "a batch sees its own writes");
    let outside = subject_record_unless_locked(subject, account.id);
    assert!(outside.is_none_or(|record| record == Record::Account(account.clone())));
    drop(batch);
    let after = subject.reader().record(&Key::Account(account.id)).expect("the store works");
    assert_eq!(after, Some(Record::Account(account.clone())));
    let again = store.begin().expect("begins").read(&[Key::Account(account.id)]).expect("reads");
    assert_eq!(again, [Some(Record::Account(account))], "nor does the handle remember it");
    assert_audit_clean(subject);
}

/// The memory store lets nobody read during a batch; others must show the state before it.
fn subject_record_unless_locked(
    subject: &dyn Subject,
    account: crate::id::AccountId,
) -> Option<Record> {
    if !subject.reads_during_batches() {
        return None;
    }
    subject.reader().record(&Key::Account(account)).expect("the store works")
}

/// What one handle did another one sees, and goes on from.
///
/// # Panics
/// When the store breaks the contract.
pub fn another_handle_finds_what_was_done(subject: &dyn Subject) {
    let mut first = subject.store();
    let mut second = subject.store();
    batch::run(first.as_mut(), &town::founded(2, 1, 500)).expect("the store works");
    let pay = |id| [town::pay(id, 0, Payee::Receive(town::receive_code(1)), 100)];
    for n in 0..3 {
        let store = if n == 1 { &mut first } else { &mut second };
        let outcomes = batch::run(store.as_mut(), &pay(n)).expect("the store works");
        assert!(matches!(outcomes.as_slice(), [Ok(Receipt::Paid(_))]));
    }
    drop((first, second));
    let reader = subject.reader();
    let history = reader.payments(town::account(0), None, 10).expect("the store works");
    assert_eq!(history.len(), 4);
    assert_audit_clean(subject);
}

/// An empty batch, and one that only finds old answers, are fine.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_batch_that_changes_nothing_is_fine(subject: &dyn Subject) {
    assert_eq!(run(subject, &[]), []);
    done(subject, &[town::open_desk()]);
    let again = run(subject, &[town::open_desk()]);
    assert_eq!(again, [Ok(Receipt::DeskOpened(town::desk()))]);
    assert_eq!(subject.reader().journal(0, 10).expect("the store works").len(), 1);
}

/// Nonces whose time is over are forgotten, others not.
///
/// # Panics
/// When the store breaks the contract.
pub fn nonces_are_forgotten_after_their_time(subject: &dyn Subject) {
    done(subject, &[town::start_enrolment(1), town::confirm_enrolment(1, town::CODE_HASH)]);
    let mut late = town::plain(Command::UseNonce);
    late.at = AT.plus_ms(1);
    let early = town::signed(town::device(1), 1, town::plain(Command::UseNonce));
    let late = town::signed(town::device(1), 2, late);
    let expires_at = early.nonce.expect("signed").nonce_expires_at;
    done(subject, &[early, late]);
    let mut upkeep = subject.upkeep();
    assert_eq!(upkeep.forget_nonces(expires_at), Ok(0));
    assert_eq!(upkeep.forget_nonces(expires_at.plus_ms(1)), Ok(1));
    let reader = subject.reader();
    let known =
        |end, nonce| reader.record(&Key::Nonce(end, town::device(1), nonce)).map(|it| it.is_some());
    assert_eq!(known(expires_at, 1), Ok(false));
    assert_eq!(known(expires_at.plus_ms(1), 2), Ok(true));
}
