//! Orders of merchants: opened by a till, paid once or closed.

mod close;
mod open;

pub(crate) use close::close;
pub(crate) use open::open;

/// The longest time for which an order can be paid, in seconds: one day.
pub(crate) const OPEN_FOR_S_MAX: u32 = 24 * 60 * 60;
