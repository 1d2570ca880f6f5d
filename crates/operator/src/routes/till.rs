//! The till: its merchant, its payments, its page.

pub mod label;
pub mod page;
pub mod payments;
pub mod read;
