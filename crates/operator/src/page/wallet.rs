//! The way from a page into a wallet, and what a page says to somebody who has none yet.

use super::{Language, fill};
use crate::config::Config;

/// The place in a page where that stands: whole items of a list.
const PLACE: &str = "<!-- wallet -->";

const LINKED: [&str; 2] = [
    "<li>No wallet yet? <a href=\"{{wallet_url}}\">Get it here</a>, and give it this operator's \
     address: <b>{{address}}</b></li>",
    "<li>还没有钱包？<a href=\"{{wallet_url}}\">点此获取</a>，然后填写本运营方的地址：<b>{{address}}</b></li>",
];
const ASKED: [&str; 2] = [
    "<li>No wallet yet? Ask {{operator}} where to get it, and give it this operator's address: \
     <b>{{address}}</b></li>",
    "<li>还没有钱包？请向 {{operator}} 询问获取方式，然后填写本运营方的地址：<b>{{address}}</b></li>",
];

/// Fills a page that tells how to get a wallet, with the operator's name as `operator`.
pub fn with_wallet(
    page: &str,
    language: Language,
    config: &Config,
    parts: &[(&str, &str)],
) -> String {
    let [english, chinese] = if config.wallet_url.is_some() { LINKED } else { ASKED };
    let page = page.replace(PLACE, language.of(english, chinese));
    let own = [
        ("operator", config.name.as_str()),
        ("address", config.public_url.as_str()),
        ("wallet_url", config.wallet_url.as_deref().unwrap_or_default()),
    ];
    fill(&page, &[parts, &own].concat())
}

/// Returns the link that opens the wallet with one of this operator's addresses.
pub fn app_link(config: &Config, path: &str) -> String {
    paycode::app_link(format!("{}{path}", config.public_url))
}
