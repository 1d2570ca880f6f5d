//! The bytes of rows about top-ups by card, spelled out by hand.

use super::*;
use crate::id::{CardId, CardTopUpId};
use crate::record::CardRefusal;

#[test]
fn rows_of_top_ups_by_card_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let row = |entry| ChainHead::default().append(TimeMs(10), entry).hash;
    let (top_up, card, hash) = (CardTopUpId(1), CardId(2), [3; 32]);
    let (account, amount) = (account(4), amount(5));
    let asked = CardTopUpEntry::Asked { top_up, account, card, amount, hash };
    let ids = [1, account.0, 2].map(id).concat();
    let bytes: [&[u8]; 5] = [&[103], &ids, &5_u64.to_be_bytes(), b"CNY", &hash];
    assert_eq!(row(JournalEntry::CardTopUp(asked)), by_hand([0; 32], 1, 10, &bytes));
    let reasons = [
        (1, CardRefusal::FundsShort),
        (2, CardRefusal::LimitReached),
        (3, CardRefusal::CardBlocked),
        (4, CardRefusal::CardGone),
    ];
    assert_eq!(reasons.len(), CardRefusal::ALL.len());
    for (number, reason) in reasons {
        let refused = JournalEntry::CardTopUp(CardTopUpEntry::Refused { top_up, reason });
        assert_eq!(row(refused), by_hand([0; 32], 1, 10, &[&[104], &id(1), &[number]]));
    }
    let (owner, floor, currency) = (Owner::Issuer, Floor::None, amount.currency());
    let opened = row(JournalEntry::AccountOpened { account, owner, floor, currency });
    let bytes: [&[u8]; 5] = [&[1], &id(account.0), &[11], &[1], b"CNY"];
    assert_eq!(opened, by_hand([0; 32], 1, 10, &bytes));
}
