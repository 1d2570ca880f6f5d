//! `tongbaod config`: checks the configuration, and shows it as it works now.

use super::{CommandError, print};
use crate::clock;
use crate::config::{Config, Shown, lay_settings, show};
use bank::record::Setting;
use bank::store::StoreError;
use clap::Subcommand;
use serde_json::json;
use std::path::Path;

/// What `config` does.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Checks file and environment; says nothing but whether `serve` would take them.
    Check,
    /// Prints every key with its value and where that came from; secrets are not shown.
    Show,
}

impl ConfigCommand {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let (config, sources) = Config::read(data, Vec::new())?;
        match self {
            Self::Check if json => print::line(&json!({ "valid": true }).to_string()),
            Self::Check => {
                print::line(&format!("the configuration of {} can be used", config.operator));
            }
            Self::Show => {
                let mut shown = show(&sources);
                match settings(&config) {
                    Ok(changed) => {
                        lay_settings(&mut shown, &changed, config.currency, clock::now());
                    }
                    // What is configured can be seen all the same.
                    Err(error) => print::error(&error),
                }
                print_all(shown, json);
            }
        }
        Ok(())
    }
}

/// Reads what was changed by command; nothing where there is no database yet.
fn settings(config: &Config) -> Result<Vec<Setting>, CommandError> {
    let database = config.store();
    let read = || -> Result<Vec<Setting>, StoreError> {
        if database.is_there()? { database.reader()?.settings() } else { Ok(Vec::new()) }
    };
    read().map_err(|error| {
        let say = format!("limits that were changed by command are not shown: {error}");
        CommandError::new("settings_unread", say)
    })
}

fn print_all(shown: Vec<Shown>, json: bool) {
    if json {
        let keys: Vec<_> = shown.into_iter().map(object).collect();
        print::line(&json!(keys).to_string());
        return;
    }
    for Shown { key, variable: _, value, origin } in shown {
        print::line(&format!("{key} = {value}    # {origin}"));
    }
}

fn object(shown: Shown) -> serde_json::Value {
    let Shown { key, variable, value, origin } = shown;
    json!({ "key": key, "variable": variable, "value": value, "origin": origin })
}
