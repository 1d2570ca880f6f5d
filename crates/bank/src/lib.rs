//! Every command that moves money or promises, and what it does: pure rules over a page of records.
//!
//! No clock, no randomness, no I/O: time, identifiers and checked secrets come in with the command.
#![doc = include_str!("../README.md")]

pub mod command;
pub mod event;
pub mod id;
pub mod journal;
pub mod key;
pub mod receipt;
pub mod record;
pub mod rejection;
pub mod store;

pub use command::{Command, CommandKey, Envelope, Scope};
pub use id::TimeMs;
pub use key::Key;
pub use receipt::{Outcome, Receipt};
pub use record::Record;
pub use rejection::{Refusal, Rejection};
