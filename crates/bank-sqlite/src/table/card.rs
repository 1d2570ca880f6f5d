//! Cards that people bound, and what each got for it.

use crate::column::{self, Id, Moment};
use bank::id::{CardId, CouponId, PersonId, StockId};
use bank::record::{Card, CardGift, CardToken};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT person, card, brand, last_four, token, bound_at_ms, state FROM cards ",
            $rest
        )
    };
}

pub(crate) fn find(
    connection: &Connection,
    person: PersonId,
    card: CardId,
) -> rusqlite::Result<Option<Card>> {
    let sql = select!("WHERE person = ?1 AND card = ?2");
    let key = [Id::of(person.0), Id::of(card.0)];
    connection.prepare_cached(sql)?.query_row(key, from_row).optional()
}

/// Returns the cards that a person has bound or had, in the order of identifiers.
pub(crate) fn of_person(connection: &Connection, person: PersonId) -> rusqlite::Result<Vec<Card>> {
    let sql = select!("WHERE person = ?1 ORDER BY card");
    connection.prepare_cached(sql)?.query_map([Id::of(person.0)], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        person: PersonId(row.get::<_, Id>(0)?.number()),
        id: CardId(row.get::<_, Id>(1)?.number()),
        brand: row.get(2)?,
        last_four: row.get(3)?,
        token: CardToken::new(row.get(4)?),
        bound_at: row.get::<_, Moment>(5)?.0,
        state: column::state(row, 6)?,
    })
}

pub(crate) fn write(connection: &Connection, card: &Card) -> rusqlite::Result<()> {
    let Card { person, id, brand, last_four, token, bound_at, state } = card;
    let sql = "INSERT OR REPLACE INTO cards
        (person, card, brand, last_four, token, bound_at_ms, state)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(person.0),
        Id::of(id.0),
        brand,
        last_four,
        token.expose(),
        Moment(*bound_at),
        column::state_word(*state)
    ])?;
    Ok(())
}

pub(crate) fn find_gift(
    connection: &Connection,
    stock: StockId,
    card: CardId,
) -> rusqlite::Result<Option<CardGift>> {
    let sql = "SELECT coupon FROM card_gifts WHERE stock = ?1 AND card = ?2";
    let key = [Id::of(stock.0), Id::of(card.0)];
    let gift = |row: &Row<'_>| {
        let coupon = CouponId(row.get::<_, Id>(0)?.number());
        Ok(CardGift { stock, card, coupon })
    };
    connection.prepare_cached(sql)?.query_row(key, gift).optional()
}

/// A gift is never changed: a second one of a card fails.
pub(crate) fn write_gift(connection: &Connection, gift: &CardGift) -> rusqlite::Result<()> {
    let CardGift { stock, card, coupon } = *gift;
    let sql = "INSERT INTO card_gifts (stock, card, coupon) VALUES (?1, ?2, ?3)";
    let ids = [Id::of(stock.0), Id::of(card.0), Id::of(coupon.0)];
    connection.prepare_cached(sql)?.execute(ids)?;
    Ok(())
}
