//! `tongbao till receipt`: the receipt that a shop hands out, as text, PDF or for a printer.

use super::shop::id;
use crate::arguments::{Letters, PaperWidth, TillReceipt, Words};
use crate::failure::Failure;
use crate::output;
use crate::saving;
use ::printer::{Address, AddressError};
use serde::Serialize;
use slip::{Charset, Language, Paper, PdfError, Printer, Slip};
use std::path::Path;
use wallet_io::DeviceWallet;

#[derive(Debug, Serialize)]
struct SlipView<'a> {
    text: &'a str,
    link: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a Path>,
}

/// Prints it, or writes it to the file that is named.
pub async fn run(wallet: &DeviceWallet, asked: TillReceipt, is_json: bool) -> Result<(), Failure> {
    let TillReceipt { shop, payment, pdf, escpos, print_at, paper, charset, language } = asked;
    let slip = wallet.slip(id(&shop)?, id(&payment)?).await?;
    let language = Language::from(language);
    let Printer { paper, charset } = printer(paper, charset);
    if let Some(address) = print_at {
        let bytes = slip::escpos(&slip, language, Printer { paper, charset });
        return printed(&address, &bytes, is_json).await;
    }
    let file = match (&pdf, &escpos) {
        (Some(file), _) => {
            let fonts = slip::fonts();
            let written = slip::pdf(&slip, language, fonts).map_err(|error| unwritten(&error))?;
            write(file, &written)?
        }
        (None, Some(file)) => {
            write(file, &slip::escpos(&slip, language, Printer { paper, charset }))?
        }
        (None, None) => return told(&slip, language, paper, None, is_json),
    };
    told(&slip, language, paper, Some(file), is_json)
}

fn told(
    slip: &Slip,
    language: Language,
    paper: Paper,
    file: Option<&Path>,
    is_json: bool,
) -> Result<(), Failure> {
    let text = slip::text(slip, language, paper.columns());
    let view = SlipView { text: &text, link: slip.link.as_deref(), file };
    output::either(is_json, &view, || match file {
        Some(file) => format!("{} written.", file.display()),
        None => text.trim_end().to_owned(),
    })
}

/// Returns the printer that is asked for.
pub(super) fn printer(paper: PaperWidth, charset: Letters) -> Printer {
    let paper = match paper {
        PaperWidth::Mm58 => Paper::Narrow,
        PaperWidth::Mm80 => Paper::Wide,
    };
    let charset = match charset {
        Letters::Gbk => Charset::Gbk,
        Letters::Utf8 => Charset::Utf8,
    };
    Printer { paper, charset }
}

impl From<Words> for Language {
    fn from(words: Words) -> Self {
        match words {
            Words::En => Self::English,
            Words::Zh => Self::Chinese,
        }
    }
}

/// Writes a new file, and tells which.
pub(super) fn write<'a>(file: &'a Path, bytes: &[u8]) -> Result<&'a Path, Failure> {
    saving::keep(file, bytes).map(|()| file)
}

/// Has a printer in the local network print bytes.
pub(super) async fn printed(address: &str, bytes: &[u8], is_json: bool) -> Result<(), Failure> {
    let malformed = "Write it as 192.168.1.50, with its port where that is not 9100.";
    let address: Address = address.parse().map_err(|error: AddressError| {
        Failure::new(
            "printer_address_malformed",
            format!("This cannot be read: {error}."),
            malformed,
        )
    })?;
    ::printer::send(&address, bytes).await.map_err(|error| {
        let advice = "Check the address, and that the printer is on and has paper.";
        Failure::new(error.code(), format!("Not printed: {error}."), advice)
    })?;
    let address = address.to_string();
    let view = serde_json::json!({ "printed_at": address });
    output::either(is_json, &view, || format!("The printer at {address} has it."))
}

/// Says why there is no PDF.
pub(super) fn unwritten(error: &PdfError) -> Failure {
    let advice = "Install such a font, or take the text.";
    Failure::new(error.code(), format!("This cannot be written: {error}."), advice)
}
