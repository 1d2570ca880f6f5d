//! The till: its merchant, its payments, its receipts, its page.

pub mod label;
pub mod page;
pub mod payments;
pub mod read;
pub mod slip;
