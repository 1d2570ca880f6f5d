//! What a shop takes with it.

pub mod export;
pub mod neutrality;
