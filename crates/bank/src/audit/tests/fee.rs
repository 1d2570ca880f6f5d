//! Fees: rows about them that were rewritten, with a chain that fits again, and found.

use super::*;
use crate::fee::FeeTerms;
use crate::journal::FeeMoved;
use crate::setting::SettingKey;

/// A town in which a fee was taken and, in part, given back; a command had set it, or the
/// configuration says it.
fn taken(is_set: bool) -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(1, 1, 5_000);
    let mut pay = town::order_to_pay(1, 0, Payee::Label(town::label(0)), 1_000);
    match is_set {
        true => envelopes.extend([
            town::change_setting(90, SettingKey::FeeRate, 0, 500),
            town::change_setting(92, SettingKey::FeeFreeBelow, 0, 1),
        ]),
        false => pay.fee = FeeTerms { rate_bp: 500, free_below_minor: 0 },
    }
    envelopes.extend([town::pay_with(pay), town::refund(2, 1, 0, 400)]);
    if is_set {
        envelopes.push(town::change_setting(91, SettingKey::FeeFreeBelow, 1, 2_000));
        envelopes.push(town::pay(3, 0, Payee::Label(town::label(0)), 1_000));
    }
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(findings(&store), []);
    store
}

/// Returns whether a row is found that cannot be, after entries were rewritten.
fn is_found(is_set: bool, rewrite: impl FnOnce(&mut Vec<JournalEntry>)) -> bool {
    let store = taken(is_set);
    store.tamper_journal(|rows| {
        let mut entries: Vec<JournalEntry> = rows.iter().map(|row| row.entry.clone()).collect();
        rewrite(&mut entries);
        let mut head = ChainHead::default();
        let rewritten = entries.into_iter().map(|entry| {
            let row = head.append(AT, entry);
            head = row.head();
            row
        });
        *rows = rewritten.collect();
    });
    let found = findings(&store);
    found.iter().any(|finding| matches!(finding, Finding::RowImpossible { .. }))
}

/// Rewrites the fee that was taken, or what went back.
fn fees(entries: &mut [JournalEntry], is_taken: bool, change: impl Fn(&mut FeeMoved)) {
    for entry in entries {
        if let JournalEntry::Fee(fee) = entry
            && fee.terms.is_some() == is_taken
        {
            change(fee);
        }
    }
}

#[test]
fn attack_27_a_fee_on_other_terms_than_held_is_found() {
    for is_set in [true, false] {
        assert!(!is_found(is_set, |_| {}), "an honest town is clean");
        assert!(is_found(is_set, |all| fees(all, true, |fee| fee.amount = town::amount(51))));
        assert!(is_found(is_set, |all| fees(all, true, |fee| fee.of = PaymentId(2))));
        assert!(is_found(is_set, |all| fees(all, true, |fee| fee.credit = town::desk())));
        assert!(is_found(is_set, |all| fees(all, false, |fee| fee.amount = town::amount(19))));
        assert!(is_found(is_set, |all| fees(all, false, |fee| fee.of = PaymentId(2))));
    }
    // Terms and amount that fit each other, but not what a command has set.
    let doubled = |fee: &mut FeeMoved| {
        (fee.terms, fee.amount) =
            (Some(FeeTerms { rate_bp: 1_000, free_below_minor: 1 }), town::amount(100));
    };
    assert!(is_found(true, |all| fees(all, true, doubled)));
}

#[test]
fn attack_27_a_fee_that_is_missing_or_in_another_place_is_found() {
    let is_taken =
        |entry: &JournalEntry| matches!(entry, JournalEntry::Fee(fee) if fee.terms.is_some());
    let is_back =
        |entry: &JournalEntry| matches!(entry, JournalEntry::Fee(fee) if fee.terms.is_none());
    assert!(is_found(true, |all| all.retain(|entry| !is_taken(entry))));
    assert!(is_found(true, |all| all.retain(|entry| !is_back(entry))));
    assert!(is_found(false, |all| all.retain(|entry| !is_back(entry))));
    assert!(is_found(false, |all| {
        let place = all.iter().position(is_back).expect("one went back");
        all.swap(place, place + 1);
    }));
    assert!(is_found(false, |all| {
        let place = all.iter().position(is_taken).expect("one was taken");
        let fee = all.remove(place);
        all.push(fee);
    }));
}
