//! Random commands of people, devices and shops, with repeats, conflicts and bad values: whatever
//! comes, money is neither made nor lost, and a batch is no more than its commands one by one.

mod campaign;
mod envelope;
mod promotion;
mod step;

use crate::audit::audit;
use crate::batch;
use crate::command::{Command, Envelope, Leg};
use crate::contract::town;
use crate::id::{AccountId, PaymentId};
use crate::memory::MemoryStore;
use crate::receipt::{Outcome, Receipt};
use crate::record::{Floor, Payment, Record};
use crate::rejection::Rejection;
use crate::store::Reader as _;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use step::{Step, World};

/// What is money: accounts, payments, orders, holds and what went back.
fn money_state(store: &MemoryStore) -> Vec<Record> {
    let is_money = |record: &Record| {
        matches!(
            record,
            Record::Account(_)
                | Record::Payment(_)
                | Record::Order(_)
                | Record::Hold(_)
                | Record::Returned(_)
        )
    };
    store.records().into_iter().filter(is_money).collect()
}

fn founded() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(3, 2, 500);
    for n in 0..4 {
        envelopes.push(town::start_enrolment(n));
        envelopes.push(town::confirm_enrolment(n, town::CODE_HASH));
    }
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    store
}

/// Runs commands one by one and checks each alone; returns their outcomes.
fn one_by_one(store: &mut MemoryStore, envelopes: &[Envelope]) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for envelope in envelopes {
        let before = money_state(store);
        let rows = store.journal(0, u32::MAX).expect("memory works").len();
        let outcome = batch::run(store, std::slice::from_ref(envelope)).expect("works").remove(0);
        if outcome.is_err() {
            assert_eq!(money_state(store), before, "a refused command moves nothing");
            assert_eq!(store.journal(0, u32::MAX).expect("memory works").len(), rows);
        }
        outcomes.push(outcome);
    }
    outcomes
}

/// No device's step is charged twice, and no person gets more without a PIN than there may be.
fn check_payer_codes(asked: &[(Envelope, Outcome)]) {
    let mut taken = std::collections::BTreeSet::new();
    let mut quick: BTreeMap<AccountId, BTreeMap<PaymentId, u64>> = BTreeMap::new();
    for (envelope, outcome) in asked {
        let (Command::ChargePayerCode(charge), Ok(receipt)) = (&envelope.command, outcome) else {
            continue;
        };
        let shown = charge.shown.map(|shown| (shown.device, shown.step));
        taken.insert((shown, charge.payment));
        if let Receipt::Paid(payment) = receipt {
            let minor = payment.amount.minor();
            quick.entry(payment.debit).or_default().insert(payment.id, minor);
        }
    }
    let steps: std::collections::BTreeSet<_> = taken.iter().map(|(shown, _)| *shown).collect();
    assert_eq!(steps.len(), taken.len(), "one code, one charge");
    // All of it happens within a day.
    for payments in quick.values() {
        assert!(payments.len() <= 10 && payments.values().sum::<u64>() <= 30_000);
    }
}

/// Asks everything again: the same answers, and nothing moves.
fn replay(store: &mut MemoryStore, asked: &[(Envelope, Outcome)]) {
    let before = money_state(store);
    let again: Vec<Envelope> =
        asked.iter().map(|(envelope, _)| Envelope { nonce: None, ..envelope.clone() }).collect();
    let outcomes = batch::run(store, &again).expect("memory works");
    for ((envelope, first), again) in asked.iter().zip(outcomes) {
        let keyed = envelope.key.is_some();
        let about_the_attempt = first.as_ref().err().is_some_and(|refusal| {
            use Rejection as R;
            matches!(
                refusal.rejection,
                R::SignatureReplayed
                    | R::DeviceUnknown
                    | R::DeviceRevoked
                    | R::PinMissing
                    | R::PinNotSet
                    | R::PinLocked
            )
        });
        if keyed && !about_the_attempt {
            assert_eq!(again, *first);
        }
    }
    // Attempts that failed for their nonce or PIN may succeed now: those are no replays.
    let attempts_done = money_state(store) != before;
    if attempts_done {
        assert!(asked.iter().any(|(_, first)| first.is_err()));
    }
}

