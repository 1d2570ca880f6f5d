//! Moves the clock of a sandbox ahead. Where it stands is read here and not by whoever asks: two
//! who move it by a day each move it by two.

use super::ADVANCE_MAX_MS;
use crate::command::{AdvanceClock, ClockMove};
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, Setting};
use crate::rejection::Rejection;
use crate::setting::SettingKey;

/// What the journal says of every move, beside who made it.
const REASON: &str = "a test moves the clock";

pub(crate) fn advance(page: &Page, command: &AdvanceClock, effects: &mut Effects) -> Answer {
    let AdvanceClock { to, real_at, author } = command;
    let key = SettingKey::ClockAhead;
    let was = page.setting(key)?.map_or(0, |setting| setting.value);
    let value = match to {
        ClockMove::By(ms) => was.saturating_add(*ms),
        ClockMove::To(at) => {
            at.0.checked_sub(real_at.0)
                .filter(|ahead| *ahead >= was)
                .ok_or(Rejection::SandboxClockBack)?
        }
    };
    if value - was > ADVANCE_MAX_MS || !key.range().contains(&value) {
        return Err(Rejection::SandboxClockTooFar.into());
    }
    let (author, reason) = (author.clone(), REASON.to_owned());
    let row = effects.journal(JournalEntry::SettingChanged {
        key,
        was,
        value,
        from: None,
        author,
        reason,
    });
    let changed = Setting { key, before: was, value, from: None, sequence: row.sequence };
    effects.write(Record::Setting(changed));
    Ok(Receipt::SettingChanged(changed))
}
