//! Payments: made, looked up, listed.

pub mod create;
pub mod list;
pub mod read;
