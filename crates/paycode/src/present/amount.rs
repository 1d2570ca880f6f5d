//! The amount, fee and who sets them, as the code states them: written alike, never converted.

use super::{Role, shown, shown_text};
use crate::describe::{Description, Value};
use money::{Amount, Currency};

/// An amount as a code states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentedAmount {
    /// The digits with a decimal point: those of the currency where it is known, else as stated.
    pub digits: String,
    /// The currency, where the code says it.
    pub currency: Option<String>,
    /// The amount in minor units of ISO 4217, or in satoshis.
    pub minor: Option<u64>,
}

/// Who says how much is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountSetBy {
    /// The code: it is not to be changed.
    Code,
    /// The payer, perhaps starting from an amount of the code.
    Payer,
    /// The code does not say: a server will.
    Unknown,
}

impl PresentedAmount {
    /// Returns the amount with its currency, such as `12.50 EUR`.
    pub fn text(&self) -> String {
        match &self.currency {
            Some(currency) => format!("{} {currency}", self.digits),
            None => self.digits.clone(),
        }
    }
}

/// Decimals of a bitcoin that a satoshi and its thousandth have.
const SATOSHI_DECIMALS: usize = 8;
const MSAT_DECIMALS: usize = 11;

/// Returns the amount that is stated, unless it is nothing.
pub(super) fn amount(description: &Description) -> Option<PresentedAmount> {
    let integer = |name| match description.get(name) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    };
    let (minor, currency) = (integer("amount_minor"), shown_text(description, "currency"));
    let known = currency.as_deref().and_then(|code| Currency::from_code(code).ok());
    let stated = || shown_text(description, "amount").map(|text| text.replace(',', "."));
    let digits = match (minor, known, integer("amount_msat")) {
        (Some(minor), Some(currency), _) => Amount::new(minor, currency).ok()?.digits(),
        (_, None, Some(msat)) => decimals(msat, MSAT_DECIMALS),
        (Some(minor), None, _) if currency.as_deref() == Some("BTC") => {
            decimals(minor, SATOSHI_DECIMALS)
        }
        _ => stated()?,
    };
    let is_nothing = minor == Some(0) || digits.bytes().all(|b| matches!(b, b'0' | b'.'));
    (!is_nothing).then_some(PresentedAmount { digits, currency, minor })
}

/// Writes an integer with a decimal point before its last digits, without zeros at the end.
fn decimals(number: u64, count: usize) -> String {
    let digits = format!("{number:0>width$}", width = count + 1);
    let (whole, rest) = digits.split_at(digits.len() - count);
    format!("{whole}.{rest}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns who says how much is paid.
pub(super) fn set_by(description: &Description, role: Role) -> AmountSetBy {
    let is_flagged = |name, flag| description.get(name) == Some(&Value::Flag(flag));
    let has = |name| description.get(name).is_some();
    let is_changed_by_payer = is_flagged("amount_editable", true)
        || has("amount_minimum")
        || description.text("editable").is_some_and(|editable| editable.contains("amount"));
    match amount(description) {
        _ if role != Role::Payee => AmountSetBy::Unknown,
        // The server's answer counts, whatever the code says.
        _ if has("payload_url") => AmountSetBy::Unknown,
        Some(_) if is_changed_by_payer => AmountSetBy::Payer,
        Some(_) => AmountSetBy::Code,
        None if has("host") || has("url") => AmountSetBy::Unknown,
        None if description.family == "other-crypto-uri" => AmountSetBy::Unknown,
        None => AmountSetBy::Payer,
    }
}

/// Returns the fee or tip on top: an amount, a percentage, or `tip` where the payer is asked.
pub(super) fn fee(description: &Description) -> Option<String> {
    let stated = description.text("tip")?;
    match stated.split_once(' ') {
        Some(("fixed", digits)) => {
            let currency = shown_text(description, "currency").unwrap_or_default();
            shown(&format!("{digits} {currency}"))
        }
        Some(("percent", digits)) => shown(&format!("{digits} %")),
        _ if stated == "prompt" => Some("tip".to_owned()),
        _ => shown(stated),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_short() {
        assert_eq!(decimals(967_878_534, MSAT_DECIMALS), "0.00967878534");
        assert_eq!(decimals(2_000_000_000, SATOSHI_DECIMALS), "20");
        assert_eq!(decimals(1, SATOSHI_DECIMALS), "0.00000001");
        assert_eq!(decimals(0, SATOSHI_DECIMALS), "0");
    }
}
