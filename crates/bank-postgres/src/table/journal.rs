//! The journal: rows that moved money with the payment and the answer that they are, and others.

use super::answered::scope_columns;
use super::payment::{evidence, kind_columns};
use super::{Write, column, numbers, optional_numbers};
use crate::column::{self as columns, Fields, Fixed, Id, Text, floor_number, owner_columns};
use bank::id::{AccountId, OrderId, PaymentId};
use bank::journal::{ChainHead, JournalEntry, JournalRow};
use bank::record::{Answered, Evidence, Payment};
use bank::store::StoreError;
use bank::{Receipt, TimeMs};
use std::collections::HashMap;
use tokio_postgres::Row;

pub(crate) const LOCK_HEAD: &str =
    "SELECT sequence, hash, batch FROM chain_head WHERE id = 1 FOR UPDATE";
pub(crate) const MOVE_HEAD: &str =
    "UPDATE chain_head SET sequence = $1, hash = $2, batch = batch + 1 WHERE id = 1";
pub(crate) const READY: &str = "SELECT sequence FROM chain_head WHERE id = 1";

pub(crate) const PAGE: &str = "SELECT sequence, at_ms, hash, kind, account, owner, owner_id, floor,
    currency, payment, debit, credit, amount_minor, order_id, expires_at_ms, evidence_hash, device,
    signed_text, signature FROM journal WHERE sequence > $1 AND kind <> 0
    ORDER BY sequence LIMIT $2";

/// Returns the end of the journal and the number of the batch that wrote it.
pub(crate) fn head_from_row(row: &Row) -> Result<(ChainHead, i64), StoreError> {
    let mut fields = Fields::of(row);
    let head = ChainHead { sequence: fields.number()?, hash: fields.fixed()? };
    Ok((head, fields.take()?))
}

pub(crate) fn from_row(row: &Row) -> Result<JournalRow, StoreError> {
    let mut fields = Fields::of(row);
    let (sequence, at, hash) = (fields.number()?, fields.moment()?, fields.fixed()?);
    let kind = fields.small()?;
    let account = fields.optional_id()?;
    let owner: Option<i16> = fields.take()?;
    let owner_id = fields.optional_id()?;
    let floor: Option<i16> = fields.take()?;
    let currency = fields.optional_text()?;
    let (payment, debit) = (fields.optional_id()?, fields.optional_id()?);
    let credit = fields.optional_id()?.map(AccountId);
    let minor: Option<i64> = fields.take()?;
    let order = fields.optional_id()?.map(OrderId);
    let expires_at: Option<i64> = fields.take()?;
    let evidence_hash: Option<Fixed<32>> = fields.take()?;
    let evidence = evidence(&mut fields)?;
    let missing = || StoreError(format!("journal row {sequence} lacks a part"));
    let currency = || {
        let code = currency.as_deref().ok_or_else(missing)?;
        money::Currency::from_code(code).map_err(|error| StoreError(error.to_string()))
    };
    let amount = || columns::amount(columns::unsigned(minor.ok_or_else(missing)?)?, currency()?);
    let small = |number: Option<i16>| {
        number.and_then(|number| u8::try_from(number).ok()).ok_or_else(missing)
    };
    let entry = match kind {
        1 => JournalEntry::AccountOpened {
            account: account.map(AccountId).ok_or_else(missing)?,
            owner: columns::owner(small(owner)?, owner_id)?,
            floor: columns::floor(small(floor)?)?,
            currency: currency()?,
        },
        2 => JournalEntry::Moved {
            payment: payment.map(PaymentId).ok_or_else(missing)?,
            debit: debit.map(AccountId).ok_or_else(missing)?,
            credit: credit.ok_or_else(missing)?,
            amount: amount()?,
            order,
            evidence_hash: match evidence_hash {
                Some(Fixed(hash)) => hash,
                None => evidence.as_ref().map_or([0; 32], Evidence::hash),
            },
        },
        3 => JournalEntry::OrderOpened {
            order: order.ok_or_else(missing)?,
            credit: credit.ok_or_else(missing)?,
            amount: amount()?,
            expires_at: TimeMs(columns::unsigned(expires_at.ok_or_else(missing)?)?),
        },
        4 => JournalEntry::OrderClosed { order: order.ok_or_else(missing)? },
        other => return Err(columns::out_of_range(other.into())),
    };
    Ok(JournalRow { sequence, at, entry, hash })
}

