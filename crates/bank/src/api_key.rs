//! Keys with which a merchant's programs ask: made with some rights, and revoked.

mod open;
mod revoke;

pub(crate) use open::open;
pub(crate) use revoke::revoke;
