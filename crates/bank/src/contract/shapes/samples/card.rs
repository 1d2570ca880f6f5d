//! Cards at the edges of what they can hold.

use super::{AT, HIGH, TEXT};
use crate::id::{AccountId, CardId, CouponId, PersonId, StockId};
use crate::journal::{CardEntry, JournalEntry};
use crate::receipt::Receipt;
use crate::record::{Card, CardGift, CardToken, Record, State};

fn card(person: u128, last_four: u16, state: State) -> Record {
    Record::Card(Card {
        person: PersonId(person),
        id: CardId(HIGH),
        brand: TEXT.to_owned(),
        last_four,
        token: CardToken::new(TEXT.repeat(4)),
        bound_at: AT,
        state,
    })
}

pub(super) fn records() -> Vec<Record> {
    let gift = |stock| CardGift { stock, card: CardId(HIGH), coupon: CouponId(HIGH) };
    vec![
        card(1, 0, State::Active),
        card(HIGH, 9999, State::Active),
        Record::CardGift(gift(StockId(0))),
        Record::CardGift(gift(StockId(HIGH))),
    ]
}

pub(super) fn later_records() -> Vec<Record> {
    vec![card(1, 9999, State::Closed), card(HIGH, 0, State::Active)]
}

pub(super) fn answers() -> Vec<Receipt> {
    vec![Receipt::CardBound(CardId(HIGH)), Receipt::CardBound(CardId(0))]
}

pub(super) fn journal() -> Vec<JournalEntry> {
    let (card, account) = (CardId(HIGH), AccountId(HIGH));
    vec![
        JournalEntry::Card(CardEntry::Bound { card, account, hash: [0xC1; 32] }),
        JournalEntry::Card(CardEntry::Unbound { card, account }),
        JournalEntry::Card(CardEntry::Counted {
            stock: StockId(HIGH),
            card,
            coupon: CouponId(HIGH),
        }),
    ]
}
