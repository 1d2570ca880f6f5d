//! Replays changes of settings: each from what the one before it had made.

use super::Replay;
use crate::id::TimeMs;
use crate::record::Setting;

/// A setting as the journal tells it.
pub(in crate::audit) struct ReplayedSetting {
    setting: Setting,
    /// Whether what held before it is known: not where the audit began between two changes.
    is_whole: bool,
}

impl ReplayedSetting {
    /// Returns what held at a moment, where that is known.
    pub(in crate::audit) fn known_at(&self, at: TimeMs) -> Option<u64> {
        let is_known = self.is_whole || !self.setting.is_planned(at);
        is_known.then(|| self.setting.at(at))
    }

    /// Returns whether a kept setting is this one.
    pub(in crate::audit) fn fits(&self, stored: &Setting) -> bool {
        let before = if self.is_whole { self.setting.before } else { stored.before };
        *stored == Setting { before, ..self.setting }
    }
}

impl Replay<'_> {
    /// Takes in a change whose `before` is the value that the row says it was.
    pub(super) fn change_setting(&mut self, changed: Setting, at: TimeMs) -> bool {
        let Setting { key, before: was, value, from, sequence: _ } = changed;
        let known = self.settings.get(&key);
        // What the configuration said before the first change is known from that change alone.
        let possible = known.is_none_or(|known| known.setting.value == was)
            && key.range().contains(&value)
            && from.is_none_or(|from| from > at);
        let before = known.map_or(was, |known| known.setting.at(at));
        let is_whole = known.map_or(self.since == 0, |known| known.is_whole);
        let setting = Setting { before, ..changed };
        self.settings.insert(key, ReplayedSetting { setting, is_whole });
        possible
    }
}
