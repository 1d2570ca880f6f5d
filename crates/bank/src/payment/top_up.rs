//! Pays money in at the desk: the desk's account mirrors it below zero.

use crate::command::TopUp;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::payment::transfer::{Transfer, transfer};
use crate::receipt::Receipt;
use crate::record::{Owner, PaymentKind};
use crate::rejection::Rejection;
use crate::{note, person};

pub(crate) fn top_up(page: &Page, command: &TopUp, effects: &mut Effects) -> Answer {
    let TopUp { payment, desk, person, amount, note } = command;
    let person = person::active(page, *person)?;
    note::check(note.as_deref())?;
    if page.payment(*payment)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let desk = page.account(*desk)?.filter(|account| {
        account.owner == Owner::Desk && account.balance.currency() == amount.currency()
    });
    let desk = desk.ok_or(Rejection::DeskUnknown)?;
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let account = page.account(person.account)?.ok_or(Rejection::PayeeClosed)?;
    if account.balance.currency() != amount.currency() {
        return Err(Rejection::CurrencyMismatch.into());
    }
    let movement = Transfer {
        payment: *payment,
        kind: PaymentKind::TopUp,
        debit: desk,
        credit: account,
        amount: *amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: "",
        payee_name: &person.name,
        note: note.clone(),
        evidence: None,
    };
    transfer(movement, effects).map(Receipt::Paid)
}
