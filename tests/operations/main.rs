//! What an operator does beside serving: backups under load, recovery to a moment, and the files
//! under `packaging/` that run the service.

mod backup;
mod load;
mod notify;
mod packaging;
#[path = "packaging/commands.rs"]
mod packaging_commands;
mod recovery;
