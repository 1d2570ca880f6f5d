//! Gives back to its sender what nobody has claimed of an envelope in time.

use super::{end, sender};
use crate::command::ReturnEnvelope;
use crate::effects::{Answer, Effects};
use crate::id::PaymentId;
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::receipt::Receipt;
use crate::record::{EnvelopeState, PaymentKind};
use crate::rejection::Rejection;

pub(crate) fn give_back(page: &Page, command: &ReturnEnvelope, effects: &mut Effects) -> Answer {
    let sent = page.envelope(command.envelope)?.ok_or(Rejection::EnvelopeUnknown)?;
    if sent.state != EnvelopeState::Open || effects.at() < sent.returns_at() {
        return Ok(Receipt::Envelope(sent.envelope.id, sent.state));
    }
    let (account, name) = sender(page, sent)?;
    let debit = page.account(sent.account())?.ok_or(Rejection::AccountUnknown)?;
    let credit = page.account(account)?.ok_or(Rejection::AccountUnknown)?;
    let amount = debit.balance.amount().map_err(|_| Rejection::InsufficientFunds)?;
    let returned = Transfer {
        payment: PaymentId::of_returned_envelope(sent.envelope.id),
        kind: PaymentKind::EnvelopeReturned(sent.envelope.id),
        debit,
        credit,
        amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: name,
        payee_name: name,
        note: None,
        evidence: None,
    };
    transfer(returned, effects)?;
    end(sent, sent.claimed, EnvelopeState::Returned, effects);
    Ok(Receipt::Envelope(sent.envelope.id, EnvelopeState::Returned))
}
