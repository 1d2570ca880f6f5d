//! The bytes of rows about fees, spelled out by hand.

use super::*;
use crate::fee::FeeTerms;

#[test]
fn rows_of_fees_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let number = |number: u64| number.to_be_bytes();
    let terms = FeeTerms { rate_bp: 7, free_below_minor: 8 };
    let moved = |terms| {
        let (payment, of, amount) = (PaymentId(3), PaymentId(4), amount(5));
        let (debit, credit) = (account(1), account(2));
        JournalEntry::Fee(FeeMoved { payment, debit, credit, amount, of, terms })
    };
    let ids = [3, account(1).0, account(2).0].map(id).concat();
    let same = [ids.as_slice(), &number(5), b"CNY", &id(4)].concat();
    let row = |terms| ChainHead::default().append(TimeMs(10), moved(terms)).hash;
    let taken = [number(7), number(8)].concat();
    assert_eq!(row(Some(terms)), by_hand([0; 32], 1, 10, &[&[140], &same, &taken]));
    assert_eq!(row(None), by_hand([0; 32], 1, 10, &[&[141], &same]));
    let opened = JournalEntry::AccountOpened {
        account: account(1),
        owner: Owner::Fees,
        floor: Floor::None,
        currency: amount(0).currency(),
    };
    let opened = ChainHead::default().append(TimeMs(10), opened).hash;
    let bytes: [&[u8]; 5] = [&[1], &id(account(1).0), &[10], &[1], b"CNY"];
    assert_eq!(opened, by_hand([0; 32], 1, 10, &bytes));
}
