//! Limits that were changed.

use crate::column::{Moment, Number, unknown_word};
use bank::record::Setting;
use bank::setting::SettingKey;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT name, value_before, value, from_ms, sequence FROM settings ", $rest)
    };
}

pub(crate) fn find(connection: &Connection, key: SettingKey) -> rusqlite::Result<Option<Setting>> {
    let sql = select!("WHERE name = ?1");
    connection.prepare_cached(sql)?.query_row([key.name()], from_row).optional()
}

/// Returns all, in the order of their keys.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Setting>> {
    let mut statement = connection.prepare_cached(select!(""))?;
    let settings = statement.query_map([], from_row)?;
    let mut settings: Vec<Setting> = settings.collect::<rusqlite::Result<_>>()?;
    settings.sort_by_key(|setting| setting.key);
    Ok(settings)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Setting> {
    let name = row.get_ref(0)?.as_str()?;
    Ok(Setting {
        key: SettingKey::find(name).ok_or_else(|| unknown_word(name))?,
        before: row.get::<_, Number>(1)?.0,
        value: row.get::<_, Number>(2)?.0,
        from: row.get::<_, Option<Moment>>(3)?.map(|from| from.0),
        sequence: row.get::<_, Number>(4)?.0,
    })
}

pub(crate) fn write(connection: &Connection, setting: &Setting) -> rusqlite::Result<()> {
    let Setting { key, before, value, from, sequence } = *setting;
    let sql = "INSERT INTO settings (name, value_before, value, from_ms, sequence)
        VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name) DO UPDATE SET
            value_before = excluded.value_before, value = excluded.value,
            from_ms = excluded.from_ms, sequence = excluded.sequence";
    connection.prepare_cached(sql)?.execute(params![
        key.name(),
        Number(before),
        Number(value),
        from.map(Moment),
        Number(sequence)
    ])?;
    Ok(())
}
