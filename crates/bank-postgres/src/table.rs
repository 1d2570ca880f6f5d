//! The tables: how each kind of record is found and written, many at once.

pub(crate) mod account;
pub(crate) mod answered;
pub(crate) mod api_key;
pub(crate) mod bill;
pub(crate) mod campaign;
pub(crate) mod card;
pub(crate) mod card_top_up;
pub(crate) mod coupon;
pub(crate) mod device;
pub(crate) mod discount;
pub(crate) mod envelope;
pub(crate) mod event;
pub(crate) mod goods;
pub(crate) mod hold;
pub(crate) mod journal;
pub(crate) mod keys;
pub(crate) mod lease;
pub(crate) mod merchant;
pub(crate) mod neutrality;
pub(crate) mod order;
pub(crate) mod payer_code;
pub(crate) mod payment;
pub(crate) mod person;
mod reading;
pub(crate) mod returned;
mod rows;
pub(crate) mod setting;
pub(crate) mod shift;
pub(crate) mod staff;
pub(crate) mod stock;
pub(crate) mod tree;
pub(crate) mod webhook;
mod writing;

pub(crate) use reading::{Found, Reading, linked, readings};
pub(crate) use writing::{Write, writes};

use crate::column::{Id, Text, Value, signed, unreadable};
use bank::store::StoreError;
use bank_answer::Unreadable;
use tokio_postgres::types::ToSql;

/// Returns one column of many records.
fn column<T, V: ToSql + Sync + Send + 'static>(records: &[&T], value: impl Fn(&T) -> V) -> Value {
    Box::new(records.iter().map(|record| value(record)).collect::<Vec<V>>())
}

/// Returns one column of identifiers.
fn ids<T>(records: &[&T], id: impl Fn(&T) -> u128) -> Value {
    column(records, |record| Id(id(record)))
}

/// Returns one column of numbers.
fn numbers<T>(records: &[&T], number: impl Fn(&T) -> u64) -> Result<Value, StoreError> {
    let numbers = records.iter().map(|record| signed(number(record)));
    Ok(Box::new(numbers.collect::<Result<Vec<i64>, _>>()?))
}

/// Returns one column of numbers, some of which are not there.
fn optional_numbers<T>(
    records: &[&T],
    number: impl Fn(&T) -> Option<u64>,
) -> Result<Value, StoreError> {
    let numbers = records.iter().map(|record| number(record).map(signed).transpose());
    Ok(Box::new(numbers.collect::<Result<Vec<Option<i64>>, _>>()?))
}

/// Returns one column of stored forms.
fn texts<T>(
    records: &[&T],
    text: impl Fn(&T) -> Result<String, Unreadable>,
) -> Result<Value, StoreError> {
    let texts = records.iter().map(|record| text(record).map(Text));
    let texts = texts.collect::<Result<Vec<Text>, _>>();
    Ok(Box::new(texts.map_err(|error| unreadable(error.to_string()))?))
}
