//! Top-ups by card at the edges of what they can hold.

use super::{AT, HIGH, TEXT, amount};
use crate::id::{AccountId, CardId, CardTopUpId, PersonId};
use crate::journal::{CardTopUpEntry, JournalEntry};
use crate::record::{CardRefusal, CardToken, CardTopUp, CardTopUpState, Floor, Owner, Record};
use money::Amount;

fn top_up(id: u128, last_four: u16, state: CardTopUpState) -> Record {
    Record::CardTopUp(CardTopUp {
        id: CardTopUpId(id),
        person: PersonId(HIGH),
        card: CardId(HIGH - id),
        brand: TEXT.to_owned(),
        last_four,
        token: CardToken::new(TEXT.repeat(4)),
        amount: amount(Amount::MINOR_MAX),
        asked_at: AT,
        state,
    })
}

fn states() -> impl Iterator<Item = CardTopUpState> {
    let refused = CardRefusal::ALL.iter().copied();
    let refused = refused.map(|reason| CardTopUpState::Refused { reason, at: AT });
    [CardTopUpState::Asked, CardTopUpState::Paid { at: AT }].into_iter().chain(refused)
}

pub(super) fn records() -> Vec<Record> {
    (0..).zip(states()).map(|(id, state)| top_up(id, 0, state)).collect()
}

pub(super) fn later_records() -> Vec<Record> {
    vec![top_up(0, 9999, CardTopUpState::Paid { at: AT.plus_ms(1) })]
}

pub(super) fn journal() -> Vec<JournalEntry> {
    let (top_up, account, card) = (CardTopUpId(HIGH), AccountId(HIGH), CardId(HIGH));
    let amount = amount(Amount::MINOR_MAX);
    let asked = CardTopUpEntry::Asked { top_up, account, card, amount, hash: [0xC2; 32] };
    let refused = CardRefusal::ALL.iter().copied();
    let refused = refused.map(|reason| CardTopUpEntry::Refused { top_up, reason });
    let opened = JournalEntry::AccountOpened {
        account: AccountId(7),
        owner: Owner::Issuer,
        floor: Floor::None,
        currency: amount.currency(),
    };
    let rows = std::iter::once(asked).chain(refused).map(JournalEntry::CardTopUp);
    std::iter::once(opened).chain(rows).collect()
}
