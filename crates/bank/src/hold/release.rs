//! Releases money that is held, for either reason: the account can pay it again.

use crate::effects::{Answer, Effects};
use crate::event::{Event, Happened};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Account, Hold, HoldState, Record};
use crate::rejection::Rejection;

/// Ends a pending hold as expired when its time is over, as voided otherwise.
pub(super) fn release(page: &Page, pending: &Hold, effects: &mut Effects) -> Answer {
    let Hold { id: hold, debit, credit, amount, expires_at, .. } = *pending;
    let account = page.account(debit)?.ok_or(Rejection::AccountUnknown)?;
    let (state, entry) = match effects.at() >= expires_at {
        true => (HoldState::Expired, JournalEntry::HoldExpired { hold }),
        false => (HoldState::Voided, JournalEntry::HoldVoided { hold }),
    };
    let held_minor = account.held_minor.saturating_sub(amount.minor());
    effects.write(Record::Account(Account {
        held_minor,
        version: account.version + 1,
        ..account.clone()
    }));
    let ended = Hold { state, ..pending.clone() };
    effects.write(Record::Hold(ended.clone()));
    let head = effects.journal(entry);
    let happened = Happened::HoldChanged { hold, debit, credit };
    effects.event(Event { sequence: head.sequence, happened });
    Ok(Receipt::Held(Box::new(ended)))
}
