//! Money that is or was held.

use crate::column::{self, Id, Moment, Number, unknown_word};
use bank::TimeMs;
use bank::id::{AccountId, HoldId, PaymentId};
use bank::record::{Hold, HoldState};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! columns {
    () => {
        "id, debit, credit, amount_minor, currency, note, opened_at_ms, expires_at_ms, state, \
         payment"
    };
}

pub(crate) fn find(connection: &Connection, id: HoldId) -> rusqlite::Result<Option<Hold>> {
    let sql = concat!("SELECT ", columns!(), " FROM holds WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns the pending holds on an account, those that end first in front.
pub(crate) fn pending_of(
    connection: &Connection,
    account: AccountId,
    limit: u32,
) -> rusqlite::Result<Vec<Hold>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM holds WHERE debit = ?1 AND state = 'pending' ORDER BY expires_at_ms, id LIMIT ?2"
    );
    connection
        .prepare_cached(sql)?
        .query_map(params![Id::of(account.0), limit], from_row)?
        .collect()
}

/// Returns pending holds whose time is over, those that were over first in front.
pub(crate) fn due(
    connection: &Connection,
    at: TimeMs,
    limit: u32,
) -> rusqlite::Result<Vec<HoldId>> {
    let sql = "SELECT id FROM holds WHERE state = 'pending' AND expires_at_ms <= ?1
        ORDER BY expires_at_ms, id LIMIT ?2";
    let id = |row: &Row<'_>| row.get::<_, Id>(0).map(|id| HoldId(id.number()));
    connection.prepare_cached(sql)?.query_map(params![Moment(at), limit], id)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Hold> {
    let account = |column| row.get::<_, Id>(column).map(|id| AccountId(id.number()));
    let state = match row.get_ref(8)?.as_str()? {
        "pending" => HoldState::Pending,
        "posted" => HoldState::Posted(PaymentId(row.get::<_, Id>(9)?.number())),
        "voided" => HoldState::Voided,
        "expired" => HoldState::Expired,
        other => return Err(unknown_word(other).into()),
    };
    Ok(Hold {
        id: HoldId(row.get::<_, Id>(0)?.number()),
        debit: account(1)?,
        credit: account(2)?,
        amount: column::amount(row, 3, 4)?,
        note: row.get(5)?,
        opened_at: row.get::<_, Moment>(6)?.0,
        expires_at: row.get::<_, Moment>(7)?.0,
        state,
    })
}

/// Of a hold that is there only the state ever changes.
pub(crate) fn write(connection: &Connection, hold: &Hold) -> rusqlite::Result<()> {
    let Hold { id, debit, credit, amount, note, opened_at, expires_at, state } = hold;
    let (state, payment) = match state {
        HoldState::Pending => ("pending", None),
        HoldState::Posted(payment) => ("posted", Some(Id::of(payment.0))),
        HoldState::Voided => ("voided", None),
        HoldState::Expired => ("expired", None),
    };
    let sql = concat!(
        "INSERT INTO holds (",
        columns!(),
        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ",
        "ON CONFLICT (id) DO UPDATE SET state = excluded.state, payment = excluded.payment"
    );
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(debit.0),
        Id::of(credit.0),
        Number(amount.minor()),
        amount.currency().code(),
        note,
        Moment(*opened_at),
        Moment(*expires_at),
        state,
        payment
    ])?;
    Ok(())
}
