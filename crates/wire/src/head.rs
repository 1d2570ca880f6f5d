//! Signed heads of the journal: `GET /v1/heads`, `GET /v1/heads/latest`, `GET /v1/heads/{size}`,
//! `GET /v1/heads/{size}/consistency`. Public: whoever keeps them is a witness.

use serde::{Deserialize, Serialize};

/// A signed head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HeadResponse {
    /// How many rows of the journal it covers.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub size: u64,
    /// When it was signed, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
    /// The signed note, as it is to be kept and checked.
    #[schema(max_length = 16384)]
    pub note: String,
}

/// Heads, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HeadsResponse {
    /// At most `limit` heads (1–100, 30 when absent).
    pub heads: Vec<HeadResponse>,
    /// What to ask for as `before` to go on; absent at the end.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub next_before: Option<u64>,
}

/// The proof that one head's journal is the beginning of another's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConsistencyResponse {
    /// The smaller size.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub from: u64,
    /// The larger size.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub to: u64,
    /// The hashes of RFC 9162, section 2.1.4, in hexadecimal.
    #[schema(max_items = 65)]
    pub proof: Vec<String>,
}
