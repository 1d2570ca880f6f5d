//! Fields of a bounded form, each read with the place to name when it is not of that form.

use super::iban::{self, IbanError};
use crate::error::{CodeError, Place, Rule, rule};

/// Returns the text of a field, or `None` where it is empty; refuses one of too many characters.
pub(crate) fn optional(
    value: &str,
    count_max: usize,
    place: Place,
) -> Result<Option<String>, CodeError> {
    if value.chars().count() > count_max {
        return Err(CodeError::new(rule::FIELD_TOO_LONG, place));
    }
    Ok((!value.is_empty()).then(|| value.to_owned()))
}

/// Returns the text of a field that must be there.
pub(crate) fn required(value: &str, count_max: usize, place: Place) -> Result<String, CodeError> {
    optional(value, count_max, place)?.ok_or(CodeError::new(rule::FIELD_MISSING, place))
}

/// Returns the text of a field if it is of the form.
pub(crate) fn formed(
    value: &str,
    is_formed: impl FnOnce(&str) -> bool,
    place: Place,
) -> Result<String, CodeError> {
    if is_formed(value) { Ok(value.to_owned()) } else { Err(malformed(place)) }
}

/// Returns the text of a field if it is of the form, or `None` where it is empty.
pub(crate) fn optional_formed(
    value: &str,
    is_formed: impl FnOnce(&str) -> bool,
    place: Place,
) -> Result<Option<String>, CodeError> {
    if value.is_empty() { Ok(None) } else { formed(value, is_formed, place).map(Some) }
}

/// Returns the error of a field that is not of its form.
pub(crate) const fn malformed(place: Place) -> CodeError {
    CodeError::new(rule::FIELD_MALFORMED, place)
}

/// Returns whether a text is this many ASCII digits.
pub(crate) fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && is_all_digits(text)
}

/// Returns whether a text is ASCII digits, at least one.
pub(crate) fn is_all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether a text has the form of a BIC (ISO 9362): 8 or 11 letters and digits, the
/// country's two letters in the middle.
pub(crate) fn is_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && bytes[4..6].iter().all(u8::is_ascii_uppercase)
}

/// Returns whether eight digits `YYYYMMDD` are a day that the calendar has.
pub(crate) fn is_date(text: &str) -> bool {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse().ok());
    let (Some(year), Some(month), Some(day)): (Option<u32>, Option<u32>, Option<u32>) =
        (part(0, 4), part(4, 6), part(6, 8))
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let day_count = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    is_digits(text, 8) && (1..=day_count).contains(&day)
}

/// Returns a checked IBAN.
pub(crate) fn account(value: &str, place: Place) -> Result<String, CodeError> {
    let broken = |rule: Rule| Err(CodeError::new(rule, place));
    if value.is_empty() {
        return broken(rule::FIELD_MISSING);
    }
    match iban::check(value) {
        Ok(()) => Ok(value.to_owned()),
        Err(IbanError::Form) => broken(rule::ACCOUNT_MALFORMED),
        Err(IbanError::Check) => broken(rule::ACCOUNT_CHECK_WRONG),
    }
}

/// Checks a reference: one that begins with `RF` is of ISO 11649, with check digits.
pub(crate) fn check_creditor_reference(value: &str, place: Place) -> Result<(), CodeError> {
    if value.starts_with("RF") && !iban::is_creditor_reference(value) {
        return Err(CodeError::new(rule::REFERENCE_CHECK_WRONG, place));
    }
    Ok(())
}

/// Refuses a code of more than `count_max`, however its family counts.
pub(crate) fn check_length(count: usize, count_max: usize) -> Result<(), CodeError> {
    if count > count_max {
        return Err(CodeError::new(rule::CODE_TOO_LONG, Place::at(count_max)));
    }
    Ok(())
}

/// Returns a written text if it reads back as the very code that was written: a part that is too
/// long or that holds a separator is told by the rule that it breaks, or at least refused.
pub(crate) fn read_back<T: PartialEq>(
    code: &T,
    text: String,
    read: impl FnOnce(&str) -> Result<T, CodeError>,
) -> Result<String, CodeError> {
    if read(text.trim_matches(|c: char| c.is_ascii_whitespace()))? == *code {
        Ok(text)
    } else {
        Err(CodeError::new(rule::NOT_WRITABLE, Place::at(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        for good in ["20240229", "20000229", "20251231"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["20230229", "19000229", "20251301", "20250431", "2025010", "2025010é", ""] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn a_bic_names_a_country() {
        assert!(is_bic("TESTDE33") && is_bic("TESTDE33XXX"));
        for bad in ["TESTDE3", "testde33", "TEST1133", "TESTDE33XX", ""] {
            assert!(!is_bic(bad), "{bad}");
        }
    }

    #[test]
    fn lengths_count_characters() {
        let place = Place::line(1);
        assert_eq!(required("čšž", 3, place).as_deref(), Ok("čšž"));
        assert_eq!(required("čšžč", 3, place).map_err(|e| e.code()), Err("field_too_long"));
        assert_eq!(required("", 3, place).map_err(|e| e.code()), Err("field_missing"));
        assert_eq!(optional("", 3, place), Ok(None));
    }
}
