//! The stored form of what is in journal rows of seldom kinds: one text instead of columns that
//! every other row would leave empty.

use crate::Unreadable;
use bank::TimeMs;
use bank::journal::JournalEntry;
use bank::setting::SettingKey;
use serde::{Deserialize, Serialize};

/// Returns the text that a row keeps; none for the kinds that stores keep in columns.
pub fn to_text(entry: &JournalEntry) -> Option<String> {
    let stored = match entry {
        JournalEntry::SettingChanged { key, was, value, from, author, reason } => {
            StoredEntry::SettingChanged {
                key: key.name().to_owned(),
                was: *was,
                value: *value,
                from_ms: from.map(|from| from.0),
                author: author.clone(),
                reason: reason.clone(),
            }
        }
        _ => return None,
    };
    // Strings, numbers and options: writing them as JSON does not fail.
    serde_json::to_string(&stored).ok()
}

/// Returns what a row's text says.
///
/// # Errors
/// [`Unreadable`].
pub fn from_text(text: &str) -> Result<JournalEntry, Unreadable> {
    Ok(match serde_json::from_str(text)? {
        StoredEntry::SettingChanged { key, was, value, from_ms, author, reason } => {
            let key = SettingKey::find(&key).ok_or(Unreadable::UnknownPart)?;
            let from = from_ms.map(TimeMs);
            JournalEntry::SettingChanged { key, was, value, from, author, reason }
        }
    })
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum StoredEntry {
    SettingChanged {
        key: String,
        was: u64,
        value: u64,
        from_ms: Option<u64>,
        author: String,
        reason: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_a_setting_is_kept_whole_and_no_other_text_is_one() {
        let changed = |from| JournalEntry::SettingChanged {
            key: SettingKey::PinFrom,
            was: 1,
            value: u64::MAX,
            from,
            author: "\0\"林\u{10FFFE}".to_owned(),
            reason: String::new(),
        };
        for entry in [changed(None), changed(Some(TimeMs(5)))] {
            let text = to_text(&entry).expect("a text");
            assert!(!text.contains('\0'));
            assert_eq!(from_text(&text).ok(), Some(entry));
            for other in
                [text.replace("pin_from", "pin"), format!("{text}x"), text.replace("was", "w")]
            {
                assert!(from_text(&other).is_err(), "{other}");
            }
        }
        let order = bank::id::OrderId(1);
        assert_eq!(to_text(&JournalEntry::OrderClosed { order }), None);
    }
}
