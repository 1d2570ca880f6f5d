//! Recomputes everything from the journal and compares it with what the store holds.

mod compare;
mod finding;
mod replay;
mod tree;

pub use finding::{Finding, Unproven};

use crate::journal::ChainHead;
use crate::store::{Reader, StoreError};
use money::Currency;
use proof::PublicKey;
use std::collections::BTreeMap;

/// How many rows are read at once.
const ROWS_AT_ONCE: u32 = 1000;

/// What an audit saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// How many journal rows were walked.
    pub rows: u64,
    /// How many payments were compared.
    pub payments: u64,
    /// How many accounts were compared.
    pub accounts: u64,
    /// How many signed heads were checked.
    pub heads: u64,
    /// The end of the journal: who noted it elsewhere sees later whether it was rewritten.
    pub head: ChainHead,
    /// The sum over all accounts of a currency, in minor units; all zero when nothing is wrong.
    pub sums_minor: BTreeMap<Currency, i128>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl AuditReport {
    /// Returns whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Whose signatures count under heads.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    /// The name under which heads are signed.
    pub origin: &'a str,
    /// The operator's keys.
    pub keys: &'a [PublicKey],
    /// Heads that somebody else kept, as whole notes: the journal must be their continuation too.
    pub witnessed: &'a [String],
}

/// Walks the whole journal as [`audit_signed`] does, and does not ask who signed the heads.
///
/// # Errors
/// As [`audit_signed`].
pub fn audit(reader: &dyn Reader) -> Result<AuditReport, StoreError> {
    walk(reader, None)
}

/// Walks the whole journal: checks sequence and hashes, replays it into balances, orders, holds,
/// what went back and settings, and compares those with what is kept of each. Builds the Merkle
/// tree anew, and compares it with its kept hashes and with every signed head.
///
/// The reader must not move meanwhile: a snapshot, a copy, or a store that nobody writes to.
///
/// # Errors
/// When the store fails. What it holds wrongly is no error but a [`Finding`].
pub fn audit_signed(reader: &dyn Reader, signed: Signed<'_>) -> Result<AuditReport, StoreError> {
    walk(reader, Some(signed))
}

fn walk(reader: &dyn Reader, signed: Option<Signed<'_>>) -> Result<AuditReport, StoreError> {
    let mut report = AuditReport::default();
    let mut tree = tree::TreeReplay::new(reader, signed, &mut report)?;
    let mut replay = replay::Replay::default();
    loop {
        let rows = reader.journal(report.head.sequence, ROWS_AT_ONCE)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            replay.check_chain(&row, &mut report);
            tree.add(reader, &row, &mut report)?;
            replay.apply(row, &mut report);
        }
    }
    tree.finish(reader, &mut report)?;
    compare::payments(reader, &replay, &mut report)?;
    compare::accounts(reader, &replay, &mut report)?;
    compare::orders(reader, &replay, &mut report)?;
    compare::holds(reader, &replay, &mut report)?;
    compare::returned(reader, &replay, &mut report)?;
    compare::settings(reader, &replay, &mut report)?;
    for (currency, sum) in &report.sums_minor {
        if *sum != 0 {
            report.findings.push(Finding::SumNotZero { currency: *currency, sum_minor: *sum });
        }
    }
    Ok(report)
}

#[cfg(test)]
mod tests;
