//! Money that is held: still in the account, and not to spend.

use crate::payment::Direction;
use crate::{Id, Money};
use serde::{Deserialize, Serialize};

/// Money that is or was held, as one of the two accounts sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HoldResponse {
    /// The hold.
    pub hold: Id,
    /// Whose account it is held on: `out` for the reader's.
    pub direction: Direction,
    /// How much.
    pub amount: Money,
    /// What it is for.
    pub note: Option<String>,
    /// Where it stands.
    pub state: HoldState,
    /// When it began, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub opened_at_ms: u64,
    /// When it ends by itself, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: u64,
}

/// Where money stands that is or was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HoldState {
    /// It is held.
    Pending,
    /// It was paid, whole or in part; the rest is free again.
    Posted,
    /// It is free again.
    Voided,
    /// It is free again: its time was over.
    Expired,
}
