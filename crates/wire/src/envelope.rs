//! Envelopes: `POST /v1/envelopes`, `POST /v1/envelopes/{envelope}/claims`, `GET /v1/envelopes`,
//! `GET /v1/envelopes/{envelope}`.

mod envelope_order;
#[cfg(test)]
mod tests;

pub use envelope_order::{EnvelopeOrder, EnvelopeOrderError};

use crate::{Id, Money, Secret, base64url};
use serde::{Deserialize, Serialize};

/// How many shares an envelope has at most.
pub const SHARES_MAX: u16 = 100;

/// How an envelope is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeSplit {
    /// All alike.
    Equal,
    /// By luck.
    Lucky,
}

impl EnvelopeSplit {
    /// Returns the word for it, also in signed texts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Lucky => "lucky",
        }
    }
}

/// Where an envelope stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeState {
    /// There are shares left.
    Open,
    /// Every share was claimed.
    Finished,
    /// Its time was over, and what was left went back.
    Returned,
}

/// `POST /v1/envelopes`: sends an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendEnvelopeRequest {
    /// The order.
    pub order: EnvelopeOrder,
    /// The device's ES256 signature over [`EnvelopeOrder::signed_text`]: 64 bytes `r || s`,
    /// base64url unpadded.
    #[schema(min_length = 86, max_length = 86, pattern = "^[A-Za-z0-9_-]{86}$")]
    pub order_signature: String,
    /// The payment PIN, where the operator asks for it.
    #[schema(value_type = Option<String>, format = Password, min_length = 6, max_length = 6,
        pattern = "^[0-9]{6}$")]
    pub pin: Option<Secret>,
}

impl SendEnvelopeRequest {
    /// Returns the signature's 64 bytes, `r || s`; none when the text is anything else.
    pub fn order_signature_bytes(&self) -> Option<[u8; 64]> {
        base64url::decode(&self.order_signature)
    }
}

/// `POST /v1/envelopes/{envelope}/claims`: claims the next share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimEnvelopeRequest {
    /// The identifier of the payment that the share will be, made by the device; also its
    /// idempotency key.
    pub claim: Id,
    /// The secret of the envelope's code: 128 bits, written as identifiers are; absent for an
    /// envelope that is for the reader alone.
    #[schema(value_type = Option<String>, min_length = 26, max_length = 26,
        pattern = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$")]
    pub secret: Option<Secret>,
}

/// An envelope as its sender, or whoever may claim or claimed a share, sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EnvelopeResponse {
    /// The envelope.
    pub envelope: Id,
    /// The registered name of who sent it.
    pub sender: String,
    /// The registered name of the one person who may claim it.
    pub payee: Option<String>,
    /// Whether the reader sent it.
    pub is_mine: bool,
    /// What is written on it.
    pub greeting: Option<String>,
    /// All of its money.
    pub total: Money,
    /// Into how many shares.
    #[schema(minimum = 1, maximum = 100)]
    pub shares: u16,
    /// How it is divided.
    pub split: EnvelopeSplit,
    /// Where it stands.
    pub state: EnvelopeState,
    /// When it was sent, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub sent_at_ms: u64,
    /// From when on what is left goes back, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub returns_at_ms: u64,
    /// How many shares are claimed.
    #[schema(minimum = 0, maximum = 100)]
    pub claimed: u16,
    /// How much that is.
    pub claimed_amount: Money,
    /// What the reader claimed.
    pub mine: Option<ShareResponse>,
    /// Who claimed what, in the order of the shares; empty in a list.
    #[schema(max_items = 100)]
    pub claims: Vec<ClaimResponse>,
    /// What went back.
    pub returned: Option<Money>,
    /// The hash over its shares, as it was made when the envelope was sent, in hexadecimal.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub commitment: String,
    /// The hash of each share, in hexadecimal; empty in a list.
    #[schema(max_items = 100)]
    pub leaves: Vec<String>,
    /// What its shares were made of, in hexadecimal; shown once it has ended.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub seed: Option<String>,
}

/// The reader's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShareResponse {
    /// The payment that it is.
    pub payment: Id,
    /// Which share, from 0.
    #[schema(minimum = 0, maximum = 99)]
    pub place: u16,
    /// How much.
    pub amount: Money,
    /// What kept the amount from being guessed from its hash, in hexadecimal.
    #[schema(min_length = 32, max_length = 32, pattern = "^[0-9a-f]{32}$")]
    pub salt: String,
}

/// One claimed share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ClaimResponse {
    /// The registered name of who claimed it.
    pub name: String,
    /// How much.
    pub amount: Money,
    /// When, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
    /// Whether it is the reader's.
    pub is_me: bool,
}

/// `GET /v1/envelopes`: those that the reader sent, may claim or claimed, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EnvelopesResponse {
    /// At most 100 envelopes, without the hashes of their shares and without who claimed them.
    #[schema(max_items = 100)]
    pub envelopes: Vec<EnvelopeResponse>,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}
