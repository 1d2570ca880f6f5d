//! The till: its merchant, its payments, its page.

pub mod page;
pub mod payments;
pub mod read;
