//! Orders of merchants: opened by a till, paid once, closed or reversed.

mod close;
mod end;
mod expire;
mod open;
mod reverse;

pub(crate) use close::close;
pub(crate) use expire::expire;
pub(crate) use open::{open, open_for};
pub(crate) use reverse::reverse;

pub use reverse::REVERSIBLE_AFTER_MS;

/// The longest time for which an order can be paid, in seconds: one day.
pub(crate) const OPEN_FOR_S_MAX: u32 = 24 * 60 * 60;
