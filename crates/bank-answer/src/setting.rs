//! The stored form of a setting in an answer.

use bank::TimeMs;
use bank::record::Setting;
use bank::setting::SettingKey;
use serde::{Deserialize, Serialize};

/// A setting as it was then.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredSetting {
    key: String,
    before: u64,
    value: u64,
    from_ms: Option<u64>,
    sequence: u64,
}

impl StoredSetting {
    pub(super) fn from_setting(setting: &Setting) -> Self {
        let Setting { key, before, value, from, sequence } = *setting;
        let (key, from_ms) = (key.name().to_owned(), from.map(|from| from.0));
        Self { key, before, value, from_ms, sequence }
    }

    pub(super) fn into_setting(self) -> Option<Setting> {
        let Self { key, before, value, from_ms, sequence } = self;
        let key = SettingKey::find(&key)?;
        Some(Setting { key, before, value, from: from_ms.map(TimeMs), sequence })
    }
}
