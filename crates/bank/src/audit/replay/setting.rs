//! Replays changes of settings: each from what the one before it had made.

use super::Replay;
use crate::id::TimeMs;
use crate::record::Setting;

impl Replay {
    /// Takes in a change whose `before` is the value that the row says it was.
    pub(super) fn change_setting(&mut self, changed: Setting, at: TimeMs) -> bool {
        let Setting { key, before: was, value, from, sequence: _ } = changed;
        let known = self.settings.get(&key);
        // What the configuration said before the first change is known from that change alone.
        let possible = known.is_none_or(|known| known.value == was)
            && key.range().contains(&value)
            && from.is_none_or(|from| from > at);
        let before = known.map_or(was, |known| known.at(at));
        self.settings.insert(key, Setting { before, ..changed });
        possible
    }
}
