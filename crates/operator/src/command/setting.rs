//! `tongbaod setting`: limits that are changed while payments go on, each change with who makes it
//! and why.

mod history;
mod set;

use super::desk::Desk;
use super::{CommandError, print};
use crate::clock;
use crate::setting::{range, with_unit, written};
use bank::TimeMs;
use bank::record::Setting;
use bank::setting::SettingKey;
use serde_json::json;
use std::path::Path;

/// What can be done with settings.
#[derive(Debug, clap::Subcommand)]
pub enum SettingCommand {
    /// Shows every limit that can be changed without a restart, as it holds now.
    List,
    /// Changes a limit, for every node at once.
    Set(set::Set),
    /// Shows the changes, newest first.
    History(history::History),
}

impl SettingCommand {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::List => list(&desk, json),
            Self::Set(set) => set.run(&desk, json),
            Self::History(history) => history.run(&desk, json),
        };
        desk.close();
        result
    }
}

/// Finds a setting by its name.
fn find(name: &str) -> Result<SettingKey, CommandError> {
    SettingKey::find(name).filter(|key| key.is_limit()).ok_or_else(|| {
        let names: Vec<&str> = limits().map(SettingKey::name).collect();
        let say = format!(
            "{name:?} cannot be changed while the operator runs; what can: {}; any other key is \
             in operator.toml",
            names.join(", ")
        );
        CommandError::new("setting_unknown", say)
    })
}

fn limits() -> impl Iterator<Item = SettingKey> {
    SettingKey::ALL.iter().copied().filter(|key| key.is_limit())
}

fn list(desk: &Desk, json: bool) -> Result<(), CommandError> {
    let (settings, now) = (desk.reader.settings()?, clock::now());
    let configured = desk.config.values();
    let values = configured.with(&settings, now);
    let currency = desk.config.currency;
    let (mut objects, mut lines) = (Vec::new(), Vec::new());
    for key in limits() {
        let setting = settings.iter().find(|setting| setting.key == key);
        let value = values.of(key);
        let planned = setting.filter(|setting| setting.is_planned(now));
        objects.push(json!({
            "key": key.name(), "value": value, "text": written(key, value, currency),
            "configured": configured.of(key), "sequence": setting.map(|setting| setting.sequence),
            "planned": planned.map(|planned| json!({
                "value": planned.value, "text": written(key, planned.value, currency),
                "from_ms": planned.from.map(|from| from.0),
            })),
            "least": key.range().start(), "most": key.range().end(), "is": key.sentence(),
        }));
        let origin = setting.map_or_else(|| "configuration".to_owned(), |one| row(one.sequence));
        let shown = with_unit(key, value, currency);
        let range = range(key, currency);
        lines.push(format!("{} = {shown}    # {origin}; {range}", key.name()));
        lines.extend(planned.map(|planned| format!("    {}", plan(planned, currency))));
    }
    print::value(json, &json!(objects), &lines);
    Ok(())
}

/// Returns where a setting was changed, as people find it again.
fn row(sequence: u64) -> String {
    format!("changed by journal row {sequence}")
}

/// Says what a planned change will be.
fn plan(planned: &Setting, currency: money::Currency) -> String {
    let value = with_unit(planned.key, planned.value, currency);
    format!("{value} {}", since(planned.from))
}

/// Says from when a change holds.
fn since(from: Option<TimeMs>) -> String {
    from.map_or_else(|| "at once".to_owned(), |from| format!("from {}", clock::text::to_text(from)))
}
