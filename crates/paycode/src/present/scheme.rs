//! Names of schemes for people.

use super::shown_text;
use crate::describe::Description;

/// What families call themselves, and what people call it.
const NAMES: &[(&str, &str)] = &[
    ("Bitcoin URI", "Bitcoin"),
    ("BOLT11", "Lightning"),
    ("LNURL", "Lightning (LNURL)"),
    ("payto (RFC 8905)", "payto"),
    ("EPC SCT QR", "SEPA transfer (EPC QR)"),
    ("SPAYD", "QR Platba (SPAYD)"),
    ("GOST R 56042-2014", "Russian transfer (GOST R 56042)"),
    ("NBS IPS QR", "IPS QR (Serbia)"),
    ("ZBP 2D transfer", "Polish transfer (ZBP 2D)"),
    ("VietQR/NAPAS", "VietQR"),
    ("EMV CPM", "EMV payer code"),
    ("Pix (pre-launch GUI)", "Pix"),
    ("QR Ph P2P", "QR Ph"),
];

/// What a code of a family is called that names no scheme.
const FAMILIES: &[(&str, &str)] =
    &[("emv-mpm", "EMV merchant code"), ("web-address", "Web address"), ("text", "Text")];

/// Returns the scheme's name for people.
pub(super) fn name(description: &Description) -> String {
    let find = |names: &[(&str, &str)], word: &str| {
        names.iter().find(|(known, _)| *known == word).map(|(_, name)| (*name).to_owned())
    };
    match shown_text(description, "scheme") {
        Some(coin) if description.family == "other-crypto-uri" => capitalised(&coin),
        Some(scheme) => find(NAMES, &scheme).unwrap_or(scheme),
        None => find(FAMILIES, description.family).unwrap_or_else(|| description.family.to_owned()),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
