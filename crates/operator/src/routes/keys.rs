//! Keys of a merchant's programs.

pub mod list;
pub mod open;
pub mod revoke;
