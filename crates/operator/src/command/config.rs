//! `tongbaod config`: checks the configuration, and shows it as it works now.

use super::{CommandError, print};
use crate::config::{Config, Shown, show};
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
        let (config, settings) = Config::read(data, Vec::new())?;
        match self {
            Self::Check if json => print::line(&json!({ "valid": true }).to_string()),
            Self::Check => {
                print::line(&format!("the configuration of {} can be used", config.operator));
            }
            Self::Show if json => {
                let keys: Vec<_> = show(&settings).into_iter().map(object).collect();
                print::line(&json!(keys).to_string());
            }
            Self::Show => show(&settings).iter().for_each(|shown| {
                let Shown { key, variable: _, value, origin } = shown;
                print::line(&format!("{key} = {value}    # {origin}"));
            }),
        }
        Ok(())
    }
}

fn object(shown: Shown) -> serde_json::Value {
    let Shown { key, variable, value, origin } = shown;
    json!({ "key": key, "variable": variable, "value": value, "origin": origin })
}
