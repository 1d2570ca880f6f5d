//! Claims the next share of an envelope: one for each person, the first one first.

use super::{end, sender, tell};
use crate::command::ClaimEnvelope;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::person;
use crate::receipt::Receipt;
use crate::record::{Claim, EnvelopeState, PaymentKind, Record, SentEnvelope};
use crate::rejection::Rejection;
use money::Amount;

pub(crate) fn claim(page: &Page, command: &ClaimEnvelope, effects: &mut Effects) -> Answer {
    let ClaimEnvelope { envelope: id, claim, person, secret_hash } = *command;
    let person = person::active(page, person)?;
    if page.payment(claim)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let sent = page.envelope(id)?.ok_or(Rejection::EnvelopeUnknown)?;
    check_right(sent, person.id, secret_hash)?;
    if page.claim(id, person.id)?.is_some() {
        return Err(Rejection::EnvelopeClaimed.into());
    }
    match sent.state {
        EnvelopeState::Finished => return Err(Rejection::EnvelopeEmpty.into()),
        EnvelopeState::Returned => return Err(Rejection::EnvelopeOver.into()),
        EnvelopeState::Open if effects.at() >= sent.returns_at() => {
            return Err(Rejection::EnvelopeOver.into());
        }
        EnvelopeState::Open => {}
    }
    let credit = page.account(person.account)?.ok_or(Rejection::PersonUnknown)?;
    let debit = page.account(sent.account())?.ok_or(Rejection::AccountUnknown)?;
    let currency = sent.envelope.total.currency();
    let place = sent.claimed;
    let sealed = sent.sealed().ok_or(Rejection::EnvelopeUnknown)?;
    let share = sealed.shares.get(usize::from(place)).ok_or(Rejection::EnvelopeEmpty)?;
    let amount = Amount::new(share.minor, currency).map_err(|_| Rejection::EnvelopeUnknown)?;
    let (account, name) = sender(page, sent)?;
    effects.journal(JournalEntry::ShareClaimed { envelope: id, account: person.account, place });
    tell(id, (account, None), effects);
    let moved = Transfer {
        payment: claim,
        kind: PaymentKind::Share(id),
        debit,
        credit,
        amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: name,
        payee_name: &person.name,
        note: None,
        evidence: None,
    };
    let paid = transfer(moved, effects)?;
    let (envelope, person, at) = (id, person.id, effects.at());
    effects.write(Record::Claim(Claim { envelope, person, place, payment: claim, at }));
    let claimed = place + 1;
    if claimed == sent.envelope.shares {
        end(sent, claimed, EnvelopeState::Finished, effects);
    } else {
        effects.write(Record::Envelope(Box::new(SentEnvelope { claimed, ..sent.clone() })));
    }
    Ok(Receipt::Paid(paid))
}

/// A wrong secret says no more than an envelope that is not there.
fn check_right(
    sent: &SentEnvelope,
    person: crate::id::PersonId,
    secret_hash: Option<[u8; 32]>,
) -> Result<(), Rejection> {
    match (sent.payee, sent.claim_hash, secret_hash) {
        (Some(payee), _, _) if payee == person => Ok(()),
        (Some(_), _, _) => Err(Rejection::EnvelopeNotForYou),
        (None, Some(hash), Some(shown)) if is_same(&hash, &shown) => Ok(()),
        (None, _, _) => Err(Rejection::EnvelopeUnknown),
    }
}

/// Compares in a time that does not depend on where two hashes differ.
fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}
