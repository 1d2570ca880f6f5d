//! `tongbao receipt`: fetches a receipt that stands alone, verifies one without a network, shows
//! one.

use crate::arguments::Receipt;
use crate::failure::Failure;
use crate::output::{self, moment};
use crate::saving;
use crate::session;
use paycode::printable;
use proof::{PublicKey, head};
use serde::Serialize;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use wallet::receipt::{ReceiptReport, Verdict, verify};
use wallet::{Standing, WalletError};
use wire::receipt::ReceiptResponse;
use wire::{Id, Money};

/// The most bytes of a receipt's file; a larger one is none.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// What was checked, in words that a script may branch on.
#[derive(Debug, Serialize)]
struct ReportView {
    payment: Id,
    operator: String,
    /// Whether it is worth anything.
    sound: bool,
    form: &'static str,
    signature: &'static str,
    row: &'static str,
    head: &'static str,
    inclusion: &'static str,
    covered_by_size: Option<u64>,
    covered_at_ms: Option<u64>,
}

/// Does one of the three.
pub async fn run(home: Option<PathBuf>, asked: Receipt, is_json: bool) -> Result<(), Failure> {
    match asked {
        Receipt::Save { payment, file } => save(home, &payment, &file, is_json).await,
        Receipt::Verify { file, operator_key } => {
            check(home, &file, operator_key.as_deref(), is_json).await
        }
        Receipt::Show { file } => show(&read(&file)?, is_json),
    }
}

async fn save(
    home: Option<PathBuf>,
    payment: &str,
    file: &Path,
    is_json: bool,
) -> Result<(), Failure> {
    let payment: Id = payment.parse().map_err(|_| {
        let advice = "Take it from tongbao history.";
        Failure::new("payment_unknown", "This is no payment's identifier.", advice)
    })?;
    let wallet = session::wallet(home).await?;
    let (receipt, report) = wallet.receipt(payment).await?;
    let mut text = serde_json::to_string_pretty(&receipt)
        .map_err(|error| Failure::io("The receipt cannot be written", &error.into()))?;
    text.push('\n');
    saving::keep(file, text.as_bytes())?;
    tell(&receipt, &report, is_json)
}

async fn check(
    home: Option<PathBuf>,
    file: &Path,
    key: Option<&str>,
    is_json: bool,
) -> Result<(), Failure> {
    let receipt = read(file)?;
    let (operator, keys) = keys(home, key).await?;
    let report = verify(&receipt, &operator, &keys);
    tell(&receipt, &report, is_json)?;
    if report.is_sound() { Ok(()) } else { Err(worthless()) }
}

/// Returns the failure of a receipt that proves nothing.
pub(super) fn worthless() -> Failure {
    let sentence = "This receipt proves nothing.";
    Failure::new("receipt_invalid", sentence, "Do not rely on it; ask the operator.")
}

/// Returns the operator and its keys: those given, or those that this wallet keeps.
pub(super) async fn keys(
    home: Option<PathBuf>,
    given: Option<&str>,
) -> Result<(String, Vec<PublicKey>), Failure> {
    match given {
        Some(key) => self::given(key),
        None => known(home).await,
    }
}

/// Reads `--operator-key`: the operator's name and key.
fn given(text: &str) -> Result<(String, Vec<PublicKey>), Failure> {
    let advice = "Take it from the operator: tongbaod key list.";
    let wrong = |why: String| Failure::new("operator_key_malformed", why, advice);
    let (name, key) = PublicKey::parse(text).map_err(|error| wrong(format!("{error}.")))?;
    let operator = name.strip_suffix("/journal").filter(|operator| head::origin(operator) == name);
    let operator = operator.ok_or_else(|| wrong("This key is not for a journal.".to_owned()))?;
    Ok((operator.to_owned(), vec![key]))
}

