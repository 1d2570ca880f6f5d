//! `tongbaod copy`: moves everything that one database holds into another, empty one, and compares
//! both: from an SQLite file to a PostgreSQL server, or back.

use super::{CommandError, audit, print};
use crate::config::Config;
use crate::database::{Database, is_url};
use crate::lock;
use bank::audit::AuditReport;
use bank::copy::{CopyError, copy, copy_proofs, first_difference};
use serde_json::json;
use std::path::Path;

/// What `copy` takes.
#[derive(Debug, clap::Args)]
pub struct Copy {
    /// What is copied: `sqlite:FILE`, or a `postgres://` URL.
    #[arg(long, value_name = "DATABASE")]
    from: String,
    /// Where to; it must be empty.
    #[arg(long, value_name = "DATABASE")]
    to: String,
}

impl From<CopyError> for CommandError {
    fn from(error: CopyError) -> Self {
        let code = match error {
            CopyError::NotEmpty(_) => "target_not_empty",
            CopyError::Store(_) => "store_failed",
        };
        Self::new(code, error.to_string())
    }
}

impl Copy {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let (config, from) = database(data, "--from", &self.from)?;
        let (_, to) = database(data, "--to", &self.to)?;
        // What is paid while it is copied would be lost.
        let _alone = lock::alone(data).map_err(|error| {
            CommandError::new("in_use", format!("stop tongbaod first: {error}"))
        })?;
        if !from.is_there()? {
            return Err(CommandError::new("source_missing", format!("{from} is not there")));
        }
        from.migrate()?;
        to.migrate()?;
        for warning in to.check()? {
            print::warning(&warning);
        }
        let source = from.snapshot()?;
        let report = audit::checked(&config, source.as_ref(), &[], 0)?;
        if !report.is_clean() {
            return Err(audit::not_clean(&report));
        }
        let mut progress = print::Progress::begin();
        let mut tell = |how_far| progress.tell(how_far);
        let mut store = to.opener()()?;
        copy(source.as_ref(), store.as_mut(), to.reader()?.as_ref(), &mut tell)?;
        copy_proofs(source.as_ref(), store.as_mut())?;
        let target = to.snapshot()?;
        let copied = audit::checked(&config, target.as_ref(), &[], 0)?;
        compare(&report, &copied)?;
        if let Some(what) = first_difference(source.as_ref(), target.as_ref(), &mut tell)? {
            return Err(CommandError::new("copy_differs", format!("{what} differ: do not use it")));
        }
        tell_done(&to, &copied, json);
        Ok(())
    }
}

/// Both audits have to say the same: head, balances, counts, and that nothing is wrong.
fn compare(source: &AuditReport, copied: &AuditReport) -> Result<(), CommandError> {
    if source == copied {
        return Ok(());
    }
    let message = format!(
        "the copy ends with row {} and has {} findings, the source ends with row {}: do not use it",
        copied.head.sequence,
        copied.findings.len(),
        source.head.sequence,
    );
    Err(CommandError::new("copy_differs", message))
}

fn tell_done(to: &Database, report: &AuditReport, json: bool) {
    let AuditReport { rows, payments, accounts, head, .. } = report;
    let hash = crate::hex::encode(&head.hash);
    let value = json!({
        "rows": rows, "payments": payments, "accounts": accounts,
        "last_sequence": head.sequence, "last_hash": hash,
    });
    let lines = [
        format!("{rows} journal rows, {payments} payments, {accounts} accounts copied to {to}"),
        format!("both journals end with row {} {hash}; both audits are clean", head.sequence),
    ];
    print::value(json, &value, &lines);
}

fn database(
    data: &Path,
    flag: &'static str,
    name: &str,
) -> Result<(Config, Database), CommandError> {
    if is_url(name) {
        let (config, _) = Config::read(data, vec![("database", flag, name.to_owned())])?;
        let store = config.store();
        return Ok((config, store));
    }
    let file = name.strip_prefix("sqlite:").ok_or_else(|| {
        let message = format!("{flag} is sqlite:FILE or a postgres:// URL");
        CommandError::new("database_unknown", message)
    })?;
    Ok((Config::load(data)?, Database::File(file.into())))
}
