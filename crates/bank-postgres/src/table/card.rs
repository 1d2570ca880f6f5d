//! Cards that people bound, and what each got for it.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Text, out_of_range, state_number};
use bank::id::{CardId, CouponId, PersonId, StockId};
use bank::record::{Card, CardGift, CardToken};
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT c.person, c.card, c.brand, c.last_four, c.token, c.bound_at_ms, c.state FROM ",
            $rest
        )
    };
}

/// Each by itself: a card is looked for at one person.
pub(crate) const FIND: &str = select!(
    "unnest($1::uuid[], $2::uuid[]) AS w (person, card) \
     JOIN cards c ON c.person = w.person AND c.card = w.card"
);
pub(crate) const OF_PERSON: &str = select!("cards c WHERE c.person = $1 ORDER BY c.card");
/// As `FIND`, in one batch.
pub(crate) const FIND_GIFTS: &str = "SELECT g.stock, g.card, g.coupon
    FROM unnest($1::uuid[], $2::uuid[]) AS w (stock, card)
    JOIN card_gifts g ON g.stock = w.stock AND g.card = w.card";

pub(crate) fn from_row(row: &Row) -> Result<Card, StoreError> {
    let mut fields = Fields::of(row);
    let (person, id) = (PersonId(fields.id()?), CardId(fields.id()?));
    let brand = fields.text()?;
    let digits: i32 = fields.take()?;
    Ok(Card {
        person,
        id,
        brand,
        last_four: u16::try_from(digits).map_err(|_| out_of_range(digits.into()))?,
        token: CardToken::new(fields.text()?),
        bound_at: fields.moment()?,
        state: fields.state()?,
    })
}

pub(crate) fn gift_from_row(row: &Row) -> Result<CardGift, StoreError> {
    let mut fields = Fields::of(row);
    let (stock, card) = (StockId(fields.id()?), CardId(fields.id()?));
    Ok(CardGift { stock, card, coupon: CouponId(fields.id()?) })
}

pub(crate) fn put(cards: &[&Card]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO cards (person, card, brand, last_four, token, bound_at_ms, state)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::text[],
            $6::bigint[], $7::smallint[])
        ON CONFLICT (person, card) DO UPDATE SET brand = excluded.brand,
            last_four = excluded.last_four, token = excluded.token,
            bound_at_ms = excluded.bound_at_ms, state = excluded.state";
    let values = vec![
        ids(cards, |card| card.person.0),
        ids(cards, |card| card.id.0),
        column(cards, |card| Text(card.brand.clone())),
        column(cards, |card| i32::from(card.last_four)),
        column(cards, |card| Text(card.token.expose().to_owned())),
        numbers(cards, |card| card.bound_at.0)?,
        column(cards, |card| state_number(card.state)),
    ];
    Ok(Write::new(sql, values))
}

/// A gift is never changed: a second one of a card fails.
pub(crate) fn insert_gifts(gifts: &[&CardGift]) -> Write {
    let sql = "INSERT INTO card_gifts (stock, card, coupon)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[])";
    let values = vec![
        ids(gifts, |gift| gift.stock.0),
        ids(gifts, |gift| gift.card.0),
        ids(gifts, |gift| gift.coupon.0),
    ];
    Write::new(sql, values)
}
