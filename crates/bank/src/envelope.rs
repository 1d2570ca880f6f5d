//! Envelopes: sent, claimed share by share, and given back when their time is over. How money is
//! divided is decided in `promotion`; here it meets people and accounts.
//!
//! Each envelope has an account of its own, whose floor is zero: so no more can be claimed than was
//! sent, whatever else goes wrong, and no two envelopes wait for each other.

mod claim;
mod give_back;
mod send;

pub(crate) use claim::claim;
pub(crate) use give_back::give_back;
pub(crate) use send::send;

use crate::effects::{Effects, Stop};
use crate::event::{Event, Happened};
use crate::id::{AccountId, EnvelopeId};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::record::{EnvelopeState, Record, SentEnvelope};
use crate::rejection::Rejection;

/// Ends an envelope: from here on its seed is no secret, and the journal says what it was.
fn end(sent: &SentEnvelope, claimed: u16, state: EnvelopeState, effects: &mut Effects) {
    let (envelope, seed) = (sent.envelope.id, sent.seed.clone());
    effects.journal(JournalEntry::EnvelopeEnded { envelope, seed });
    effects.write(Record::Envelope(Box::new(SentEnvelope { claimed, state, ..sent.clone() })));
}

/// Tells the sender, and the person for whom it is, about the row that was written last.
fn tell(
    envelope: EnvelopeId,
    (sender, payee): (AccountId, Option<AccountId>),
    effects: &mut Effects,
) {
    let happened = Happened::EnvelopeChanged { envelope, sender, payee };
    effects.event(Event { sequence: effects.sequence(), happened });
}

/// Returns the account and registered name of who sent an envelope.
fn sender<'a>(page: &'a Page, sent: &SentEnvelope) -> Result<(AccountId, &'a str), Stop> {
    let person = page.person(sent.sender)?.ok_or(Rejection::PersonUnknown)?;
    Ok((person.account, &person.name))
}
