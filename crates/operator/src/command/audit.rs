//! `tongbaod audit`: recomputes everything from the journal and compares, also while a server runs.

use super::{CommandError, print};
use crate::config::Config;
use crate::hex;
use crate::keys::Keys;
use bank::audit::{AuditReport, Signed, audit_signed};
use bank::store::Reader;
use bank_sqlite::SqliteReader;
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
}

impl Audit {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let config = Config::load(data)?;
        let read = |path: &PathBuf| {
            std::fs::read_to_string(path).map_err(|error| CommandError::file(path, &error))
        };
        let witnessed: Vec<String> = self.head.iter().map(read).collect::<Result<_, _>>()?;
        let report = checked(&config, config.store().snapshot()?.as_ref(), &witnessed)?;
        tell(&report, json);
        if report.is_clean() { Ok(()) } else { Err(not_clean(&report)) }
    }
}

fn tell(report: &AuditReport, json: bool) {
    let AuditReport { rows, payments, accounts, heads, head, sums_minor, findings } = report;
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let sums: Vec<_> = sums_minor
        .iter()
        .map(|(currency, sum)| json!({ "currency": currency.code(), "sum_minor": sum.to_string() }))
        .collect();
    let hash = hex::encode(&head.hash);
    let value = json!({
        "clean": report.is_clean(), "rows": rows, "payments": payments, "accounts": accounts,
        "heads": heads, "last_sequence": head.sequence, "last_hash": hash, "sums": sums,
        "findings": findings,
    });
    let mut lines = vec![
        format!("{rows} journal rows, {payments} payments, {accounts} accounts, {heads} heads"),
        format!("the journal ends with row {} {hash}", head.sequence),
    ];
    lines.extend(findings.iter().map(|finding| format!("WRONG: {finding}")));
    print::value(json, &value, &lines);
}

fn checked(
    config: &Config,
    reader: &dyn Reader,
    witnessed: &[String],
) -> Result<AuditReport, CommandError> {
    let keys = Keys::load(&config.keys)?.operator.public();
    let origin = head::origin(&config.operator);
    Ok(audit_signed(reader, Signed { origin: &origin, keys: &keys, witnessed })?)
}

/// Audits a database file as it is at this moment.
pub fn of(config: &Config, database: &Path) -> Result<AuditReport, CommandError> {
    let reader = SqliteReader::open(database)?.snapshot()?;
    reader.check_pages()?;
    checked(config, &reader, &[])
}

/// Audits the database of a configuration as it is at this moment.
pub fn of_config(config: &Config) -> Result<AuditReport, CommandError> {
    checked(config, config.store().snapshot()?.as_ref(), &[])
}

/// Returns the error of an audit that found something.
pub fn not_clean(report: &AuditReport) -> CommandError {
    CommandError::new("audit_failed", format!("{} things are wrong", report.findings.len()))
}
