//! A shop's figures, for its till and those of its staff who see all; and who took what.

pub mod read;
pub mod takers;
