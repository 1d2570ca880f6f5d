//! A copy is the same store again; nothing is copied over anything.

use super::*;
use crate::batch;
use crate::command::{Command, Payee};
use crate::contract::town;
use crate::memory::MemoryStore;

fn lived_in() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(2, 1, 50_000);
    envelopes.extend([
        town::start_enrolment(0),
        town::confirm_enrolment(0, town::CODE_HASH),
        town::pay(1, 0, Payee::Label(town::label(0)), 10),
        town::refund(2, 1, 0, 3),
        town::open_order(7, 0, 20),
        town::charge(9, 0, 0, 5, 20_000),
        town::hold(4, 0, 70),
        town::signed(town::device(0), 9, town::plain(Command::UseNonce)),
    ]);
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let key = proof::SigningKey::from_seed(&[4; 32]).expect("a key");
    crate::contract::bill::sign(&mut store, town::merchant(0), "town", &key);
    store
}

#[test]
fn a_copy_holds_the_same() {
    let (from, mut to) = (lived_in(), MemoryStore::default());
    let seen = to.clone();
    let end = copy(&from, &mut to, &seen, &mut |_| {}).expect("copies");
    copy_proofs(&from, &mut to).expect("copies");
    assert_eq!(Ok(end), seen.chain_head());
    assert_eq!(seen.records(), from.records());
    assert_eq!(seen.journal(0, 1000), from.journal(0, 1000));
    assert_eq!(seen.all_bills(None, 10).map(|bills| bills.len()), Ok(2));
    assert_eq!(first_difference(&from, &seen, &mut |_| {}), Ok(None));
    assert_eq!(copy(&from, &mut to, &seen, &mut |_| {}), Ok(end), "was copied before");
}

#[test]
fn a_target_that_holds_anything_is_refused() {
    let from = lived_in();
    for envelopes in [vec![town::open_desk()], vec![town::start_enrolment(3)]] {
        let mut to = MemoryStore::default();
        batch::run(&mut to, &envelopes).expect("memory works");
        let (seen, before) = (to.clone(), to.records());
        let refused = copy(&from, &mut to, &seen, &mut |_| {});
        assert!(matches!(refused, Err(CopyError::NotEmpty(_))), "{refused:?}");
        assert_eq!(seen.records(), before);
    }
}

#[test]
fn a_difference_is_told() {
    let (from, other) = (lived_in(), lived_in());
    other.tamper_records(|records| {
        records.retain(|key, _| !matches!(key, Key::Nonce(..)));
    });
    let difference = first_difference(&from, &other, &mut |_| {}).expect("memory works");
    assert_eq!(difference.as_deref(), Some("records of the kind Nonce"));
}
