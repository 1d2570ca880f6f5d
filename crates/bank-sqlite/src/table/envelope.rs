//! Envelopes, and who claimed their shares.

use crate::column::{self, Id, Moment, Number, unknown_word};
use bank::TimeMs;
use bank::id::{EnvelopeId, PaymentId, PersonId};
use bank::record::{Claim, EnvelopeState, SentEnvelope};
use promotion::Seed;
use promotion::envelope::{Envelope, Split};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! columns {
    () => {
        "id, sender, payee, total_minor, currency, shares, split, claim_hash, seed, sent_at_ms, \
         claimed, state"
    };
}

macro_rules! select_claim {
    ($rest:literal) => {
        concat!("SELECT envelope, person, place, payment, at_ms FROM claims ", $rest)
    };
}

pub(crate) fn find(
    connection: &Connection,
    id: EnvelopeId,
) -> rusqlite::Result<Option<SentEnvelope>> {
    let sql = concat!("SELECT ", columns!(), " FROM envelopes WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns those that a person sent, may claim alone or claimed, those sent last in front.
pub(crate) fn of_person(
    connection: &Connection,
    person: PersonId,
    limit: u32,
) -> rusqlite::Result<Vec<SentEnvelope>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM envelopes WHERE id IN (SELECT id FROM envelopes WHERE sender = ?1 \
         UNION SELECT id FROM envelopes WHERE payee = ?1 \
         UNION SELECT envelope FROM claims WHERE person = ?1) \
         ORDER BY sent_at_ms DESC, id DESC LIMIT ?2"
    );
    connection.prepare_cached(sql)?.query_map(params![Id::of(person.0), limit], from_row)?.collect()
}

/// Returns open ones that were sent by a moment, those sent first in front.
pub(crate) fn due(
    connection: &Connection,
    sent_at: TimeMs,
    limit: u32,
) -> rusqlite::Result<Vec<EnvelopeId>> {
    let sql = "SELECT id FROM envelopes WHERE state = 'open' AND sent_at_ms <= ?1
        ORDER BY sent_at_ms, id LIMIT ?2";
    let id = |row: &Row<'_>| row.get::<_, Id>(0).map(|id| EnvelopeId(id.number()));
    connection.prepare_cached(sql)?.query_map(params![Moment(sent_at), limit], id)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SentEnvelope> {
    let split = match row.get_ref(6)?.as_str()? {
        "equal" => Split::Equal,
        "lucky" => Split::Lucky,
        other => return Err(unknown_word(other).into()),
    };
    let state = match row.get_ref(11)?.as_str()? {
        "open" => EnvelopeState::Open,
        "finished" => EnvelopeState::Finished,
        "returned" => EnvelopeState::Returned,
        other => return Err(unknown_word(other).into()),
    };
    Ok(SentEnvelope {
        envelope: Envelope {
            id: EnvelopeId(row.get::<_, Id>(0)?.number()),
            total: column::amount(row, 3, 4)?,
            shares: row.get(5)?,
            split,
        },
        sender: PersonId(row.get::<_, Id>(1)?.number()),
        payee: row.get::<_, Option<Id>>(2)?.map(|id| PersonId(id.number())),
        claim_hash: row.get(7)?,
        seed: Seed::new(row.get(8)?),
        sent_at: row.get::<_, Moment>(9)?.0,
        claimed: row.get(10)?,
        state,
    })
}

pub(crate) fn write(connection: &Connection, sent: &SentEnvelope) -> rusqlite::Result<()> {
    let SentEnvelope { envelope, sender, payee, claim_hash, seed, sent_at, claimed, state } = sent;
    let Envelope { id, total, shares, split } = *envelope;
    let split = match split {
        Split::Equal => "equal",
        Split::Lucky => "lucky",
    };
    let state = match state {
        EnvelopeState::Open => "open",
        EnvelopeState::Finished => "finished",
        EnvelopeState::Returned => "returned",
    };
    // What was sent never changes.
    let sql = concat!(
        "INSERT INTO envelopes (",
        columns!(),
        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) \
         ON CONFLICT (id) DO UPDATE SET claimed = excluded.claimed, state = excluded.state"
    );
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(sender.0),
        payee.map(|payee| Id::of(payee.0)),
        Number(total.minor()),
        total.currency().code(),
        shares,
        split,
        claim_hash,
        seed.expose(),
        Moment(*sent_at),
        claimed,
        state
    ])?;
    Ok(())
}

pub(crate) fn find_claim(
    connection: &Connection,
    envelope: EnvelopeId,
    person: PersonId,
) -> rusqlite::Result<Option<Claim>> {
    let sql = select_claim!("WHERE envelope = ?1 AND person = ?2");
    let key = [Id::of(envelope.0), Id::of(person.0)];
    connection.prepare_cached(sql)?.query_row(key, claim_from_row).optional()
}

/// Returns the claims of an envelope, in the order of the shares.
pub(crate) fn claims(
    connection: &Connection,
    envelope: EnvelopeId,
) -> rusqlite::Result<Vec<Claim>> {
    let sql = select_claim!("WHERE envelope = ?1 ORDER BY place");
    connection.prepare_cached(sql)?.query_map([Id::of(envelope.0)], claim_from_row)?.collect()
}

fn claim_from_row(row: &Row<'_>) -> rusqlite::Result<Claim> {
    Ok(Claim {
        envelope: EnvelopeId(row.get::<_, Id>(0)?.number()),
        person: PersonId(row.get::<_, Id>(1)?.number()),
        place: row.get(2)?,
        payment: PaymentId(row.get::<_, Id>(3)?.number()),
        at: row.get::<_, Moment>(4)?.0,
    })
}

/// A claim is never changed: a second one of a person, or of a share, fails.
pub(crate) fn write_claim(connection: &Connection, claim: &Claim) -> rusqlite::Result<()> {
    let Claim { envelope, person, place, payment, at } = *claim;
    let sql = "INSERT INTO claims (envelope, person, place, payment, at_ms)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(envelope.0),
        Id::of(person.0),
        place,
        Id::of(payment.0),
        Moment(at)
    ])?;
    Ok(())
}
