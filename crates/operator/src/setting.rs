//! Settings in the words of people: amounts with the currency's decimals, numbers as they are.

use bank::setting::{SettingKey, Unit};
use money::{Amount, Currency};

/// Returns a value as people write it, without its unit.
pub fn written(key: SettingKey, value: u64, currency: Currency) -> String {
    match key.unit() {
        // What is no amount any more was put there by nobody's rules; it is shown all the same.
        Unit::Minor => Amount::new(value, currency)
            .map_or_else(|_| format!("{value} minor units"), |amount| amount.digits()),
        Unit::Payments | Unit::TopUps | Unit::Seconds | Unit::Milliseconds | Unit::BasisPoints => {
            value.to_string()
        }
    }
}

/// Returns the word behind a value.
pub fn unit(key: SettingKey, currency: Currency) -> String {
    match key.unit() {
        Unit::Minor => currency.code().to_owned(),
        Unit::Payments => "payments".to_owned(),
        Unit::TopUps => "top-ups".to_owned(),
        Unit::Seconds => "seconds".to_owned(),
        Unit::Milliseconds => "milliseconds".to_owned(),
        Unit::BasisPoints => "basis points".to_owned(),
    }
}

/// Returns a value with its unit.
pub fn with_unit(key: SettingKey, value: u64, currency: Currency) -> String {
    format!("{} {}", written(key, value, currency), unit(key, currency))
}

/// Returns in words what a setting may be.
pub fn range(key: SettingKey, currency: Currency) -> String {
    let range = key.range();
    let (least, most) = (range.start(), range.end());
    format!("{} to {}", written(key, *least, currency), with_unit(key, *most, currency))
}

/// Reads a value as people write it; none when it is no such value. Whether it is in range is the
/// bank's to say.
pub fn read(key: SettingKey, text: &str, currency: Currency) -> Option<u64> {
    let text = text.trim();
    match key.unit() {
        Unit::Minor => Amount::parse(text, currency).ok().map(|amount| amount.minor()),
        Unit::Payments | Unit::TopUps | Unit::Seconds | Unit::Milliseconds | Unit::BasisPoints => {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse().ok()).flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).expect("known")
    }

    #[test]
    fn what_is_written_is_read_again_in_every_currency() {
        for currency in ["CNY", "JPY", "KWD"].map(currency) {
            for key in SettingKey::ALL.iter().copied() {
                for value in [*key.range().start(), *key.range().end()] {
                    assert_eq!(read(key, &written(key, value, currency), currency), Some(value));
                }
            }
        }
        let yuan = currency("CNY");
        assert_eq!(read(SettingKey::PaymentMax, "500", yuan), Some(50_000));
        for text in ["", "x", "-1", "1.234", "1e3", "+5"] {
            assert_eq!(read(SettingKey::PaymentMax, text, yuan), None, "{text:?}");
        }
        for text in ["", "-1", "1.0", "+5", "99999999999999999999"] {
            assert_eq!(read(SettingKey::QuickDayUsesMax, text, yuan), None, "{text:?}");
        }
        assert_eq!(range(SettingKey::ConfirmWithinS, yuan), "1 to 180 seconds");
        assert_eq!(range(SettingKey::PaymentMax, yuan), "0.01 to 9999999999999.99 CNY");
    }
}
