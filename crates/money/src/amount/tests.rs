//! Amounts: tables of good and bad texts, and properties of the arithmetic.

use super::*;
use proptest::prelude::*;

fn currency(code: &str) -> Currency {
    Currency::from_code(code).expect("a known currency")
}

#[test]
fn well_formed_texts_become_minor_units() {
    let table = [
        ("0", "CNY", 0),
        ("98.73", "CNY", 9873),
        ("98", "CNY", 9800),
        ("98.", "CNY", 9800),
        ("98.7", "CNY", 9870),
        ("007.10", "CNY", 710),
        ("120", "JPY", 120),
        ("1.234", "KWD", 1234),
        ("9999999999999.99", "CNY", 999_999_999_999_999),
    ];
    for (text, code, minor) in table {
        assert_eq!(Amount::parse(text, currency(code)).map(|a| a.minor()), Ok(minor), "{text}");
    }
}

#[test]
fn malformed_texts_are_refused_with_the_rule() {
    use AmountError::{Malformed, TooLarge, TooManyDecimals};
    let table = [
        ("", "CNY", Malformed),
        (".5", "CNY", Malformed),
        ("-1", "CNY", Malformed),
        ("+1", "CNY", Malformed),
        ("1e3", "CNY", Malformed),
        ("98,73", "CNY", Malformed),
        ("3 705", "CNY", Malformed),
        ("1.2.3", "CNY", Malformed),
        ("٣", "CNY", Malformed),
        ("NaN", "CNY", Malformed),
        ("1.234", "CNY", TooManyDecimals),
        ("1.0", "JPY", TooManyDecimals),
        ("10000000000000", "CNY", TooLarge),
        ("99999999999999999999999999999999", "CNY", TooLarge),
    ];
    for (text, code, error) in table {
        assert_eq!(Amount::parse(text, currency(code)), Err(error), "{text}");
    }
}

#[test]
fn different_currencies_never_meet() {
    let yuan = Amount::parse("1", currency("CNY")).expect("one yuan");
    let yen = Amount::parse("1", currency("JPY")).expect("one yen");
    assert_eq!(yuan.checked_add(yen), Err(AmountError::CurrencyMismatch));
    assert_eq!(yuan.checked_sub(yen), Err(AmountError::CurrencyMismatch));
}

fn any_amount() -> impl Strategy<Value = Amount> {
    let currencies: Vec<_> = Currency::all().collect();
    (0..=Amount::MINOR_MAX, prop::sample::select(currencies))
        .prop_map(|(minor, currency)| Amount::new(minor, currency).expect("within the range"))
}

proptest! {
    #[test]
    fn printed_digits_read_back_as_the_same_amount(amount in any_amount()) {
        prop_assert_eq!(Amount::parse(&amount.digits(), amount.currency()), Ok(amount));
    }

    #[test]
    fn subtraction_undoes_addition(amount in any_amount(), minor in 0..=Amount::MINOR_MAX) {
        let other = Amount::new(minor, amount.currency()).expect("within the range");
        match amount.checked_add(other) {
            Ok(sum) => prop_assert_eq!(sum.checked_sub(other), Ok(amount)),
            Err(error) => prop_assert_eq!(error, AmountError::TooLarge),
        }
    }

    #[test]
    fn any_text_is_read_or_refused_without_panic(text in "\\PC*") {
        let _ = Amount::parse(&text, currency("CNY"));
    }
}
