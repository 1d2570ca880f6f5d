//! Answered commands.

use crate::column::{Id, Moment};
use crate::table::{again::Again, payment};
use bank::record::Answered;
use bank::{CommandKey, Outcome, Receipt, Scope};
use bank_answer::Kept;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::sync::Arc;

pub(crate) fn find(connection: &Connection, key: CommandKey) -> rusqlite::Result<Option<Answered>> {
    let (scope, scope_id) = scope_words(key.scope);
    let sql = "SELECT fingerprint, outcome, at_ms FROM answered
        WHERE id = ?1 AND scope = ?2 AND scope_id = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params![Id::of(key.id), scope, scope_id], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Moment>(2)?))
    });
    let Some((fingerprint, outcome, at)) = found.optional()? else { return Ok(None) };
    let outcome = outcome_from(connection, &outcome)?;
    Ok(Some(Answered { key, fingerprint, outcome, at: at.0 }))
}

fn outcome_from(connection: &Connection, text: &str) -> rusqlite::Result<Outcome> {
    let broken = |error: Box<dyn std::error::Error + Send + Sync>| {
        rusqlite::Error::FromSqlConversionFailure(1, Type::Text, error)
    };
    match bank_answer::from_text(text).map_err(|error| broken(error.into()))? {
        Kept::Whole(outcome) => Ok(*outcome),
        Kept::Paid(id) => {
            // Payments never change, so the answer is the payment itself, not a second copy of it.
            let payment = payment::find(connection, id)?;
            let payment = payment.ok_or_else(|| broken("its payment is missing".into()))?;
            Ok(Ok(Receipt::Paid(Arc::new(payment))))
        }
    }
}

/// An answer is never changed: a second one under its key fails.
pub(crate) const INSERT: &str = "INSERT INTO answered
    (id, scope, scope_id, fingerprint, outcome, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

pub(crate) fn write(insert: &mut Again<'_>, answered: &Answered) -> rusqlite::Result<()> {
    let Answered { key: CommandKey { scope, id }, fingerprint, outcome, at } = answered;
    let outcome = bank_answer::to_text(outcome)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let (scope, scope_id) = scope_words(*scope);
    insert.execute(params![Id::of(*id), scope, scope_id, fingerprint, outcome, Moment(*at)])?;
    Ok(())
}

pub(super) fn scope_words(scope: Scope) -> (&'static str, Id) {
    match scope {
        Scope::Operator => ("operator", Id::of(0)),
        Scope::Person(person) => ("person", Id::of(person.0)),
        Scope::Merchant(merchant) => ("merchant", Id::of(merchant.0)),
        Scope::Device(device) => ("device", Id::of(device.0)),
    }
}
