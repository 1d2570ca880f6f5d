//! Sends an envelope: the shares are fixed and committed to, and its money lies in an account of
//! its own from then on.

use super::tell;
use crate::account::{open_account, require_free};
use crate::command::SendEnvelope;
use crate::effects::{Answer, Effects, Stop};
use crate::id::{AccountId, PaymentId};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::payment::{OrderOfPayer, Transfer, check_order_of_payer, check_pin, transfer};
use crate::receipt::Receipt;
use crate::record::{
    EnvelopeState, Floor, Owner, PaymentKind, Person, Record, SentEnvelope, State,
};
use crate::rejection::Rejection;
use crate::{note, person};
use promotion::envelope::{Envelope, EnvelopeError, Sealed};

pub(crate) fn send(page: &Page, command: &SendEnvelope, effects: &mut Effects) -> Answer {
    let sender = person::active(page, command.sender)?;
    let account = page.account(sender.account)?.ok_or(Rejection::PersonUnknown)?;
    note::check(command.greeting.as_deref())?;
    let (id, payment) = (command.envelope, PaymentId(command.envelope.0));
    if page.envelope(id)?.is_some() || page.payment(payment)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let own = AccountId::of_envelope(id);
    require_free(page, own)?;
    let order = OrderOfPayer {
        amount: command.total,
        expires_at: command.order_expires_at,
        pin: command.pin,
        pin_from_minor: command.pin_from_minor,
        payment_max_minor: command.payment_max_minor,
    };
    check_order_of_payer(page, &order, effects.at())?;
    let payee = payee(page, command)?;
    if account.balance.currency() != command.total.currency() {
        return Err(Rejection::CurrencyMismatch.into());
    }
    check_pin(page, sender, &order, effects.at())?;
    if account.available_minor() < i64::try_from(command.total.minor()).unwrap_or(i64::MAX) {
        return Err(Rejection::InsufficientFunds.into());
    }
    let sealed = seal(command)?;
    let opened =
        open_account(own, Owner::Envelope(id), Floor::Zero, command.total.currency(), effects);
    let accounts = (sender.account, payee.map(|payee| payee.account));
    effects.journal(JournalEntry::EnvelopeSealed {
        envelope: id,
        sender: accounts.0,
        payee: accounts.1,
        total: command.total,
        shares: command.shares,
        split: command.split,
        claim_hash: command.claim_hash,
        commitment: sealed.commitment,
    });
    tell(id, accounts, effects);
    let filled = Transfer {
        payment,
        kind: PaymentKind::Envelope(id),
        debit: account,
        credit: &opened,
        amount: command.total,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: &sender.name,
        payee_name: &sender.name,
        note: command.greeting.clone(),
        evidence: Some(command.evidence.clone()),
    };
    let paid = transfer(filled, effects)?;
    effects.write(Record::Envelope(Box::new(SentEnvelope {
        envelope: sealed.envelope,
        sender: sender.id,
        payee: payee.map(|payee| payee.id),
        claim_hash: command.claim_hash,
        seed: command.seed.clone(),
        sent_at: effects.at(),
        claimed: 0,
        state: EnvelopeState::Open,
    })));
    Ok(Receipt::Paid(paid))
}

/// Returns for whom alone it is.
fn payee<'a>(page: &'a Page, command: &SendEnvelope) -> Result<Option<&'a Person>, Stop> {
    let Some(code) = command.payee else { return Ok(None) };
    let code = page.receive_code(code)?.ok_or(Rejection::ReceiveCodeUnknown)?;
    let person = page.person(code.person)?.filter(|it| it.state == State::Active);
    let person = person.ok_or(Rejection::PayeeClosed)?;
    if person.id == command.sender {
        return Err(Rejection::PayeeIsPayer.into());
    }
    // Who could never claim it is told now, and not the sender tomorrow.
    let account = page.account(person.account)?.ok_or(Rejection::PayeeClosed)?;
    if account.balance.currency() != command.total.currency() {
        return Err(Rejection::CurrencyMismatch.into());
    }
    Ok(Some(person))
}

fn seal(command: &SendEnvelope) -> Result<Sealed, Rejection> {
    let SendEnvelope { envelope: id, total, shares, split, .. } = *command;
    if command.payee.is_some() && shares != 1 {
        return Err(Rejection::EnvelopeSharesInvalid);
    }
    let envelope = Envelope { id, total, shares, split };
    envelope.seal(&command.seed).map_err(|error| match error {
        EnvelopeError::SharesOutOfRange => Rejection::EnvelopeSharesInvalid,
        EnvelopeError::TooLittle { .. } => Rejection::EnvelopeTooSmall,
        EnvelopeError::TooMuch { .. } => Rejection::EnvelopeTooLarge,
    })
}
