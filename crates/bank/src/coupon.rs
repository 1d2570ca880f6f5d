//! Batches of coupons and single ones: written, given out, used for payments to merchants, ended.
//! What a coupon promises and saves is decided in `promotion`; here it meets people and money.

mod best;
mod canonical;
mod change;
mod discount;
mod give_back;
mod lapse;
mod limit;
mod money;
mod open;
mod receive;
mod refusal;
mod spend;

pub(crate) use best::{Best, best};
pub(crate) use canonical::{
    limits as limits_bytes, listing as listing_bytes, rules as rules_bytes,
};
pub(crate) use change::change;
pub(crate) use discount::priced;
pub(crate) use give_back::{of_payment, take_back};
pub(crate) use lapse::lapse;
pub(crate) use limit::limit;
pub(crate) use open::open;
pub(crate) use receive::receive;
pub(crate) use spend::spend;

pub use canonical::rules_hash;
pub use refusal::coupon_refusal;
