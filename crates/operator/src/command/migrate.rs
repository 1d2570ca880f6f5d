//! `tongbaod migrate`: the tables of a PostgreSQL database, made or brought to this program's
//! schema. An SQLite file is brought there by whoever opens it.

use super::{CommandError, print};
use crate::config::Config;
use bank_postgres::Migrated;
use std::path::Path;

/// What `migrate` takes.
#[derive(Debug, clap::Args)]
pub struct Migrate {
    /// Another database than the configuration's: a file, or a `postgres://` URL.
    #[arg(long)]
    database: Option<String>,
}

impl Migrate {
    pub(super) fn run(self, data: &Path) -> Result<(), CommandError> {
        let database = self.database.map(|database| ("database", "--database", database));
        let (config, _) = Config::read(data, database.into_iter().collect())?;
        let database = config.store();
        let line = match database.migrate()? {
            Some(Migrated { from, to }) if from == to => format!("{database} has schema {to}"),
            Some(Migrated { from, to }) => {
                format!("{database} went from schema {from} to schema {to}")
            }
            None => format!("{database} has this program's schema"),
        };
        print::line(&line);
        Ok(())
    }
}
