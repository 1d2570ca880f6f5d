//! Coupons: a person's own, those that are offered, the batch behind an address, and taking one.

pub mod list;
pub mod offered;
pub mod page;
pub mod seen;
pub mod take;
