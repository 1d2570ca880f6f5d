//! Where a town's money is: in an SQLite file, or in a database on a PostgreSQL server. What has to
//! hold on both is declared once, by [`on_each_store`](crate::on_each_store).

use crate::device::{Device, http_within};
use crate::operator_process::{OperatorProcess, free_port, tongbaod_done};
use crate::town::{self, Townsperson};
use bank::id::OrderId;
use bank::record::OrderState;
use bank::store::{Reader, Store};
use bank::{Key, Record};
use bank_postgres::{PostgresReader, PostgresStore, Target};
use bank_sqlite::SqliteReader;
use postgres_server::{Database, Server};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// After how long the people of a town take an answer for lost.
const PATIENCE: Duration = Duration::from_secs(3);

/// A data folder, and the database that it names.
pub struct Ground {
    folder: TempDir,
    /// Removed when dropped.
    database: Option<Database<'static>>,
}

impl Ground {
    /// Returns a place for a town in a file.
    pub fn on_sqlite() -> Self {
        Self::in_folder(TempDir::new().expect("a temporary folder"))
    }

    /// Returns a place for a town in a file in this folder.
    pub fn in_folder(folder: TempDir) -> Self {
        Self { folder, database: None }
    }

    /// Returns a place for a town on the server that all tests of this program share.
    pub fn on_postgres() -> Self {
        Self::on_server(Server::shared())
    }

    /// Returns a place for a town on a server.
    pub fn on_server(server: &'static Server) -> Self {
        Self { database: Some(server.database()), ..Self::on_sqlite() }
    }

    /// Returns the data folder.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the database where it is on a server.
    pub fn database(&self) -> Option<&Database<'static>> {
        self.database.as_ref()
    }

    fn target(database: &Database<'_>) -> Target {
        Target::parse(&database.url()).expect("a URL")
    }

    /// Opens it for writing, beside whoever serves it.
    pub fn store(&self) -> Box<dyn Store> {
        match &self.database {
            None => Box::new(town::store(self.data())),
            Some(database) => {
                Box::new(PostgresStore::open(&Self::target(database)).expect("opens"))
            }
        }
    }

    /// Opens it for reading.
    pub fn reader(&self) -> Box<dyn Reader> {
        match &self.database {
            None => {
                let path = self.data().join("bank.sqlite");
                Box::new(SqliteReader::open(&path).expect("opens"))
            }
            Some(database) => {
                Box::new(PostgresReader::open(&Self::target(database)).expect("opens"))
            }
        }
    }

    /// Makes a town of so many people, each with a device and money, for an operator that wallets
    /// reach at `public_url`.
    pub fn found(&self, public_url: &str, people: usize, minor: u64) -> Vec<Townsperson> {
        town::found(self.data(), public_url);
        if let Some(database) = &self.database {
            self.configure("", &format!("database = \"{}\"", database.url()));
            tongbaod_done(&["migrate", "--data", &self.data().display().to_string()]);
        }
        let client = http_within(PATIENCE);
        let device = |_| Device::with_client(public_url, client.clone());
        let devices = (0..people).map(device).collect();
        town::settle(self.store().as_mut(), devices, town::currency(), minor)
    }

    /// Adds to the configuration: keys at its beginning, tables at its end.
    pub fn configure(&self, tables: &str, keys: &str) {
        let file = self.data().join("operator.toml");
        let config = std::fs::read_to_string(&file).expect("a configuration");
        std::fs::write(file, format!("{keys}\n{config}{tables}\n")).expect("written");
    }

    /// Returns a node that would serve it, not started.
    pub fn node(&self) -> OperatorProcess {
        OperatorProcess::at(self.data(), free_port())
    }

    /// Waits until all of these orders are closed: what is due is ended by itself.
    ///
    /// # Panics
    /// When that does not happen.
    pub async fn until_closed(&self, orders: &[OrderId]) {
        let begun = Instant::now();
        let reader = self.reader();
        let is_closed = |order: &OrderId| {
            let record = reader.record(&Key::Order(*order)).expect("readable");
            matches!(record, Some(Record::Order(order)) if order.state == OrderState::Closed)
        };
        while !orders.iter().all(is_closed) {
            assert!(begun.elapsed() < Duration::from_secs(60), "what is due is not ended");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Audits it; it must be clean.
    pub fn audit(&self) -> String {
        tongbaod_done(&["audit", "--data", &self.data().display().to_string()])
    }
}

/// Declares each function of the module as a test on each store.
#[macro_export]
macro_rules! on_each_store {
    ($($test:ident),* $(,)?) => {
        $crate::on_each_store!(@ on_sqlite; $($test),*);
        $crate::on_each_store!(@ on_postgres; $($test),*);
    };
    (@ $store:ident; $($test:ident),*) => {
        mod $store {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(&$crate::ground::Ground::$store()).await;
            })*
        }
    };
}
