//! The Faster Payment System, Hong Kong: one of three proxies. The name in the code is no name:
//! the payer's bank looks it up.

use crate::describe::Fields;
use crate::family::merchant_presented::template::Template;

/// The proxies, by the object that holds them.
const PROXIES: [(u8, &str); 3] = [(2, "fps_id"), (3, "mobile"), (4, "email")];

/// Returns what kind of account is paid, and the account.
pub(super) fn account(template: &Template) -> Option<(&'static str, &str)> {
    PROXIES.iter().find_map(|(id, kind)| Some((*kind, template.get(*id)?)))
}

/// Returns the proxy.
pub(super) fn fields(template: &Template) -> Fields {
    let proxy = account(template);
    Fields::default()
        .maybe("payee_account", proxy.map(|(_, value)| value))
        .maybe("payee_account_type", proxy.map(|(kind, _)| kind))
}
