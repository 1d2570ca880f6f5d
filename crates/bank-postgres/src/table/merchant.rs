//! Merchants and their labels.

use super::{Write, column, ids};
use crate::column::{Fields, Fixed, Text, state_number};
use bank::id::{AccountId, LabelId, MerchantId};
use bank::record::{Label, Merchant};
use bank::registered::Salt;
use bank::store::StoreError;
use std::collections::HashMap;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, city, category, account, state, till_key_hash, salt FROM merchants ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
pub(crate) const OF_LABELS: &str =
    select!("WHERE id IN (SELECT merchant FROM labels WHERE id = ANY($1))");
pub(crate) const OF_ORDERS: &str =
    select!("WHERE id IN (SELECT merchant FROM orders WHERE id = ANY($1))");
pub(crate) const BY_TILL_KEY: &str = select!("WHERE till_key_hash = $1 ORDER BY id LIMIT 1");
pub(crate) const ALL: &str = select!("ORDER BY id");
pub(crate) const FIND_LABELS: &str = "SELECT id, merchant, state FROM labels WHERE id = ANY($1)";
pub(crate) const LABELS_OF: &str =
    "SELECT id, merchant, state FROM labels WHERE merchant = $1 ORDER BY id";
pub(crate) const ALL_LABELS: &str = "SELECT id, merchant, state FROM labels ORDER BY id";

pub(crate) fn from_row(row: &Row) -> Result<Merchant, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Merchant {
        id: MerchantId(fields.id()?),
        name: fields.text()?,
        city: fields.text()?,
        category: {
            let category: i32 = fields.take()?;
            u16::try_from(category).map_err(|_| crate::column::out_of_range(category.into()))?
        },
        account: AccountId(fields.id()?),
        state: fields.state()?,
        till_key_hash: fields.fixed()?,
        salt: Salt(fields.id()?),
    })
}

pub(crate) fn label_from_row(row: &Row) -> Result<Label, StoreError> {
    let mut fields = Fields::of(row);
    let (id, merchant) = (LabelId(fields.id()?), MerchantId(fields.id()?));
    Ok(Label { id, merchant, state: fields.state()? })
}

/// Gives each merchant its labels; those of a merchant that is not among them are left out.
pub(crate) fn with_labels(
    merchants: Vec<Merchant>,
    labels: Vec<Label>,
) -> Vec<(Merchant, Vec<Label>)> {
    let mut of_merchants: HashMap<MerchantId, Vec<Label>> = HashMap::new();
    for label in labels {
        of_merchants.entry(label.merchant).or_default().push(label);
    }
    let with_labels = |merchant: Merchant| {
        let labels = of_merchants.remove(&merchant.id).unwrap_or_default();
        (merchant, labels)
    };
    merchants.into_iter().map(with_labels).collect()
}

pub(crate) fn put(merchants: &[&Merchant]) -> Write {
    let sql = "INSERT INTO merchants (id, name, city, category, account, state, till_key_hash,
            salt)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::integer[], $5::uuid[],
            $6::smallint[], $7::bytea[], $8::uuid[])
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, city = excluded.city,
            category = excluded.category, account = excluded.account, state = excluded.state,
            till_key_hash = excluded.till_key_hash, salt = excluded.salt";
    let values = vec![
        ids(merchants, |merchant| merchant.id.0),
        column(merchants, |merchant| Text(merchant.name.clone())),
        column(merchants, |merchant| Text(merchant.city.clone())),
        column(merchants, |merchant| i32::from(merchant.category)),
        ids(merchants, |merchant| merchant.account.0),
        column(merchants, |merchant| state_number(merchant.state)),
        column(merchants, |merchant| Fixed(merchant.till_key_hash)),
        ids(merchants, |merchant| merchant.salt.0),
    ];
    Write::new(sql, values)
}

pub(crate) fn put_labels(labels: &[&Label]) -> Write {
    let sql = "INSERT INTO labels (id, merchant, state)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::smallint[])
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant, state = excluded.state";
    let values = vec![
        ids(labels, |label| label.id.0),
        ids(labels, |label| label.merchant.0),
        column(labels, |label| state_number(label.state)),
    ];
    Write::new(sql, values)
}
