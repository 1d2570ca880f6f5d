//! What the bank can be told of keys of merchants' programs. The keys themselves it is never told.

use crate::id::{ApiKeyId, MerchantId};
use crate::record::KeyScopes;

/// Opens a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenApiKey {
    /// The key's identifier.
    pub key: ApiKeyId,
    /// Whose programs show it.
    pub merchant: MerchantId,
    /// What it is for: 1 to 64 characters of one line.
    pub name: String,
    /// What it may do; at least one thing.
    pub scopes: KeyScopes,
    /// The SHA-256 of the key.
    pub secret_hash: [u8; 32],
}

/// Revokes a key; one that was revoked stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevokeApiKey {
    /// The key's identifier.
    pub key: ApiKeyId,
    /// Whose it is.
    pub merchant: MerchantId,
}
