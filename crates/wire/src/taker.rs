//! Who took a shop's money within a time: `GET /v1/figures/takers`. One row for each member of the
//! staff and each key of a program, one for the till key, one for what payers paid of a label on
//! their own. And how a taker is named elsewhere: with a payment, with a shift.

use crate::Id;
use crate::bill::BillSums;
use crate::staff::StaffRole;
use serde::{Deserialize, Serialize};

/// What kind of taker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakerKind {
    /// A member of the staff, in the app.
    Staff,
    /// The shop's till key or a key of its programs.
    Key,
    /// Nobody: the payer scanned a label.
    Label,
}

/// Who takes money for a shop: takes a payment, gives it back, opens and closes a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TakerName {
    /// A member of the staff, or a key.
    pub kind: TakerKind,
    /// Which member of the staff.
    pub staff: Option<Id>,
    /// Which key of a program; absent for the shop's own till key.
    pub key: Option<Id>,
    /// The name of the member or of the key.
    #[schema(max_length = 64)]
    pub name: Option<String>,
    /// The member's role now, also of one who has left.
    pub role: Option<StaffRole>,
}

/// The tips in what somebody took. A refund does not say what it takes back: the goods are taken
/// for what goes back first, and the tip for what goes back last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TakerTips {
    /// How many payments had one.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub count: u64,
    /// What customers gave as tips with these payments, in minor units; part of their price.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub minor: u64,
    /// What of tips, also of earlier ones, went back with these refunds and reversals.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub back_minor: u64,
}

/// What one of them took and gave back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TakerFigures {
    /// What kind of taker it is.
    pub kind: TakerKind,
    /// Which member of the staff; absent for the others.
    pub staff: Option<Id>,
    /// Which key of a program; absent for the others, and for the shop's own till key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Id>,
    /// Whether it is who asks.
    #[serde(default)]
    pub is_own: bool,
    /// The name of the member or of the program's key.
    #[schema(max_length = 64)]
    pub name: Option<String>,
    /// The member's role now, also of one who has left.
    pub role: Option<StaffRole>,
    /// Payments.
    pub payments: BillSums,
    /// Refunds.
    pub refunds: BillSums,
    /// Reversals.
    pub reversals: BillSums,
    /// The tips in them.
    #[serde(default)]
    pub tips: TakerTips,
    /// What all of them changed the account by.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub net_minor: i64,
    /// The number of the first payment, as its receipt has it; absent where there was none.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub first_number: Option<u64>,
    /// The number of the last one.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub last_number: Option<u64>,
}

/// Who took what within a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TakersResponse {
    /// From when, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub from_ms: u64,
    /// Until when.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub until_ms: u64,
    /// When this was made.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
    /// By how many minutes the operator's zone is ahead of UTC.
    #[schema(minimum = -899, maximum = 899)]
    pub zone_ahead_min: i16,
    /// The currency of every amount.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: String,
    /// Whether these are all takers; a cashier is told of their own takings only.
    pub is_whole: bool,
    /// The takers: the staff by name, then the keys by name, then labels. Those who took and gave
    /// back nothing are left out.
    #[schema(max_items = 512)]
    pub takers: Vec<TakerFigures>,
    /// All of them together.
    pub payments: BillSums,
    /// See `payments`.
    pub refunds: BillSums,
    /// See `payments`.
    pub reversals: BillSums,
    /// See `payments`.
    #[serde(default)]
    pub tips: TakerTips,
    /// What all of them changed the account by.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub net_minor: i64,
}
