//! Sums as transfer codes state them: decimal text or minor units, of a currency that the code or
//! its standard names.

use super::{amount, field};
use crate::describe::{Fields, Value};
use crate::error::{CodeError, Place, rule};
use crate::family::merchant_presented::StatedAmount;
use money::{Amount, Currency};

/// Returns the currency of a code.
pub(crate) fn currency(code: &str, place: Place) -> Result<Currency, CodeError> {
    Currency::from_code(code).map_err(|_| CodeError::new(rule::CURRENCY_UNKNOWN, place))
}

/// Reads 1 to `whole_max` digits, and a separator with 1 to 2 decimals that may be missing.
pub(crate) fn decimal(
    text: &str,
    whole_max: usize,
    currency: Currency,
    place: Place,
) -> Result<StatedAmount, CodeError> {
    let broken = |rule| CodeError::new(rule, place);
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let fits = |part: &str, count_max: usize| field::is_all_digits(part) && part.len() <= count_max;
    if !fits(whole, whole_max) || !fits(decimals, 2) {
        return Err(broken(rule::AMOUNT_MALFORMED));
    }
    let amount = amount::read(text, currency).map_err(broken)?;
    Ok(StatedAmount { text: text.to_owned(), amount: Some(amount) })
}

/// Reads digits that count minor units.
pub(crate) fn minor(
    text: &str,
    currency: Currency,
    place: Place,
) -> Result<StatedAmount, CodeError> {
    let broken = |rule| CodeError::new(rule, place);
    if !field::is_all_digits(text) {
        return Err(broken(rule::AMOUNT_MALFORMED));
    }
    let too_large = || broken(rule::AMOUNT_TOO_LARGE);
    let minor: u64 = text.parse().map_err(|_| too_large())?;
    let amount = Amount::new(minor, currency).map_err(|_| too_large())?;
    Ok(StatedAmount { text: text.to_owned(), amount: Some(amount) })
}

/// Refuses a sum of nothing.
pub(crate) fn above_zero(stated: StatedAmount, place: Place) -> Result<StatedAmount, CodeError> {
    if stated.amount.is_some_and(|amount| amount.is_zero()) {
        return Err(CodeError::new(rule::AMOUNT_ZERO, place));
    }
    Ok(stated)
}

/// Tells a sum: as stated, in minor units, and whether it is nothing, which asks the payer.
pub(crate) fn tell(fields: Fields, stated: Option<&StatedAmount>) -> Fields {
    let minor = stated.and_then(|stated| stated.amount).map(|amount| amount.minor());
    fields
        .maybe("amount", stated.map(|stated| stated.text.as_str()))
        .integer("amount_minor", minor)
        .value("amount_is_zero", (minor == Some(0)).then_some(Value::Flag(true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro() -> Currency {
        Currency::from_code("EUR").expect("known")
    }

    #[test]
    fn decimals_are_there_or_their_point_is_not() {
        let read = |text| decimal(text, 9, euro(), Place::line(8)).map_err(|error| error.code());
        assert_eq!(read("12.3").map(|sum| sum.amount.map(|a| a.minor())), Ok(Some(1230)));
        assert!(read("999999999.99").is_ok() && read("1").is_ok());
        for bad in ["", "1.", ".5", "1,5", "1.234", "1234567890", "+1", "1.2.3", "１"] {
            assert_eq!(read(bad), Err("amount_malformed"), "{bad}");
        }
    }

    #[test]
    fn minor_units_are_digits_within_what_a_wallet_holds() {
        let read = |text| minor(text, euro(), Place::line(8)).map_err(|error| error.code());
        assert_eq!(read("0000012").map(|sum| sum.amount.map(|a| a.minor())), Ok(Some(12)));
        assert_eq!(read("12.00"), Err("amount_malformed"));
        assert_eq!(read("1000000000000000"), Err("amount_too_large"));
        assert_eq!(read(&"9".repeat(40)), Err("amount_too_large"));
    }

    #[test]
    fn nothing_is_no_sum() {
        let zero = minor("000", euro(), Place::line(1)).expect("digits");
        assert_eq!(
            above_zero(zero.clone(), Place::line(1)).map_err(|e| e.code()),
            Err("amount_zero")
        );
        assert_eq!(tell(Fields::default(), Some(&zero)).into_list().len(), 3);
    }
}
