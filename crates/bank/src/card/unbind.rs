//! Takes a card off a person. What it got as a gift stays counted.

use crate::command::UnbindCard;
use crate::effects::{Answer, Effects};
use crate::journal::{CardEntry, JournalEntry};
use crate::page::Page;
use crate::person;
use crate::receipt::Receipt;
use crate::record::{Card, Record, State};
use crate::rejection::Rejection;

pub(crate) fn unbind(page: &Page, command: &UnbindCard, effects: &mut Effects) -> Answer {
    let UnbindCard { person, card: id } = *command;
    let person = person::active(page, person)?;
    let card = page.card(person.id, id)?.ok_or(Rejection::CardUnknown)?;
    if card.state == State::Active {
        effects
            .journal(JournalEntry::Card(CardEntry::Unbound { card: id, account: person.account }));
        effects.write(Record::Card(Card { state: State::Closed, ..card.clone() }));
    }
    Ok(Receipt::CardUnbound(id))
}
