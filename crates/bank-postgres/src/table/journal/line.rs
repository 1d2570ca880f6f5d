//! Rows on their way into the journal: journal rows, payments and answers put together.

use super::parts::Parts;
use crate::column::{Fixed, Id, Text};
use crate::table::answered::scope_columns;
use crate::table::payment::kind_columns;
use crate::table::{Write, column, numbers, optional_numbers};
use bank::id::PaymentId;
use bank::journal::{JournalEntry, JournalRow};
use bank::record::{Answered, Evidence, Payment};
use bank::store::StoreError;
use bank::{Receipt, TimeMs};
use std::collections::HashMap;

/// One row to write: a journal row, a payment, or both in one; and the answer that it is.
pub(crate) struct Line<'a> {
    sequence: u64,
    at: TimeMs,
    hash: [u8; 32],
    parts: Parts,
    /// The hash of the evidence, where the journal row has one.
    evidence_hash: Option<[u8; 32]>,
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
            JournalEntry::Moved { evidence_hash, .. } => Some(evidence_hash),
            _ => None,
        };
        Self {
            sequence: row.sequence,
            at: row.at,
            hash: row.hash,
            parts: Parts::of(&row.entry),
            evidence_hash,
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
    fn evidence_hash(&self) -> Option<Fixed<32>> {
        let hash = self.evidence_hash?;
        (hash != self.evidence().map_or([0; 32], Evidence::hash)).then_some(Fixed(hash))
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

pub(crate) fn insert(lines: &[&Line<'_>]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO journal (sequence, at_ms, amount_minor, expires_at_ms, debit_previous,
            credit_previous, kind, owner, floor, payment_kind, scope, account, owner_id, payment,
            debit, credit, order_id, payment_kind_id, device, scope_id, subject, currency,
            payer_name, payee_name, note, hash, evidence_hash, fingerprint, signature, signed_text)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
            $6::bigint[], $7::smallint[], $8::smallint[], $9::smallint[], $10::smallint[],
            $11::smallint[], $12::uuid[], $13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[],
            $17::uuid[], $18::uuid[], $19::uuid[], $20::uuid[], $21::uuid[], $22::text[],
            $23::text[], $24::text[], $25::text[], $26::bytea[], $27::bytea[], $28::bytea[],
            $29::bytea[], $30::text[])";
    let values = vec![
        numbers(lines, |line| line.sequence)?,
        numbers(lines, |line| line.at.0)?,
        optional_numbers(lines, |line| line.parts.minor)?,
        optional_numbers(lines, |line| line.parts.expires_at.map(|at| at.0))?,
        optional_numbers(lines, |line| line.payment.map(|payment| payment.debit_previous))?,
        optional_numbers(lines, |line| line.payment.map(|payment| payment.credit_previous))?,
        column(lines, |line| line.parts.kind),
        column(lines, |line| line.parts.owner),
        column(lines, |line| line.parts.floor),
        column(lines, |line| line.kind().map(|(kind, _)| kind)),
        column(lines, |line| line.scope().map(|(scope, _)| scope)),
        column(lines, |line| line.parts.account.map(|account| Id(account.0))),
        column(lines, |line| line.parts.owner_id.map(Id)),
        column(lines, |line| line.parts.payment.map(|payment| Id(payment.0))),
        column(lines, |line| line.parts.debit.map(|account| Id(account.0))),
        column(lines, |line| line.parts.credit.map(|account| Id(account.0))),
        column(lines, |line| line.parts.order.map(|order| Id(order.0))),
        column(lines, |line| line.kind().and_then(|(_, id)| id).map(Id)),
        column(lines, |line| line.evidence().map(|evidence| Id(evidence.device.0))),
        column(lines, |line| line.scope().map(|(_, id)| Id(id))),
        column(lines, |line| line.parts.subject.map(Id)),
        column(lines, |line| line.parts.currency.map(|it| Text(it.code().to_owned()))),
        column(lines, |line| line.payment.map(|payment| Text(payment.payer_name.clone()))),
        column(lines, |line| line.payment.map(|payment| Text(payment.payee_name.clone()))),
        column(lines, |line| line.payment.and_then(|payment| payment.note.clone()).map(Text)),
        column(lines, |line| Fixed(line.hash)),
        column(lines, Line::evidence_hash),
        column(lines, |line| line.answered.map(|answered| Fixed(answered.fingerprint))),
        column(lines, |line| line.evidence().map(|evidence| Fixed(evidence.signature))),
        column(lines, |line| line.evidence().map(|evidence| Text(evidence.signed_text.clone()))),
    ];
    Ok(Write::new(sql, values))
}
