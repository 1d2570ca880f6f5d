//! The amount in an invoice's prefix: bitcoins with a multiplier, read into thousandths of a
//! satoshi.

use crate::error::{Rule, rule};

/// Thousandths of a satoshi in a bitcoin.
const MSAT_PER_BITCOIN: u64 = 100_000_000_000;

/// Reads digits without a leading zero, and one of `m`, `u`, `n`, `p` or nothing.
pub(super) fn read(text: &str) -> Result<Option<u64>, Rule> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = digits.bytes().all(|b| b.is_ascii_digit());
    if !is_number || digits.is_empty() || digits.starts_with('0') {
        return Err(rule::AMOUNT_MALFORMED);
    }
    let number: u64 = digits.parse().map_err(|_| rule::AMOUNT_TOO_LARGE)?;
    let per_unit = match &text[digits.len()..] {
        "" => MSAT_PER_BITCOIN,
        "m" => MSAT_PER_BITCOIN / 1_000,
        "u" => MSAT_PER_BITCOIN / 1_000_000,
        "n" => MSAT_PER_BITCOIN / 1_000_000_000,
        // Ten picobitcoins are one thousandth of a satoshi: less cannot be sent.
        "p" if number.is_multiple_of(10) => return Ok(Some(number / 10)),
        "p" => return Err(rule::AMOUNT_DECIMALS),
        _ => return Err(rule::AMOUNT_MALFORMED),
    };
    let msat = number.checked_mul(per_unit).filter(|msat| *msat <= 21_000_000 * MSAT_PER_BITCOIN);
    msat.map(Some).ok_or(rule::AMOUNT_TOO_LARGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multipliers_are_exact() {
        let msat = |text| read(text).map_err(Rule::code);
        assert_eq!(msat(""), Ok(None));
        assert_eq!(msat("1"), Ok(Some(100_000_000_000)));
        assert_eq!(msat("25m"), Ok(Some(2_500_000_000)));
        assert_eq!(msat("2500u"), Ok(Some(250_000_000)));
        assert_eq!(msat("1n"), Ok(Some(100)));
        assert_eq!(msat("9678785340p"), Ok(Some(967_878_534)));
        assert_eq!(msat("11p"), Err("amount_decimals"));
        assert_eq!(msat("21000001"), Err("amount_too_large"));
        assert_eq!(msat("99999999999999999999m"), Err("amount_too_large"));
        for bad in ["0", "01m", "m", "1x", "1mm", "1.5m", "x1"] {
            assert_eq!(msat(bad), Err("amount_malformed"), "{bad}");
        }
    }
}
