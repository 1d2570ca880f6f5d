//! The neutrality log: `GET /v1/neutrality`, `POST /v1/neutrality/{entry}/appeal` and, for one
//! shop, `GET /v1/merchant/neutrality`. Public: who keeps what it ended with can say later whether
//! anything was taken out or changed.

use crate::Id;
use serde::{Deserialize, Serialize};

/// One entry. Its hash is the SHA-256 of the text that docs/neutrality.md describes, which is made
/// of exactly these values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NeutralityEntryResponse {
    /// 1, 2, 3, … without gaps.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub number: u64,
    /// The hash of the entry before it, in hexadecimal; zeros in the first one.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub previous: String,
    /// When, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
    /// The merchant.
    pub merchant: Id,
    /// The merchant's registered name at that time.
    pub name: String,
    /// What happened: `limited`, `removed`, `lifted`, `appealed`, `upheld` or `granted`.
    #[schema(pattern = "^[a-z_]+$")]
    pub action: String,
    /// Why, by the published list of docs/neutrality.md; absent for appeals and answers.
    #[schema(pattern = "^[a-z_]+$")]
    pub reason: Option<String>,
    /// The number of the entry that it ends, appeals or answers.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub about: Option<u64>,
    /// The SHA-256 of what an appeal is shown with, in hexadecimal.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub evidence: Option<String>,
    /// Until when an appeal is to be answered, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub answer_by_ms: Option<u64>,
    /// The sentence.
    #[schema(min_length = 1, max_length = 280)]
    pub text: String,
    /// The SHA-256 of the entry, in hexadecimal.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub hash: String,
}

/// A page of the log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NeutralityResponse {
    /// The operator's name inside codes, under which the end is signed.
    pub operator: String,
    /// At most `limit` entries (1–100, 30 when absent).
    pub entries: Vec<NeutralityEntryResponse>,
    /// What to ask for as `before` to go on; absent at the end.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub next_before: Option<u64>,
    /// The signed end of the whole log: a note to be kept.
    #[schema(max_length = 16384)]
    pub end: String,
}

/// An entry about one shop, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MerchantNeutralityEntry {
    /// The entry.
    pub entry: NeutralityEntryResponse,
    /// The number of the entry that ended it: what lifted a limit, or answered an appeal.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub ended_by: Option<u64>,
    /// The number of the appeal against it.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub appealed_by: Option<u64>,
}

/// `GET /v1/merchant/neutrality`: what the log says about one shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MerchantNeutralityResponse {
    /// Its entries among the last 10,000 of the log, newest first; at most 100.
    #[schema(max_items = 100)]
    pub entries: Vec<MerchantNeutralityEntry>,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}

/// `POST /v1/neutrality/{entry}/appeal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealRequest {
    /// The appeal's identifier, made by the till; the same again gives the same answer.
    pub appeal: Id,
    /// What the shop says to it: one line.
    #[schema(min_length = 1, max_length = 280)]
    pub text: String,
    /// The SHA-256 of what it is shown with, in hexadecimal; the thing itself goes to the operator
    /// by another way.
    #[serde(default)]
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub evidence: Option<String>,
}
