//! Events: payments, and payers who were asked for their PIN, in one sequence.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, rule, rule_number};
use bank::event::{Event, Happened};
use bank::id::{AccountId, OrderId, PaymentId};
use bank::store::StoreError;
use tokio_postgres::Row;

/// Both kinds are read by one statement, so that no event is passed by that was written between
/// two.
pub(crate) const PAGE: &str = "
    (SELECT sequence, payment, debit, credit, NULL::smallint FROM journal
        WHERE payment_kind IS NOT NULL AND sequence > $1 ORDER BY sequence LIMIT $2)
    UNION ALL
    (SELECT sequence, order_id, payer, NULL, rule FROM pin_asks
        WHERE sequence > $1 ORDER BY sequence LIMIT $2)
    ORDER BY 1 LIMIT $2";

pub(crate) const LAST: &str = "SELECT greatest(
    coalesce((SELECT max(sequence) FROM journal WHERE payment_kind IS NOT NULL), 0),
    coalesce((SELECT max(sequence) FROM pin_asks), 0))";

/// All that an account hears after a sequence, at most so many of each kind and the newest of them:
/// its payments along their links, and the questions to it.
pub(crate) const OF_ACCOUNT: &str = "
    WITH RECURSIVE heard (sequence, payment, debit, credit, previous, number) AS (
        SELECT j.sequence, j.payment, j.debit, j.credit,
            CASE WHEN j.debit = $1 THEN j.debit_previous ELSE j.credit_previous END, 1::bigint
        FROM accounts a JOIN journal j ON j.sequence = a.last_sequence
        WHERE a.id = $1 AND j.sequence > $2 AND j.payment_kind IS NOT NULL
        UNION ALL
        SELECT j.sequence, j.payment, j.debit, j.credit,
            CASE WHEN j.debit = $1 THEN j.debit_previous ELSE j.credit_previous END, h.number + 1
        FROM heard h JOIN journal j ON j.sequence = h.previous
        WHERE j.sequence > $2 AND h.number < $3 AND j.payment_kind IS NOT NULL
    )
    SELECT sequence, payment, debit, credit, NULL::smallint FROM heard
    UNION ALL
    (SELECT sequence, order_id, payer, NULL, rule FROM pin_asks
        WHERE payer = $1 AND sequence > $2 ORDER BY sequence LIMIT $3)
    ORDER BY 1";

pub(crate) fn from_row(row: &Row) -> Result<Event, StoreError> {
    let mut fields = Fields::of(row);
    let sequence = fields.number()?;
    let (id, account, other) = (fields.id()?, fields.id()?, fields.optional_id()?);
    let happened = match (fields.take::<Option<i16>>()?, other) {
        (None, Some(credit)) => Happened::Paid {
            payment: PaymentId(id),
            debit: AccountId(account),
            credit: AccountId(credit),
        },
        (Some(number), None) => Happened::PinAsked {
            order: OrderId(id),
            payer: AccountId(account),
            rule: rule(u8::try_from(number).unwrap_or(0))?,
        },
        _ => return Err(StoreError("an event that is two".to_owned())),
    };
    Ok(Event { sequence, happened })
}

/// What a payer was asked, with the order and the rule.
pub(crate) struct Asked {
    sequence: u64,
    order: OrderId,
    payer: AccountId,
    rule: i16,
}

impl Asked {
    /// Returns the question in an event; none where it is a payment.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        let Happened::PinAsked { order, payer, rule } = event.happened else { return None };
        Some(Self { sequence: event.sequence, order, payer, rule: rule_number(rule) })
    }
}

/// Writes what payers are asked; other events are payments.
pub(crate) fn insert(asked: &[&Asked]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO pin_asks (sequence, order_id, payer, rule)
        SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::smallint[])";
    let values = vec![
        numbers(asked, |asked| asked.sequence)?,
        ids(asked, |asked| asked.order.0),
        ids(asked, |asked| asked.payer.0),
        column(asked, |asked| asked.rule),
    ];
    Ok(Write::new(sql, values))
}
