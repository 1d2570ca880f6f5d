//! Who a code pays.

pub mod read;
