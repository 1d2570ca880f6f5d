//! Keys and webhooks of the town's shops.

use super::{merchant, plain};
use crate::command::{
    ChangeWebhook, Command, CommandKey, Envelope, NoteWebhook, OpenApiKey, OpenWebhook,
    RevokeApiKey, Scope, WebhookChange,
};
use crate::id::{ApiKeyId, WebhookId};
use crate::record::{KeyScopes, WebhookEvents};

/// Returns the hash of a program's key.
pub fn secret_hash(n: u32) -> [u8; 32] {
    let mut hash = [0xA9; 32];
    hash[..4].copy_from_slice(&n.to_be_bytes());
    hash
}

/// Returns a command under a merchant's key.
fn of_merchant(id: u128, n: u32, command: Command) -> Envelope {
    let key = CommandKey { scope: Scope::Merchant(merchant(n)), id };
    Envelope { key: Some(key), ..plain(command) }
}

/// Opens key `key` of a merchant.
pub fn open_key(key: u32, n: u32) -> Envelope {
    let id = u128::from(key);
    let open = OpenApiKey {
        key: ApiKeyId(id),
        merchant: merchant(n),
        name: format!("Till number {key}"),
        scopes: KeyScopes(3),
        secret_hash: secret_hash(key),
    };
    of_merchant(0x7A_0000 + id, n, Command::OpenApiKey(open))
}

/// Revokes key `key` of a merchant.
pub fn revoke_key(key: u32, n: u32) -> Envelope {
    let revoke = RevokeApiKey { key: ApiKeyId(u128::from(key)), merchant: merchant(n) };
    plain(Command::RevokeApiKey(revoke))
}

/// Opens address `id` of a merchant.
pub fn open_webhook(id: u128, n: u32) -> Envelope {
    let open = OpenWebhook {
        webhook: WebhookId(id),
        merchant: merchant(n),
        url: format!("https://shop-{n}.example/told"),
        events: WebhookEvents(15),
    };
    of_merchant(0x7B_0000 + id, n, Command::OpenWebhook(open))
}

/// Changes address `id` of a merchant.
pub fn change_webhook(id: u128, n: u32, change: WebhookChange) -> Envelope {
    let change = ChangeWebhook { webhook: WebhookId(id), merchant: merchant(n), change };
    plain(Command::ChangeWebhook(change))
}

/// Notes how far address `id` was told.
pub fn note_webhook(id: u128, was: u64, progress: &str) -> Envelope {
    let progress = progress.to_owned();
    plain(Command::NoteWebhook(NoteWebhook { webhook: WebhookId(id), was, progress }))
}

/// Returns all that can happen to keys and addresses.
pub fn lived_in() -> Vec<Envelope> {
    vec![
        open_key(1, 0),
        open_key(2, 0),
        open_key(3, 0),
        revoke_key(2, 0),
        open_webhook(1, 0),
        open_webhook(2, 0),
        open_webhook(3, 0),
        note_webhook(1, 0, "told up to here"),
        change_webhook(1, 0, WebhookChange::Rotate { was: 0 }),
        change_webhook(2, 0, WebhookChange::Close),
    ]
}
