//! Payments: made, looked up, listed, proven.

pub mod create;
pub mod list;
pub mod read;
pub mod receipt;
