//! Rows on their way into the journal: journal rows, payments and answers put together.

use super::parts::Parts;
use crate::column::Id;
use crate::table::Write;
use crate::table::answered::scope_columns;
use crate::table::payment::kind_columns;
use crate::table::rows::Rows;
use bank::id::PaymentId;
use bank::journal::{GoodsListed, JournalEntry, JournalRow};
use bank::record::{Answered, Evidence, Payment};
use bank::registered::Registered;
use bank::store::StoreError;
use bank::{Receipt, TimeMs};
use std::collections::HashMap;

/// One row to write: a journal row, a payment, or both in one; and the answer that it is.
pub(crate) struct Line<'a> {
    sequence: u64,
    at: TimeMs,
    hash: [u8; 32],
    parts: Parts,
    /// The hash of the evidence, or the digest of what is registered or of goods, where the row has
    /// one.
    evidence_hash: Option<[u8; 32]>,
    /// What is in a row of a seldom kind.
    detail: Option<String>,
    payment: Option<&'a Payment>,
    answered: Option<&'a Answered>,
}

/// Puts rows, payments and answers together; returns the answers that have no payment of their
/// identifier besides.
pub(crate) fn lines<'a>(
    rows: &'a [JournalRow],
    payments: &[&'a Payment],
    answers: &[&'a Answered],
) -> Result<(Vec<Line<'a>>, Vec<&'a Answered>), StoreError> {
    let mut lines: Vec<Line<'_>> = rows.iter().map(Line::of_row).collect();
    let first = rows.first().map_or(0, |row| row.sequence);
    let mut places: HashMap<PaymentId, usize> = HashMap::with_capacity(payments.len());
    for payment in payments {
        // Rows are in sequence and without gaps, so a payment's row is found by counting.
        let place = payment.sequence.checked_sub(first).and_then(|n| usize::try_from(n).ok());
        let row = |place: &usize| rows.get(*place).filter(|row| row.sequence == payment.sequence);
        let place = match place.filter(|place| row(place).is_some()) {
            Some(place) => place,
            None => {
                lines.push(Line::of_payment(payment));
                lines.len() - 1
            }
        };
        if let Some(line) = lines.get_mut(place) {
            line.pay(payment)?;
        }
        places.insert(payment.id, place);
    }
    let mut others = Vec::new();
    for answered in answers {
        let line = payment_of(answered).and_then(|id| places.get(&id));
        match line.and_then(|place| lines.get_mut(*place)) {
            Some(line) if line.answered.is_none() => line.answered = Some(answered),
            _ => others.push(*answered),
        }
    }
    Ok((lines, others))
}

/// Returns the payment that an answer can be kept in: the one of the command's own identifier.
fn payment_of(answered: &Answered) -> Option<PaymentId> {
    match &answered.outcome {
        Ok(Receipt::Paid(payment))
            if payment.id.0 == answered.key.id && payment.at == answered.at =>
        {
            Some(payment.id)
        }
        _ => None,
    }
}

impl<'a> Line<'a> {
    fn of_row(row: &'a JournalRow) -> Self {
        let evidence_hash = match row.entry {
            JournalEntry::Moved { evidence_hash, .. }
            | JournalEntry::EnvelopeMoved { evidence_hash, .. }
            | JournalEntry::Discounted { evidence_hash, .. } => Some(evidence_hash),
            JournalEntry::Registered(Registered { digest, .. })
            | JournalEntry::GoodsListed(GoodsListed { digest, .. }) => Some(digest),
            _ => None,
        };
        Self {
            sequence: row.sequence,
            at: row.at,
            hash: row.hash,
            parts: Parts::of(&row.entry),
            evidence_hash,
            detail: bank_answer::row::to_text(&row.entry),
            payment: None,
            answered: None,
        }
    }

    /// A payment whose journal row was written before, or never.
    fn of_payment(payment: &Payment) -> Self {
        let Payment { id, debit, credit, amount, .. } = *payment;
        let parts = Parts::between(0, Some(debit), credit, amount);
        Self {
            sequence: payment.sequence,
            at: payment.at,
            hash: payment.journal_hash,
            parts: Parts { payment: Some(id), ..parts },
            evidence_hash: None,
            detail: None,
            payment: None,
            answered: None,
        }
    }

    /// Makes the line a payment too; they must say the same.
    fn pay(&mut self, payment: &'a Payment) -> Result<(), StoreError> {
        let Parts { payment: id, debit, credit, minor, currency, .. } = self.parts;
        let same = (id, debit, credit)
            == (Some(payment.id), Some(payment.debit), Some(payment.credit))
            && (minor, currency) == (Some(payment.amount.minor()), Some(payment.amount.currency()))
            && (self.at, self.hash) == (payment.at, payment.journal_hash);
        if !same || self.payment.is_some() {
            return Err(StoreError("a payment that is not its journal row's".to_owned()));
        }
        self.payment = Some(payment);
        Ok(())
    }

    /// The evidence's hash, unless it follows from what else is in the row.
    fn evidence_hash(&self) -> Option<[u8; 32]> {
        self.evidence_hash.filter(|hash| *hash != self.evidence().map_or([0; 32], Evidence::hash))
    }

    fn evidence(&self) -> Option<&'a Evidence> {
        self.payment?.evidence.as_ref()
    }

    fn kind(&self) -> Option<(i16, Option<u128>)> {
        self.payment.map(|payment| kind_columns(payment.kind))
    }

    fn scope(&self) -> Option<(i16, u128)> {
        self.answered.map(|answered| scope_columns(answered.key.scope))
    }
}

