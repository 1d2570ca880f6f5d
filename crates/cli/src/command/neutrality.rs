//! `tongbao neutrality`: holds an operator's neutrality log against its signed end, and against
//! ends that were kept earlier.

use super::receipt;
use crate::arguments::{Neutrality, VerifyLog};
use crate::failure::Failure;
use crate::output::{self, moment};
use crate::saving;
use paycode::printable;
use serde::Serialize;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use wallet::WalletError;
use wallet::neutrality::{LogReport, check};
use wire::neutrality::{NeutralityEntryResponse, NeutralityResponse};

/// The most bytes of a log that was saved.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What was checked, in words that a script may branch on.
#[derive(Debug, Serialize)]
struct LogView<'a> {
    operator: &'a str,
    verdict: &'static str,
    entries: u64,
    signed_at_ms: u64,
    held_back: usize,
    open_appeals: &'a [u64],
    overdue_appeals: &'a [u64],
    /// How many ends that were kept earlier are its beginning.
    continued: usize,
}

/// Verifies a log.
pub async fn run(home: Option<PathBuf>, asked: Neutrality, is_json: bool) -> Result<(), Failure> {
    let Neutrality::Verify(VerifyLog { log, operator_key, kept, save, keep }) = asked;
    let (operator, keys) = receipt::keys(home, operator_key.as_deref()).await?;
    let is_address = ["http://", "https://"].iter().any(|scheme| log.starts_with(scheme));
    let told = match is_address {
        true => wallet_io::api::published::neutrality(&log).await.map_err(WalletError::from)?,
        false => {
            let text = read(Path::new(&log))?;
            serde_json::from_str(&text).map_err(|_| {
                let sentence = "This file is no neutrality log.";
                Failure::new("log_malformed", sentence, "Save it anew with --save.")
            })?
        }
    };
    if told.next_before.is_some() {
        let sentence = "This file is a page of a log, not all of it.";
        return Err(Failure::new("log_incomplete", sentence, "Save it anew with --save."));
    }
    let kept = kept.iter().map(|file| read(file)).collect::<Result<Vec<String>, _>>()?;
    let report = check(&told, &operator, &keys, &kept).map_err(|error| {
        let advice = "Keep what you have of the log, and show it to the operator and to others.";
        Failure::new("log_broken", format!("This log is not to be believed: {error}."), advice)
    })?;
    if let Some(file) = save {
        let text = serde_json::to_string_pretty(&told)
            .map_err(|error| Failure::io("The log cannot be written", &error.into()))?;
        saving::keep(&file, text.as_bytes())?;
    }
    if let Some(file) = keep {
        saving::keep(&file, told.end.as_bytes())?;
    }
    tell(&told, &report, is_json)
}

fn read(file: &Path) -> Result<String, Failure> {
    let unread = |error| Failure::io("The file cannot be read", &error);
    let mut text = String::new();
    let open = File::open(file).map_err(unread)?;
    open.take(FILE_BYTES_MAX + 1).read_to_string(&mut text).map_err(unread)?;
    if text.len() as u64 <= FILE_BYTES_MAX {
        return Ok(text);
    }
    Err(Failure::new("log_malformed", "The file is too large.", "Save it anew with --save."))
}

fn tell(log: &NeutralityResponse, report: &LogReport, is_json: bool) -> Result<(), Failure> {
    let view = LogView {
        operator: &log.operator,
        verdict: "holds",
        entries: report.end.number,
        signed_at_ms: report.end.at_ms,
        held_back: report.held_back,
        open_appeals: &report.open,
        overdue_appeals: &report.overdue,
        continued: report.continued,
    };
    output::either(is_json, &view, || {
        let mut lines: Vec<String> = log.entries.iter().rev().map(line).collect();
        lines.push(match view.entries {
            1 => "ok      1 entry, the first of its chain".to_owned(),
            count => format!("ok      {count} entries, each goes on from the one before"),
        });
        lines.push(format!(
            "ok      {} signed the end, {}",
            log.operator,
            moment(view.signed_at_ms)
        ));
        lines.push(match view.continued {
            0 => "--      compare it with an end that was kept earlier: --kept FILE".to_owned(),
            1 => "ok      the kept end is its beginning".to_owned(),
            count => format!("ok      {count} kept ends are its beginning"),
        });
        lines.push(match view.held_back {
            1 => "        1 shop is limited or removed".to_owned(),
            count => format!("        {count} shops are limited or removed"),
        });
        lines.extend(report.open.iter().map(|number| {
            let is_late = report.overdue.contains(number);
            let late = if is_late { "LATE    " } else { "        " };
            format!("{late}appeal {number} waits for an answer")
        }));
        lines.join("\n")
    })
}

fn line(entry: &NeutralityEntryResponse) -> String {
    let NeutralityEntryResponse { number, at_ms, name, action, reason, about, text, .. } = entry;
    let about = about.map(|about| format!(" {about}")).unwrap_or_default();
    let reason = reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    let (name, text) = (printable(name), printable(text));
    format!("{number}  {}  {name}: {action}{about}{reason}  {text}", moment(*at_ms))
}
