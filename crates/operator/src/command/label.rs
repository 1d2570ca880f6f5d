//! `tongbaod label`: labels of merchants, made and printed.

use super::desk::Desk;
use super::{CommandError, print};
use crate::{paycodes, random};
use bank::Command;
use bank::command::OpenLabel;
use bank::id::LabelId;
use bank::record;
use serde_json::json;
use std::path::{Path, PathBuf};
use wire::Id;

/// What can be done with labels.
#[derive(Debug, clap::Subcommand)]
pub enum Label {
    /// Gives a merchant another label.
    Create {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
    },
    /// Writes a label to a file: a sheet to print as SVG, or the code alone as PNG.
    Print {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        /// Which of its labels; the first one when absent.
        #[arg(long)]
        label: Option<Id>,
        /// The file to write; its ending says which: `.svg` or `.png`.
        #[arg(long)]
        out: PathBuf,
    },
}

impl Label {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::Create { merchant } => create(&desk, &merchant, json),
            Self::Print { merchant, label, out } => {
                print_label(&desk, &merchant, label, &out, json)
            }
        };
        desk.close();
        result
    }
}

fn create(desk: &Desk, merchant: &str, json: bool) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let label = LabelId(random::bits()?);
    let command = Command::OpenLabel(OpenLabel { label, merchant: merchant.id });
    desk.order(label.0, command)?;
    let label = Id(label.0);
    print::value(json, &json!({ "label": label }), &[format!("label {label}")]);
    Ok(())
}

fn print_label(
    desk: &Desk,
    merchant: &str,
    label: Option<Id>,
    out: &Path,
    json: bool,
) -> Result<(), CommandError> {
    let (merchant, labels) = desk.merchant(merchant)?;
    let label = labels
        .iter()
        .find(|found| label.is_none_or(|id| id.0 == found.id.0))
        .ok_or_else(|| CommandError::new("label_unknown", "the merchant has no such label"))?;
    let code = write(desk, &merchant, label, out)?;
    let value = json!({ "label": Id(label.id.0), "code": code, "file": out });
    print::value(json, &value, &[format!("{} written", out.display())]);
    Ok(())
}

/// Writes a label to a file by its ending; returns the code's text.
pub fn write(
    desk: &Desk,
    merchant: &record::Merchant,
    label: &record::Label,
    out: &Path,
) -> Result<String, CommandError> {
    let code = paycodes::label(&desk.config, merchant, label)?;
    let bytes = match out.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => paycodes::draw_sheet(&desk.config, merchant, &code)?.into_bytes(),
        Some("png") => paycodes::draw_png(&code)?,
        _ => return Err(CommandError::new("file", "the file's name ends in .svg or .png")),
    };
    std::fs::write(out, bytes).map_err(|error| CommandError::file(out, &error))?;
    Ok(code)
}
