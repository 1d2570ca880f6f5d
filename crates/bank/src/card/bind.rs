//! Binds a card to a person, or binds it anew with another token.

use crate::command::BindCard;
use crate::effects::{Answer, Effects};
use crate::journal::{CardEntry, JournalEntry};
use crate::page::Page;
use crate::person;
use crate::receipt::Receipt;
use crate::record::{Card, Record, State};
use crate::rejection::Rejection;

/// How many cards a person has at once. Which there are is asked where it is decided, so that two
/// bindings at once do not come to more.
pub const CARDS_MAX: usize = 10;

/// The longest name of a kind of cards, in characters.
const BRAND_MAX: usize = 24;

/// The longest token, in characters.
const TOKEN_MAX: usize = 128;

pub(crate) fn bind(page: &Page, command: &BindCard, effects: &mut Effects) -> Answer {
    let BindCard { person, card: id, brand, last_four, token } = command;
    let person = person::active(page, *person)?;
    if !(is_text(brand, BRAND_MAX) && *last_four <= 9999 && is_text(token.expose(), TOKEN_MAX)) {
        return Err(Rejection::CardMalformed.into());
    }
    let is_other = |card: &&Card| card.id != *id && card.state == State::Active;
    if page.cards_of(person.id)?.filter(is_other).count() >= CARDS_MAX {
        return Err(Rejection::CardsFull.into());
    }
    let card = Card {
        person: person.id,
        id: *id,
        brand: brand.clone(),
        last_four: *last_four,
        token: token.clone(),
        bound_at: effects.at(),
        state: State::Active,
    };
    let (account, hash) = (person.account, card.hash());
    effects.journal(JournalEntry::Card(CardEntry::Bound { card: *id, account, hash }));
    effects.write(Record::Card(card));
    Ok(Receipt::CardBound(*id))
}

fn is_text(text: &str, max: usize) -> bool {
    let is_visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    !text.trim().is_empty() && text.len() <= max && text.bytes().all(is_visible)
}
