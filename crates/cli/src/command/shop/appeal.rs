//! What is held against a shop, and its appeal.

use crate::failure::Failure;
use crate::output::{self, moment};
use paycode::printable;
use proof::bill::FileHash;
use proof::hex;
use serde::Serialize;
use std::path::{Path, PathBuf};
use wallet::merchant::{Appeal, Matter, Said};
use wallet_io::DeviceWallet;
use wire::Id;

#[derive(Debug, Serialize)]
struct MatterView {
    entry: u64,
    action: &'static str,
    reason: Option<&'static str>,
    text: String,
    at_ms: u64,
    ended: Option<SaidView>,
    appeal: Option<AppealView>,
}

#[derive(Debug, Serialize)]
struct SaidView {
    action: &'static str,
    text: String,
    at_ms: u64,
}

#[derive(Debug, Serialize)]
struct AppealView {
    text: String,
    evidence: Option<String>,
    at_ms: u64,
    answer_by_ms: u64,
    is_overdue: bool,
    answer: Option<SaidView>,
}

/// Prints what is or was held against a shop.
pub(super) async fn limits(
    wallet: &DeviceWallet,
    merchant: Id,
    is_json: bool,
) -> Result<(), Failure> {
    print(wallet.matters(merchant).await?, is_json)
}

/// Appeals in a shop's name, and prints what is held against it.
pub(super) async fn appeal(
    wallet: &DeviceWallet,
    merchant: Id,
    entry: u64,
    (text, evidence): (&str, Option<PathBuf>),
    is_json: bool,
) -> Result<(), Failure> {
    let evidence = evidence.as_deref().map(fingerprint).transpose()?;
    print(wallet.appeal(merchant, entry, text, evidence.as_deref()).await?, is_json)
}

/// Returns the SHA-256 of a file, in hexadecimal.
fn fingerprint(file: &Path) -> Result<String, Failure> {
    let content =
        std::fs::read(file).map_err(|error| Failure::io("The evidence cannot be read", &error))?;
    let mut hash = FileHash::default();
    hash.update(&content);
    Ok(hex::encode(&hash.finish().0))
}

fn print(matters: Vec<Matter>, is_json: bool) -> Result<(), Failure> {
    let views: Vec<MatterView> = matters.into_iter().map(view).collect();
    output::either(is_json, &views, || {
        let lines: Vec<String> = views.iter().map(line).collect();
        match lines.is_empty() {
            true => "Nothing is held against this shop.".to_owned(),
            false => lines.join("\n"),
        }
    })
}

fn line(view: &MatterView) -> String {
    let MatterView { entry, action, reason, text, at_ms, ended, appeal } = view;
    let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    let mut lines = vec![format!("{entry}  {action}{reason}, {}: {text}", moment(*at_ms))];
    if let Some(AppealView { text, answer_by_ms, is_overdue, answer, .. }) = appeal {
        let late = if *is_overdue { "late, was due" } else { "to be answered by" };
        lines.push(format!("    appealed: {text}"));
        lines.push(answer.as_ref().map_or_else(
            || format!("    {late} {}", moment(*answer_by_ms)),
            |answer| format!("    {}: {}", answer.action, answer.text),
        ));
    }
    lines.extend(
        ended.as_ref().map(|ended| format!("    ended: {}, {}", ended.action, moment(ended.at_ms))),
    );
    lines.join("\n")
}

fn view(matter: Matter) -> MatterView {
    let Matter { entry, action, reason, text, at_ms, ended, appeal } = matter;
    MatterView {
        entry,
        action: action.word(),
        reason: reason.map(proof::neutrality::Reason::word),
        text: printable(&text),
        at_ms,
        ended: ended.map(said),
        appeal: appeal.map(|appeal| {
            let Appeal { text, evidence, at_ms, answer_by_ms, is_overdue, answer } = appeal;
            let (text, answer) = (printable(&text), answer.map(said));
            AppealView { text, evidence, at_ms, answer_by_ms, is_overdue, answer }
        }),
    }
}

fn said(said: Said) -> SaidView {
    let Said { action, text, at_ms } = said;
    SaidView { action: action.word(), text: printable(&text), at_ms }
}