macro_rules! copy {
    ($more:literal) => {
        concat!(
            "COPY journal (sequence, at_ms, amount_minor, expires_at_ms, debit_previous,
            credit_previous, kind, owner, floor, payment_kind, scope, state, account, owner_id,
            payment, debit, credit, order_id, payment_kind_id, device, scope_id, subject, currency,
            payer_name, payee_name, note, hash, evidence_hash, fingerprint, signature, signed_text",
            $more,
            ") FROM STDIN (FORMAT binary)"
        )
    };
}

const COPY: &str = copy!("");
/// For rows of which one is of a seldom kind; what migrates from an older schema has none.
const COPY_DETAILS: &str = copy!(", detail");

/// Writes lines; a second row under a sequence, or a second payment under an identifier, fails.
pub(crate) fn insert(lines: &[Line<'_>]) -> Result<Write, StoreError> {
    let has_details = lines.iter().any(|line| line.detail.is_some());
    let (sql, fields) = if has_details { (COPY_DETAILS, 32) } else { (COPY, 31) };
    // A payment's row with its signed order is about so long.
    let mut rows = Rows::new(fields, lines.len() * 1_100);
    for line in lines {
        let Parts { minor, expires_at, owner, floor, account, owner_id, .. } = line.parts;
        let Parts { kind, payment: id, debit, credit, order, subject, currency, .. } = line.parts;
        let state = line.parts.state;
        let (payment, evidence) = (line.payment, line.evidence());
        let (payment_kind, scope) = (line.kind(), line.scope());
        rows.row();
        rows.number(line.sequence)?;
        rows.number(line.at.0)?;
        rows.optional_number(minor)?;
        rows.optional_number(expires_at.map(|at| at.0))?;
        rows.optional_number(payment.map(|payment| payment.debit_previous))?;
        rows.optional_number(payment.map(|payment| payment.credit_previous))?;
        rows.small(Some(kind));
        rows.small(owner);
        rows.small(floor);
        rows.small(payment_kind.map(|(kind, _)| kind));
        rows.small(scope.map(|(scope, _)| scope));
        rows.small(state);
        rows.id(account.map(|account| Id(account.0)));
        rows.id(owner_id.map(Id));
        rows.id(id.map(|payment| Id(payment.0)));
        rows.id(debit.map(|account| Id(account.0)));
        rows.id(credit.map(|account| Id(account.0)));
        rows.id(order.map(|order| Id(order.0)));
        rows.id(payment_kind.and_then(|(_, id)| id).map(Id));
        rows.id(evidence.map(|evidence| Id(evidence.device.0)));
        rows.id(scope.map(|(_, id)| Id(id)));
        rows.id(subject.map(Id));
        rows.text(currency.as_ref().map(|currency| currency.code()))?;
        rows.text(payment.map(|payment| payment.payer_name.as_str()))?;
        rows.text(payment.map(|payment| payment.payee_name.as_str()))?;
        rows.text(payment.and_then(|payment| payment.note.as_deref()))?;
        rows.bytes(Some(&line.hash))?;
        rows.bytes(line.evidence_hash().as_ref().map(|hash| hash.as_slice()))?;
        rows.bytes(line.answered.map(|answered| answered.fingerprint.as_slice()))?;
        rows.bytes(evidence.map(|evidence| evidence.signature.as_slice()))?;
        rows.text(evidence.map(|evidence| evidence.signed_text.as_str()))?;
        if has_details {
            rows.text(line.detail.as_deref())?;
        }
    }
    Ok(Write::copy(sql, rows.finish()))
}
