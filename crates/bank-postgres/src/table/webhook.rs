//! Addresses that merchants have told what happens.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Text, out_of_range, state_number};
use bank::id::{MerchantId, WebhookId};
use bank::record::{Webhook, WebhookEvents};
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, merchant, url, events, secret, changed_at_ms, opened_at_ms, opened_after, ",
            "state, version, progress FROM webhooks ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
pub(crate) const OF_MERCHANT: &str = select!("WHERE merchant = $1 ORDER BY id");

pub(crate) fn from_row(row: &Row) -> Result<Webhook, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Webhook {
        id: WebhookId(fields.id()?),
        merchant: MerchantId(fields.id()?),
        url: fields.text()?,
        events: {
            let events: i32 = fields.take()?;
            WebhookEvents(u16::try_from(events).map_err(|_| out_of_range(events.into()))?)
        },
        secret: {
            let secret: i64 = fields.take()?;
            u32::try_from(secret).map_err(|_| out_of_range(secret))?
        },
        changed_at: fields.moment()?,
        opened_at: fields.moment()?,
        opened_after: fields.number()?,
        state: fields.state()?,
        version: fields.number()?,
        progress: fields.text()?,
    })
}

pub(crate) fn put(webhooks: &[&Webhook]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO webhooks (id, merchant, url, events, secret, changed_at_ms,
            opened_at_ms, opened_after, state, version, progress)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::bigint[],
            $6::bigint[], $7::bigint[], $8::bigint[], $9::smallint[], $10::bigint[], $11::text[])
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant, url = excluded.url,
            events = excluded.events, secret = excluded.secret,
            changed_at_ms = excluded.changed_at_ms, opened_at_ms = excluded.opened_at_ms,
            opened_after = excluded.opened_after, state = excluded.state,
            version = excluded.version, progress = excluded.progress";
    let values = vec![
        ids(webhooks, |webhook| webhook.id.0),
        ids(webhooks, |webhook| webhook.merchant.0),
        column(webhooks, |webhook| Text(webhook.url.clone())),
        column(webhooks, |webhook| i32::from(webhook.events.0)),
        numbers(webhooks, |webhook| u64::from(webhook.secret))?,
        numbers(webhooks, |webhook| webhook.changed_at.0)?,
        numbers(webhooks, |webhook| webhook.opened_at.0)?,
        numbers(webhooks, |webhook| webhook.opened_after)?,
        column(webhooks, |webhook| state_number(webhook.state)),
        numbers(webhooks, |webhook| webhook.version)?,
        column(webhooks, |webhook| Text(webhook.progress.clone())),
    ];
    Ok(Write::new(sql, values))
}
