//! Amounts as codes state them: decimal text of a known currency, read into minor units.

use crate::error::{Rule, rule};
use money::{Amount, AmountError, Currency};

/// Reads digits with at most one decimal point; decimals beyond those of the currency are zeros.
pub(crate) fn read(text: &str, currency: Currency) -> Result<Amount, Rule> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    // Zeros beyond the currency's decimals change nothing: `4000.00` dong are 4000 dong.
    let exponent = usize::from(currency.exponent()).min(decimals.len());
    let (kept, beyond) = decimals.split_at_checked(exponent).ok_or(rule::AMOUNT_MALFORMED)?;
    let kept = if beyond.bytes().all(|b| b == b'0') { kept } else { decimals };
    Amount::parse(&format!("{whole}.{kept}"), currency).map_err(|error| match error {
        AmountError::TooManyDecimals => rule::AMOUNT_DECIMALS,
        AmountError::TooLarge => rule::AMOUNT_TOO_LARGE,
        AmountError::Malformed | AmountError::CurrencyMismatch | AmountError::Negative => {
            rule::AMOUNT_MALFORMED
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_follow_the_currency() {
        let minor = |text, code| {
            let currency = Currency::from_code(code).expect("known");
            read(text, currency).map(|amount| amount.minor()).map_err(Rule::code)
        };
        assert_eq!(minor("12.5", "EUR"), Ok(1250));
        assert_eq!(minor("4000.00", "VND"), Ok(4000));
        assert_eq!(minor("4000.01", "VND"), Err("amount_decimals"));
        assert_eq!(minor("9999999999999999", "EUR"), Err("amount_too_large"));
        for bad in ["", ".5", "1,5", "-1", "1.2.3", "1.é", "1e3"] {
            assert_eq!(minor(bad, "EUR"), Err("amount_malformed"), "{bad}");
        }
    }
}
