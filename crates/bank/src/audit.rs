//! Recomputes everything from the journal and compares it with what the store holds.

mod answered;
mod bill;
mod compare;
mod directory;
mod finding;
mod payments;
mod replay;
mod tree;

pub use finding::{Finding, Unproven};

use crate::journal::ChainHead;
use crate::store::{Reader, StoreError};
use directory::Directory;
use money::Currency;
use proof::PublicKey;
use replay::Replay;
use std::collections::BTreeMap;

/// How many rows are read at once.
const ROWS_AT_ONCE: u32 = 1000;

/// What an audit saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// The last row that was trusted; 0 when all were walked.
    pub since: u64,
    /// How many journal rows were walked.
    pub rows: u64,
    /// How many payments were compared.
    pub payments: u64,
    /// How many accounts were compared.
    pub accounts: u64,
    /// How many records of people, handles, receive codes, devices, shops and labels were compared.
    pub registered: u64,
    /// How many remembered answers were compared.
    pub answered: u64,
    /// How many signed heads were checked.
    pub heads: u64,
    /// How many signed bills were checked.
    pub bills: u64,
    /// How many signed reports of shifts were checked, by whoever can make them again.
    pub reports: u64,
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

/// How an audit is made.
#[derive(Default)]
pub struct Options<'a> {
    /// Who signs heads; nobody is asked for where it is absent.
    pub signed: Option<Signed<'a>>,
    /// The last row that is trusted because it was audited before; 0 for none. What lies before is
    /// not looked at, so balances are not replayed: see [`audit_with`].
    pub since: u64,
    /// Is told how far the audit is, some thousand times at most for each million rows.
    pub progress: Option<&'a mut dyn FnMut(Progress)>,
}

/// How far an audit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is looked at.
    pub stage: &'static str,
    /// How much of it was.
    pub done: u64,
    /// How much there is, where that is known.
    pub of: Option<u64>,
}

/// Audits the whole journal, and does not ask who signed the heads.
///
/// # Errors
/// As [`audit_with`].
pub fn audit(reader: &dyn Reader) -> Result<AuditReport, StoreError> {
    audit_with(reader, Options::default())
}

/// Audits the whole journal, and what was signed of it.
///
/// # Errors
/// As [`audit_with`].
pub fn audit_signed(reader: &dyn Reader, signed: Signed<'_>) -> Result<AuditReport, StoreError> {
    audit_with(reader, Options { signed: Some(signed), ..Options::default() })
}

/// Walks the journal once: checks sequence and hashes, replays it into balances, orders, holds,
/// what went back, who is registered, settings and coupons, and compares those with what is kept of
/// each. Builds the Merkle tree anew, and compares it with its kept hashes and with every signed
/// head.
///
/// Memory grows with accounts, people, devices, shops and labels, with who received coupons of
/// which batch, and with what is open, some hundred bytes each; not with payments, and not with
/// the journal's age.
///
/// From a trusted row on, the same is checked of what happened since: the chain, the tree, heads,
/// payments, ends of orders and holds, new accounts and records. Balances of accounts that were
/// there before are only added up, and what became of budgets and coupons is not looked at: it
/// follows from the beginning alone.
///
/// The reader must not move meanwhile: a snapshot, a copy, or a store that nobody writes to.
///
/// # Errors
/// When the store fails. What it holds wrongly is no error but a [`Finding`].
pub fn audit_with(reader: &dyn Reader, options: Options<'_>) -> Result<AuditReport, StoreError> {
    let Options { signed, since, mut progress } = options;
    let mut tell = |stage, done, of| {
        if let Some(progress) = &mut progress {
            progress(Progress { stage, done, of });
        }
    };
    let mut report = AuditReport { since, ..AuditReport::default() };
    let end = reader.chain_head()?;
    report.head = trusted(reader, since, &mut report)?;
    let since = report.head.sequence;
    let mut tree = tree::TreeReplay::new(reader, signed, report.head, &mut report)?;
    let directory = Directory::read(reader, &mut tell)?;
    let mut replay = Replay::new(reader, &directory, since);
    loop {
        let rows = reader.journal(report.head.sequence, ROWS_AT_ONCE)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            replay::check_chain(&row, &mut report);
            tree.add(reader, &row, &mut report)?;
            replay.apply(row, &mut report)?;
        }
        tell("rows", report.rows, Some(end.sequence.saturating_sub(since)));
    }
    if end != report.head {
        let (last, kept) = (report.head.sequence, end.sequence);
        report.findings.push(Finding::EndDiffers { last, kept });
    }
    tree.finish(reader, &mut report)?;
    bill::check(reader, signed, &mut report)?;
    compare::all(reader, &mut replay, &mut report, &mut tell)?;
    for (currency, sum) in &report.sums_minor {
        if *sum != 0 {
            report.findings.push(Finding::SumNotZero { currency: *currency, sum_minor: *sum });
        }
    }
    Ok(report)
}

/// Returns the trusted row as the chain's end so far.
fn trusted(
    reader: &dyn Reader,
    since: u64,
    report: &mut AuditReport,
) -> Result<ChainHead, StoreError> {
    let Some(before) = since.checked_sub(1) else { return Ok(ChainHead::default()) };
    let row = reader.row_hashes(before, 1)?.pop();
    match row {
        Some(hash) => Ok(ChainHead { sequence: since, hash }),
        None => {
            report.findings.push(Finding::Unproven(Unproven::HeadBeyond { size: since }));
            Ok(ChainHead::default())
        }
    }
}

#[cfg(test)]
mod tests;
