//! The networks that can carry a payment, by the names that people know.

use super::{scheme, shown};
use crate::describe::{Description, Value};

/// Identifiers of networks inside merchant-presented codes, in lower case, and their names.
const NETWORKS: &[(&str, &str)] = &[
    ("app.tongbao", "Tongbao"),
    ("br.gov.bcb.pix", "Pix"),
    ("id.co.qris.www", "QRIS"),
    ("id.or.gpnqr.www", "QRIS"),
    ("a000000677010111", "PromptPay"),
    ("a000000677010112", "PromptPay"),
    ("a000000677010113", "PromptPay"),
    ("a000000677010114", "PromptPay"),
    ("sg.paynow", "PayNow"),
    ("sg.com.nets", "NETS"),
    ("a0000006150001", "DuitNow"),
    ("a000000727", "NAPAS"),
    ("a000000775", "VNPAY"),
    ("a000000524", "UPI"),
    ("hk.com.hkicl", "FPS"),
    ("jp.or.paymentsjapan", "JPQR"),
    ("ph.ppmi.p2m", "InstaPay"),
    ("com.p2pqrpay", "InstaPay"),
    ("np.gov.nrb", "NEPALPAY"),
    ("lk.gov.cbsl", "LANKAQR"),
    ("mm.com.mmqr", "MMQR"),
    ("com.mercadolibre", "Mercado Pago"),
];

/// Identifiers that name a label or a profile and carry no payment.
const LABELS: &[&str] = &["sg.sgqr"];

/// Returns the names of the networks in the order of the code, each once.
pub(super) fn names(description: &Description) -> Vec<String> {
    let cards = texts(description, "card_scheme_ids").filter_map(card_scheme).map(str::to_owned);
    let labelled = |guid: &&str| LABELS.iter().any(|label| label.eq_ignore_ascii_case(guid));
    let templates = texts(description, "guids").filter(|guid| !labelled(guid)).filter_map(network);
    let stated = ["networks", "other_networks"].into_iter();
    let stated = stated.flat_map(|name| texts(description, name)).filter_map(shown);
    let mut names: Vec<String> = Vec::new();
    if description.get("guids").is_none() && description.get("networks").is_none() {
        names.push(scheme::name(description));
    }
    for name in cards.chain(templates).chain(stated) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The name of a network; one that is not known goes by its identifier.
fn network(guid: &str) -> Option<String> {
    let known = NETWORKS.iter().find(|(known, _)| known.eq_ignore_ascii_case(guid));
    known.map_or_else(|| shown(guid), |(_, name)| Some((*name).to_owned()))
}

/// The card scheme that owns a root ID.
fn card_scheme(id: &str) -> Option<&'static str> {
    match id.parse::<u8>().ok()? {
        2 | 3 => Some("Visa"),
        4 | 5 => Some("Mastercard"),
        6 => Some("RuPay"),
        9 | 10 => Some("Discover"),
        11 | 12 => Some("American Express"),
        13 | 14 => Some("JCB"),
        15 | 16 => Some("UnionPay"),
        _ => None,
    }
}

/// The texts of a field that is a list of them.
fn texts<'a>(description: &'a Description, name: &str) -> impl Iterator<Item = &'a str> {
    let list = match description.get(name) {
        Some(Value::List(list)) => list.as_slice(),
        _ => &[],
    };
    list.iter().filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    })
}
