//! Coupons: `GET /v1/coupons`, `POST /v1/coupons`, `GET /v1/coupons/offered`.
//!
//! What a coupon promises is told whole, so that a wallet finds the best combination by itself,
//! with the same rules as the operator, and shows it before anything is sent.

use crate::{ErrorCode, Id, Money};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, Type};

/// A person's coupons with the batches they are of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CouponsResponse {
    /// The coupons, those received last in front; at most 200.
    #[schema(max_items = 200)]
    pub coupons: Vec<CouponResponse>,
    /// The batches of these coupons, each once.
    pub stocks: Vec<StockResponse>,
    /// The operator's zone, in minutes ahead of UTC: whose days and hours are meant.
    #[schema(minimum = -899, maximum = 899)]
    pub zone_ahead_min: i16,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}

/// What can be taken now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OfferedResponse {
    /// The batches that give out coupons now, and of which the reader may get one more.
    pub stocks: Vec<StockResponse>,
}

/// A batch as whoever has its address sees it, listed or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SeenStockResponse {
    /// The batch.
    pub stock: StockResponse,
    /// How many coupons can still be taken today; [`LEFT_MAX`] for as many or more.
    #[schema(minimum = 0, maximum = 100)]
    pub left: u64,
    /// How many the reader has received, those included that were used or lapsed.
    #[schema(minimum = 0, maximum = 60)]
    pub received: u32,
    /// Why the reader would get none now, in the code that taking one would be refused with; null
    /// where he would get one.
    pub refusal: Option<ErrorCode>,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}

/// Up to how many it is told how many coupons are left: more is the operator's own business.
pub const LEFT_MAX: u64 = 100;

/// Takes a coupon of a batch. The same request again gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeCouponRequest {
    /// The coupon's identifier, made by the device.
    pub coupon: Id,
    /// The batch.
    pub stock: Id,
}

/// A coupon that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TakeCouponResponse {
    /// The coupon.
    pub coupon: CouponResponse,
    /// Its batch.
    pub stock: StockResponse,
}

/// One person's coupon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CouponResponse {
    /// The coupon.
    pub coupon: Id,
    /// Of which batch.
    pub stock: Id,
    /// The value that was drawn for it, in minor units, where its kind has one.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub value_minor: Option<u64>,
    /// From when it is good, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub from_ms: u64,
    /// Until before when, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub until_ms: u64,
    /// When it was received, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub received_at_ms: u64,
    /// Where it stands.
    pub state: CouponState,
    /// The payment that it was used for.
    pub payment: Option<Id>,
}

/// Where a coupon stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CouponState {
    /// It can be used when its batch and rules let it.
    Held,
    /// It was used.
    Used,
    /// Its time was over.
    Lapsed,
}

/// A batch of coupons with what they promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StockResponse {
    /// The batch.
    pub stock: Id,
    /// What people read: one line.
    pub title: String,
    /// Where it stands.
    pub state: StockState,
    /// The currency of its amounts.
    #[schema(min_length = 3, max_length = 3, pattern = "^[A-Z]{3}$")]
    pub currency: String,
    /// What a coupon does to a price.
    pub kind: CouponKind,
    /// Whether a coupon is for one line of an order, and not for the whole.
    pub for_item: bool,
    /// For which goods.
    pub goods: Listed<String>,
    /// At which merchants.
    pub merchants: Listed<Id>,
    /// The names of the merchants that are listed, in the order of the list.
    pub merchant_names: Vec<String>,
    /// When coupons of it are given out and used, in Unix milliseconds: from, and until before.
    #[schema(schema_with = window)]
    pub window_ms: [u64; 2],
    /// From which local day after it was received a coupon is good.
    #[schema(minimum = 0, maximum = 255)]
    pub wait_days: u8,
    /// For how many local days; until the window ends when absent.
    #[schema(minimum = 1, maximum = 255)]
    pub days: Option<u8>,
    /// On which days of the week: bit 0 is Monday, bit 6 Sunday.
    #[schema(minimum = 1, maximum = 127)]
    pub weekdays: u8,
    /// At which minutes of the day: at most two stretches, from and until before; all when empty.
    #[schema(schema_with = hours)]
    pub hours_min: Vec<[u16; 2]>,
    /// Whether other coupons may be used beside it.
    pub stackable: bool,
    /// Whether the merchant gives up what it saves, rather than being paid it by the funder.
    pub given_up: bool,
    /// How many one person gets.
    #[schema(minimum = 1, maximum = 60)]
    pub per_person_max: u8,
    /// Whether one needs a bound card to take one: each card gets one, whoever bound it.
    pub needs_card: bool,
}

