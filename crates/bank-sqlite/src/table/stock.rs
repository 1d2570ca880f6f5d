//! Batches of coupons, and how many of each a person received.

use crate::column::{Id, Moment, unknown_word, unreadable};
use bank::id::{AccountId, PersonId, StockId};
use bank::record::{Receiver, Stock};
use bank_answer::coupon::{budget_from_text, budget_to_text, rules_from_text, rules_to_text};
use promotion::State;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, title, rules, state, budget, account, opened_at_ms FROM stocks ", $rest)
    };
}

pub(crate) fn find(connection: &Connection, id: StockId) -> rusqlite::Result<Option<Stock>> {
    let sql = select!("WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns all, in the order of identifiers.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Stock>> {
    connection.prepare_cached(select!("ORDER BY id"))?.query_map([], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Stock> {
    let budget = budget_from_text(row.get_ref(4)?.as_str()?).map_err(unreadable)?;
    let text = row.get_ref(2)?.as_str()?;
    let (rules, is_listed) = rules_from_text(text, budget.limits).map_err(unreadable)?;
    let state = match row.get_ref(3)?.as_str()? {
        "draft" => State::Draft,
        "active" => State::Active,
        "paused" => State::Paused,
        "ended" => State::Ended,
        other => return Err(unknown_word(other).into()),
    };
    Ok(Stock {
        id: StockId(row.get::<_, Id>(0)?.number()),
        title: row.get(1)?,
        rules,
        is_listed,
        state,
        budget,
        account: row.get::<_, Option<Id>>(5)?.map(|id| AccountId(id.number())),
        opened_at: row.get::<_, Moment>(6)?.0,
    })
}

pub(crate) fn write(connection: &Connection, stock: &Stock) -> rusqlite::Result<()> {
    let Stock { id, title, rules, is_listed, state, budget, account, opened_at } = stock;
    let state = match state {
        State::Draft => "draft",
        State::Active => "active",
        State::Paused => "paused",
        State::Ended => "ended",
    };
    let sql = "INSERT INTO stocks (id, title, rules, state, budget, account, opened_at_ms)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, rules = excluded.rules,
        state = excluded.state, budget = excluded.budget, account = excluded.account,
        opened_at_ms = excluded.opened_at_ms";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        title,
        rules_to_text(rules, *is_listed).map_err(unreadable)?,
        state,
        budget_to_text(budget).map_err(unreadable)?,
        account.map(|account| Id::of(account.0)),
        Moment(*opened_at)
    ])?;
    Ok(())
}

pub(crate) fn find_receiver(
    connection: &Connection,
    stock: StockId,
    person: PersonId,
) -> rusqlite::Result<Option<Receiver>> {
    let sql = "SELECT stock, person, count FROM receivers WHERE stock = ?1 AND person = ?2";
    let key = [Id::of(stock.0), Id::of(person.0)];
    connection.prepare_cached(sql)?.query_row(key, receiver_from_row).optional()
}

fn receiver_from_row(row: &Row<'_>) -> rusqlite::Result<Receiver> {
    Ok(Receiver {
        stock: StockId(row.get::<_, Id>(0)?.number()),
        person: PersonId(row.get::<_, Id>(1)?.number()),
        count: row.get(2)?,
    })
}

pub(crate) fn write_receiver(connection: &Connection, receiver: &Receiver) -> rusqlite::Result<()> {
    let Receiver { stock, person, count } = receiver;
    let sql = "INSERT INTO receivers (stock, person, count) VALUES (?1, ?2, ?3)
        ON CONFLICT (stock, person) DO UPDATE SET count = excluded.count";
    let values = params![Id::of(stock.0), Id::of(person.0), count];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}
