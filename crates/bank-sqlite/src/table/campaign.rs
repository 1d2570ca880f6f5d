//! Campaigns, what they made of payments, and people's draws.

use crate::column::{Id, Number, unreadable};
use crate::table::again::Again;
use bank::id::{CampaignId, PaymentId, PersonId};
use bank::record::{Campaign, Drawn, Entrant};
use bank_answer::Unreadable;
use bank_answer::campaign::{campaign_from_text, campaign_to_text, end_from_text, end_to_text};
use promotion::calendar::LocalDay;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(connection: &Connection, id: CampaignId) -> rusqlite::Result<Option<Campaign>> {
    let sql = "SELECT id, campaign FROM campaigns WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns all, in the order of identifiers.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Campaign>> {
    let sql = "SELECT id, campaign FROM campaigns ORDER BY id";
    connection.prepare_cached(sql)?.query_map([], from_row)?.collect()
}

pub(crate) fn ids(connection: &Connection) -> rusqlite::Result<Vec<CampaignId>> {
    let id = |row: &Row<'_>| Ok(CampaignId(row.get::<_, Id>(0)?.number()));
    connection.prepare_cached("SELECT id FROM campaigns")?.query_map([], id)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Campaign> {
    let id = CampaignId(row.get::<_, Id>(0)?.number());
    let campaign = campaign_from_text(row.get_ref(1)?.as_str()?).map_err(unreadable)?;
    Ok(Campaign { id, ..campaign })
}

pub(crate) fn write(connection: &Connection, campaign: &Campaign) -> rusqlite::Result<()> {
    let sql = "INSERT INTO campaigns (id, campaign) VALUES (?1, ?2)
        ON CONFLICT (id) DO UPDATE SET campaign = excluded.campaign";
    let text = campaign_to_text(campaign).map_err(unreadable)?;
    connection.prepare_cached(sql)?.execute(params![Id::of(campaign.id.0), text])?;
    Ok(())
}

pub(crate) fn find_drawn(
    connection: &Connection,
    payment: PaymentId,
) -> rusqlite::Result<Option<Drawn>> {
    let sql = "SELECT payment, campaign, day, ended FROM draws WHERE payment = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(payment.0)], drawn_from_row).optional()
}

/// Returns the draws of a day, in the order of payments.
pub(crate) fn of_day(
    connection: &Connection,
    (campaign, day): (CampaignId, LocalDay),
    after: Option<PaymentId>,
    limit: u32,
) -> rusqlite::Result<Vec<Drawn>> {
    // The empty blob sorts before every identifier.
    let after = after.map_or_else(Vec::new, |id| id.0.to_be_bytes().to_vec());
    let sql = "SELECT payment, campaign, day, ended FROM draws
        WHERE campaign = ?1 AND day = ?2 AND payment > ?3 ORDER BY payment LIMIT ?4";
    let values = params![Id::of(campaign.0), day.0, after, limit];
    connection.prepare_cached(sql)?.query_map(values, drawn_from_row)?.collect()
}

fn drawn_from_row(row: &Row<'_>) -> rusqlite::Result<Drawn> {
    let drawn = Drawn {
        payment: PaymentId(row.get::<_, Id>(0)?.number()),
        campaign: CampaignId(row.get::<_, Id>(1)?.number()),
        end: end_from_text(row.get_ref(3)?.as_str()?).map_err(unreadable)?,
    };
    // Under another day it would be missing where its own day is told.
    match row.get::<_, Option<i32>>(2)? == drawn.draw().map(|draw| draw.day.0) {
        true => Ok(drawn),
        false => Err(unreadable(Unreadable::UnknownPart)),
    }
}

/// A draw is never changed: a second one under its payment fails.
pub(crate) const INSERT_DRAWN: &str =
    "INSERT INTO draws (payment, campaign, day, ended) VALUES (?1, ?2, ?3, ?4)";

pub(crate) fn write_drawn(insert: &mut Again<'_>, drawn: &Drawn) -> rusqlite::Result<()> {
    let Drawn { payment, campaign, end } = drawn;
    let (day, text) = (drawn.draw().map(|draw| draw.day.0), end_to_text(end).map_err(unreadable)?);
    insert.execute(params![Id::of(payment.0), Id::of(campaign.0), day, text])?;
    Ok(())
}

pub(crate) fn find_entrant(
    connection: &Connection,
    campaign: CampaignId,
    person: PersonId,
) -> rusqlite::Result<Option<Entrant>> {
    let sql = "SELECT campaign, person, last_day, won_minor FROM entrants
        WHERE campaign = ?1 AND person = ?2";
    let key = [Id::of(campaign.0), Id::of(person.0)];
    connection.prepare_cached(sql)?.query_row(key, entrant_from_row).optional()
}

fn entrant_from_row(row: &Row<'_>) -> rusqlite::Result<Entrant> {
    Ok(Entrant {
        campaign: CampaignId(row.get::<_, Id>(0)?.number()),
        person: PersonId(row.get::<_, Id>(1)?.number()),
        last_day: LocalDay(row.get(2)?),
        won_minor: row.get::<_, Number>(3)?.0,
    })
}

pub(crate) const WRITE_ENTRANT: &str = "INSERT INTO entrants
    (campaign, person, last_day, won_minor) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (campaign, person) DO UPDATE SET last_day = excluded.last_day,
    won_minor = excluded.won_minor";

pub(crate) fn write_entrant(write: &mut Again<'_>, entrant: &Entrant) -> rusqlite::Result<()> {
    let Entrant { campaign, person, last_day, won_minor } = entrant;
    write.execute(params![Id::of(campaign.0), Id::of(person.0), last_day.0, Number(*won_minor)])?;
    Ok(())
}
