//! Merchants.

mod active;
mod found;
mod judge;
mod open;
mod withdraw;

pub(crate) use active::active;
pub(crate) use found::found;
pub(crate) use judge::judge;
pub(crate) use open::open;
pub(crate) use withdraw::withdraw;
