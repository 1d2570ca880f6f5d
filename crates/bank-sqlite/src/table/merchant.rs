//! Merchants and their labels.

use crate::column::{self, Id};
use bank::id::{AccountId, LabelId, MerchantId};
use bank::record::{Label, Merchant};
use bank::registered::Salt;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(connection: &Connection, id: MerchantId) -> rusqlite::Result<Option<Merchant>> {
    let sql = "SELECT id, name, city, category, account, state, till_key_hash, salt
        FROM merchants WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

pub(crate) fn find_by_till_key(
    connection: &Connection,
    till_key_hash: &[u8; 32],
) -> rusqlite::Result<Option<Merchant>> {
    let sql = "SELECT id, name, city, category, account, state, till_key_hash, salt
        FROM merchants WHERE till_key_hash = ?1 ORDER BY id LIMIT 1";
    connection.prepare_cached(sql)?.query_row([till_key_hash], from_row).optional()
}

/// Returns every merchant with its labels, both in the order of identifiers.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<(Merchant, Vec<Label>)>> {
    let sql = "SELECT m.id, m.name, m.city, m.category, m.account, m.state, m.till_key_hash,
        m.salt, l.id, l.merchant, l.state
        FROM merchants m LEFT JOIN labels l ON l.merchant = m.id ORDER BY m.id, l.id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut all: Vec<(Merchant, Vec<Label>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let merchant = from_row(row)?;
        if all.last().is_none_or(|(last, _)| last.id != merchant.id) {
            all.push((merchant, Vec::new()));
        }
        if let (Some(_), Some((_, labels))) = (row.get::<_, Option<Id>>(8)?, all.last_mut()) {
            labels.push(label_from_row(row, 8)?);
        }
    }
    Ok(all)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Merchant> {
    Ok(Merchant {
        id: MerchantId(row.get::<_, Id>(0)?.number()),
        name: row.get(1)?,
        city: row.get(2)?,
        category: row.get(3)?,
        account: AccountId(row.get::<_, Id>(4)?.number()),
        state: column::state(row, 5)?,
        till_key_hash: row.get(6)?,
        salt: Salt(row.get::<_, Id>(7)?.number()),
    })
}

pub(crate) fn write(connection: &Connection, merchant: &Merchant) -> rusqlite::Result<()> {
    let Merchant { id, name, city, category, account, state, till_key_hash, salt } = merchant;
    let sql =
        "INSERT INTO merchants (id, name, city, category, account, state, till_key_hash, salt)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, city = excluded.city,
        category = excluded.category, account = excluded.account, state = excluded.state,
        till_key_hash = excluded.till_key_hash, salt = excluded.salt";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        name,
        city,
        category,
        Id::of(account.0),
        column::state_word(*state),
        till_key_hash,
        Id::of(salt.0)
    ])?;
    Ok(())
}

pub(crate) fn find_label(connection: &Connection, id: LabelId) -> rusqlite::Result<Option<Label>> {
    let sql = "SELECT id, merchant, state FROM labels WHERE id = ?1";
    let label = |row: &Row<'_>| label_from_row(row, 0);
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], label).optional()
}

/// Returns the labels of a merchant, in the order of identifiers.
pub(crate) fn labels(
    connection: &Connection,
    merchant: MerchantId,
) -> rusqlite::Result<Vec<Label>> {
    let sql = "SELECT id, merchant, state FROM labels WHERE merchant = ?1 ORDER BY id";
    let label = |row: &Row<'_>| label_from_row(row, 0);
    connection.prepare_cached(sql)?.query_map([Id::of(merchant.0)], label)?.collect()
}

fn label_from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Label> {
    Ok(Label {
        id: LabelId(row.get::<_, Id>(first)?.number()),
        merchant: MerchantId(row.get::<_, Id>(first + 1)?.number()),
        state: column::state(row, first + 2)?,
    })
}

pub(crate) fn write_label(connection: &Connection, label: &Label) -> rusqlite::Result<()> {
    let Label { id, merchant, state } = label;
    let sql = "INSERT INTO labels (id, merchant, state) VALUES (?1, ?2, ?3)
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant, state = excluded.state";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(merchant.0),
        column::state_word(*state)
    ])?;
    Ok(())
}
