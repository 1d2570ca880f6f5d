//! Shifts of those who take a shop's money, and their reports.

pub mod close;
pub mod list;
pub mod open;
pub mod read;
