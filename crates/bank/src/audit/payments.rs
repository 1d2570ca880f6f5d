//! Payments beside the journal: each is read once, with the row that moved its money.

use crate::audit::directory::Directory;
use crate::audit::replay::{Cause, Movement};
use crate::audit::{AuditReport, Finding, ROWS_AT_ONCE};
use crate::id::PaymentId;
use crate::journal::Return;
use crate::record::{Evidence, Owner, Payment, PaymentKind};
use crate::store::{Reader, StoreError};
use std::collections::VecDeque;

/// The payments that are still to come, in their sequence.
pub(super) struct Payments<'a> {
    reader: &'a dyn Reader,
    after: u64,
    page: VecDeque<Payment>,
}

impl<'a> Payments<'a> {
    pub(super) fn new(reader: &'a dyn Reader, after: u64) -> Self {
        Self { reader, after, page: VecDeque::new() }
    }

    /// Returns the payment at a row that moved money. Those before it have no row.
    pub(super) fn at(
        &mut self,
        sequence: u64,
        report: &mut AuditReport,
    ) -> Result<Option<Payment>, StoreError> {
        while let Some(next) = self.next_up_to(sequence)? {
            report.payments += 1;
            if next.sequence == sequence {
                return Ok(Some(next));
            }
            report.findings.push(Finding::PaymentExtra { payment: next.id });
        }
        Ok(None)
    }

    /// Returns what is left behind the last row.
    pub(super) fn finish(&mut self, report: &mut AuditReport) -> Result<(), StoreError> {
        while let Some(next) = self.next_up_to(u64::MAX)? {
            report.payments += 1;
            report.findings.push(Finding::PaymentExtra { payment: next.id });
        }
        Ok(())
    }

    fn next_up_to(&mut self, sequence: u64) -> Result<Option<Payment>, StoreError> {
        if self.page.is_empty() {
            self.page = self.reader.payments_by_sequence(self.after, ROWS_AT_ONCE)?.into();
            self.after = self.page.back().map_or(self.after, |last| last.sequence);
        }
        let is_due = self.page.front().is_some_and(|next| next.sequence <= sequence);
        Ok(if is_due { self.page.pop_front() } else { None })
    }
}

/// What the journal and the directory say of a payment besides its movement.
pub(super) struct Told<'a> {
    pub(super) directory: &'a Directory,
    /// Whose the account is that paid.
    pub(super) payer: Option<Owner>,
    /// The payments before it of the account that paid and of the one that was paid; none where
    /// the audit began behind them.
    pub(super) previous: [Option<u64>; 2],
    /// The last row that was trusted.
    pub(super) since: u64,
}

/// Compares a payment with its row.
pub(super) fn fits(payment: &Payment, row: &Movement, told: &Told<'_>, report: &mut AuditReport) {
    let links = [payment.debit_previous, payment.credit_previous];
    let links_fit = links.iter().zip(told.previous).all(|(link, previous)| match previous {
        Some(previous) => *link == previous,
        None => *link <= told.since,
    });
    let fits = payment.sequence == row.sequence
        && payment.journal_hash == row.hash
        && payment.at == row.at
        && payment.debit == row.debit
        && payment.credit == row.credit
        && payment.amount == row.amount
        && links_fit
        && kind_fits(payment, row, told);
    let payment_id = payment.id;
    if !fits {
        report.findings.push(Finding::PaymentDiffers { payment: payment_id });
    }
    if payment.evidence.as_ref().map_or([0; 32], Evidence::hash) != row.evidence_hash {
        report.findings.push(Finding::EvidenceDiffers { payment: payment_id });
    }
    // No command renames anybody: a name on a payment is the one that is registered.
    let names = [(row.debit, &payment.payer_name), (row.credit, &payment.payee_name)];
    if names.iter().any(|(account, name)| told.directory.name(*account) != name.as_str()) {
        report.findings.push(Finding::NameDiffers { payment: payment_id });
    }
}

fn kind_fits(payment: &Payment, row: &Movement, told: &Told<'_>) -> bool {
    let (directory, paid) = (told.directory, row.cause == Cause::Paid(None));
    match payment.kind {
        PaymentKind::Label(label) => paid && directory.of_label(label) == Some(row.credit),
        PaymentKind::Transfer(code) => paid && directory.of_receive_code(code) == Some(row.credit),
        PaymentKind::PayerCode(device) => paid && directory.of_device(device) == Some(row.debit),
        PaymentKind::TopUp => paid && told.payer == Some(Owner::Desk) && payment.evidence.is_none(),
        PaymentKind::CardTopUp(_) => {
            paid && told.payer == Some(Owner::Issuer) && payment.evidence.is_none()
        }
        PaymentKind::Booking => paid && payment.evidence.is_none(),
        PaymentKind::Withdrawal(of) => {
            paid && told.payer == Some(Owner::Merchant(of)) && payment.evidence.is_none()
        }
        PaymentKind::Order(order) => row.cause == Cause::Paid(Some(order)),
        PaymentKind::Held(hold) => row.cause == Cause::Held(hold),
        PaymentKind::Subsidy(of)
        | PaymentKind::SubsidyReturned(of)
        | PaymentKind::CashBack(of)
        | PaymentKind::CashBackReturned(of) => {
            row.cause == Cause::Budget(Some(of)) && payment.evidence.is_none()
        }
        PaymentKind::Fee(of) => row.cause == Cause::Fee(of) && payment.evidence.is_none(),
        PaymentKind::FeeReturned(of) => {
            row.cause == Cause::FeeReturned(of) && payment.evidence.is_none()
        }
        PaymentKind::Budget(_) | PaymentKind::CampaignBudget(_) => {
            row.cause == Cause::Budget(None) && payment.evidence.is_none()
        }
        PaymentKind::Envelope(envelope) => {
            row.cause == Cause::Envelope(envelope) && payment.id.0 == envelope.0
        }
        PaymentKind::EnvelopeReturned(envelope) => {
            row.cause == Cause::Envelope(envelope)
                && payment.id == PaymentId::of_returned_envelope(envelope)
                && payment.evidence.is_none()
        }
        PaymentKind::Share(envelope) => {
            row.cause == Cause::Envelope(envelope)
                && told.payer == Some(Owner::Envelope(envelope))
                && payment.id != PaymentId::of_returned_envelope(envelope)
                && payment.evidence.is_none()
        }
        PaymentKind::Refund(of) => {
            matches!(row.cause, Cause::Returned(Return::Refunded, it, _) if it == of)
        }
        PaymentKind::Reversal(of) => {
            matches!(row.cause, Cause::Returned(Return::Reversed, it, _) if it == of)
        }
    }
}
