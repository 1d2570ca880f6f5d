//! `tongbao payer-code`: what this person shows to a till. The digits are printed only when they
//! are asked for: in JSON, which a program reads, and with `--reveal`.

use crate::arguments::PayerCode;
use crate::failure::Failure;
use crate::output;
use crate::view::QuickPayView;
use paycode::printable;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use wallet::ShownPayerCode;
use wallet::state::KnownQuickPay;
use wallet_io::DeviceWallet;
use wire::Money;

/// The width of a module in a PNG file, in pixels.
const MODULE_PX: u32 = 4;
/// The height of the bars in a PNG file, in pixels.
const BARS_PX: u32 = 200;

#[derive(Serialize)]
struct PayerCodeView<'a> {
    digits: &'a str,
    revealed: bool,
    made_at_ms: u64,
    refresh_at_ms: u64,
    ends_at_ms: u64,
    cap: Option<Money>,
    only: Option<String>,
    quick_pay: QuickPayView,
    file: Option<PathBuf>,
}

pub async fn run(wallet: &DeviceWallet, asked: PayerCode, is_json: bool) -> Result<(), Failure> {
    let PayerCode { cap, only, reveal, out, qr } = asked;
    let shown = wallet.payer_code(cap.as_deref(), only.as_deref(), reveal).await?;
    let ShownPayerCode {
        code,
        made_at_ms,
        refresh_at_ms,
        ends_at_ms,
        cap,
        only,
        caps: _,
        quick_pay,
    } = shown;
    if let Some(path) = &out {
        draw(code.expose(), path, qr)?;
    }
    let KnownQuickPay { payment_max, left, left_uses, as_of_ms: _ } = quick_pay;
    let text = || {
        let groups = grouped(code.expose(), reveal);
        let cap = cap.map(|cap| format!(", at most {cap}")).unwrap_or_default();
        let only = only.as_deref().map(|name| format!(", only at {}", printable(name)));
        let only = only.unwrap_or_default();
        let pin = match reveal {
            true => "a PIN is needed, for the digits are shown".to_owned(),
            false => {
                format!(
                    "without PIN up to {payment_max} a payment; left: {left}, {left_uses} times"
                )
            }
        };
        format!("{groups}{cap}{only}\n{pin}\ngood for a minute, once")
    };
    let view = PayerCodeView {
        digits: code.expose(),
        revealed: reveal,
        made_at_ms,
        refresh_at_ms,
        ends_at_ms,
        cap: cap.map(Money::from),
        only: only.clone(),
        quick_pay: quick_pay.into(),
        file: out,
    };
    output::either(is_json, &view, text)
}

/// Returns the digits in groups, or dots in their place but for the operator's prefix.
fn grouped(digits: &str, reveal: bool) -> String {
    let shown = digits.chars().enumerate().map(|(n, c)| if reveal || n < 2 { c } else { '•' });
    let shown: Vec<char> = shown.collect();
    let groups = shown.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

fn draw(digits: &str, path: &Path, qr: bool) -> Result<(), Failure> {
    let kind = path.extension().map(|kind| kind.to_ascii_lowercase());
    let picture = match (kind.as_deref().and_then(|kind| kind.to_str()), qr) {
        (Some("svg"), false) => scan::draw::code_128_svg(digits, None)?.into_bytes(),
        (Some("svg"), true) => scan::draw::svg(digits, None)?.into_bytes(),
        (Some("png"), false) => scan::draw::code_128_png(digits, MODULE_PX, BARS_PX)?,
        (Some("png"), true) => scan::draw::png(digits, MODULE_PX * 2)?,
        _ => {
            let sentence = "The file's name ends neither in .svg nor in .png.";
            return Err(Failure::new("file_kind", sentence, "Name it so."));
        }
    };
    fs::write(path, picture).map_err(|error| Failure::io("The file cannot be written", &error))
}
