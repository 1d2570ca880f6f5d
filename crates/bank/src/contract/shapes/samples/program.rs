//! Keys and webhooks of merchants' programs at the edges of what they can hold.

use super::{AT, HIGH, TEXT};
use crate::id::{ApiKeyId, MerchantId, TimeMs, WebhookId};
use crate::receipt::Receipt;
use crate::record::{ApiKey, KeyScopes, Record, State, Webhook, WebhookEvents};

fn key(id: u128, scopes: u16, state: State) -> Record {
    Record::ApiKey(ApiKey {
        id: ApiKeyId(id),
        merchant: MerchantId(HIGH),
        name: TEXT.to_owned(),
        scopes: KeyScopes(scopes),
        secret_hash: [0xFF; 32],
        opened_at: AT,
        state,
    })
}

fn webhook(id: u128, secret: u32, progress: &str, state: State) -> Record {
    Record::Webhook(Webhook {
        id: WebhookId(id),
        merchant: MerchantId(HIGH),
        url: "https://shop.example/told?by=tongbao".to_owned(),
        events: WebhookEvents(u16::MAX),
        secret,
        changed_at: AT,
        opened_at: TimeMs(0),
        opened_after: i64::MAX.unsigned_abs(),
        state,
        version: u64::from(secret),
        progress: progress.to_owned(),
    })
}

pub(super) fn records() -> Vec<Record> {
    vec![
        key(1, 1, State::Active),
        key(HIGH, u16::MAX, State::Active),
        webhook(1, 0, "", State::Active),
        webhook(HIGH, u32::MAX, &TEXT.repeat(400), State::Active),
    ]
}

pub(super) fn later_records() -> Vec<Record> {
    vec![key(1, u16::MAX, State::Closed), webhook(1, u32::MAX, TEXT, State::Closed)]
}

pub(super) fn answers() -> Vec<Receipt> {
    vec![Receipt::ApiKey(ApiKeyId(HIGH)), Receipt::Webhook(WebhookId(0))]
}
