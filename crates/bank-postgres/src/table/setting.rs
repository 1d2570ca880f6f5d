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
    let name = fields.text()?;
    let unknown = || StoreError(format!("unknown setting {name:?}"));
    Ok(Setting {
        key: SettingKey::find(&name).ok_or_else(unknown)?,
        before: fields.number()?,
        value: fields.number()?,
        from: fields.optional_number()?.map(TimeMs),
        sequence: fields.number()?,
    })
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
