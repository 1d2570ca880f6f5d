//! Compares the answers that are remembered for repeated commands with what they are about.
//!
//! An answer to a command that is repeated moves no money: it is only said again. So what is
//! compared is that it says nothing that is not so. Times, fingerprints and refusals are not in the
//! journal, but for a refusal of a payment that was made.

use crate::audit::compare::each;
use crate::audit::{AuditReport, Finding};
use crate::command::Scope;
use crate::id::{CardTopUpId, PaymentId};
use crate::key::{Key, Kind};
use crate::receipt::Receipt;
use crate::record::{Answered, Coupon, Hold, Order, Owner, Payment, PaymentKind, Record};
use crate::store::{Reader, StoreError};

/// Compares every answer.
pub(super) fn all(
    reader: &dyn Reader,
    report: &mut AuditReport,
    tell: &mut dyn FnMut(&'static str, u64, Option<u64>),
) -> Result<(), StoreError> {
    let seen = each(reader, Kind::Answered, "answers", tell, |record| {
        let Record::Answered(answered) = record else { return Ok(()) };
        report.answered += 1;
        if !fits(reader, &answered)? {
            report.findings.push(Finding::AnsweredDiffers { key: answered.key });
        }
        Ok(())
    });
    // A store that keeps a payment in place of its answer cannot give one whose payment is gone.
    // What else was found must be told all the same.
    if seen.is_err() {
        report.findings.push(Finding::AnswersUnreadable);
    }
    Ok(())
}

fn fits(reader: &dyn Reader, answered: &Answered) -> Result<bool, StoreError> {
    let is_there = |key: Key| Ok::<bool, StoreError>(reader.record(&key)?.is_some());
    match &answered.outcome {
        Ok(Receipt::Paid(payment)) => paid_fits(reader, answered, payment),
        Ok(Receipt::Order(order)) => order_fits(reader, answered, order),
        Ok(Receipt::PinAsked { order, .. }) => order_fits(reader, answered, order),
        Ok(Receipt::Held(hold)) => hold_fits(reader, hold),
        Ok(Receipt::DeskOpened(account)) => is_there(Key::Account(*account)),
        Ok(Receipt::AccountOpened(person)) => is_there(Key::Person(*person)),
        Ok(Receipt::MerchantOpened(merchant)) => is_there(Key::Merchant(*merchant)),
        Ok(Receipt::NeutralityEntered(number)) => is_there(Key::Neutrality(*number)),
        Ok(Receipt::LabelOpened(label)) => is_there(Key::Label(*label)),
        // The setting may have been changed since.
        Ok(Receipt::SettingChanged(setting)) => is_there(Key::Setting(setting.key)),
        Ok(Receipt::Stock(stock, _)) => is_there(Key::Stock(*stock)),
        Ok(Receipt::Campaign(campaign, _)) => is_there(Key::Campaign(*campaign)),
        Ok(Receipt::Coupon(coupon)) => coupon_fits(reader, coupon),
        Ok(Receipt::CardBound(card)) => match answered.key.scope {
            Scope::Person(person) => is_there(Key::Card(person, *card)),
            Scope::Operator | Scope::Merchant(_) | Scope::Device(_) => Ok(true),
        },
        Ok(Receipt::CardTopUp(top_up)) => card_top_up_fits(reader, answered, *top_up),
        Ok(Receipt::ApiKey(key)) => merchants_fits(reader, answered, &Key::ApiKey(*key)),
        Ok(Receipt::Webhook(webhook)) => merchants_fits(reader, answered, &Key::Webhook(*webhook)),
        Ok(Receipt::Shift(shift)) => merchants_fits(reader, answered, &Key::Shift(*shift)),
        Ok(Receipt::Invited(invitation, _)) => is_there(Key::Invitation(*invitation)),
        Ok(Receipt::EnrolmentStarted { enrolment, .. }) => is_there(Key::Enrolment(*enrolment)),
        Ok(
            Receipt::Enrolled { .. }
            | Receipt::PinTried { .. }
            | Receipt::PinSet
            | Receipt::NonceUsed
            | Receipt::Envelope(..)
            | Receipt::CardUnbound(_)
            | Receipt::LabelClosed(_)
            | Receipt::TillKeyRotated(_)
            | Receipt::DeviceRevoked(_)
            | Receipt::MerchantJudged(_)
            | Receipt::Staff(_)
            | Receipt::Reversed { .. }
            | Receipt::Linked(_)
            | Receipt::LeaseTaken(_),
        ) => Ok(true),
        Err(_) => refused_fits(reader, answered),
    }
}

/// A top-up is the one of the key, of then, and of who has the key.
fn card_top_up_fits(
    reader: &dyn Reader,
    answered: &Answered,
    id: CardTopUpId,
) -> Result<bool, StoreError> {
    let Some(Record::CardTopUp(top_up)) = reader.record(&Key::CardTopUp(id))? else {
        return Ok(false);
    };
    Ok((id.0, top_up.asked_at) == (answered.key.id, answered.at)
        && answered.key.scope == Scope::Person(top_up.person))
}

/// A key, webhook or shift is the one of whoever has the answer's key: its merchant, or the desk.
fn merchants_fits(reader: &dyn Reader, answered: &Answered, key: &Key) -> Result<bool, StoreError> {
    let merchant = match reader.record(key)? {
        Some(Record::ApiKey(key)) => key.merchant,
        Some(Record::Webhook(webhook)) => webhook.merchant,
        Some(Record::Shift(shift)) => shift.merchant,
        _ => return Ok(false),
    };
    Ok([Scope::Operator, Scope::Merchant(merchant)].contains(&answered.key.scope))
}

/// A payment is the one of the key, of then, and of who has the key.
fn paid_fits(
    reader: &dyn Reader,
    answered: &Answered,
    payment: &Payment,
) -> Result<bool, StoreError> {
    Ok(reader.record(&Key::Payment(payment.id))?.is_some()
        && (payment.id.0, payment.at) == (answered.key.id, answered.at)
        && is_of(reader, answered.key.scope, payment)?)
}

fn is_of(reader: &dyn Reader, scope: Scope, payment: &Payment) -> Result<bool, StoreError> {
    let is_owner = |account, owner| match reader.record(&Key::Account(account))? {
        Some(Record::Account(account)) => Ok::<bool, StoreError>(account.owner == owner),
        _ => Ok(false),
    };
    match scope {
        Scope::Operator | Scope::Device(_) => Ok(true),
        Scope::Person(person) => {
            let own = match payment.kind {
                PaymentKind::Share(_) | PaymentKind::Withdrawal(_) => payment.credit,
                _ => payment.debit,
            };
            is_owner(own, Owner::Person(person))
        }
        Scope::Merchant(merchant) => {
            let own = match payment.kind {
                PaymentKind::Refund(_) | PaymentKind::Reversal(_) => payment.debit,
                _ => payment.credit,
            };
            is_owner(own, Owner::Merchant(merchant))
        }
    }
}

fn order_fits(reader: &dyn Reader, answered: &Answered, then: &Order) -> Result<bool, StoreError> {
    let Some(Record::Order(now)) = reader.record(&Key::Order(then.id))? else { return Ok(false) };
    let is_merchants = match answered.key.scope {
        Scope::Merchant(merchant) => merchant == then.merchant,
        Scope::Operator | Scope::Person(_) | Scope::Device(_) => true,
    };
    Ok(is_merchants && Order { state: then.state, ..now } == *then)
}

fn hold_fits(reader: &dyn Reader, then: &Hold) -> Result<bool, StoreError> {
    let Some(Record::Hold(now)) = reader.record(&Key::Hold(then.id))? else { return Ok(false) };
    Ok(Hold { state: then.state, ..now } == *then)
}

fn coupon_fits(reader: &dyn Reader, then: &Coupon) -> Result<bool, StoreError> {
    match reader.record(&Key::Coupon(then.coupon.id))? {
        Some(Record::Coupon(now)) => Ok(Coupon { state: then.state, ..now } == *then),
        _ => Ok(false),
    }
}

/// What was refused was not paid by the same hand under the same identifier.
fn refused_fits(reader: &dyn Reader, answered: &Answered) -> Result<bool, StoreError> {
    if !matches!(answered.key.scope, Scope::Person(_)) {
        return Ok(true);
    }
    match reader.record(&Key::Payment(PaymentId(answered.key.id)))? {
        Some(Record::Payment(payment)) => {
            Ok(payment.evidence.is_none() || !is_of(reader, answered.key.scope, &payment)?)
        }
        _ => Ok(true),
    }
}