/// One row to write: a journal row, a payment, or both in one; and the answer that it is.
#[derive(Clone, Copy, Default)]
pub(crate) struct Line<'a> {
    row: Option<&'a JournalRow>,
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
    let mut lines: Vec<Line<'_>> =
        rows.iter().map(|row| Line { row: Some(row), ..Line::default() }).collect();
    let first = rows.first().map_or(0, |row| row.sequence);
    let mut places: HashMap<PaymentId, usize> = HashMap::with_capacity(payments.len());
    for payment in payments {
        // Rows are in sequence and without gaps, so a payment's row is found by counting.
        let place = payment.sequence.checked_sub(first).and_then(|n| usize::try_from(n).ok());
        let place = place
            .filter(|place| rows.get(*place).is_some_and(|row| row.sequence == payment.sequence));
        let place = match place {
            Some(place) => place,
            None => {
                lines.push(Line::default());
                lines.len() - 1
            }
        };
        if let Some(line) = lines.get_mut(place) {
            if line.row.is_some_and(|row| !is_of(row, payment)) {
                return Err(StoreError("a payment that is not its journal row's".to_owned()));
            }
            line.payment = Some(payment);
        }
        places.insert(payment.id, place);
    }
    let mut others = Vec::new();
    for answered in answers {
        let line = payment_of(answered).and_then(|id| places.get(&id));
        let line = line.and_then(|place| lines.get_mut(*place));
        match line {
            Some(line) if line.answered.is_none() => line.answered = Some(answered),
            _ => others.push(*answered),
        }
    }
    Ok((lines, others))
}

/// Returns whether a payment says what its journal row says.
fn is_of(row: &JournalRow, paid: &Payment) -> bool {
    let JournalEntry::Moved { payment, debit, credit, amount, .. } = &row.entry else {
        return false;
    };
    (*payment, *debit, *credit, *amount) == (paid.id, paid.debit, paid.credit, paid.amount)
        && (row.at, row.hash) == (paid.at, paid.journal_hash)
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

impl Line<'_> {
    fn sequence(&self) -> u64 {
        self.row.map(|row| row.sequence).or(self.payment.map(|it| it.sequence)).unwrap_or(0)
    }

    fn at(&self) -> TimeMs {
        self.row.map(|row| row.at).or(self.payment.map(|it| it.at)).unwrap_or(TimeMs(0))
    }

    fn hash(&self) -> [u8; 32] {
        self.row.map(|row| row.hash).or(self.payment.map(|it| it.journal_hash)).unwrap_or([0; 32])
    }

    fn entry(&self) -> Option<&JournalEntry> {
        self.row.map(|row| &row.entry)
    }

    fn kind(&self) -> i16 {
        match self.entry() {
            None => 0,
            Some(JournalEntry::AccountOpened { .. }) => 1,
            Some(JournalEntry::Moved { .. }) => 2,
            Some(JournalEntry::OrderOpened { .. }) => 3,
            Some(JournalEntry::OrderClosed { .. }) => 4,
        }
    }

    /// Debit, credit, order, amount and its currency, as far as the row has them.
    fn moved(&self) -> Moved {
        let of = |debit, credit, order, amount: Option<money::Amount>| Moved {
            debit,
            credit,
            order,
            minor: amount.map(|amount| amount.minor()),
            currency: amount.map(|amount| amount.currency()),
        };
        match self.entry() {
            Some(JournalEntry::Moved { debit, credit, order, amount, .. }) => {
                of(Some(*debit), Some(*credit), *order, Some(*amount))
            }
            Some(JournalEntry::OrderOpened { order, credit, amount, .. }) => {
                of(None, Some(*credit), Some(*order), Some(*amount))
            }
            Some(JournalEntry::OrderClosed { order }) => of(None, None, Some(*order), None),
            Some(JournalEntry::AccountOpened { currency, .. }) => {
                Moved { currency: Some(*currency), ..Moved::default() }
            }
            None => match self.payment {
                Some(Payment { debit, credit, amount, .. }) => {
                    of(Some(*debit), Some(*credit), None, Some(*amount))
                }
                None => Moved::default(),
            },
        }
    }

    fn payment_id(&self) -> Option<Id> {
        match (self.entry(), self.payment) {
            (Some(JournalEntry::Moved { payment, .. }), _) => Some(Id(payment.0)),
            (_, payment) => payment.map(|payment| Id(payment.id.0)),
        }
    }

    /// The evidence's hash, unless it follows from what else is in the row.
    fn evidence_hash(&self) -> Option<Fixed<32>> {
        let Some(JournalEntry::Moved { evidence_hash, .. }) = self.entry() else { return None };
        let evidence = self.payment.and_then(|payment| payment.evidence.as_ref());
        let follows = *evidence_hash == evidence.map_or([0; 32], Evidence::hash);
        (!follows).then_some(Fixed(*evidence_hash))
    }

    fn evidence(&self) -> Option<&Evidence> {
        self.payment?.evidence.as_ref()
    }
}

