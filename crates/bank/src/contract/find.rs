//! What is read outside of batches.

use crate::command::{Command, Envelope, OpenLabel, Payee, RotateTillKey, Scope};
use crate::contract::town;
use crate::contract::{Subject, ask, done};
use crate::event::{Event, Happened};
use crate::id::{
    AccountId, DeviceId, EnrolmentId, HoldId, LabelId, MerchantId, OrderId, PaymentId, PersonId,
    ReceiveCodeId, TimeMs,
};
use crate::key::{Key, Kind};
use crate::receipt::Receipt;
use crate::record::Record;
use crate::rejection::Rejection;
use crate::setting::SettingKey;
use std::collections::BTreeSet;

fn three_payments() -> Vec<Envelope> {
    let mut envelopes = town::founded(3, 1, 500);
    envelopes.push(town::pay(1, 0, Payee::Receive(town::receive_code(1)), 10));
    envelopes.push(town::pay(2, 1, Payee::Label(town::label(0)), 20));
    envelopes.push(town::pay(3, 2, Payee::Receive(town::receive_code(0)), 30));
    envelopes
}

/// An account's history has what it paid and what it was paid, newest first, page by page.
///
/// # Panics
/// When the store breaks the contract.
pub fn history_is_paged_newest_first(subject: &dyn Subject) {
    done(subject, &three_payments());
    let reader = subject.reader();
    let page =
        |before, limit| reader.payments(town::account(0), before, limit).expect("the store works");
    let all = page(None, 10);
    let minors: Vec<u64> = all.iter().map(|payment| payment.amount.minor()).collect();
    assert_eq!(minors, [30, 10, 500]);
    assert!(all[0].sequence > all[1].sequence && all[1].sequence > all[2].sequence);
    assert_eq!(page(None, 2), all[..2]);
    assert_eq!(page(Some(all[1].sequence), 2), all[2..]);
    assert_eq!(page(Some(all[2].sequence), 2), []);
    assert_eq!(page(None, 0), []);
    let of_others = reader.payments(town::account(1), None, 1).expect("the store works");
    assert_eq!(of_others[0].sequence, all[0].sequence - 1);
    for no_payment_of_theirs in [0, of_others[0].sequence, all[0].sequence + 1, u64::MAX] {
        assert_eq!(page(Some(no_payment_of_theirs), 10), []);
    }
    assert_eq!(reader.payments(AccountId(1), None, 10), Ok(vec![]));
    let every = reader.payments_by_sequence(0, 100).expect("the store works");
    assert_eq!(every.len(), 6);
    assert_eq!(reader.payments_by_sequence(every[3].sequence, 1), Ok(every[4..5].to_vec()));
}

fn payment(event: &Event) -> PaymentId {
    match event.happened {
        Happened::Paid { payment, .. } => payment,
        other => panic!("a payment, not {other:?}"),
    }
}

/// Events are heard by both sides, oldest first, from a place onwards.
///
/// # Panics
/// When the store breaks the contract.
pub fn events_are_paged_oldest_first(subject: &dyn Subject) {
    assert_eq!(subject.reader().last_event(), Ok(0));
    done(subject, &three_payments());
    let reader = subject.reader();
    let numbered = |events: Vec<Event>| {
        events.iter().map(|event| (event.sequence, payment(event))).collect::<Vec<_>>()
    };
    let events = |after, limit| numbered(reader.events(after, limit).expect("the store works"));
    let heard = |account, after, max| {
        reader.events_of(account, after, max).expect("the store works").map(numbered)
    };
    let all = events(0, 100);
    assert_eq!(all.len(), 6);
    assert!(all.is_sorted());
    assert_eq!(reader.last_event(), Ok(all[5].0));
    assert_eq!(events(all[3].0, 1), all[4..5]);
    assert_eq!(heard(town::merchant_account(0), 0, 100), Some(vec![all[4]]));
    let one = town::account(1);
    assert_eq!(heard(one, all[2].0, 100), Some(all[3..5].to_vec()));
    assert_eq!(heard(one, all[2].0, 2), Some(all[3..5].to_vec()));
    assert_eq!(heard(one, all[2].0, 1), None);
    assert_eq!(heard(one, all[3].0, 100), Some(vec![all[4]]));
    assert_eq!(heard(one, all[5].0, 0), Some(vec![]));
    assert_eq!(heard(AccountId(1), 0, 100), Some(vec![]));
    let both = reader.events(all[4].0, 9).expect("the store works");
    let (debit, credit) = (town::account(2), town::account(0));
    assert_eq!(both[0].happened, Happened::Paid { payment: PaymentId(3), debit, credit });
}

