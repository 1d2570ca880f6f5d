//! What a code states about the sum: the amount (54) and the tip or fee (55 to 57).

use crate::error::{Rule, rule};
use crate::part::amount;
use money::{Amount, Currency};

/// An amount as a code states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedAmount {
    /// The text in the code, such as `98.` or `23.72`.
    pub text: String,
    /// The amount, where the code's currency is known. Zero means: ask the payer.
    pub amount: Option<Amount>,
}

/// Who adds a tip or fee to the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tip {
    /// Nobody.
    None,
    /// The payer is asked (55 = 01).
    Ask,
    /// A fixed fee is added (55 = 02).
    Fixed(StatedAmount),
    /// A percentage is added (55 = 03).
    Percent {
        /// The text in the code, such as `0.7`.
        text: String,
        /// Hundredths of a per cent, 1 to 9999.
        basis_points: u16,
    },
}

const CHARACTERS_MAX: usize = 13;

/// Reads the value of 54 or 56.
pub(crate) fn read_amount(text: &str, currency: Option<Currency>) -> Result<StatedAmount, Rule> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if text.len() > CHARACTERS_MAX || whole.is_empty() || !digits(whole) || !digits(decimals) {
        return Err(rule::AMOUNT_MALFORMED);
    }
    let amount = currency.map(|currency| amount::read(text, currency));
    Ok(StatedAmount { text: text.to_owned(), amount: amount.transpose()? })
}

impl StatedAmount {
    /// Returns whether the text is a zero of any length.
    pub fn is_zero(&self) -> bool {
        self.text.bytes().all(|b| matches!(b, b'0' | b'.'))
    }
}

/// Reads the value of 57 into hundredths of a per cent.
pub(crate) fn read_percent(text: &str) -> Result<u16, Rule> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let fits = |part: &str, count_max: usize| {
        part.len() <= count_max && part.bytes().all(|b| b.is_ascii_digit())
    };
    if whole.is_empty() || !fits(whole, 2) || !fits(decimals, 2) {
        return Err(rule::FEE_MALFORMED);
    }
    let padded = format!("{whole}{decimals:0<2}");
    let basis_points = padded.parse().map_err(|_| rule::FEE_MALFORMED)?;
    if basis_points == 0 { Err(rule::FEE_MALFORMED) } else { Ok(basis_points) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor(text: &str, code: &str) -> Result<u64, Rule> {
        let currency = Currency::from_code(code).expect("known");
        read_amount(text, Some(currency)).map(|s| s.amount.expect("currency is known").minor())
    }

    #[test]
    fn amounts_follow_the_standard_and_the_currency() {
        assert_eq!(minor("98.73", "CNY"), Ok(9873));
        assert_eq!(minor("98.", "CNY"), Ok(9800));
        assert_eq!(minor("5.0", "CNY"), Ok(500));
        assert_eq!(minor("10.00", "VND"), Ok(10));
        assert_eq!(minor("1.500", "CNY"), Ok(150));
        assert_eq!(minor("10.05", "VND"), Err(rule::AMOUNT_DECIMALS));
        assert_eq!(minor("1.505", "CNY"), Err(rule::AMOUNT_DECIMALS));
        assert_eq!(minor("9999999999999", "KWD"), Err(rule::AMOUNT_TOO_LARGE));
        for bad in
            ["", ".", ".5", "98,73", "3 705", "-5.00", "1e30", "1.2.3", "٣", "12345678901.23"]
        {
            assert_eq!(minor(bad, "CNY"), Err(rule::AMOUNT_MALFORMED), "{bad}");
        }
    }

    #[test]
    fn percentages_are_basis_points() {
        assert_eq!(read_percent("0.7"), Ok(70));
        assert_eq!(read_percent("5"), Ok(500));
        assert_eq!(read_percent("99.99"), Ok(9999));
        assert_eq!(read_percent("00.01"), Ok(1));
        for bad in ["", "0", "00.00", "100", "3%", "1.234", "-1", ".5"] {
            assert_eq!(read_percent(bad), Err(rule::FEE_MALFORMED), "{bad}");
        }
    }
}
