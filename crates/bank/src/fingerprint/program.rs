//! What makes commands about keys and addresses of merchants' programs the same.

use crate::canonical::Bytes;
use crate::command::{OpenApiKey, OpenWebhook, WebhookChange};

pub(super) fn open_key(bytes: Bytes, command: &OpenApiKey) -> Bytes {
    let OpenApiKey { key, merchant, name, scopes, secret_hash: _ } = command;
    bytes.id(key.0).id(merchant.0).text(name).small(scopes.0)
}

pub(super) fn open_webhook(bytes: Bytes, command: &OpenWebhook) -> Bytes {
    let OpenWebhook { webhook, merchant, url, events } = command;
    bytes.id(webhook.0).id(merchant.0).text(url).small(events.0)
}

pub(super) fn change(bytes: Bytes, change: WebhookChange) -> Bytes {
    match change {
        WebhookChange::Rotate { was } => bytes.tag(1).number(u64::from(was)),
        WebhookChange::Close => bytes.tag(2),
    }
}
