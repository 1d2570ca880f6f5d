//! The bank's store on SQLite.
