//! What is given above the price, chosen at the till: a part of the price, or an amount.

use crate::WalletError;
use money::{Amount, Currency};
use wire::ErrorCode;

/// A tip as it is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TipChoice {
    /// So many hundredths of the price, rounded to the nearest minor unit, halves up.
    Percent(u8),
    /// Typed digits.
    Typed(String),
}

impl TipChoice {
    /// Returns what it comes to for a price; none for a tip of nothing.
    ///
    /// # Errors
    /// `AmountMalformed`, `amount_too_large`.
    pub fn of(&self, price: Amount) -> Result<Option<Amount>, WalletError> {
        let tip = match self {
            Self::Typed(digits) if digits.trim().is_empty() => return Ok(None),
            Self::Typed(digits) => read(digits, price.currency())?,
            Self::Percent(percent) => {
                let too_large = || WalletError::rule(ErrorCode::AmountTooLarge);
                let hundredths = price.minor().checked_mul(u64::from(*percent));
                let minor = hundredths.and_then(|sum| sum.checked_add(50)).ok_or_else(too_large)?;
                Amount::new(minor / 100, price.currency()).map_err(|_| too_large())?
            }
        };
        Ok(Some(tip).filter(|tip| !tip.is_zero()))
    }
}

/// Reads the digits of a tip.
///
/// # Errors
/// `AmountMalformed`.
pub(crate) fn read(digits: &str, currency: Currency) -> Result<Amount, WalletError> {
    Amount::parse(digits.trim(), currency).map_err(|_| WalletError::AmountMalformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_rounded_to_the_nearest_minor_unit() {
        let yuan = Currency::from_code("CNY").expect("known");
        let tip = |choice: TipChoice, minor| {
            let price = Amount::new(minor, yuan).expect("in range");
            choice.of(price).map(|tip| tip.map(|tip| tip.minor()))
        };
        for (percent, minor, expected) in
            [(10, 1_250, Some(125)), (15, 1_250, Some(188)), (5, 9, None), (5, 10, Some(1))]
        {
            assert_eq!(tip(TipChoice::Percent(percent), minor), Ok(expected), "{percent} {minor}");
        }
        let typed = |digits: &str| tip(TipChoice::Typed(digits.to_owned()), 1_250);
        assert_eq!(typed(" 2.5"), Ok(Some(250)));
        assert_eq!([typed(""), typed("0")], [Ok(None), Ok(None)]);
        assert_eq!(typed("two"), Err(WalletError::AmountMalformed));
        let most = tip(TipChoice::Percent(255), Amount::MINOR_MAX);
        assert!(most.is_err(), "{most:?}");
    }
}
