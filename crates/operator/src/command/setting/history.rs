//! `tongbaod setting history`: who changed which limit, when and why, from the journal.

use super::{find, since};
use crate::clock;
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::setting::{with_unit, written};
use bank::journal::{JournalEntry, JournalRow};
use bank::setting::SettingKey;
use bank::store::StoreError;
use serde_json::json;

/// How many rows are read at once.
const ROWS_AT_ONCE: u32 = 200;

/// Which changes.
#[derive(Debug, clap::Args)]
pub struct History {
    /// Those of one limit only.
    key: Option<String>,
    /// How many at most.
    #[arg(long, default_value_t = 50)]
    limit: usize,
}

impl History {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let Self { key, limit } = self;
        let key = key.as_deref().map(find).transpose()?;
        let currency = desk.config.currency;
        let (mut objects, mut lines) = (Vec::new(), Vec::new());
        for row in rows(desk, key, limit)? {
            let JournalRow { sequence, at, entry, .. } = row;
            let JournalEntry::SettingChanged { key, was, value, from, author, reason } = entry
            else {
                continue;
            };
            let (from_ms, name) = (from.map(|from| from.0), key.name());
            let [old, new] = [was, value].map(|value| written(key, value, currency));
            objects.push(json!({
                "sequence": sequence, "at_ms": at.0, "key": name, "was": was, "was_text": old,
                "value": value, "text": new, "from_ms": from_ms, "author": author,
                "reason": reason,
            }));
            let (at, new) = (clock::text::to_text(at), with_unit(key, value, currency));
            let when = since(from);
            lines.push(format!(
                "{at}  row {sequence}  {name}: {old} -> {new} {when}, by {author}: {reason}"
            ));
        }
        print::value(json, &json!(objects), &lines);
        Ok(())
    }
}

fn rows(desk: &Desk, key: Option<SettingKey>, limit: usize) -> Result<Vec<JournalRow>, StoreError> {
    let mut found = Vec::new();
    let mut before = None;
    while found.len() < limit {
        let page = desk.reader.setting_changes(before, ROWS_AT_ONCE)?;
        let Some(last) = page.last() else { break };
        before = Some(last.sequence);
        found.extend(page.into_iter().filter(|row| is_of(row, key)));
    }
    found.truncate(limit);
    Ok(found)
}

fn is_of(row: &JournalRow, wanted: Option<SettingKey>) -> bool {
    match &row.entry {
        JournalEntry::SettingChanged { key, .. } => wanted.is_none_or(|wanted| wanted == *key),
        _ => false,
    }
}
