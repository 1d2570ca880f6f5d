//! The store on PostgreSQL keeps the contract of all stores, and what is its own: several nodes on
//! one database, batches decided ahead, a lost connection, another node's writes, its schema.

use bank::contract::Subject;
use bank::store::{Reader, Store, Upkeep};
use bank_postgres::{PostgresReader, PostgresStore, Target, migrate};
use postgres_server::{Database, Server};
use std::sync::LazyLock;

mod ahead;
mod connection;
mod held;
mod kill;
mod nodes;
mod registering;
mod schema;
mod tamper;
mod wire;

mod contract {
    bank::bank_store_contract!(crate::Fresh::new);
}

/// A new database with the bank's tables.
struct Fresh {
    database: Database<'static>,
    target: Target,
}

impl Fresh {
    fn new() -> Self {
        // The tables are made once and copied then: a migration takes longer than most tests.
        static MIGRATED: LazyLock<Database<'static>> = LazyLock::new(|| {
            let database = Server::shared().database();
            migrate(&Target::parse(&database.url()).expect("a URL")).expect("migrates");
            database
        });
        let database = Server::shared().database_like(&MIGRATED);
        let target = Target::parse(&database.url()).expect("a URL");
        Self { database, target }
    }

    fn open(&self) -> PostgresStore {
        PostgresStore::open(&self.target).expect("opens")
    }
}

impl Subject for Fresh {
    fn store(&self) -> Box<dyn Store> {
        Box::new(self.open())
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::new(PostgresReader::open(&self.target).expect("opens"))
    }

    fn upkeep(&self) -> Box<dyn Upkeep> {
        Box::new(self.open())
    }
}
