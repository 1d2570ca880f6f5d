//! A page for every error code.

pub mod read;
