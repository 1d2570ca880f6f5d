//! Changes a setting, if it still has the value that whoever changes it has seen: of two who change
//! the same one at once, the second is told and looks again.

use crate::command::ChangeSetting;
use crate::effects::{Answer, Effects};
use crate::id::TimeMs;
use crate::journal::JournalEntry;
use crate::note;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, Setting};
use crate::rejection::Rejection;
use crate::setting::PLANNED_WITHIN_MS;

pub(crate) fn change(page: &Page, command: &ChangeSetting, effects: &mut Effects) -> Answer {
    let ChangeSetting { key, configured, was, value, from, author, reason } = command;
    let at = effects.at();
    if [author, reason].into_iter().any(|words| !says_something(words)) {
        return Err(Rejection::SettingWordsMalformed.into());
    }
    if !key.is_limit() || !key.range().contains(value) {
        return Err(Rejection::SettingOutOfRange.into());
    }
    if from.is_some_and(|from| !is_soon(from, at)) {
        return Err(Rejection::SettingTimeInvalid.into());
    }
    let known = page.setting(*key)?;
    // The newest value, also when it is still to come: nobody takes a planned change back unseen.
    if *was != known.map_or(*configured, |setting| setting.value) {
        return Err(Rejection::SettingStale.into());
    }
    let before = known.map_or(*configured, |setting| setting.at(at));
    let row = effects.journal(JournalEntry::SettingChanged {
        key: *key,
        was: *was,
        value: *value,
        from: *from,
        author: author.clone(),
        reason: reason.clone(),
    });
    let (value, from, sequence) = (*value, *from, row.sequence);
    let changed = Setting { key: *key, before, value, from, sequence };
    effects.write(Record::Setting(changed));
    Ok(Receipt::SettingChanged(changed))
}

fn says_something(words: &str) -> bool {
    !words.trim().is_empty() && note::check(Some(words)).is_ok()
}

fn is_soon(from: TimeMs, at: TimeMs) -> bool {
    from > at && from <= at.plus_ms(PLANNED_WITHIN_MS)
}
