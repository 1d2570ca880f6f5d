//! Generators of what many codes hold: accounts with right check digits, texts, sums.

use super::iban;
use crate::family::merchant_presented::StatedAmount;
use money::{Amount, Currency};
use proptest::prelude::*;

/// Returns an IBAN of a country with an account of this pattern.
pub fn account(country: &'static str, pattern: &'static str) -> impl Strategy<Value = String> {
    pattern.prop_map(move |bban| {
        let digits = |check| bban.chars().chain(country.chars()).chain(char::from_digit(check, 10));
        let rest = iban::modulo_97(digits(0).chain("0".chars())).expect("letters and digits");
        format!("{country}{:02}{bban}", 98 - rest)
    })
}

/// Returns a reference of ISO 11649.
pub fn creditor_reference() -> impl Strategy<Value = String> {
    account("RF", "[0-9A-Z]{1,21}")
}

/// Returns a text of 1 to `count_max` characters without a separator of any format and without
/// blanks at its ends.
pub fn label(count_max: usize) -> impl Strategy<Value = String> {
    let more = count_max.saturating_sub(2);
    let pattern = format!("[A-Za-z0-9čšžéüПя](?:[ -)+-z{{}}čšžéüПя]{{0,{more}}}[A-Za-z0-9čüя])?");
    proptest::string::string_regex(&pattern).expect("a pattern")
}

/// Returns a sum with two decimals, above zero and below `minor_max`.
pub fn decimal_sum(code: &'static str, minor_max: u64) -> impl Strategy<Value = StatedAmount> {
    let currency = Currency::from_code(code).expect("known");
    (1..minor_max).prop_map(move |minor| {
        let amount = Amount::new(minor, currency).expect("small enough");
        StatedAmount { text: amount.digits(), amount: Some(amount) }
    })
}

/// Returns a sum as a count of minor units, with zeros in front up to `width`.
pub fn minor_sum(
    code: &'static str,
    minor_max: u64,
    width: usize,
) -> impl Strategy<Value = StatedAmount> {
    let currency = Currency::from_code(code).expect("known");
    (1..minor_max).prop_map(move |minor| {
        let amount = Amount::new(minor, currency).expect("small enough");
        StatedAmount { text: format!("{minor:0width$}"), amount: Some(amount) }
    })
}