fn check_invariants(store: &MemoryStore, asked: &[(Envelope, Outcome)]) {
    let report = audit(store).expect("memory works");
    assert_eq!(report.findings, [], "the journal adds up to the balances, and all to zero");
    for account in store.accounts(None, u32::MAX).expect("memory works") {
        assert!(account.floor == Floor::None || account.available_minor() >= 0, "{account:?}");
    }
    let mut moved: BTreeMap<AccountId, i64> = BTreeMap::new();
    let mut seen = std::collections::BTreeSet::new();
    for (envelope, outcome) in asked {
        for payment in answered_payments(store, envelope, outcome) {
            if !seen.insert(payment.id) {
                continue;
            }
            let minor = i64::try_from(payment.amount.minor()).expect("small");
            *moved.entry(payment.debit).or_default() -= minor;
            *moved.entry(payment.credit).or_default() += minor;
        }
    }
    for (account, minor) in moved {
        let Ok(Some(Record::Account(account))) = store.record(&crate::Key::Account(account)) else {
            panic!("an account")
        };
        let opening = match account.owner {
            crate::record::Owner::Desk => -1_500,
            crate::record::Owner::Person(_) => {
                if account.id == town::account(3) {
                    0
                } else {
                    500
                }
            }
            crate::record::Owner::Merchant(_)
            | crate::record::Owner::Stock(_)
            | crate::record::Owner::Campaign(_)
            | crate::record::Owner::Envelope(_)
            | crate::record::Owner::Fees => 0,
            // Topped up by nothing here.
            crate::record::Owner::Issuer => 0,
        };
        assert_eq!(account.balance.minor(), opening + minor, "what was answered is what moved");
    }
}

/// Returns the payments that an answer stands for.
fn answered_payments(
    store: &MemoryStore,
    envelope: &Envelope,
    outcome: &Outcome,
) -> Vec<Arc<Payment>> {
    let ids: Vec<PaymentId> = match (outcome, &envelope.command) {
        (Ok(Receipt::Paid(payment)), _) => vec![payment.id],
        (Ok(Receipt::Reversed { reversal, .. }), _) => {
            reversal.iter().map(|reversal| reversal.id).collect()
        }
        (Ok(Receipt::Linked(_)), Command::Link(link)) => {
            let moved = link.legs.iter().filter_map(|leg| match leg {
                Leg::Book(book) => Some(book.payment),
                Leg::Post(post) => Some(post.payment),
                Leg::Hold(_) | Leg::Void(_) => None,
            });
            moved.collect()
        }
        _ => Vec::new(),
    };
    let find = |id| match store.record(&crate::Key::Payment(id)) {
        Ok(Some(Record::Payment(payment))) => payment,
        other => panic!("a payment, not {other:?}"),
    };
    ids.into_iter().map(find).collect()
}

/// Nothing goes back but what was paid, to who paid it, and not more than that.
fn check_returns(store: &MemoryStore) {
    for payment in store.payments_by_sequence(0, u32::MAX).expect("memory works") {
        let returns = store.returns(payment.id).expect("memory works");
        let back: u64 = returns.iter().map(|movement| movement.amount.minor()).sum();
        assert!(back <= payment.amount.minor(), "{payment:?}");
        assert!(returns.iter().all(|movement| movement.credit == payment.debit));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_money_is_kept(
        batches in prop::collection::vec(prop::collection::vec(any::<Step>(), 1..12), 1..8),
    ) {
        let mut together = founded();
        let mut apart = founded();
        let mut world = World::default();
        let mut asked: Vec<(Envelope, Outcome)> = Vec::new();
        for steps in batches {
            let envelopes: Vec<Envelope> =
                steps.iter().map(|step| world.envelope(step, &together)).collect();
            let outcomes = batch::run(&mut together, &envelopes).expect("memory works");
            prop_assert_eq!(&one_by_one(&mut apart, &envelopes), &outcomes);
            prop_assert_eq!(together.records(), apart.records());
            prop_assert_eq!(together.journal(0, u32::MAX), apart.journal(0, u32::MAX));
            prop_assert_eq!(together.events(0, u32::MAX), apart.events(0, u32::MAX));
            asked.extend(envelopes.into_iter().zip(outcomes));
            check_invariants(&together, &asked);
            check_payer_codes(&asked);
            check_returns(&together);
        }
        replay(&mut together, &asked);
        prop_assert!(audit(&together).expect("memory works").is_clean());
    }
}
