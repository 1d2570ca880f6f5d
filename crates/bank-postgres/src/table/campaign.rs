//! Campaigns, what they made of payments, and people's draws.

use super::{Write, column, ids, numbers, texts};
use crate::column::{Fields, unreadable};
use bank::id::{CampaignId, PaymentId, PersonId};
use bank::record::{Campaign, Drawn, Entrant};
use bank::store::StoreError;
use bank_answer::campaign::{campaign_from_text, campaign_to_text, end_from_text, end_to_text};
use promotion::calendar::LocalDay;
use tokio_postgres::Row;

pub(crate) const FIND: &str = "SELECT id, campaign FROM campaigns WHERE id = ANY($1)";
pub(crate) const ALL: &str = "SELECT id, campaign FROM campaigns ORDER BY id";
pub(crate) const IDS: &str = "SELECT id FROM campaigns";
pub(crate) const FIND_DRAWN: &str =
    "SELECT payment, campaign, day, ended FROM draws WHERE payment = ANY($1)";
/// The draws of a day, in the order of payments: from the first one on, and after one.
pub(crate) const OF_DAY: &str = "SELECT payment, campaign, day, ended FROM draws
    WHERE campaign = $1 AND day = $2 ORDER BY payment LIMIT $3";
pub(crate) const OF_DAY_AFTER: &str = "SELECT payment, campaign, day, ended FROM draws
    WHERE campaign = $1 AND day = $2 AND payment > $4 ORDER BY payment LIMIT $3";
/// Each by itself: a person is looked for in one campaign.
pub(crate) const FIND_ENTRANTS: &str = "SELECT e.campaign, e.person, e.last_day, e.won_minor
    FROM unnest($1::uuid[], $2::uuid[]) AS w (campaign, person)
    JOIN entrants e ON e.campaign = w.campaign AND e.person = w.person";

pub(crate) fn id_from_row(row: &Row) -> Result<CampaignId, StoreError> {
    Ok(CampaignId(Fields::of(row).id()?))
}

pub(crate) fn from_row(row: &Row) -> Result<Campaign, StoreError> {
    let mut fields = Fields::of(row);
    let (id, text) = (CampaignId(fields.id()?), fields.text()?);
    let campaign = campaign_from_text(&text).map_err(|error| unreadable(error.to_string()))?;
    Ok(Campaign { id, ..campaign })
}

pub(crate) fn drawn_from_row(row: &Row) -> Result<Drawn, StoreError> {
    let mut fields = Fields::of(row);
    let (payment, campaign) = (PaymentId(fields.id()?), CampaignId(fields.id()?));
    let day: Option<i32> = fields.take()?;
    let end = end_from_text(&fields.text()?).map_err(|error| unreadable(error.to_string()))?;
    let drawn = Drawn { payment, campaign, end };
    // Under another day it would be missing where its own day is told.
    match day == drawn.draw().map(|draw| draw.day.0) {
        true => Ok(drawn),
        false => Err(unreadable("a draw under another day".to_owned())),
    }
}

pub(crate) fn entrant_from_row(row: &Row) -> Result<Entrant, StoreError> {
    let mut fields = Fields::of(row);
    let (campaign, person) = (CampaignId(fields.id()?), PersonId(fields.id()?));
    let last_day = LocalDay(fields.take()?);
    Ok(Entrant { campaign, person, last_day, won_minor: fields.number()? })
}

pub(crate) fn put(campaigns: &[&Campaign]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO campaigns (id, campaign) SELECT * FROM unnest($1::uuid[], $2::text[])
        ON CONFLICT (id) DO UPDATE SET campaign = excluded.campaign";
    let values =
        vec![ids(campaigns, |campaign| campaign.id.0), texts(campaigns, campaign_to_text)?];
    Ok(Write::new(sql, values))
}

/// A draw is never changed: a second one under its payment fails.
pub(crate) fn insert_drawn(draws: &[&Drawn]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO draws (payment, campaign, day, ended)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[])";
    let values = vec![
        ids(draws, |drawn| drawn.payment.0),
        ids(draws, |drawn| drawn.campaign.0),
        column(draws, |drawn| drawn.draw().map(|draw| draw.day.0)),
        texts(draws, |drawn| end_to_text(&drawn.end))?,
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn put_entrants(entrants: &[&Entrant]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO entrants (campaign, person, last_day, won_minor)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bigint[])
        ON CONFLICT (campaign, person) DO UPDATE SET last_day = excluded.last_day,
            won_minor = excluded.won_minor";
    let values = vec![
        ids(entrants, |entrant| entrant.campaign.0),
        ids(entrants, |entrant| entrant.person.0),
        column(entrants, |entrant| entrant.last_day.0),
        numbers(entrants, |entrant| entrant.won_minor)?,
    ];
    Ok(Write::new(sql, values))
}
