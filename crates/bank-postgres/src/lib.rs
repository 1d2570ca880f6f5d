//! The bank's store on PostgreSQL: several nodes on one database, one batch at a time.
#![doc = include_str!("../README.md")]

mod batch;
mod column;
mod commit;
mod error;
mod frozen;
mod listen;
mod migration;
mod pool;
mod reader;
mod runtime;
mod server;
mod session;
mod store;
mod table;
mod target;

pub use error::OpenError;
pub use listen::Listener;
pub use migration::{Migrated, migrate};
pub use reader::PostgresReader;
pub use server::{Requirements, ServerReport};
pub use session::connections;
pub use store::PostgresStore;
pub use target::Target;
