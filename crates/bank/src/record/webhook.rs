//! An address of a merchant that is told what happened, and how far it was told.

use super::State;
use crate::id::{MerchantId, TimeMs, WebhookId};

/// An address that is told what happened to its merchant's orders and payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// The identifier.
    pub id: WebhookId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// Where it is.
    pub url: String,
    /// What it is told.
    pub events: WebhookEvents,
    /// The number of its secret, from 0; the secret follows from a key outside the database.
    pub secret: u32,
    /// When it was opened, got this secret, or was closed.
    pub changed_at: TimeMs,
    /// When it was opened.
    pub opened_at: TimeMs,
    /// The journal row after which it is told.
    pub opened_after: u64,
    /// Whether it is told anything.
    pub state: State,
    /// How often its progress was noted.
    pub version: u64,
    /// How far it was told, in the operator's own form; empty before anything was noted.
    pub progress: String,
}

/// What an address is told, one bit each; which bit means what is the operator's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebhookEvents(pub u16);
