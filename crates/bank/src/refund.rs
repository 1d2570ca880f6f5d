//! What merchants give back: refunds, whole or in parts, to the payer's account only and out of
//! the merchant's own. How much goes back by a reversal is decided in `order`; how it goes back,
//! here.

mod beside;
mod coupons;
mod give_back;
mod make;
mod preview;

pub(crate) use give_back::{GiveBack, give_back};
pub(crate) use make::make;

pub(crate) use preview::whole;

pub use beside::Beside;
pub use coupons::{CouponReturn, CouponsOf};
pub use preview::{
    REFUND_APART_MS, REFUND_WITHIN_MS, REFUNDS_MAX, RefundPreview, cash_until, preview,
};
