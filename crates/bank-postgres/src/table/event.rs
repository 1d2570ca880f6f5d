//! Events: payments, and notices of what has none, in one sequence.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Id, out_of_range, rule, rule_number};
use bank::event::{Event, Happened};
use bank::id::{AccountId, EnvelopeId, HoldId, OrderId, PaymentId};
use bank::store::StoreError;
use tokio_postgres::Row;

/// All kinds are read by one statement, so that no event is passed by that was written between two.
pub(crate) const PAGE: &str = "
    (SELECT sequence, 0::smallint, payment, debit, credit, NULL::smallint FROM journal
        WHERE payment_kind IS NOT NULL AND sequence > $1 ORDER BY sequence LIMIT $2)
    UNION ALL
    (SELECT sequence, kind, subject, hearer, other, rule FROM notices
        WHERE sequence > $1 ORDER BY sequence LIMIT $2)
    ORDER BY 1 LIMIT $2";

pub(crate) const LAST: &str = "SELECT greatest(
    coalesce((SELECT max(sequence) FROM journal WHERE payment_kind IS NOT NULL), 0),
    coalesce((SELECT max(sequence) FROM notices), 0))";

/// All that an account hears after a sequence, at most so many of each kind: its payments along
/// their links, and the notices to it.
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
    SELECT sequence, 0::smallint, payment, debit, credit, NULL::smallint FROM heard
    UNION ALL
    (SELECT sequence, kind, subject, hearer, other, rule FROM notices
        WHERE hearer = $1 AND sequence > $2 ORDER BY sequence LIMIT $3)
    UNION ALL
    (SELECT sequence, kind, subject, hearer, other, rule FROM notices
        WHERE other = $1 AND hearer <> $1 AND sequence > $2 ORDER BY sequence LIMIT $3)
    ORDER BY 1";

pub(crate) fn from_row(row: &Row) -> Result<Event, StoreError> {
    let mut fields = Fields::of(row);
    let (sequence, kind) = (fields.number()?, fields.small()?);
    let (subject, hearer) = (fields.id()?, AccountId(fields.id()?));
    let other = fields.optional_id()?.map(AccountId);
    let happened = match (kind, other) {
        (0, Some(credit)) => Happened::Paid { payment: PaymentId(subject), debit: hearer, credit },
        (1, None) => {
            let rule = rule(fields.small()?)?;
            Happened::PinAsked { order: OrderId(subject), payer: hearer, rule }
        }
        (2, payer) => Happened::OrderEnded { order: OrderId(subject), payee: hearer, payer },
        (3, Some(credit)) => Happened::HoldChanged { hold: HoldId(subject), debit: hearer, credit },
        (80, payee) => {
            let (envelope, sender) = (EnvelopeId(subject), hearer);
            Happened::EnvelopeChanged { envelope, sender, payee }
        }
        (other, _) => return Err(out_of_range(other.into())),
    };
    Ok(Event { sequence, happened })
}

/// An event that is no payment, in columns.
pub(crate) struct Notice {
    sequence: u64,
    kind: i16,
    subject: u128,
    hearer: AccountId,
    other: Option<AccountId>,
    rule: Option<i16>,
}

impl Notice {
    /// Returns the notice of an event; none where it is a payment, which is its own.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        let (kind, subject, hearer, other, rule) = match event.happened {
            Happened::Paid { .. } => return None,
            Happened::PinAsked { order, payer, rule } => {
                (1, order.0, payer, None, Some(rule_number(rule)))
            }
            Happened::OrderEnded { order, payee, payer } => (2, order.0, payee, payer, None),
            Happened::EnvelopeChanged { envelope, sender, payee } => {
                (80, envelope.0, sender, payee, None)
            }
            Happened::HoldChanged { hold, debit, credit } => (3, hold.0, debit, Some(credit), None),
        };
        Some(Self { sequence: event.sequence, kind, subject, hearer, other, rule })
    }
}

pub(crate) fn insert(notices: &[&Notice]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO notices (sequence, kind, subject, hearer, other, rule)
        SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::uuid[], $4::uuid[], $5::uuid[],
            $6::smallint[])";
    let values = vec![
        numbers(notices, |notice| notice.sequence)?,
        column(notices, |notice| notice.kind),
        ids(notices, |notice| notice.subject),
        ids(notices, |notice| notice.hearer.0),
        column(notices, |notice| notice.other.map(|account| Id(account.0))),
        column(notices, |notice| notice.rule),
    ];
    Ok(Write::new(sql, values))
}
