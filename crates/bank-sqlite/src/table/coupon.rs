//! People's coupons.

use crate::column::{Id, Moment, Number, unknown_word};
use crate::table::again::Again;
use bank::TimeMs;
use bank::id::{CouponId, PaymentId, PersonId, StockId};
use bank::record::{Coupon, CouponState};
use promotion::calendar;
use promotion::coupon::Taken;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! columns {
    () => {
        "id, stock, person, value_minor, from_ms, until_ms, reserved_minor, received_at_ms, \
         state, payment"
    };
}

pub(crate) fn find(connection: &Connection, id: CouponId) -> rusqlite::Result<Option<Coupon>> {
    let sql = concat!("SELECT ", columns!(), " FROM coupons WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns a person's coupons, held ones in front, of each sort those received last.
pub(crate) fn of_person(
    connection: &Connection,
    person: PersonId,
    limit: u32,
) -> rusqlite::Result<Vec<Coupon>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM coupons WHERE person = ?1
        ORDER BY state = 'held' DESC, received_at_ms DESC, id DESC LIMIT ?2"
    );
    connection.prepare_cached(sql)?.query_map(params![Id::of(person.0), limit], from_row)?.collect()
}

/// Returns held coupons whose time is over, those that were over first in front.
pub(crate) fn due(
    connection: &Connection,
    at: TimeMs,
    limit: u32,
) -> rusqlite::Result<Vec<CouponId>> {
    let sql = "SELECT id FROM coupons WHERE state = 'held' AND until_ms <= ?1
        ORDER BY until_ms, id LIMIT ?2";
    let id = |row: &Row<'_>| row.get::<_, Id>(0).map(|id| CouponId(id.number()));
    connection.prepare_cached(sql)?.query_map(params![Moment(at), limit], id)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Coupon> {
    let moment = |column| row.get::<_, Moment>(column).map(|moment| moment.0);
    let state = match row.get_ref(8)?.as_str()? {
        "held" => CouponState::Held,
        "used" => CouponState::Used(PaymentId(row.get::<_, Id>(9)?.number())),
        "lapsed" => CouponState::Lapsed,
        other => return Err(unknown_word(other).into()),
    };
    Ok(Coupon {
        coupon: promotion::coupon::Coupon {
            id: CouponId(row.get::<_, Id>(0)?.number()),
            stock: StockId(row.get::<_, Id>(1)?.number()),
            value_minor: row.get::<_, Option<Number>>(3)?.map(|value| value.0),
            from: calendar::TimeMs(moment(4)?.0),
            until: calendar::TimeMs(moment(5)?.0),
        },
        person: PersonId(row.get::<_, Id>(2)?.number()),
        taken: Taken { reserved_minor: row.get::<_, Number>(6)?.0 },
        received_at: moment(7)?,
        state,
    })
}

/// Changes a coupon unless something differs by which people or the sweeper look for it, so that
/// the indexes of that, and their pages, stay as they are.
pub(crate) const END: &str = "UPDATE coupons SET stock = ?2, value_minor = ?4, from_ms = ?5,
    reserved_minor = ?7, state = ?9, payment = ?10
    WHERE id = ?1 AND person = ?3 AND until_ms = ?6 AND received_at_ms = ?8";

const WRITE: &str = concat!(
    "INSERT INTO coupons (",
    columns!(),
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ",
    "ON CONFLICT (id) DO UPDATE SET stock = excluded.stock, person = excluded.person, \
     value_minor = excluded.value_minor, from_ms = excluded.from_ms, \
     until_ms = excluded.until_ms, reserved_minor = excluded.reserved_minor, \
     received_at_ms = excluded.received_at_ms, state = excluded.state, \
     payment = excluded.payment"
);

/// Writes a coupon. One that is over was there before, mostly.
pub(crate) fn write(
    connection: &Connection,
    end: &mut Again<'_>,
    received: &Coupon,
) -> rusqlite::Result<()> {
    let Coupon { coupon, person, taken, received_at, state } = *received;
    let promotion::coupon::Coupon { id, stock, value_minor, from, until } = coupon;
    let Taken { reserved_minor } = taken;
    let (word, payment) = match state {
        CouponState::Held => ("held", None),
        CouponState::Used(payment) => ("used", Some(Id::of(payment.0))),
        CouponState::Lapsed => ("lapsed", None),
    };
    let values = params![
        Id::of(id.0),
        Id::of(stock.0),
        Id::of(person.0),
        value_minor.map(Number),
        Number(from.0),
        Number(until.0),
        Number(reserved_minor),
        Moment(received_at),
        word,
        payment
    ];
    if state != CouponState::Held && end.execute(values)? > 0 {
        return Ok(());
    }
    connection.prepare_cached(WRITE)?.execute(values)?;
    Ok(())
}