/// Returns the operator of this wallet, and the keys that it keeps since it enrolled.
async fn known(home: Option<PathBuf>) -> Result<(String, Vec<PublicKey>), Failure> {
    let wallet = session::wallet(home).await?;
    let Standing::Enrolled(profile) = wallet.standing() else {
        return Err(WalletError::NotEnrolled.into());
    };
    let keys = wallet.operator_keys();
    if keys.is_empty() {
        let sentence = "This wallet knows no key of its operator.";
        let advice = "Save a receipt once while online, or give --operator-key.";
        return Err(Failure::new("operator_key_unknown", sentence, advice));
    }
    Ok((profile.operator, keys))
}

/// Reads a receipt that was saved.
pub(super) fn read(file: &Path) -> Result<ReceiptResponse, Failure> {
    let unread = |error| Failure::io("The file cannot be read", &error);
    let mut text = String::new();
    let open = File::open(file).map_err(unread)?;
    open.take(FILE_BYTES_MAX + 1).read_to_string(&mut text).map_err(unread)?;
    let receipt = serde_json::from_str(&text).ok();
    receipt.filter(|_| text.len() as u64 <= FILE_BYTES_MAX).ok_or_else(|| {
        let sentence = "This file is no receipt.";
        Failure::new("receipt_malformed", sentence, "Save it anew with tongbao receipt save.")
    })
}

fn show(receipt: &ReceiptResponse, is_json: bool) -> Result<(), Failure> {
    output::either(is_json, receipt, || facts(receipt).join("\n"))
}

fn tell(receipt: &ReceiptResponse, report: &ReceiptReport, is_json: bool) -> Result<(), Failure> {
    let ReceiptReport { form, signature, row, head, inclusion, covered_by } = report;
    let view = ReportView {
        payment: receipt.payment,
        operator: receipt.operator.clone(),
        sound: report.is_sound(),
        form: word(*form),
        signature: word(*signature),
        row: word(*row),
        head: word(*head),
        inclusion: word(*inclusion),
        covered_by_size: covered_by.map(|head| head.size),
        covered_at_ms: covered_by.map(|head| head.at_ms),
    };
    output::either(is_json, &view, || {
        let mut lines = facts(receipt);
        let operator = printable(&receipt.operator);
        lines.push(line(*form, "its form", "its form"));
        let signed = format!("{operator} signed it");
        lines.push(line(*signature, &signed, "the operator's signature"));
        let hashed = format!("journal row {} hashes to what was signed", receipt.sequence);
        lines.push(line(*row, &hashed, "the journal row (a merchant's receipt has none)"));
        let covered = covered_by.map_or_else(String::new, |head| {
            format!("a head of {} rows, signed {}", head.size, moment(head.at_ms))
        });
        lines.push(line(*head, &covered, "a signed head"));
        let included = format!("row {} is in the journal under that head", receipt.sequence);
        lines.push(line(*inclusion, &included, "its place under a signed head"));
        lines.join("\n")
    })
}

fn facts(receipt: &ReceiptResponse) -> Vec<String> {
    let Money { minor, currency } = &receipt.amount;
    let amount = money::Amount::try_from(&receipt.amount)
        .map_or_else(|_| format!("{minor} (minor units) {currency}"), |amount| amount.to_string());
    let name = |name: &Option<String>| name.as_deref().map_or("(not named)".to_owned(), printable);
    let mut facts = vec![
        format!("payment {}  {}", receipt.payment, moment(receipt.at_ms)),
        format!(
            "{}  from {} to {}",
            printable(&amount),
            name(&receipt.payer),
            name(&receipt.payee)
        ),
    ];
    facts.extend(receipt.note.as_deref().map(|note| format!("note    {}", printable(note))));
    facts
}

const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Broken => "broken",
        Verdict::Absent => "absent",
    }
}

fn line(verdict: Verdict, holds: &str, what: &str) -> String {
    match verdict {
        Verdict::Holds => format!("ok      {holds}"),
        Verdict::Broken => format!("BROKEN  {what}"),
        Verdict::Absent => format!("--      {what}: not there"),
    }
}
