//! IBANs (ISO 13616) and creditor references (ISO 11649): form, and check digits modulo 97.

/// Why a text is not an IBAN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IbanError {
    /// Not two letters, two digits and 11 to 30 letters and digits.
    Form,
    /// The check digits are wrong.
    Check,
}

/// Checks an IBAN without blanks, in upper case.
pub(crate) fn check(text: &str) -> Result<(), IbanError> {
    let bytes = text.as_bytes();
    let is_part = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let fits = (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes.iter().all(is_part);
    if !fits {
        return Err(IbanError::Form);
    }
    if is_one_modulo_97(text) { Ok(()) } else { Err(IbanError::Check) }
}

/// Returns whether a text is a creditor reference of ISO 11649: `RF`, check digits, and 1 to 21
/// letters and digits.
pub(crate) fn is_creditor_reference(text: &str) -> bool {
    let bytes = text.as_bytes();
    (5..=25).contains(&bytes.len())
        && bytes.starts_with(b"RF")
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_alphanumeric)
        && is_one_modulo_97(&text.to_ascii_uppercase())
}

/// Returns whether the text, its first four characters moved to the end and its letters read as
/// 10 to 35, is one more than a multiple of 97 (ISO 7064).
fn is_one_modulo_97(text: &str) -> bool {
    let (head, tail) = text.split_at(4);
    modulo_97(tail.chars().chain(head.chars())) == Some(1)
}

/// Returns the number that digits and letters make, modulo 97; `None` for other characters.
pub(crate) fn modulo_97(text: impl Iterator<Item = char>) -> Option<u32> {
    let mut rest = 0;
    for c in text {
        let value = c.to_digit(36)?;
        rest = if value < 10 { rest * 10 + value } else { rest * 100 + value } % 97;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold_and_one_wrong_digit_does_not() {
        // The examples of the ISO 13616 registry.
        for good in ["GB29NWBK60161331926819", "NO9386011117947", "MT84MALT011000012345MTLCAST001S"]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        assert_eq!(check("GB28NWBK60161331926819"), Err(IbanError::Check));
        for bad in
            ["", "GB29", "gb29NWBK60161331926819", "GB29 NWBK60161331926819", "ÄB29NWBK601613"]
        {
            assert_eq!(check(bad), Err(IbanError::Form), "{bad}");
        }
    }

    #[test]
    fn creditor_references_are_told_from_others() {
        assert!(is_creditor_reference("RF18539007547034"));
        assert!(!is_creditor_reference("RF19539007547034"));
        for bad in ["RF18", "18539007547034", "RF185390075470341234567890", "RFé8539"] {
            assert!(!is_creditor_reference(bad), "{bad}");
        }
    }
}
