//! A shop's figures, with its till key.

pub mod read;
