//! Money that people asked for from cards.

use super::{Write, column, ids, numbers, optional_numbers};
use crate::column::{self as columns, Fields, Text, out_of_range};
use bank::TimeMs;
use bank::id::{CardId, CardTopUpId, PersonId};
use bank::record::{CardRefusal, CardToken, CardTopUp, CardTopUpState};
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, person, card, brand, last_four, token, amount_minor, currency, asked_at_ms,
            reason, ended_at_ms FROM card_top_ups ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
pub(crate) const OF_PERSON: &str = select!(
    "WHERE person = $1 AND (asked_at_ms > $2 OR ended_at_ms IS NULL)
        ORDER BY asked_at_ms DESC, id DESC"
);
/// Those of which the issuer's word is not known, those asked for first in front.
pub(crate) const ASKED: &str = select!(
    "WHERE ended_at_ms IS NULL AND (asked_at_ms, id) > ($1, $2) ORDER BY asked_at_ms, id LIMIT $3"
);

pub(crate) fn from_row(row: &Row) -> Result<CardTopUp, StoreError> {
    let mut fields = Fields::of(row);
    let id = CardTopUpId(fields.id()?);
    let (person, card) = (PersonId(fields.id()?), CardId(fields.id()?));
    let brand = fields.text()?;
    let digits: i32 = fields.take()?;
    let token = CardToken::new(fields.text()?);
    let minor = fields.number()?;
    let amount = columns::amount(minor, fields.currency()?)?;
    let asked_at = fields.moment()?;
    let reason = fields.optional_text()?;
    let state = match (reason, fields.optional_number()?.map(TimeMs)) {
        (None, None) => CardTopUpState::Asked,
        (None, Some(at)) => CardTopUpState::Paid { at },
        (Some(word), Some(at)) => {
            let reason = CardRefusal::find(&word);
            let reason = reason.ok_or_else(|| StoreError(format!("unknown word {word:?}")))?;
            CardTopUpState::Refused { reason, at }
        }
        (Some(_), None) => return Err(StoreError("a reason without a time".to_owned())),
    };
    Ok(CardTopUp {
        id,
        person,
        card,
        brand,
        last_four: u16::try_from(digits).map_err(|_| out_of_range(digits.into()))?,
        token,
        amount,
        asked_at,
        state,
    })
}

fn end(top_up: &CardTopUp) -> (Option<CardRefusal>, Option<TimeMs>) {
    match top_up.state {
        CardTopUpState::Asked => (None, None),
        CardTopUpState::Paid { at } => (None, Some(at)),
        CardTopUpState::Refused { reason, at } => (Some(reason), Some(at)),
    }
}

pub(crate) fn put(top_ups: &[&CardTopUp]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO card_top_ups (id, person, card, brand, last_four, token, amount_minor,
            currency, asked_at_ms, reason, ended_at_ms)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::integer[],
            $6::text[], $7::bigint[], $8::text[], $9::bigint[], $10::text[], $11::bigint[])
        ON CONFLICT (id) DO UPDATE SET person = excluded.person, card = excluded.card,
            brand = excluded.brand, last_four = excluded.last_four, token = excluded.token,
            amount_minor = excluded.amount_minor, currency = excluded.currency,
            asked_at_ms = excluded.asked_at_ms, reason = excluded.reason,
            ended_at_ms = excluded.ended_at_ms";
    let values = vec![
        ids(top_ups, |top_up| top_up.id.0),
        ids(top_ups, |top_up| top_up.person.0),
        ids(top_ups, |top_up| top_up.card.0),
        column(top_ups, |top_up| Text(top_up.brand.clone())),
        column(top_ups, |top_up| i32::from(top_up.last_four)),
        column(top_ups, |top_up| Text(top_up.token.expose().to_owned())),
        numbers(top_ups, |top_up| top_up.amount.minor())?,
        column(top_ups, |top_up| Text(top_up.amount.currency().code().to_owned())),
        numbers(top_ups, |top_up| top_up.asked_at.0)?,
        column(top_ups, |top_up| end(top_up).0.map(|reason| Text(reason.word().to_owned()))),
        optional_numbers(top_ups, |top_up| end(top_up).1.map(|at| at.0))?,
    ];
    Ok(Write::new(sql, values))
}
