//! The bank's store on SQLite: one writer, any number of readers, one file.
#![doc = include_str!("../README.md")]

mod column;
mod connection;
mod copy;
mod migration;
mod reader;
mod store;
mod table;

pub use connection::OpenError;
pub use copy::{CopyError, restore};
pub use reader::SqliteReader;
pub use store::SqliteStore;
