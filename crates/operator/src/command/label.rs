//! `tongbaod label`: labels of merchants, made, printed and withdrawn.

use super::desk::Desk;
use super::{CommandError, print};
use crate::{paycodes, random};
use bank::Command;
use bank::command::{CloseLabel, OpenLabel};
use bank::id::LabelId;
use bank::record;
use scan::decode::{TERMINAL_BUDGET, picture_within};
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
    /// Withdraws a label for good: whoever scans it is told so, and pays nothing.
    Close {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        /// Which of its labels.
        #[arg(long)]
        label: Id,
    },
    /// Writes a label to a file: a sheet to print as SVG or PDF, or the code alone as PNG.
    Print {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        /// Which of its labels; the first one when absent.
        #[arg(long)]
        label: Option<Id>,
        /// The file to write; its ending says which: `.svg`, `.pdf` or `.png`.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        print: PrintOptions,
        #[command(flatten)]
        existing: Existing,
    },
}

/// The label of another scheme that the shop has already: one label is printed that both read.
#[derive(Clone, Debug, Default, clap::Args)]
#[group(multiple = false)]
pub struct Existing {
    /// The text of the other label's code.
    #[arg(long, value_name = "TEXT")]
    with_code: Option<String>,
    /// A picture of the other label.
    #[arg(long, value_name = "FILE")]
    with_image: Option<PathBuf>,
}

impl Existing {
    fn text(self) -> Result<Option<String>, CommandError> {
        let Some(file) = self.with_image else {
            return Ok(self.with_code);
        };
        let bytes = std::fs::read(&file).map_err(|error| CommandError::file(&file, &error))?;
        let mut found = picture_within(&bytes, TERMINAL_BUDGET)
            .map_err(|error| CommandError::new(error.code(), error.to_string()))?;
        match found.len() {
            1 => Ok(Some(found.remove(0).text)),
            0 => Err(CommandError::new("no_code_found", "the picture holds no code")),
            _ => Err(CommandError::new("several_codes", "the picture holds several codes")),
        }
    }
}

/// How a label is printed.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct PrintOptions {
    /// The paper: a6, a5, a4, or a4 with four, eight or sixteen stickers and marks to cut along.
    #[arg(long, value_enum, default_value_t)]
    paper: Paper,
    /// Puts the coin into the middle of the code, which becomes denser for it.
    #[arg(long)]
    logo: bool,
}

/// A paper to print on.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Paper {
    #[default]
    A6,
    A5,
    A4,
    Stickers4,
    Stickers,
    Stickers16,
}

impl From<Paper> for scan::label::Paper {
    fn from(paper: Paper) -> Self {
        match paper {
            Paper::A6 => Self::A6,
            Paper::A5 => Self::A5,
            Paper::A4 => Self::A4,
            Paper::Stickers4 => Self::Stickers4,
            Paper::Stickers => Self::Stickers,
            Paper::Stickers16 => Self::Stickers16,
        }
    }
}

impl Label {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::Create { merchant } => create(&desk, &merchant, json),
            Self::Close { merchant, label } => close(&desk, &merchant, label, json),
            Self::Print { merchant, label, out, print, existing } => existing
                .text()
                .and_then(|text| print_label(&desk, &merchant, label, text, &out, print, json)),
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

fn close(desk: &Desk, merchant: &str, label: Id, json: bool) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let command = CloseLabel { label: LabelId(label.0), merchant: merchant.id };
    desk.decide(None, Command::CloseLabel(command))?;
    let value = json!({ "label": label, "state": "closed" });
    print::value(json, &value, &[format!("label {label} is withdrawn")]);
    Ok(())
}

fn print_label(
    desk: &Desk,
    merchant: &str,
    label: Option<Id>,
    existing: Option<String>,
    out: &Path,
    print: PrintOptions,
    json: bool,
) -> Result<(), CommandError> {
    let (merchant, labels) = desk.merchant(merchant)?;
    let label = labels
        .iter()
        .find(|found| match label {
            Some(id) => id.0 == found.id.0,
            None => found.state == record::State::Active,
        })
        .ok_or_else(|| CommandError::new("label_unknown", "the merchant has no such label"))?;
    let code = paycodes::label(&desk.config, &merchant, label, existing.as_deref())?;
    write(desk, &merchant, label, &code, print, out)?;
    let value = json!({ "label": Id(label.id.0), "code": code, "file": out });
    print::value(json, &value, &[format!("{} written", out.display())]);
    Ok(())
}

/// Writes the label of a code to a file, by its ending.
pub fn write(
    desk: &Desk,
    merchant: &record::Merchant,
    label: &record::Label,
    code: &str,
    print: PrintOptions,
    out: &Path,
) -> Result<(), CommandError> {
    let PrintOptions { paper, logo } = print;
    let sheet = || paycodes::draw_sheet(&desk.config, merchant, label, code, paper.into(), logo);
    let bytes = match out.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => sheet()?.into_bytes(),
        Some("pdf") => pdf::write(&sheet()?, &merchant.name, pdf::fonts())
            .map_err(|error| CommandError::new(error.code(), error.to_string()))?,
        Some("png") if logo => {
            let say = "a .png is the code alone, without logo: write .svg or .pdf";
            return Err(CommandError::new("file", say));
        }
        Some("png") => paycodes::draw_png(code)?,
        _ => return Err(CommandError::new("file", "the file's name ends in .svg, .pdf or .png")),
    };
    std::fs::write(out, bytes).map_err(|error| CommandError::file(out, &error))
}

#[cfg(test)]
mod tests {
    use crate::command::Arguments;
    use clap::CommandFactory as _;

    #[test]
    fn every_command_has_arguments_of_its_own() {
        Arguments::command().debug_assert();
    }
}
