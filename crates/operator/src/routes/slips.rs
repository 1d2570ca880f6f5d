//! Receipts of shops, for whoever has the address of one.

pub mod page;
