//! Money that people asked for from cards.

use crate::column::{self, Id, Moment, Number, unknown_word};
use bank::TimeMs;
use bank::id::{CardId, CardTopUpId, PersonId};
use bank::record::{CardRefusal, CardToken, CardTopUp, CardTopUpState};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, person, card, brand, last_four, token, amount_minor, currency, asked_at_ms,
            state, reason, ended_at_ms FROM card_top_ups ",
            $rest
        )
    };
}

pub(crate) fn find(
    connection: &Connection,
    id: CardTopUpId,
) -> rusqlite::Result<Option<CardTopUp>> {
    let sql = select!("WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns those that a person asked for after a moment or that still wait, those asked for last in
/// front.
pub(crate) fn of_person(
    connection: &Connection,
    person: PersonId,
    since: TimeMs,
) -> rusqlite::Result<Vec<CardTopUp>> {
    let sql = select!(
        "WHERE person = ?1 AND (asked_at_ms > ?2 OR state = 'asked')
            ORDER BY asked_at_ms DESC, id DESC"
    );
    let values = params![Id::of(person.0), Moment(since)];
    connection.prepare_cached(sql)?.query_map(values, from_row)?.collect()
}

/// Returns those of which the issuer's word is not known, those asked for first in front.
pub(crate) fn asked(
    connection: &Connection,
    after: Option<(TimeMs, CardTopUpId)>,
    limit: u32,
) -> rusqlite::Result<Vec<CardTopUp>> {
    let sql = select!(
        "WHERE state = 'asked' AND (asked_at_ms, id) > (?1, ?2) ORDER BY asked_at_ms, id LIMIT ?3"
    );
    // The empty blob sorts before every identifier.
    let (at, id) =
        after.map_or((TimeMs(0), Vec::new()), |(at, id)| (at, id.0.to_be_bytes().into()));
    connection.prepare_cached(sql)?.query_map(params![Moment(at), id, limit], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<CardTopUp> {
    let ended_at = || row.get::<_, Moment>(11).map(|moment| moment.0);
    let state = match row.get_ref(9)?.as_str()? {
        "asked" => CardTopUpState::Asked,
        "paid" => CardTopUpState::Paid { at: ended_at()? },
        "refused" => {
            let word = row.get_ref(10)?.as_str()?;
            let reason = CardRefusal::find(word).ok_or_else(|| unknown_word(word))?;
            CardTopUpState::Refused { reason, at: ended_at()? }
        }
        other => return Err(unknown_word(other).into()),
    };
    Ok(CardTopUp {
        id: CardTopUpId(row.get::<_, Id>(0)?.number()),
        person: PersonId(row.get::<_, Id>(1)?.number()),
        card: CardId(row.get::<_, Id>(2)?.number()),
        brand: row.get(3)?,
        last_four: row.get(4)?,
        token: CardToken::new(row.get(5)?),
        amount: column::amount(row, 6, 7)?,
        asked_at: row.get::<_, Moment>(8)?.0,
        state,
    })
}

pub(crate) fn write(connection: &Connection, top_up: &CardTopUp) -> rusqlite::Result<()> {
    let CardTopUp { id, person, card, brand, last_four, token, amount, asked_at, state } = top_up;
    let (state, reason, ended_at) = match *state {
        CardTopUpState::Asked => ("asked", None, None),
        CardTopUpState::Paid { at } => ("paid", None, Some(at)),
        CardTopUpState::Refused { reason, at } => ("refused", Some(reason.word()), Some(at)),
    };
    let sql = "INSERT INTO card_top_ups (id, person, card, brand, last_four, token, amount_minor,
        currency, asked_at_ms, state, reason, ended_at_ms)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        ON CONFLICT (id) DO UPDATE SET person = excluded.person, card = excluded.card,
        brand = excluded.brand, last_four = excluded.last_four, token = excluded.token,
        amount_minor = excluded.amount_minor, currency = excluded.currency,
        asked_at_ms = excluded.asked_at_ms, state = excluded.state, reason = excluded.reason,
        ended_at_ms = excluded.ended_at_ms";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(person.0),
        Id::of(card.0),
        brand,
        last_four,
        token.expose(),
        Number(amount.minor()),
        amount.currency().code(),
        Moment(*asked_at),
        state,
        reason,
        ended_at.map(Moment)
    ])?;
    Ok(())
}
