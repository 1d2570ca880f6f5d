//! What a shop takes with it.

pub mod export;
