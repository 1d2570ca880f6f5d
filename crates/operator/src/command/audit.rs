//! `tongbaod audit`: recomputes everything from the journal and compares, also while a server runs.

use super::{CommandError, print};
use crate::config::Config;
use crate::hex;
use bank::audit::{AuditReport, audit};
use bank_sqlite::SqliteReader;
use serde_json::json;
use std::path::Path;

pub(super) fn run(data: &Path, json: bool) -> Result<(), CommandError> {
    let config = Config::load(data)?;
    let report = audit(config.store().snapshot()?.as_ref())?;
    let AuditReport { rows, payments, accounts, head, sums_minor, findings } = &report;
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let sums: Vec<_> = sums_minor
        .iter()
        .map(|(currency, sum)| json!({ "currency": currency.code(), "sum_minor": sum.to_string() }))
        .collect();
    let hash = hex::encode(&head.hash);
    let value = json!({
        "clean": report.is_clean(), "rows": rows, "payments": payments, "accounts": accounts,
        "last_sequence": head.sequence, "last_hash": hash, "sums": sums, "findings": findings,
    });
    let mut lines = vec![
        format!("{rows} journal rows, {payments} payments, {accounts} accounts"),
        format!("the journal ends with row {} {hash}", head.sequence),
    ];
    lines.extend(findings.iter().map(|finding| format!("WRONG: {finding}")));
    print::value(json, &value, &lines);
    if report.is_clean() { Ok(()) } else { Err(not_clean(&report)) }
}

/// Audits a database file as it is at this moment.
pub fn of(database: &Path) -> Result<AuditReport, CommandError> {
    let reader = SqliteReader::open(database)?.snapshot()?;
    reader.check_pages()?;
    Ok(audit(&reader)?)
}

/// Returns the error of an audit that found something.
pub fn not_clean(report: &AuditReport) -> CommandError {
    CommandError::new("audit_failed", format!("{} things are wrong", report.findings.len()))
}
