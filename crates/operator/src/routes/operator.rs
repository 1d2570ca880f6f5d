//! What the operator says of itself.

pub mod read;
