//! The account of the person who asks.

pub mod read;
