//! Labels of merchants.

mod close;
mod open;

pub(crate) use close::close;
pub(crate) use open::open;
