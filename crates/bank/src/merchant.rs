//! Merchants.

mod active;
mod found;
mod judge;
mod open;
mod rotate_till_key;
mod withdraw;

pub(crate) use active::{active, check_free};
pub(crate) use found::found;
pub(crate) use judge::judge;
pub(crate) use open::open;
pub(crate) use rotate_till_key::rotate_till_key;
pub(crate) use withdraw::withdraw;
