//! What makes commands about keys and addresses of merchants' programs the same.

use crate::canonical::Bytes;
use crate::command::{
    ChangeWebhook, Command, NoteWebhook, OpenApiKey, OpenWebhook, RevokeApiKey, WebhookChange,
};

pub(super) fn content(bytes: Bytes, command: &Command) -> Bytes {
    match command {
        Command::OpenApiKey(command) => open_key(bytes.tag(120), command),
        Command::RevokeApiKey(RevokeApiKey { key, merchant }) => {
            bytes.tag(121).id(key.0).id(merchant.0)
        }
        Command::OpenWebhook(command) => open_webhook(bytes.tag(122), command),
        Command::ChangeWebhook(ChangeWebhook { webhook, merchant, change: how }) => {
            change(bytes.tag(123).id(webhook.0).id(merchant.0), *how)
        }
        Command::NoteWebhook(NoteWebhook { webhook, was, progress }) => {
            bytes.tag(124).id(webhook.0).number(*was).text(progress)
        }
        _ => bytes,
    }
}

fn open_key(bytes: Bytes, command: &OpenApiKey) -> Bytes {
    let OpenApiKey { key, merchant, name, scopes, secret_hash: _ } = command;
    bytes.id(key.0).id(merchant.0).text(name).small(scopes.0)
}

fn open_webhook(bytes: Bytes, command: &OpenWebhook) -> Bytes {
    let OpenWebhook { webhook, merchant, url, events } = command;
    bytes.id(webhook.0).id(merchant.0).text(url).small(events.0)
}

fn change(bytes: Bytes, change: WebhookChange) -> Bytes {
    match change {
        WebhookChange::Rotate { was } => bytes.tag(1).number(u64::from(was)),
        WebhookChange::Close => bytes.tag(2),
    }
}
