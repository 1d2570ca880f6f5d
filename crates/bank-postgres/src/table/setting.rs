//! Limits that were changed.

use super::{Write, column, numbers, optional_numbers};
use crate::column::{Fields, Text};
use bank::TimeMs;
use bank::record::Setting;
use bank::setting::SettingKey;
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT name, value_before, value, from_ms, sequence FROM settings ", $rest)
    };
}

pub(crate) const FIND: &str = select!("WHERE name = ANY($1)");
pub(crate) const ALL: &str = select!("");

pub(crate) fn from_row(row: &Row) -> Result<Setting, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Setting {
        key: key(&fields.text()?)?,
        before: fields.number()?,
        value: fields.number()?,
        from: fields.optional_number()?.map(TimeMs),
        sequence: fields.number()?,
    })
}

/// Returns the setting of a name.
pub(crate) fn key(name: &str) -> Result<SettingKey, StoreError> {
    SettingKey::find(name).ok_or_else(|| StoreError(format!("unknown setting {name:?}")))
}

pub(crate) fn put(settings: &[&Setting]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO settings (name, value_before, value, from_ms, sequence)
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
        ON CONFLICT (name) DO UPDATE SET value_before = excluded.value_before,
            value = excluded.value, from_ms = excluded.from_ms, sequence = excluded.sequence";
    let values = vec![
        column(settings, |setting| Text(setting.key.name().to_owned())),
        numbers(settings, |setting| setting.before)?,
        numbers(settings, |setting| setting.value)?,
        optional_numbers(settings, |setting| setting.from.map(|from| from.0))?,
        numbers(settings, |setting| setting.sequence)?,
    ];
    Ok(Write::new(sql, values))
}
