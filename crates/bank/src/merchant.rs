//! Merchants.

mod active;
mod open;

pub(crate) use active::active;
pub(crate) use open::open;
