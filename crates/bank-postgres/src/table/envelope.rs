//! Envelopes, and who claimed their shares.

use super::{Write, column, ids, numbers};
use crate::column::{self as columns, Fields, Fixed, Id, Text, out_of_range};
use bank::id::{EnvelopeId, PaymentId, PersonId};
use bank::record::{Claim, EnvelopeState, SentEnvelope};
use bank::store::StoreError;
use promotion::Seed;
use promotion::envelope::{Envelope, Split};
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, sender, payee, total_minor, currency, shares, split, claim_hash, seed, \
             sent_at_ms, claimed, state FROM envelopes ",
            $rest
        )
    };
}

macro_rules! select_claim {
    ($rest:literal) => {
        concat!("SELECT c.envelope, c.person, c.place, c.payment, c.at_ms FROM ", $rest)
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
/// Those that a person sent, may claim alone or claimed, those sent last in front.
pub(crate) const OF_PERSON: &str = select!(
    "WHERE id IN (SELECT id FROM envelopes WHERE sender = $1 \
     UNION SELECT id FROM envelopes WHERE payee = $1 \
     UNION SELECT envelope FROM claims WHERE person = $1) \
     ORDER BY sent_at_ms DESC, id DESC LIMIT $2"
);
/// Open ones that were sent by a moment, those sent first in front.
pub(crate) const DUE: &str = "SELECT id FROM envelopes WHERE state = 0 AND sent_at_ms <= $1
    ORDER BY sent_at_ms, id LIMIT $2";
/// Each by itself: a person is looked for in one envelope.
pub(crate) const FIND_CLAIMS: &str = select_claim!(
    "unnest($1::uuid[], $2::uuid[]) AS w (envelope, person) \
     JOIN claims c ON c.envelope = w.envelope AND c.person = w.person"
);
pub(crate) const CLAIMS: &str = select_claim!("claims c WHERE c.envelope = $1 ORDER BY c.place");

pub(crate) fn id_from_row(row: &Row) -> Result<EnvelopeId, StoreError> {
    Fields::of(row).id().map(EnvelopeId)
}

pub(crate) fn from_row(row: &Row) -> Result<SentEnvelope, StoreError> {
    let mut fields = Fields::of(row);
    let (id, sender) = (EnvelopeId(fields.id()?), PersonId(fields.id()?));
    let payee = fields.optional_id()?.map(PersonId);
    let minor = fields.number()?;
    let total = columns::amount(minor, fields.currency()?)?;
    let shares = count(&mut fields)?;
    let split = match fields.small()? {
        1 => Split::Equal,
        2 => Split::Lucky,
        other => return Err(out_of_range(other.into())),
    };
    Ok(SentEnvelope {
        envelope: Envelope { id, total, shares, split },
        sender,
        payee,
        claim_hash: fields.take::<Option<Fixed<32>>>()?.map(|hash| hash.0),
        seed: Seed::new(fields.fixed()?),
        sent_at: fields.moment()?,
        claimed: count(&mut fields)?,
        state: match fields.small()? {
            0 => EnvelopeState::Open,
            1 => EnvelopeState::Finished,
            2 => EnvelopeState::Returned,
            other => return Err(out_of_range(other.into())),
        },
    })
}

fn count(fields: &mut Fields<'_>) -> Result<u16, StoreError> {
    let number: i32 = fields.take()?;
    u16::try_from(number).map_err(|_| out_of_range(number.into()))
}

pub(crate) fn claim_from_row(row: &Row) -> Result<Claim, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Claim {
        envelope: EnvelopeId(fields.id()?),
        person: PersonId(fields.id()?),
        place: count(&mut fields)?,
        payment: PaymentId(fields.id()?),
        at: fields.moment()?,
    })
}

/// What was sent never changes.
pub(crate) fn put(envelopes: &[&SentEnvelope]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO envelopes (id, sender, payee, total_minor, currency, shares, split,
            claim_hash, seed, sent_at_ms, claimed, state)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[],
            $6::integer[], $7::smallint[], $8::bytea[], $9::bytea[], $10::bigint[],
            $11::integer[], $12::smallint[])
        ON CONFLICT (id) DO UPDATE SET claimed = excluded.claimed, state = excluded.state";
    let state = |sent: &SentEnvelope| match sent.state {
        EnvelopeState::Open => 0_i16,
        EnvelopeState::Finished => 1,
        EnvelopeState::Returned => 2,
    };
    let values = vec![
        ids(envelopes, |sent| sent.envelope.id.0),
        ids(envelopes, |sent| sent.sender.0),
        column(envelopes, |sent| sent.payee.map(|payee| Id(payee.0))),
        numbers(envelopes, |sent| sent.envelope.total.minor())?,
        column(envelopes, |sent| Text(sent.envelope.total.currency().code().to_owned())),
        column(envelopes, |sent| i32::from(sent.envelope.shares)),
        column(envelopes, |sent| i16::from(sent.envelope.split.number())),
        column(envelopes, |sent| sent.claim_hash.map(Fixed)),
        column(envelopes, |sent| Fixed(*sent.seed.expose())),
        numbers(envelopes, |sent| sent.sent_at.0)?,
        column(envelopes, |sent| i32::from(sent.claimed)),
        column(envelopes, state),
    ];
    Ok(Write::new(sql, values))
}

/// A claim is never changed: a second one of a person, or of a share, fails.
pub(crate) fn insert_claims(claims: &[&Claim]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO claims (envelope, person, place, payment, at_ms)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::uuid[], $5::bigint[])";
    let values = vec![
        ids(claims, |claim| claim.envelope.0),
        ids(claims, |claim| claim.person.0),
        column(claims, |claim| i32::from(claim.place)),
        ids(claims, |claim| claim.payment.0),
        numbers(claims, |claim| claim.at.0)?,
    ];
    Ok(Write::new(sql, values))
}
