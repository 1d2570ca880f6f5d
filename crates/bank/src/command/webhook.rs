//! What the bank can be told of the addresses that merchants have told what happened.

use crate::id::{MerchantId, WebhookId};
use crate::record::WebhookEvents;

/// Opens an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWebhook {
    /// The address's identifier.
    pub webhook: WebhookId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// Where it is: 1 to 1024 visible ASCII characters.
    pub url: String,
    /// What it is told; at least one thing.
    pub events: WebhookEvents,
}

/// Changes an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeWebhook {
    /// The address's identifier.
    pub webhook: WebhookId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// How.
    pub change: WebhookChange,
}

/// What can be changed of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookChange {
    /// It gets the secret after this one; again changes nothing.
    Rotate {
        /// The number of the secret so far.
        was: u32,
    },
    /// It is told nothing any more; again changes nothing.
    Close,
}

/// Notes how far an address was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteWebhook {
    /// The address's identifier.
    pub webhook: WebhookId,
    /// How often it was noted before, as whoever notes has seen it.
    pub was: u64,
    /// How far, in the operator's own form.
    pub progress: String,
}
