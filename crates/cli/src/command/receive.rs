//! `tongbao receive`: the code that pays this person, as text or drawn into a file.

use crate::arguments::Receive;
use crate::failure::Failure;
use crate::output;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use wallet::ReceiveCode;
use wallet_io::DeviceWallet;
use wire::Money;

/// The width of a module in a PNG file, in pixels.
const MODULE_PX: u32 = 8;

#[derive(Debug, Serialize)]
struct ReceiveView {
    text: String,
    name: String,
    amount: Option<Money>,
    note: Option<String>,
    file: Option<PathBuf>,
}

pub fn run(wallet: &DeviceWallet, asked: Receive, is_json: bool) -> Result<(), Failure> {
    let Receive { amount, note, out } = asked;
    let ReceiveCode { text, name, amount, note } = wallet.receive_code(amount.as_deref(), note)?;
    if let Some(path) = &out {
        draw(&text, path)?;
    }
    let amount = amount.map(Money::from);
    let view = ReceiveView { text, name, amount, note, file: out };
    output::either(is_json, &view, || view.text.clone())
}

fn draw(text: &str, path: &Path) -> Result<(), Failure> {
    let kind = path.extension().map(|kind| kind.to_ascii_lowercase());
    let picture = match kind.as_deref().and_then(|kind| kind.to_str()) {
        Some("svg") => scan::draw::svg(text, None)?.into_bytes(),
        Some("png") => scan::draw::png(text, MODULE_PX)?,
        _ => {
            let sentence = "The file's name ends neither in .svg nor in .png.";
            return Err(Failure::new("file_kind", sentence, "Name it so."));
        }
    };
    fs::write(path, picture).map_err(|error| Failure::io("The file cannot be written", &error))
}
