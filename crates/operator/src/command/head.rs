//! `tongbaod head`: signs the journal as it is now, and prints what was signed, for a witness.

use super::desk::Desk;
use super::{CommandError, print};
use crate::clock;
use crate::heads::Signer;
use bank::head::SignedHead;
use serde_json::json;
use std::path::Path;

/// Signed heads of the journal.
#[derive(Debug, clap::Subcommand)]
pub enum HeadCommand {
    /// Signs the journal as it is now, and prints the head.
    Publish,
    /// Prints the signed heads, newest first.
    List {
        /// At most so many.
        #[arg(long, default_value_t = 30)]
        limit: u32,
    },
}

impl HeadCommand {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let heads = match self {
            Self::Publish => vec![signer(&desk).sign(clock::now())?],
            Self::List { limit } => desk.reader.heads(None, limit)?,
        };
        desk.close();
        for SignedHead { size, at, note } in &heads {
            let value = json!({ "size": size, "at_ms": at.0, "note": note });
            print::value(json, &value, std::slice::from_ref(note));
        }
        Ok(())
    }
}

fn signer(desk: &Desk) -> Signer<'_> {
    Signer {
        reader: desk.reader.as_ref(),
        teller: desk.teller(),
        operator: &desk.config.operator,
        keys: &desk.keys.operator,
    }
}
