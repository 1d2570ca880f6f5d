//! Answered commands whose answer is no payment of their identifier; the others are in the journal.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Fixed, Text, out_of_range};
use bank::id::{DeviceId, MerchantId, PaymentId, PersonId};
use bank::record::Answered;
use bank::store::StoreError;
use bank::{CommandKey, Outcome, Scope, TimeMs};
use bank_answer::Kept;
use tokio_postgres::Row;

pub(crate) const FIND: &str = "SELECT id, scope, scope_id, fingerprint, outcome, at_ms
    FROM answered WHERE id = ANY($1)";

/// An answer, or one that still needs its payment.
pub(crate) enum Half {
    Whole(Answered),
    /// The answer is this payment: what is there besides it.
    Paid(PaymentId, Opened),
}

/// An answered command without its outcome.
pub(crate) struct Opened {
    key: CommandKey,
    fingerprint: [u8; 32],
    at: TimeMs,
}

impl Opened {
    /// Returns the command with its outcome.
    pub(crate) fn closed(self, outcome: Outcome) -> Answered {
        let Self { key, fingerprint, at } = self;
        Answered { key, fingerprint, outcome, at }
    }
}

pub(crate) fn from_row(row: &Row) -> Result<Half, StoreError> {
    let mut fields = Fields::of(row);
    let id = fields.id()?;
    let scope = scope(fields.small()?, fields.id()?)?;
    let key = CommandKey { scope, id };
    let (fingerprint, text, at): ([u8; 32], String, TimeMs) =
        (fields.fixed()?, fields.text()?, fields.moment()?);
    let kept = bank_answer::from_text(&text).map_err(|error| StoreError(error.to_string()))?;
    let opened = Opened { key, fingerprint, at };
    Ok(match kept {
        Kept::Whole(outcome) => Half::Whole(opened.closed(*outcome)),
        Kept::Paid(payment) => Half::Paid(payment, opened),
    })
}

/// An answer is never changed: a second one under its key fails.
pub(crate) fn insert(answered: &[&Answered]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO answered (id, scope, scope_id, fingerprint, outcome, at_ms)
        SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::bytea[], $5::text[],
            $6::bigint[])";
    let texts = answered.iter().map(|answered| bank_answer::to_text(&answered.outcome).map(Text));
    let texts =
        texts.collect::<Result<Vec<Text>, _>>().map_err(|error| StoreError(error.to_string()))?;
    let values = vec![
        ids(answered, |answered| answered.key.id),
        column(answered, |answered| scope_columns(answered.key.scope).0),
        ids(answered, |answered| scope_columns(answered.key.scope).1),
        column(answered, |answered| Fixed(answered.fingerprint)),
        Box::new(texts),
        numbers(answered, |answered| answered.at.0)?,
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn scope_columns(scope: Scope) -> (i16, u128) {
    match scope {
        Scope::Operator => (0, 0),
        Scope::Person(person) => (1, person.0),
        Scope::Merchant(merchant) => (2, merchant.0),
        Scope::Device(device) => (3, device.0),
    }
}

pub(crate) fn scope(number: u8, id: u128) -> Result<Scope, StoreError> {
    match number {
        0 => Ok(Scope::Operator),
        1 => Ok(Scope::Person(PersonId(id))),
        2 => Ok(Scope::Merchant(MerchantId(id))),
        3 => Ok(Scope::Device(DeviceId(id))),
        other => Err(out_of_range(other.into())),
    }
}
