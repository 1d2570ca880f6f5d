//! PayNow, Singapore: a proxy, whether the amount may be changed, and an expiry by its shape.

use crate::describe::{Fields, Value};
use crate::family::merchant_presented::template::Template;

/// Returns what stands beside the proxy's value.
pub(super) fn fields(template: &Template) -> Fields {
    if !template.is_of("SG.PAYNOW") {
        return Fields::default();
    }
    let kind = match template.get(1) {
        Some("0") => Some("mobile"),
        Some("2") => Some("uen"),
        _ => None,
    };
    let is_editable = match template.get(3) {
        Some("0") => Some(false),
        Some("1") => Some(true),
        _ => None,
    };
    // The label's standard has a reference in 04 and the expiry in 05; banks write it in 04.
    let expires = [4, 5].into_iter().filter_map(|id| template.get(id)).find(|text| is_time(text));
    Fields::default()
        .maybe("payee_account_type", kind)
        .value("amount_editable", is_editable.map(Value::Flag))
        .maybe("expires", expires)
        .maybe("account_reference", template.get(4).filter(|text| !is_time(text)))
}

/// Returns whether a text is `YYYYMMDD`, with `hhmmss` or without.
fn is_time(text: &str) -> bool {
    let is_number = text.bytes().all(|b| b.is_ascii_digit());
    if !is_number || !matches!(text.len(), 8 | 14) {
        return false;
    }
    let fits = |at: usize, from: u8, to: u8| {
        text[at..at + 2].parse().is_ok_and(|number: u8| (from..=to).contains(&number))
    };
    let is_date = fits(4, 1, 12) && fits(6, 1, 31);
    is_date && (text.len() == 8 || fits(8, 0, 23) && fits(10, 0, 59) && fits(12, 0, 59))
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn a_date_is_told_from_a_reference() {
        assert!(is_time("20991231") && is_time("20301231235959"));
        for reference in ["20991331", "20300100", "BILL0001", "203012312459", "2030123124595900"] {
            assert!(!is_time(reference), "{reference}");
        }
    }
}
