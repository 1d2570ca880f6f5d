//! Shifts: opened and closed by who takes money for a merchant, or closed for them. The bounds of
//! one are rows of the journal, which has neither gap nor overlap.

mod close;
mod keep_report;
mod open;

pub(crate) use close::close;
pub(crate) use keep_report::keep_report;
pub(crate) use open::open;

/// How many shifts of a merchant are open at once at most.
pub const OPEN_MAX: usize = 200;