#[derive(Default)]
struct Moved {
    debit: Option<AccountId>,
    credit: Option<AccountId>,
    order: Option<OrderId>,
    minor: Option<u64>,
    currency: Option<money::Currency>,
}

pub(crate) fn insert(lines: &[&Line<'_>]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO journal (sequence, at_ms, amount_minor, expires_at_ms, debit_previous,
            credit_previous, kind, owner, floor, payment_kind, scope, account, owner_id, payment,
            debit, credit, order_id, payment_kind_id, device, scope_id, currency, payer_name,
            payee_name, note, hash, evidence_hash, fingerprint, signature, signed_text)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
            $6::bigint[], $7::smallint[], $8::smallint[], $9::smallint[], $10::smallint[],
            $11::smallint[], $12::uuid[], $13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[],
            $17::uuid[], $18::uuid[], $19::uuid[], $20::uuid[], $21::text[], $22::text[],
            $23::text[], $24::text[], $25::bytea[], $26::bytea[], $27::bytea[], $28::bytea[],
            $29::text[])";
    let opened = |line: &Line<'_>| match line.entry() {
        Some(JournalEntry::AccountOpened { account, owner, floor, .. }) => {
            Some((Id(account.0), owner_columns(*owner), floor_number(*floor)))
        }
        _ => None,
    };
    let scope = |line: &Line<'_>| line.answered.map(|answered| scope_columns(answered.key.scope));
    let kind = |line: &Line<'_>| line.payment.map(|payment| kind_columns(payment.kind));
    let expires_at = |line: &Line<'_>| match line.entry() {
        Some(JournalEntry::OrderOpened { expires_at, .. }) => Some(expires_at.0),
        _ => None,
    };
    let values = vec![
        numbers(lines, Line::sequence)?,
        numbers(lines, |line| line.at().0)?,
        optional_numbers(lines, |line| line.moved().minor)?,
        optional_numbers(lines, expires_at)?,
        optional_numbers(lines, |line| line.payment.map(|payment| payment.debit_previous))?,
        optional_numbers(lines, |line| line.payment.map(|payment| payment.credit_previous))?,
        column(lines, Line::kind),
        column(lines, |line| opened(line).map(|(_, (owner, _), _)| owner)),
        column(lines, |line| opened(line).map(|(_, _, floor)| floor)),
        column(lines, |line| kind(line).map(|(kind, _)| kind)),
        column(lines, |line| scope(line).map(|(scope, _)| scope)),
        column(lines, |line| opened(line).map(|(account, _, _)| account)),
        column(lines, |line| opened(line).and_then(|(_, (_, id), _)| id)),
        column(lines, Line::payment_id),
        column(lines, |line| line.moved().debit.map(|account| Id(account.0))),
        column(lines, |line| line.moved().credit.map(|account| Id(account.0))),
        column(lines, |line| line.moved().order.map(|order| Id(order.0))),
        column(lines, |line| kind(line).and_then(|(_, id)| id).map(Id)),
        column(lines, |line| line.evidence().map(|evidence| Id(evidence.device.0))),
        column(lines, |line| scope(line).map(|(_, id)| Id(id))),
        column(lines, |line| line.moved().currency.map(|it| Text(it.code().to_owned()))),
        column(lines, |line| line.payment.map(|payment| Text(payment.payer_name.clone()))),
        column(lines, |line| line.payment.map(|payment| Text(payment.payee_name.clone()))),
        column(lines, |line| line.payment.and_then(|payment| payment.note.clone()).map(Text)),
        column(lines, |line| Fixed(line.hash())),
        column(lines, Line::evidence_hash),
        column(lines, |line| line.answered.map(|answered| Fixed(answered.fingerprint))),
        column(lines, |line| line.evidence().map(|evidence| Fixed(evidence.signature))),
        column(lines, |line| line.evidence().map(|evidence| Text(evidence.signed_text.clone()))),
    ];
    Ok(Write::new(sql, values))
}