/// The journal and the accounts are read page by page, complete and in order.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_journal_and_the_accounts_are_paged(subject: &dyn Subject) {
    done(subject, &three_payments());
    let reader = subject.reader();
    let rows = reader.journal(0, 1000).expect("the store works");
    assert!(rows.iter().map(|row| row.sequence).eq(1..=22));
    assert_eq!(reader.journal(4, 3), Ok(rows[4..7].to_vec()));
    assert_eq!(reader.journal(22, 3), Ok(vec![]));
    let accounts = reader.accounts(None, 1000).expect("the store works");
    assert_eq!(accounts.len(), 5);
    assert!(accounts.is_sorted_by_key(|account| account.id));
    assert_eq!(reader.accounts(Some(accounts[1].id), 2), Ok(accounts[2..4].to_vec()));
    assert_eq!(reader.accounts(Some(accounts[4].id), 2), Ok(vec![]));
}

/// Records of every kind are read page by page: each once, and as it is under its key.
///
/// # Panics
/// When the store breaks the contract.
pub fn records_are_paged(subject: &dyn Subject) {
    let (max, pin) = (SettingKey::PaymentMax, SettingKey::PinFrom);
    let uses = SettingKey::QuickDayUsesMax;
    let mut envelopes = three_payments();
    envelopes.extend([
        town::start_enrolment(0),
        town::confirm_enrolment(0, town::CODE_HASH),
        town::start_enrolment(1),
        town::confirm_enrolment(1, town::CODE_HASH),
        town::open_merchant(5),
        town::open_order(50, 0, 10),
        town::open_order(51, 0, 20),
        town::refund(60, 2, 0, 1),
        town::charge(61, 0, 0, 5, 10),
        town::charge(62, 0, 1, 5, 10),
        town::hold(63, 0, 1),
        town::hold(64, 0, 2),
        town::take_lease(1, 1000),
        town::change_setting(65, max, town::configured(max), 40_000),
        town::change_setting(66, pin, town::configured(pin), 40_000),
        town::change_setting(67, uses, 10, 9),
        town::signed(town::device(0), 9, town::plain(Command::UseNonce)),
        town::signed(town::device(1), 9, town::plain(Command::UseNonce)),
    ]);
    envelopes.extend(town::coupon::lived_in());
    envelopes.extend(town::campaign::lived_in());
    envelopes.extend(town::envelope::lived_in());
    envelopes.extend(town::card::lived_in());
    envelopes.extend(town::program::lived_in());
    let log = [town::neutrality::limit(1, 5), town::neutrality::appeal(2, 5, 1)];
    envelopes.extend(log.into_iter().chain([town::neutrality::answer(3, 2, true)]));
    envelopes.extend((5..10).map(town::open_account));
    envelopes.extend([town::top_up(68, 0, 5_000), town::top_up(69, 1, 5_000)]);
    envelopes.extend(town::staff::lived_in());
    envelopes.extend(town::card_top_up::lived_in());
    envelopes.extend(town::goods::lived_in());
    envelopes.extend(town::shift::lived_in());
    done(subject, &envelopes);
    let reader = subject.reader();
    for kind in Kind::ALL {
        let all = reader.records(kind, None, 1000).expect("the store works");
        assert!(!all.is_empty(), "{kind:?}");
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let page = reader.records(kind, after.as_ref(), 2).expect("the store works");
            assert!(page.len() <= 2);
            let Some(last) = page.last() else { break };
            after = Some(last.key());
            paged.extend(page);
        }
        assert_eq!(paged, all, "{kind:?}");
        let keys: BTreeSet<Key> = all.iter().map(Record::key).collect();
        assert_eq!(keys.len(), all.len(), "{kind:?}");
        for record in all {
            assert_eq!(record.key().kind(), kind);
            assert_eq!(reader.record(&record.key()), Ok(Some(record)));
        }
    }
}

