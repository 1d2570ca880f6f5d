//! Addresses that merchants have told what happens.

use crate::column::{self, Id, Moment, Number};
use bank::id::{MerchantId, WebhookId};
use bank::record::{Webhook, WebhookEvents};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, merchant, url, events, secret, changed_at_ms, opened_at_ms, opened_after, ",
            "state, version, progress FROM webhooks ",
            $rest
        )
    };
}

pub(crate) fn find(connection: &Connection, id: WebhookId) -> rusqlite::Result<Option<Webhook>> {
    let sql = select!("WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns the addresses that a merchant has or had, in the order of identifiers.
pub(crate) fn of_merchant(
    connection: &Connection,
    merchant: MerchantId,
) -> rusqlite::Result<Vec<Webhook>> {
    let sql = select!("WHERE merchant = ?1 ORDER BY id");
    connection.prepare_cached(sql)?.query_map([Id::of(merchant.0)], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Webhook> {
    Ok(Webhook {
        id: WebhookId(row.get::<_, Id>(0)?.number()),
        merchant: MerchantId(row.get::<_, Id>(1)?.number()),
        url: row.get(2)?,
        events: WebhookEvents(row.get(3)?),
        secret: row.get(4)?,
        changed_at: row.get::<_, Moment>(5)?.0,
        opened_at: row.get::<_, Moment>(6)?.0,
        opened_after: row.get::<_, Number>(7)?.0,
        state: column::state(row, 8)?,
        version: row.get::<_, Number>(9)?.0,
        progress: row.get(10)?,
    })
}

pub(crate) fn write(connection: &Connection, webhook: &Webhook) -> rusqlite::Result<()> {
    let Webhook {
        id,
        merchant,
        url,
        events,
        secret,
        changed_at,
        opened_at,
        opened_after,
        state,
        version,
        progress,
    } = webhook;
    let sql = "INSERT OR REPLACE INTO webhooks
        (id, merchant, url, events, secret, changed_at_ms, opened_at_ms, opened_after, state,
        version, progress) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(merchant.0),
        url,
        events.0,
        secret,
        Moment(*changed_at),
        Moment(*opened_at),
        Number(*opened_after),
        column::state_word(*state),
        Number(*version),
        progress
    ])?;
    Ok(())
}
