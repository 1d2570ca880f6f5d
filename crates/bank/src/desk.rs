//! The operator's desk, where money enters and leaves.

mod open;

pub(crate) use open::open;
