//! Shifts of those who take a shop's money, and their reports: `POST /v1/shifts`, `GET /v1/shifts`,
//! `GET /v1/shifts/{shift}`, `POST /v1/shifts/{shift}/close`. Asked by a member of the staff or
//! with a key: each opens and closes their own shift.

use crate::Id;
use crate::bill::BillSums;
use crate::taker::TakerName;
use serde::{Deserialize, Serialize};

/// `POST /v1/shifts`: opens the shift of who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenShiftRequest {
    /// The shift, a new random identifier: the same one again has the same answer.
    pub shift: Id,
}

/// One shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShiftResponse {
    /// The shift.
    pub shift: Id,
    /// Whose it is.
    pub taker: TakerName,
    /// Whether it is the asker's own.
    pub is_own: bool,
    /// When it was opened, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub opened_at_ms: u64,
    /// How it ended; absent while it is open.
    pub closed: Option<ShiftClosed>,
    /// What was taken in it; absent in lists, but for the asker's own open shift.
    pub figures: Option<ShiftFigures>,
    /// When this was made.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
    /// By how many minutes the operator's zone is ahead of UTC.
    #[schema(minimum = -899, maximum = 899)]
    pub zone_ahead_min: i16,
}

/// How a shift ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShiftClosed {
    /// When, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
    /// The number of its report: 1 for the shop's first, and none is left out.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub number: u64,
    /// Who closed it.
    pub by: TakerName,
    /// The report as the operator signed it (`docs/proof.md`): made once, the same bytes for ever.
    /// Absent in a list where it was never asked for.
    #[schema(max_length = 16_384)]
    pub report: Option<String>,
}

/// What was taken in a shift, so far or in all. A refund belongs to the shift in which it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShiftFigures {
    /// Payments.
    pub payments: BillSums,
    /// Those of them that paid an order's code.
    pub orders: BillSums,
    /// Those of them that showed a payer code.
    pub codes: BillSums,
    /// Refunds.
    pub refunds: BillSums,
    /// Reversals.
    pub reversals: BillSums,
    /// The tips in the payments.
    #[serde(default)]
    pub tips: ShiftTips,
    /// What all of them changed the account by: what the till expects.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub net_minor: i64,
    /// The number of the first payment, as its receipt has it; absent where there was none.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub first_number: Option<u64>,
    /// The number of the last one.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub last_number: Option<u64>,
}

/// Tips that were given with the payments of a shift; what went back of those is not taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShiftTips {
    /// How many payments had one.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub count: u64,
    /// What they came to, in minor units.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub minor: u64,
}

/// `GET /v1/shifts`: the shop's shifts. A cashier is told of their own only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShiftsResponse {
    /// Open shifts, those opened first in front; on the first page only.
    #[schema(max_items = 200)]
    pub open: Vec<ShiftResponse>,
    /// Closed shifts, those with the highest numbers in front.
    #[schema(max_items = 100)]
    pub closed: Vec<ShiftResponse>,
    /// What to ask for as `before` to go on; none at the end.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub next_before: Option<u64>,
    /// Whether these are the shifts of all.
    pub is_whole: bool,
    /// The currency of every amount.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: String,
}
