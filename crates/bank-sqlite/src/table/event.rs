//! Events: payments, payers who were asked for their PIN, and ends without money, in one sequence.

use crate::column::{self, Id, Number, unknown_word};
use crate::table::account;
use crate::table::payment::{self, Link, clamped};
use bank::event::{Event, Happened};
use bank::id::{AccountId, EnvelopeId, HoldId, OrderId, PaymentId};
use rusqlite::{Connection, Row, params};
use std::ops::Range;

/// Returns events after a sequence, oldest first. All kinds are read by one statement, so that no
/// event is passed by that was written between two.
pub(crate) fn page(
    connection: &Connection,
    after: u64,
    limit: u32,
) -> rusqlite::Result<Vec<Event>> {
    let sql = "SELECT sequence, id, debit, credit, NULL, NULL FROM payments WHERE sequence > ?1
        UNION ALL
        SELECT sequence, order_id, payer, NULL, 'pin_asked', rule FROM pin_asks
        WHERE sequence > ?1
        UNION ALL
        SELECT sequence, subject, hearer, other, kind, NULL FROM notices WHERE sequence > ?1
        ORDER BY sequence LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![clamped(after), limit], from_row)?.collect()
}

/// Returns the events that an account hears after a sequence, oldest first; nothing when they are
/// more than `max`.
pub(crate) fn of_account(
    connection: &Connection,
    account: AccountId,
    after: u64,
    max: u32,
) -> rusqlite::Result<Option<Vec<Event>>> {
    // What is written from now on is left to the next call, so that no event is passed by that
    // came between the two reads.
    let newest = last(connection)?;
    let mut events = told(connection, account, after..newest, max)?;
    let mut sequence = account::last_sequence(connection, account)?;
    while sequence > after && events.len() <= max as usize {
        let Some(link) = payment::link(connection, account, sequence)? else { break };
        let Link { payment, debit, credit, previous } = link;
        if sequence <= newest {
            events.push(Event { sequence, happened: Happened::Paid { payment, debit, credit } });
        }
        sequence = previous;
    }
    events.sort_unstable_by_key(|event| event.sequence);
    Ok((events.len() <= max as usize).then_some(events))
}

/// Returns what is no payment of what an account hears after a sequence up to another one: at most
/// one too many.
fn told(
    connection: &Connection,
    account: AccountId,
    after_to: Range<u64>,
    max: u32,
) -> rusqlite::Result<Vec<Event>> {
    let sql = "SELECT sequence, order_id, payer, NULL, 'pin_asked', rule FROM pin_asks
        WHERE payer = ?1 AND sequence > ?2 AND sequence <= ?3
        UNION ALL
        SELECT sequence, subject, hearer, other, kind, NULL FROM notices
        WHERE hearer = ?1 AND sequence > ?2 AND sequence <= ?3
        UNION ALL
        SELECT sequence, subject, hearer, other, kind, NULL FROM notices
        WHERE other = ?1 AND sequence > ?2 AND sequence <= ?3
        ORDER BY sequence LIMIT ?4";
    let (after, to) = (clamped(after_to.start), clamped(after_to.end));
    let params = params![Id::of(account.0), after, to, max.saturating_add(1)];
    connection.prepare_cached(sql)?.query_map(params, from_row)?.collect()
}

pub(crate) fn last(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT max(coalesce((SELECT max(sequence) FROM payments), 0),
        coalesce((SELECT max(sequence) FROM pin_asks), 0),
        coalesce((SELECT max(sequence) FROM notices), 0))";
    connection.prepare_cached(sql)?.query_row([], |row| Ok(row.get::<_, Number>(0)?.0))
}

/// Writes an event that is no payment: payments are their own.
pub(crate) fn write(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    let sequence = Number(event.sequence);
    let (kind, subject, hearer, other) = match event.happened {
        Happened::Paid { .. } => return Ok(()),
        Happened::PinAsked { order, payer, rule } => {
            let sql =
                "INSERT INTO pin_asks (sequence, order_id, payer, rule) VALUES (?1, ?2, ?3, ?4)";
            let (order, payer) = (Id::of(order.0), Id::of(payer.0));
            let rule = column::rule_word(rule);
            connection.prepare_cached(sql)?.execute(params![sequence, order, payer, rule])?;
            return Ok(());
        }
        Happened::OrderEnded { order, payee, payer } => ("order_ended", order.0, payee, payer),
        Happened::HoldChanged { hold, debit, credit } => {
            ("hold_changed", hold.0, debit, Some(credit))
        }
        Happened::EnvelopeChanged { envelope, sender, payee } => {
            ("envelope_changed", envelope.0, sender, payee)
        }
    };
    let sql = "INSERT INTO notices (sequence, kind, subject, hearer, other)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(sql)?.execute(params![
        sequence,
        kind,
        Id::of(subject),
        Id::of(hearer.0),
        other.map(|other| Id::of(other.0))
    ])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    let id = |column| row.get::<_, Id>(column).map(|id| id.number());
    let happened = match row.get_ref(4)?.as_str_or_null()? {
        None => Happened::Paid {
            payment: PaymentId(id(1)?),
            debit: AccountId(id(2)?),
            credit: AccountId(id(3)?),
        },
        Some("pin_asked") => {
            let word = row.get_ref(5)?.as_str()?;
            Happened::PinAsked {
                order: OrderId(id(1)?),
                payer: AccountId(id(2)?),
                rule: column::rule(word).ok_or_else(|| unknown_word(word))?,
            }
        }
        Some("order_ended") => Happened::OrderEnded {
            order: OrderId(id(1)?),
            payee: AccountId(id(2)?),
            payer: row.get::<_, Option<Id>>(3)?.map(|id| AccountId(id.number())),
        },
        Some("hold_changed") => Happened::HoldChanged {
            hold: HoldId(id(1)?),
            debit: AccountId(id(2)?),
            credit: AccountId(id(3)?),
        },
        Some("envelope_changed") => Happened::EnvelopeChanged {
            envelope: EnvelopeId(id(1)?),
            sender: AccountId(id(2)?),
            payee: row.get::<_, Option<Id>>(3)?.map(|id| AccountId(id.number())),
        },
        Some(other) => return Err(unknown_word(other).into()),
    };
    Ok(Event { sequence: row.get::<_, Number>(0)?.0, happened })
}
