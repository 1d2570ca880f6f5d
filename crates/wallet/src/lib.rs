//! The client core: flows as state machines over ports, with no I/O of its own.
#![doc = include_str!("../README.md")]

pub mod port;
pub mod state;
