//! A key of a merchant's program: what it may do, and the hash by which it is known.

use super::State;
use crate::id::{ApiKeyId, MerchantId, TimeMs};

/// A key of a merchant's program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The identifier.
    pub id: ApiKeyId,
    /// Whose programs show it.
    pub merchant: MerchantId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: KeyScopes,
    /// The SHA-256 of the key: 256 random bits, so a plain hash gives nothing away.
    pub secret_hash: [u8; 32],
    /// When it was made.
    pub opened_at: TimeMs,
    /// Whether it counts.
    pub state: State,
}

/// What a key may do, one bit each; which bit means what is the operator's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyScopes(pub u16);
