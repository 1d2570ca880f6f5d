//! Live events.

pub mod listen;
