//! Coupons: a person's own, those that are offered, and taking one.

pub mod list;
pub mod offered;
pub mod take;
