//! PromptPay, Thailand: a person's or shop's proxy, or a biller with references.

use crate::describe::Fields;
use crate::family::merchant_presented::MerchantPresented;
use crate::family::merchant_presented::id;
use crate::family::merchant_presented::template::Template;

/// A message as UTF-16 in hexadecimal digits, which some banks add; it is no template.
const MESSAGE_ID: u8 = id::UNRESERVED_FIRST + 1;

/// The proxies of a transfer, by the object that holds them.
const PROXIES: [(u8, &str); 4] =
    [(1, "mobile"), (2, "national_id"), (3, "ewallet"), (4, "bank_account")];

/// Returns whether a template is of a transfer and not of a bill; `…0114` is for one payment.
fn is_transfer(template: &Template) -> bool {
    template.is_of("A000000677010111") || is_for_one_payment(template)
}

/// Returns whether a template may be paid once only.
pub(super) fn is_for_one_payment(template: &Template) -> bool {
    template.is_of("A000000677010114")
}

/// Returns what kind of account is paid, and the account.
pub(super) fn account(template: &Template) -> Option<(Option<&'static str>, &str)> {
    if !is_transfer(template) {
        return template.get(1).map(|biller| (None, biller));
    }
    PROXIES.iter().find_map(|(id, kind)| Some((Some(*kind), template.get(*id)?)))
}

/// Returns the proxy of a transfer, and the message.
pub(super) fn fields(code: &MerchantPresented, template: &Template) -> Fields {
    let proxy = account(template).filter(|(kind, _)| kind.is_some());
    Fields::default()
        .maybe("payee_account", proxy.map(|(_, value)| value))
        .maybe("payee_account_type", proxy.and_then(|(kind, _)| kind))
        .maybe("message", code.get(MESSAGE_ID).and_then(utf_16))
}

/// Decodes UTF-16, big end first, from hexadecimal digits.
fn utf_16(digits: &str) -> Option<String> {
    if !digits.len().is_multiple_of(4) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let units = (0..digits.len()).step_by(4);
    let units = units.map(|at| u16::from_str_radix(&digits[at..at + 4], 16).ok());
    String::from_utf16(&units.collect::<Option<Vec<_>>>()?).ok()
}

#[cfg(test)]
mod tests {
    use super::utf_16;

    #[test]
    fn a_message_is_decoded_or_none() {
        assert_eq!(utf_16("0E04003A"), Some("ค:".to_owned()));
        for bad in ["0E0", "0E0G", "D800", "+E04", "é000"] {
            assert_eq!(utf_16(bad), None, "{bad}");
        }
    }
}
