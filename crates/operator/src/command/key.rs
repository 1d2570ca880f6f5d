//! `tongbaod key`: the keys with which the operator signs heads and receipts.

use super::{CommandError, print};
use crate::config::Config;
use crate::keys::{Keys, OperatorKeys};
use proof::head;
use serde_json::json;
use std::path::Path;

/// The keys with which the operator signs.
#[derive(Debug, clap::Subcommand)]
pub enum KeyCommand {
    /// Prints the public keys, oldest first; the last one signs.
    List,
    /// Makes a new key, for which the old one vouches; running servers take it at their next start.
    Rotate,
}

impl KeyCommand {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let config = Config::load(data)?;
        let origin = head::origin(&config.operator);
        if let Self::Rotate = self {
            OperatorKeys::rotate(&config.keys, &origin)?;
        }
        let keys = Keys::load(&config.keys)?.operator.public();
        let lines: Vec<String> = keys.iter().map(|key| key.to_text(&origin)).collect();
        print::value(json, &json!({ "keys": lines }), &lines);
        Ok(())
    }
}
