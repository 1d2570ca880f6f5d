//! A shop's bills: `GET /v1/bills`, `GET /v1/bills/{date}`, `GET /v1/bills/{date}/{file}`, and its
//! figures: `GET /v1/figures`.

use crate::Id;
use crate::payment::PaymentKind;
use serde::{Deserialize, Serialize};

/// What one kind of trade came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BillSums {
    /// How many.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub count: u64,
    /// What the goods cost before discounts, in minor units.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub price_minor: u64,
    /// What payers gave, or got back.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub cash_minor: u64,
    /// What the operator paid of it by coupons, or got back.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub operator_minor: u64,
    /// The same of shops that fund coupons.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub shops_minor: u64,
    /// What the shop gave up by coupons that nobody funds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub given_up_minor: u64,
    /// What the operator took of it as its fee, or gave back.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub fee_minor: u64,
}

/// One file of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BillFile {
    /// Its name in the address: `trade.csv`, `trade.json`, `fund.csv` or `fund.json`.
    #[schema(max_length = 16)]
    pub name: String,
    /// How many rows it has.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub rows: u64,
    /// How many bytes.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    #[schema(min_length = 64, max_length = 64)]
    pub sha256: String,
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BillResponse {
    /// The local day, `2028-02-29`.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length = 10)]
    pub date: String,
    /// When the day began, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub from_ms: u64,
    /// When it ended.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub until_ms: u64,
    /// The currency of every amount.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: String,
    /// What the account held before, in minor units.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub opening_minor: i64,
    /// What it held afterwards.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub closing_minor: i64,
    /// Payments.
    pub payments: BillSums,
    /// Refunds.
    pub refunds: BillSums,
    /// Reversals.
    pub reversals: BillSums,
    /// What else came in: of the fund bill, not of the trade bill.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub other_in_minor: u64,
    /// What else went out.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub other_out_minor: u64,
    /// What the shop's owners moved into their own accounts.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub withdrawn_minor: u64,
    /// What trades of the day before came to whose money is in this fund bill.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub early_minor: i64,
    /// What trades of this day came to whose money is in the next fund bill.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub late_minor: i64,
    /// The four files.
    #[schema(max_items = 4)]
    pub files: Vec<BillFile>,
    /// The whole of it as the operator signed it, see `docs/proof.md`.
    #[schema(max_length = 16384)]
    pub note: String,
    /// When it was made, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
}

/// Bills, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BillsResponse {
    /// At most `limit` bills (1–100, 30 when absent).
    pub bills: Vec<BillResponse>,
    /// What to ask for as `before` to go on; absent at the end.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length = 10)]
    pub next_before: Option<String>,
}

/// A row of `trade.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeRow {
    /// When it succeeded, local time with its offset.
    pub at: String,
    /// `payment`, `refund` or `reversal`.
    pub kind: String,
    /// The payment's identifier.
    pub payment: Id,
    /// The payment of which money went back.
    pub of: Option<Id>,
    /// The order.
    pub order: Option<Id>,
    /// How it was paid.
    pub how: PaymentKind,
    /// What the goods cost before discounts, in minor units.
    pub price: u64,
    /// What the payer gave or got back.
    pub cash: u64,
    /// What the operator paid by coupons, or got back.
    pub operator: u64,
    /// The same of shops that fund coupons.
    pub shops: u64,
    /// What the shop gave up.
    pub given_up: u64,
    /// What the operator took of it as its fee, or gave back; absent in bills of before the
    /// operator first took one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<u64>,
    /// By how much it changed the account.
    pub net: i64,
    /// The payer, by a pseudonym that is of this shop only.
    pub payer: Id,
    /// The note.
    pub note: Option<String>,
}

/// A row of `fund.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundRow {
    /// When, local time with its offset.
    pub at: String,
    /// Its row in the journal.
    pub sequence: u64,
    /// The movement's identifier.
    pub payment: Id,
    /// What it was.
    pub kind: PaymentKind,
    /// The payment that it belongs to.
    pub of: Option<Id>,
    /// What came in, in minor units.
    #[serde(rename = "in")]
    pub came_in: u64,
    /// What went out.
    #[serde(rename = "out")]
    pub went_out: u64,
    /// What the account held afterwards.
    pub balance: i64,
    /// The note.
    pub note: Option<String>,
}

/// What was taken in one hour of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HourFigures {
    /// The hour in the operator's zone, 0 to 23.
    #[schema(minimum = 0, maximum = 23)]
    pub hour: u8,
    /// How many payments.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub count: u64,
    /// What they cost before discounts, in minor units.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub price_minor: u64,
}

/// What was taken on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DayFigures {
    /// The local day.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length = 10)]
    pub date: String,
    /// How many payments.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub count: u64,
    /// What they cost before discounts, in minor units.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub price_minor: u64,
    /// What all trades of the day changed the account by.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub net_minor: i64,
}

/// Who came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CustomerFigures {
    /// How many different payers.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub count: u64,
    /// Those of them who had also paid on another day, of the time asked for or of the 30 days
    /// before it.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub returning: u64,
}

/// Figures of a time: a shift, a day, a week, a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FiguresResponse {
    /// From when, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub from_ms: u64,
    /// Until when.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub until_ms: u64,
    /// When these figures were made.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
    /// By how many minutes the operator's zone is ahead of UTC.
    #[schema(minimum = -899, maximum = 899)]
    pub zone_ahead_min: i16,
    /// The currency of every amount.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: String,
    /// Payments.
    pub payments: BillSums,
    /// Refunds.
    pub refunds: BillSums,
    /// Reversals.
    pub reversals: BillSums,
    /// What all of them changed the account by.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub net_minor: i64,
    /// Payments by hour of the day, all 24.
    #[schema(min_items = 24, max_items = 24)]
    pub hours: Vec<HourFigures>,
    /// The days on which something was traded, oldest first.
    #[schema(max_items = 367)]
    pub days: Vec<DayFigures>,
    /// Who came; absent where that would be more to look through than is looked through for one
    /// request.
    pub customers: Option<CustomerFigures>,
}
