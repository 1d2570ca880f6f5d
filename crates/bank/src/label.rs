//! Labels of merchants.

mod open;

pub(crate) use open::open;
