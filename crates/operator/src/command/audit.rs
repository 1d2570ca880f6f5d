//! `tongbaod audit`: recomputes everything from the journal and compares, also while a server runs.

use super::{CommandError, print};
use crate::bill::{self, Books};
use crate::config::Config;
use crate::hex;
use crate::keys::Keys;
use crate::shift;
use bank::audit::{AuditReport, Options, Signed, audit_with};
use bank::store::Reader;
use bank_sqlite::{SqliteReader, SqliteStore};
use proof::head;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What `audit` takes.
#[derive(Debug, clap::Args)]
pub struct Audit {
    /// A signed head that was kept elsewhere: the journal must be its continuation. May be given
    /// several times.
    #[arg(long, value_name = "FILE")]
    head: Vec<PathBuf>,
    /// Goes on behind a row that was audited before: its number, or a file with the signed head
    /// over it. Balances are then not replayed.
    #[arg(long, value_name = "ROW|FILE")]
    since: Option<String>,
}

impl Audit {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let config = Config::load(data)?;
        let read = |path: &PathBuf| {
            std::fs::read_to_string(path).map_err(|error| CommandError::file(path, &error))
        };
        let mut witnessed: Vec<String> = self.head.iter().map(read).collect::<Result<_, _>>()?;
        let since = match self.since.as_deref() {
            None => 0,
            Some(since) => trusted(&config, since, &mut witnessed)?,
        };
        let report = checked(&config, config.store().snapshot()?.as_ref(), &witnessed, since)?;
        tell(&report, json);
        if report.is_clean() { Ok(()) } else { Err(not_clean(&report)) }
    }
}

/// Returns the row behind which the audit goes on; a head is checked like those of witnesses.
fn trusted(config: &Config, since: &str, witnessed: &mut Vec<String>) -> Result<u64, CommandError> {
    if let Ok(row) = since.parse() {
        return Ok(row);
    }
    let path = Path::new(since);
    let note = std::fs::read_to_string(path).map_err(|error| CommandError::file(path, &error))?;
    let keys = Keys::load(&config.keys)?.operator.public();
    let head = proof::Head::verify(&note, &head::origin(&config.operator), &keys)
        .map_err(|error| CommandError::new("head_unusable", format!("{since}: {error}")))?;
    witnessed.push(note);
    Ok(head.size)
}

fn tell(report: &AuditReport, json: bool) {
    let AuditReport { since, rows, payments, accounts, heads, head, sums_minor, .. } = report;
    let AuditReport { registered, answered, bills, reports, findings, .. } = report;
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let sums: Vec<_> = sums_minor
        .iter()
        .map(|(currency, sum)| json!({ "currency": currency.code(), "sum_minor": sum.to_string() }))
        .collect();
    let hash = hex::encode(&head.hash);
    let value = json!({
        "clean": report.is_clean(), "rows": rows, "payments": payments, "accounts": accounts,
        "registered": registered, "answered": answered, "since": since,
        "heads": heads, "bills": bills, "reports": reports, "last_sequence": head.sequence, "last_hash": hash, "sums": sums,
        "findings": findings,
    });
    let mut lines = vec![
        format!(
            "{rows} journal rows, {payments} payments, {accounts} accounts, {heads} heads, {bills} bills"
        ),
        format!(
            "{registered} people, devices, shops and labels, {answered} answers, {reports} reports \
             of shifts"
        ),
        format!("the journal ends with row {} {hash}", head.sequence),
    ];
    if *since > 0 {
        lines.push(format!("rows up to {since} were trusted, and balances were not replayed"));
    }
    lines.extend(findings.iter().map(|finding| format!("WRONG: {finding}")));
    print::value(json, &value, &lines);
}

/// Audits what a reader sees, and tells how far it is.
pub fn checked(
    config: &Config,
    reader: &dyn Reader,
    witnessed: &[String],
    since: u64,
) -> Result<AuditReport, CommandError> {
    let keys = Keys::load(&config.keys)?;
    let public = keys.operator.public();
    let origin = head::origin(&config.operator);
    let signed = Some(Signed { origin: &origin, keys: &public, witnessed });
    let mut progress = print::Progress::begin();
    let mut tell = |how_far| progress.tell(how_far);
    let mut report = audit_with(reader, Options { signed, since, progress: Some(&mut tell) })?;
    let books = Books {
        reader,
        operator: &config.operator,
        keys: &keys.operator,
        pseudonyms: &keys.pseudonyms,
    };
    report.findings.extend(bill::audit::check(books, since)?);
    let (reports, findings) = shift::audit::check(books, since)?;
    report.reports = reports;
    report.findings.extend(findings);
    Ok(report)
}

/// Audits a backup, after it was brought to this program's schema.
pub fn of(config: &Config, database: &Path) -> Result<AuditReport, CommandError> {
    drop(SqliteStore::open(database)?);
    let reader = SqliteReader::open(database)?.snapshot()?;
    reader.check_pages()?;
    checked(config, &reader, &[], 0)
}

/// Audits the database of a configuration as it is at this moment.
pub fn of_config(config: &Config) -> Result<AuditReport, CommandError> {
    checked(config, config.store().snapshot()?.as_ref(), &[], 0)
}

/// Returns the error of an audit that found something.
pub fn not_clean(report: &AuditReport) -> CommandError {
    CommandError::new("audit_failed", format!("{} things are wrong", report.findings.len()))
}
