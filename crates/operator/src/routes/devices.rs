//! The devices of a person: listed, and revoked from one another.

pub mod list;
pub mod revoke;
