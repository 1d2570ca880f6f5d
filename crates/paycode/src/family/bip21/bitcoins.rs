//! Amounts in bitcoins, read into satoshis: decimal text, no sign, no exponent.

use crate::error::{Rule, rule};

const SATOSHIS_PER_BITCOIN: u64 = 100_000_000;
const DECIMALS: usize = 8;
/// No more bitcoins than these will ever be.
const SATOSHIS_MAX: u64 = 21_000_000 * SATOSHIS_PER_BITCOIN;

/// Reads digits with at most one decimal point; decimals beyond the eighth are zeros.
pub(super) fn read(text: &str) -> Result<u64, Rule> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && decimals.is_empty()) || !is_digits(whole) || !is_digits(decimals) {
        return Err(rule::AMOUNT_MALFORMED);
    }
    let (kept, beyond) = decimals.split_at(decimals.len().min(DECIMALS));
    if beyond.bytes().any(|b| b != b'0') {
        return Err(rule::AMOUNT_DECIMALS);
    }
    let digits = format!("{whole}{kept:0<DECIMALS$}");
    let satoshis: u64 =
        digits.trim_start_matches('0').parse().or_else(|_| zero_or_too_large(&digits))?;
    match satoshis {
        0 => Err(rule::AMOUNT_ZERO),
        satoshis if satoshis > SATOSHIS_MAX => Err(rule::AMOUNT_TOO_LARGE),
        satoshis => Ok(satoshis),
    }
}

/// Digits that are no number of 64 bits are only zeros, or too many.
fn zero_or_too_large(digits: &str) -> Result<u64, Rule> {
    if digits.bytes().all(|b| b == b'0') { Ok(0) } else { Err(rule::AMOUNT_TOO_LARGE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bitcoins_are_read_into_satoshis() {
        let satoshis = |text| read(text).map_err(Rule::code);
        assert_eq!(satoshis("20.3"), Ok(2_030_000_000));
        assert_eq!(satoshis(".00000001"), Ok(1));
        assert_eq!(satoshis("5."), Ok(500_000_000));
        assert_eq!(satoshis("0000000000000000000000000.100000000"), Ok(10_000_000));
        assert_eq!(satoshis("21000000"), Ok(2_100_000_000_000_000));
        assert_eq!(satoshis("21000000.00000001"), Err("amount_too_large"));
        assert_eq!(satoshis("99999999999999999999999"), Err("amount_too_large"));
        assert_eq!(satoshis("0.000000001"), Err("amount_decimals"));
        assert_eq!(satoshis("0.0"), Err("amount_zero"));
        for bad in ["", ".", "-1", "+1", "1e8", "1,5", "1.2.3", "two", "1 ", "١"] {
            assert_eq!(satoshis(bad), Err("amount_malformed"), "{bad}");
        }
    }
}
