//! `tongbaod setting set`: changes a limit, if it still has the value that its changer has seen.

use super::{find, row, since};
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::setting::{range, read, with_unit, written};
use crate::{clock, random};
use bank::command::ChangeSetting;
use bank::record::{Record, Setting};
use bank::setting::SettingKey;
use bank::{Command, CommandKey, Key, Receipt, Rejection, Scope, TimeMs};
use serde_json::json;
use wire::Id;

/// What is changed.
#[derive(Debug, clap::Args)]
pub struct Set {
    /// Which limit, by its key in the configuration: `payment_max`.
    key: String,
    /// The new value: an amount such as `500.00`, or a number.
    value: String,
    /// The value as it is now, a planned one included: if it is another, nothing is changed.
    #[arg(long)]
    was: String,
    /// Why, in one line of at most 64 characters.
    #[arg(long)]
    reason: String,
    /// Who changes it; the user of this machine when absent.
    #[arg(long)]
    author: Option<String>,
    /// From when it holds, for example `2027-01-31T06:00:00+08:00`; at once when absent.
    #[arg(long)]
    from: Option<String>,
    /// The identifier of this change, to ask again safely; a new one when absent.
    #[arg(long)]
    change: Option<Id>,
}

impl Set {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let Self { key, value, was, reason, author, from, change } = self;
        let key = find(&key)?;
        let currency = desk.config.currency;
        let change = match change {
            Some(change) => change,
            None => random::id()?,
        };
        let command = ChangeSetting {
            key,
            configured: desk.config.values().of(key),
            was: value_of(desk, key, &was, "--was")?,
            value: value_of(desk, key, &value, "the value")?,
            from: from.as_deref().map(moment).transpose()?,
            author: author.or_else(user).ok_or_else(nobody)?,
            reason,
        };
        let (was, command) = (command.was, Command::ChangeSetting(command));
        let by = CommandKey { scope: Scope::Operator, id: change.0 };
        let set = match desk.ask(Some(by), command)? {
            Ok(Receipt::SettingChanged(set)) => set,
            Ok(_) => return Err(CommandError::new("internal", "answered with another receipt")),
            Err(refusal) => return Err(refused(desk, key, refusal.rejection)?),
        };
        let Setting { value, from, sequence, .. } = set;
        let value_json = json!({
            "change": change, "key": key.name(), "was": was, "value": value,
            "text": written(key, value, currency), "from_ms": from.map(|from| from.0),
            "sequence": sequence,
        });
        let shown = with_unit(key, value, currency);
        let line = format!("{} is {shown} {}; {}", key.name(), since(from), row(sequence));
        print::value(json, &value_json, &[line]);
        Ok(())
    }
}

fn value_of(desk: &Desk, key: SettingKey, text: &str, what: &str) -> Result<u64, CommandError> {
    let currency = desk.config.currency;
    read(key, text, currency).ok_or_else(|| {
        let say = format!("{}: {what} is {}; give it so", key.name(), range(key, currency));
        CommandError::new("setting_malformed", say)
    })
}

fn moment(text: &str) -> Result<TimeMs, CommandError> {
    clock::text::from_text(text).ok_or_else(|| {
        let say = "--from is a date, a time and an offset: 2027-01-31T06:00:00+08:00";
        CommandError::new("time_malformed", say)
    })
}

/// Returns who works at this machine; behind `sudo`, who called it.
fn user() -> Option<String> {
    let names = ["SUDO_USER", "USER", "LOGNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok().filter(|user| !user.trim().is_empty()));
    names.into_iter().next()
}

fn nobody() -> CommandError {
    CommandError::new("author_missing", "this machine does not say who you are; give --author")
}

/// Says what is wrong, by which key, and what to do.
fn refused(
    desk: &Desk,
    key: SettingKey,
    rejection: Rejection,
) -> Result<CommandError, CommandError> {
    let (name, currency) = (key.name(), desk.config.currency);
    Ok(match rejection {
        Rejection::SettingWordsMalformed => CommandError::new(
            "setting_words_malformed",
            format!("{name}: author and reason are one line of 1 to 64 characters each"),
        ),
        Rejection::SettingOutOfRange => {
            let say = format!("{name} is {}; nothing was changed", range(key, currency));
            CommandError::new("setting_out_of_range", say)
        }
        Rejection::SettingTimeInvalid => CommandError::new(
            "setting_time_invalid",
            format!(
                "{name}: --from is ahead, by 366 days at most; without it the change holds at once"
            ),
        ),
        Rejection::SettingStale => {
            let is = match desk.reader.record(&Key::Setting(key))? {
                Some(Record::Setting(setting)) => setting.value,
                _ => desk.config.values().of(key),
            };
            let (shown, digits) = (with_unit(key, is, currency), written(key, is, currency));
            let say = format!(
                "{name} is {shown} by now; see why with `tongbaod setting history {name}`, and \
                 change it with --was {digits}"
            );
            CommandError::new("setting_stale", say)
        }
        other => Desk::refused(other),
    })
}