/// A till finds its merchant, and the desk finds all merchants with their labels.
///
/// # Panics
/// When the store breaks the contract.
pub fn merchants_are_found_by_till_key(subject: &dyn Subject) {
    let more = OpenLabel { label: LabelId(5), merchant: town::merchant(1) };
    let mut envelopes = town::founded(0, 2, 0);
    envelopes.push(town::plain(Command::OpenLabel(more)));
    done(subject, &envelopes);
    let reader = subject.reader();
    let found = |n| {
        let found = reader.merchant_by_till_key(&town::till_key_hash(n));
        found.expect("the store works").map(|merchant| merchant.id)
    };
    assert_eq!(
        [found(0), found(1), found(2)],
        [Some(town::merchant(0)), Some(town::merchant(1)), None]
    );
    let labels = reader.labels(town::merchant(1)).expect("the store works");
    let rotate = |merchant, key| {
        let till_key_hash = town::till_key_hash(key);
        town::plain(Command::RotateTillKey(RotateTillKey { merchant, till_key_hash }))
    };
    for _ in 0..2 {
        let rotated = done(subject, &[rotate(town::merchant(0), 2)]);
        assert_eq!(rotated, [Receipt::TillKeyRotated(town::merchant(0))]);
    }
    let keys = [found(0), found(1), found(2)];
    assert_eq!(keys, [None, Some(town::merchant(1)), Some(town::merchant(0))]);
    let unknown = ask(subject, rotate(MerchantId(1), 3));
    assert_eq!(unknown, Err(Rejection::MerchantUnknown.into()));
    assert_eq!(labels.iter().map(|it| it.id).collect::<Vec<_>>(), [LabelId(5), town::label(1)]);
    assert_eq!(reader.labels(MerchantId(1)), Ok(vec![]));
    let all = reader.merchants().expect("the store works");
    let labels: Vec<(MerchantId, Vec<LabelId>)> = all
        .iter()
        .map(|(merchant, labels)| (merchant.id, labels.iter().map(|label| label.id).collect()))
        .collect();
    assert_eq!(
        labels,
        [
            (town::merchant(0), vec![town::label(0)]),
            (town::merchant(1), vec![LabelId(5), town::label(1)]),
        ]
    );
}

/// What was never written is absent, for every kind of key.
///
/// # Panics
/// When the store breaks the contract.
pub fn absent_records_are_absent(subject: &dyn Subject) {
    let keys = [
        Key::Account(AccountId(1)),
        Key::Person(PersonId(1)),
        Key::Handle("nobody@example.org".to_owned()),
        Key::Device(DeviceId(1)),
        Key::Enrolment(EnrolmentId(1)),
        Key::Merchant(MerchantId(1)),
        Key::Label(LabelId(1)),
        Key::Order(OrderId(1)),
        Key::ReceiveCode(ReceiveCodeId(1)),
        Key::Payment(PaymentId(1)),
        Key::Nonce(TimeMs(1), DeviceId(1), 1),
        Key::Answered(crate::CommandKey { scope: Scope::Operator, id: 1 }),
        Key::TakenPayerCode(DeviceId(1)),
        Key::QuickPay(PersonId(1)),
        Key::Returned(PaymentId(1)),
        Key::Hold(HoldId(1)),
        Key::Lease("sweep".to_owned()),
        Key::Setting(SettingKey::PaymentMax),
    ];
    {
        let mut store = subject.store();
        let read = store.begin().expect("begins").read(&keys).expect("the store works");
        assert_eq!(read, vec![None; keys.len()]);
    }
    for key in &keys {
        assert_eq!(subject.reader().record(key), Ok(None));
    }
}

/// The store says that it is ready.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_store_says_that_it_is_ready(subject: &dyn Subject) {
    assert_eq!(subject.reader().ready(), Ok(()));
}
