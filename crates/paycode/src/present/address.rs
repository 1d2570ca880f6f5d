//! The server that a code leads to, and the address to hand to another app.

use super::{Role, shown, shown_text};
use crate::describe::Description;
use crate::family::web_address::WebAddress;
use crate::printable::is_printable;

/// Schemes that apps for payments register.
const SCHEMES: &[(&str, &[&str])] = &[
    ("upi", &["upi:"]),
    ("bip21", &["bitcoin:"]),
    ("bolt11", &["lightning:"]),
    ("lnurl", &["lightning:", "lnurlp:", "lnurlw:", "lnurlc:", "keyauth:"]),
    ("taler", &["taler:"]),
    ("payto", &["payto:"]),
    ("payconiq", &["https:"]),
    ("alipay-wechat-unionpay", &["https:", "weixin:", "wxp:"]),
];

/// Families whose codes go behind `lightning:` where they have no scheme of their own.
const LIGHTNING: &[&str] = &["bolt11", "lnurl"];

/// Returns the server that the code leads to.
pub(super) fn host(description: &Description) -> Option<String> {
    let addresses = ["payload_url", "recurrence_url", "url"].into_iter();
    let mut hosts = addresses.filter_map(|name| {
        let stated = description.text(name)?;
        // Pix leaves out the scheme.
        let whole = if stated.contains("://") { stated } else { &format!("https://{stated}") };
        shown(&WebAddress::read(whole)?.host)
    });
    let named = ["host", "operator"].into_iter().find_map(|name| shown_text(description, name));
    named.or_else(|| hosts.next())
}

/// Returns the code's own text where it is an address of a payment scheme, `lightning:` before it
/// where it has none. A web address is one only if its family knows the host.
pub(super) fn link(description: &Description, role: Role, text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let is_safe = |c: char| c == ' ' || (!c.is_whitespace() && is_printable(c));
    if role == Role::Payer || !text.chars().all(is_safe) {
        return None;
    }
    let text = text.replace(' ', "%20");
    let scheme = text.split_once(':').map(|(scheme, _)| format!("{scheme}:").to_ascii_lowercase());
    let is_other_coin = description.family == "other-crypto-uri";
    let known = SCHEMES.iter().find(|(family, _)| *family == description.family);
    let known = known.map_or(&[] as &[&str], |(_, schemes)| *schemes);
    match scheme {
        Some(scheme) if is_other_coin || known.contains(&scheme.as_str()) => Some(text),
        None if LIGHTNING.contains(&description.family) => Some(format!("lightning:{text}")),
        _ => None,
    }
}
