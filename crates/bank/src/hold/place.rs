//! Holds money on an account: it must be there, and cannot be spent meanwhile.

use crate::command;
use crate::effects::{Answer, Effects};
use crate::event::{Event, Happened};
use crate::hold::HOLD_FOR_S_MAX;
use crate::journal::JournalEntry;
use crate::note;
use crate::page::Page;
use crate::payment::require_available;
use crate::receipt::Receipt;
use crate::record::{Account, Hold, HoldState, Record};
use crate::rejection::Rejection;
use money::Balance;

pub(crate) fn place(page: &Page, command: &command::Hold, effects: &mut Effects) -> Answer {
    let command::Hold { hold, debit, credit, amount, note, open_for_s } = command;
    note::check(note.as_deref())?;
    if page.hold(*hold)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let debit = page.account(*debit)?.ok_or(Rejection::AccountUnknown)?;
    let credit = page.account(*credit)?.ok_or(Rejection::AccountUnknown)?;
    if !(1..=HOLD_FOR_S_MAX).contains(open_for_s) {
        return Err(Rejection::HoldTimeInvalid.into());
    }
    if debit.id == credit.id {
        return Err(Rejection::PayeeIsPayer.into());
    }
    if [debit, credit].iter().any(|held| held.balance.currency() != amount.currency()) {
        return Err(Rejection::CurrencyMismatch.into());
    }
    // Never more than any balance can be: also on an account without a floor.
    let held_minor = debit.held_minor.saturating_add(amount.minor());
    if held_minor > Balance::MINOR_MAX.unsigned_abs() {
        return Err(Rejection::InsufficientFunds.into());
    }
    let held = Account { held_minor, version: debit.version + 1, ..debit.clone() };
    require_available(&held)?;
    let opened = Hold {
        id: *hold,
        debit: debit.id,
        credit: credit.id,
        amount: *amount,
        note: note.clone(),
        opened_at: effects.at(),
        expires_at: effects.at().plus_ms(u64::from(*open_for_s) * 1000),
        state: HoldState::Pending,
    };
    let Hold { id: hold, debit, credit, amount, expires_at, .. } = opened;
    effects.write(Record::Account(held));
    effects.write(Record::Hold(opened.clone()));
    let head = effects.journal(JournalEntry::Held { hold, debit, credit, amount, expires_at });
    let happened = Happened::HoldChanged { hold, debit, credit };
    effects.event(Event { sequence: head.sequence, happened });
    Ok(Receipt::Held(Box::new(opened)))
}
