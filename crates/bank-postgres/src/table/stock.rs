//! Batches of coupons, and how many of each a person received.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Id, Text, out_of_range, unreadable};
use bank::id::{AccountId, PersonId, StockId};
use bank::record::{Receiver, Stock};
use bank::store::StoreError;
use bank_answer::Unreadable;
use bank_answer::coupon::{budget_from_text, budget_to_text, rules_from_text, rules_to_text};
use promotion::State;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, title, rules, budget, state, account, opened_at_ms FROM stocks ", $rest)
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
pub(crate) const ALL: &str = select!("ORDER BY id");
pub(crate) const OF_COUPONS: &str =
    select!("WHERE id IN (SELECT stock FROM coupons WHERE id = ANY($1))");
/// Each by itself: a person is looked for in one batch.
pub(crate) const FIND_RECEIVERS: &str = "SELECT r.stock, r.person, r.count
    FROM unnest($1::uuid[], $2::uuid[]) AS w (stock, person)
    JOIN receivers r ON r.stock = w.stock AND r.person = w.person";

pub(crate) fn from_row(row: &Row) -> Result<Stock, StoreError> {
    let mut fields = Fields::of(row);
    let (id, title) = (StockId(fields.id()?), fields.text()?);
    let (rules, budget) = (fields.text()?, fields.text()?);
    let broken = |error: Unreadable| unreadable(error.to_string());
    let budget = budget_from_text(&budget).map_err(broken)?;
    let (rules, is_listed) = rules_from_text(&rules, budget.limits).map_err(broken)?;
    let state = match fields.small()? {
        0 => State::Draft,
        1 => State::Active,
        2 => State::Paused,
        3 => State::Ended,
        other => return Err(out_of_range(other.into())),
    };
    let account = fields.optional_id()?.map(AccountId);
    let opened_at = fields.moment()?;
    Ok(Stock { id, title, rules, is_listed, state, budget, account, opened_at })
}

pub(crate) fn receiver_from_row(row: &Row) -> Result<Receiver, StoreError> {
    let mut fields = Fields::of(row);
    let (stock, person) = (StockId(fields.id()?), PersonId(fields.id()?));
    let count: i64 = fields.take()?;
    Ok(Receiver { stock, person, count: u32::try_from(count).map_err(|_| out_of_range(count))? })
}

pub(crate) fn put(stocks: &[&Stock]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO stocks (id, title, rules, budget, state, account, opened_at_ms)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[],
            $6::uuid[], $7::bigint[])
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, rules = excluded.rules,
            budget = excluded.budget, state = excluded.state, account = excluded.account,
            opened_at_ms = excluded.opened_at_ms";
    let state = |stock: &Stock| match stock.state {
        State::Draft => 0_i16,
        State::Active => 1,
        State::Paused => 2,
        State::Ended => 3,
    };
    let values = vec![
        ids(stocks, |stock| stock.id.0),
        column(stocks, |stock| Text(stock.title.clone())),
        super::texts(stocks, |stock| rules_to_text(&stock.rules, stock.is_listed))?,
        super::texts(stocks, |stock| budget_to_text(&stock.budget))?,
        column(stocks, state),
        column(stocks, |stock| stock.account.map(|account| Id(account.0))),
        numbers(stocks, |stock| stock.opened_at.0)?,
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn put_receivers(receivers: &[&Receiver]) -> Write {
    let sql = "INSERT INTO receivers (stock, person, count)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[])
        ON CONFLICT (stock, person) DO UPDATE SET count = excluded.count";
    let values = vec![
        ids(receivers, |receiver| receiver.stock.0),
        ids(receivers, |receiver| receiver.person.0),
        column(receivers, |receiver| i64::from(receiver.count)),
    ];
    Write::new(sql, values)
}
