//! Merchants.

mod active;
mod open;

pub(crate) use active::{active, check_free};
pub(crate) use open::open;
