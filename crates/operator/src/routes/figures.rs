//! A shop's figures, for its till and those of its staff who see all.

pub mod read;
