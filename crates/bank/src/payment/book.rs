//! Moves money between two accounts because the operator says so: one leg of linked movements.

use crate::account::holder_name;
use crate::command::Book;
use crate::effects::{Answer, Effects};
use crate::note;
use crate::page::Page;
use crate::payment::transfer::{Transfer, transfer};
use crate::receipt::Receipt;
use crate::record::{Owner, PaymentKind};
use crate::rejection::Rejection;

pub(crate) fn book(page: &Page, command: &Book, effects: &mut Effects) -> Answer {
    let Book { payment, debit, credit, amount, note } = command;
    note::check(note.as_deref())?;
    if page.payment(*payment)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let debit = page.account(*debit)?.ok_or(Rejection::AccountUnknown)?;
    let credit = page.account(*credit)?.ok_or(Rejection::AccountUnknown)?;
    if debit.id == credit.id {
        return Err(Rejection::PayeeIsPayer.into());
    }
    if [debit, credit].iter().any(|held| held.balance.currency() != amount.currency()) {
        return Err(Rejection::CurrencyMismatch.into());
    }
    // The account has no floor, so that what goes back always can; what is taken out must be there.
    let left = debit.available_minor().checked_sub_unsigned(amount.minor());
    if debit.owner == Owner::Fees && left.is_none_or(|left| left < 0) {
        return Err(Rejection::InsufficientFunds.into());
    }
    let movement = Transfer {
        payment: *payment,
        kind: PaymentKind::Booking,
        debit,
        credit,
        amount: *amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: holder_name(page, debit)?,
        payee_name: holder_name(page, credit)?,
        note: note.clone(),
        evidence: None,
    };
    transfer(movement, effects).map(Receipt::Paid)
}
