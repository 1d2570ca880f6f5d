//! Moves money that is held, whole or in part; the rest is released with it.

use crate::account::holder_name;
use crate::command::PostHold;
use crate::effects::{Answer, Effects};
use crate::fee;
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::receipt::Receipt;
use crate::record::{Hold, HoldState, PaymentKind, Record};
use crate::rejection::Rejection;

pub(crate) fn post(page: &Page, command: &PostHold, effects: &mut Effects) -> Answer {
    let PostHold { hold, payment, amount, fee: configured } = *command;
    if page.payment(payment)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let hold = page.hold(hold)?.ok_or(Rejection::HoldUnknown)?;
    let debit = page.account(hold.debit)?.ok_or(Rejection::AccountUnknown)?;
    let credit = page.account(hold.credit)?.ok_or(Rejection::AccountUnknown)?;
    if amount.currency() != hold.amount.currency() {
        return Err(Rejection::CurrencyMismatch.into());
    }
    match hold.state {
        HoldState::Posted(_) => return Err(Rejection::HoldPosted.into()),
        HoldState::Voided => return Err(Rejection::HoldVoided.into()),
        HoldState::Pending if effects.at() < hold.expires_at => {}
        HoldState::Pending | HoldState::Expired => return Err(Rejection::HoldExpired.into()),
    }
    if amount.minor() > hold.amount.minor() {
        return Err(Rejection::HoldExceeded.into());
    }
    let movement = Transfer {
        payment,
        kind: PaymentKind::Held(hold.id),
        debit,
        credit,
        amount,
        total: None,
        fee: None,
        released_minor: hold.amount.minor(),
        order: None,
        payer_name: holder_name(page, debit)?,
        payee_name: holder_name(page, credit)?,
        note: hold.note.clone(),
        evidence: None,
    };
    let posted = transfer(movement, effects)?;
    fee::take(page, configured, &posted, effects)?;
    let state = HoldState::Posted(payment);
    effects.write(Record::Hold(Hold { state, ..hold.clone() }));
    Ok(Receipt::Paid(posted))
}
