//! People's coupons.

use super::{Write, column, ids, numbers, optional_numbers};
use crate::column::{Fields, Id, out_of_range};
use bank::id::{CouponId, PaymentId, PersonId, StockId};
use bank::record::{Coupon, CouponState};
use bank::store::StoreError;
use promotion::calendar::TimeMs;
use promotion::coupon::Taken;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, stock, person, value_minor, from_ms, until_ms, reserved_minor, \
             received_at_ms, state, payment FROM coupons ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
/// A person's, held ones in front, of each sort those received last.
pub(crate) const OF_PERSON: &str =
    select!("WHERE person = $1 ORDER BY state = 0 DESC, received_at_ms DESC, id DESC LIMIT $2");
/// Held ones whose time is over, those that were over first in front.
pub(crate) const DUE: &str = "SELECT id FROM coupons WHERE state = 0 AND until_ms <= $1
    ORDER BY until_ms, id LIMIT $2";

pub(crate) fn id_from_row(row: &Row) -> Result<CouponId, StoreError> {
    Fields::of(row).id().map(CouponId)
}

pub(crate) fn from_row(row: &Row) -> Result<Coupon, StoreError> {
    let mut fields = Fields::of(row);
    let (id, stock) = (CouponId(fields.id()?), StockId(fields.id()?));
    let person = PersonId(fields.id()?);
    let coupon = promotion::coupon::Coupon {
        id,
        stock,
        value_minor: fields.optional_number()?,
        from: TimeMs(fields.number()?),
        until: TimeMs(fields.number()?),
    };
    let taken = Taken { reserved_minor: fields.number()? };
    let received_at = fields.moment()?;
    let state = match (fields.small()?, fields.optional_id()?) {
        (0, None) => CouponState::Held,
        (1, Some(payment)) => CouponState::Used(PaymentId(payment)),
        (2, None) => CouponState::Lapsed,
        (other, _) => return Err(out_of_range(other.into())),
    };
    Ok(Coupon { coupon, person, taken, received_at, state })
}

pub(crate) fn put(coupons: &[&Coupon]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO coupons (id, stock, person, value_minor, from_ms, until_ms,
            reserved_minor, received_at_ms, state, payment)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[],
            $6::bigint[], $7::bigint[], $8::bigint[], $9::smallint[], $10::uuid[])
        ON CONFLICT (id) DO UPDATE SET stock = excluded.stock, person = excluded.person,
            value_minor = excluded.value_minor, from_ms = excluded.from_ms,
            until_ms = excluded.until_ms, reserved_minor = excluded.reserved_minor,
            received_at_ms = excluded.received_at_ms, state = excluded.state,
            payment = excluded.payment";
    let state = |coupon: &Coupon| match coupon.state {
        CouponState::Held => (0_i16, None),
        CouponState::Used(payment) => (1, Some(Id(payment.0))),
        CouponState::Lapsed => (2, None),
    };
    let values = vec![
        ids(coupons, |one| one.coupon.id.0),
        ids(coupons, |one| one.coupon.stock.0),
        ids(coupons, |one| one.person.0),
        optional_numbers(coupons, |one| one.coupon.value_minor)?,
        numbers(coupons, |one| one.coupon.from.0)?,
        numbers(coupons, |one| one.coupon.until.0)?,
        numbers(coupons, |one| one.taken.reserved_minor)?,
        numbers(coupons, |one| one.received_at.0)?,
        column(coupons, |one| state(one).0),
        column(coupons, |one| state(one).1),
    ];
    Ok(Write::new(sql, values))
}