fn pair(most: u64) -> ArrayBuilder {
    let number = ObjectBuilder::new().schema_type(Type::Integer);
    let number = number.minimum(Some(0_u64)).maximum(Some(most));
    ArrayBuilder::new().items(number).min_items(Some(2)).max_items(Some(2))
}

fn window() -> Array {
    let said = "When coupons of it are given out and used, in Unix milliseconds: from, and until \
                before.";
    pair(9_007_199_254_740_991).description(Some(said)).build()
}

fn hours() -> Array {
    let said = "At which minutes of the day: at most two stretches, from and until before; all when \
                empty.";
    ArrayBuilder::new().items(pair(1440)).max_items(Some(2)).description(Some(said)).build()
}

/// Where a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StockState {
    /// Being written.
    Draft,
    /// Given out and used.
    Active,
    /// Neither given out nor used, for a while.
    Paused,
    /// Over.
    Ended,
}

/// What a coupon does to a price. Amounts are minor units of the batch's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CouponKind {
    /// An amount off.
    AmountOff {
        /// From which price on.
        #[schema(minimum = 0, maximum = 999_999_999_999_999_u64)]
        threshold_minor: u64,
        /// How much.
        #[schema(minimum = 1, maximum = 999_999_999_999_999_u64)]
        off_minor: u64,
    },
    /// A share off.
    PercentOff {
        /// From which price on.
        #[schema(minimum = 0, maximum = 999_999_999_999_999_u64)]
        threshold_minor: u64,
        /// The share, in hundredths of a percent.
        #[schema(minimum = 1, maximum = 10_000)]
        basis_points: u16,
        /// The most that is taken off.
        #[schema(minimum = 1, maximum = 999_999_999_999_999_u64)]
        cap_minor: u64,
    },
    /// It costs this.
    FixedPrice {
        /// The price.
        #[schema(minimum = 1, maximum = 999_999_999_999_999_u64)]
        price_minor: u64,
        /// The most that is taken off.
        #[schema(minimum = 1, maximum = 999_999_999_999_999_u64)]
        saves_max_minor: u64,
    },
    /// An amount off that is drawn when the coupon is received.
    RandomValue {
        /// From which price on.
        #[schema(minimum = 0, maximum = 999_999_999_999_999_u64)]
        threshold_minor: u64,
        /// The least.
        #[schema(minimum = 1, maximum = 999_999_999_999_999_u64)]
        least_minor: u64,
        /// The most.
        #[schema(minimum = 1, maximum = 999_999_999_999_999_u64)]
        most_minor: u64,
    },
}

/// All of a kind, only those of a list, or all but those.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "which", content = "of", rename_all = "snake_case")]
pub enum Listed<T> {
    /// All.
    All,
    /// These.
    Only(Vec<T>),
    /// All but these.
    Except(Vec<T>),
}

/// The coupons of a payment order, signed with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderDiscount {
    /// What it would cost without coupons.
    pub total: Money,
    /// The coupons, each once, at least one and at most 28.
    #[schema(min_items = 1, max_items = 28)]
    pub coupons: Vec<Id>,
}

/// How many coupons an order takes at most: 20 on items and 8 on the order.
pub const COUPONS_MAX: usize = 28;

/// What coupons saved of a payment, as its two sides see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DiscountResponse {
    /// What it cost without coupons.
    pub total: Money,
    /// What each saved.
    pub savings: Vec<SavingResponse>,
}

/// What one coupon saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SavingResponse {
    /// The title of its batch.
    pub title: String,
    /// Who pays for it.
    pub funder: SavingFunder,
    /// How much.
    pub saving: Money,
}

/// Who pays for what a coupon saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SavingFunder {
    /// The operator.
    Operator,
    /// The shop itself, by a budget or by giving it up.
    Shop,
    /// Another shop.
    OtherShop,
}
