//! What coupons saved of payments.

use crate::column::{self, Id, Number, unreadable};
use crate::table::again::Again;
use bank::id::PaymentId;
use bank::record::Discount;
use bank_answer::coupon::{used_from_text, used_to_text};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT payment, total_minor, currency, used FROM discounts ", $rest)
    };
}

pub(crate) fn find(
    connection: &Connection,
    payment: PaymentId,
) -> rusqlite::Result<Option<Discount>> {
    let sql = select!("WHERE payment = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(payment.0)], from_row).optional()
}

/// Returns those of these payments that there are.
pub(crate) fn of_payments(
    connection: &Connection,
    payments: &[PaymentId],
) -> rusqlite::Result<Vec<Discount>> {
    let found = payments.iter().map(|payment| find(connection, *payment));
    found.filter_map(Result::transpose).collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Discount> {
    Ok(Discount {
        payment: PaymentId(row.get::<_, Id>(0)?.number()),
        total: column::amount(row, 1, 2)?,
        used: used_from_text(row.get_ref(3)?.as_str()?).map_err(unreadable)?,
    })
}

/// What coupons saved is never changed: a second one under its payment fails.
pub(crate) const INSERT: &str = "INSERT INTO discounts (payment, total_minor, currency, used)
    VALUES (?1, ?2, ?3, ?4)";

pub(crate) fn write(insert: &mut Again<'_>, discount: &Discount) -> rusqlite::Result<()> {
    let Discount { payment, total, used } = discount;
    insert.execute(params![
        Id::of(payment.0),
        Number(total.minor()),
        total.currency().code(),
        used_to_text(used).map_err(unreadable)?
    ])?;
    Ok(())
}
