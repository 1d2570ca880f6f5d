//! The reference on a Swiss QR-bill: which kinds an account takes, and their check digits.

use crate::error::{CodeError, Place, rule};
use crate::part::line::Lines;
use crate::part::{field, iban};

const KIND_LINE: usize = 28;
const TEXT_LINE: usize = 29;
const QR_DIGITS: usize = 27;

/// What is sent to the creditor with the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SwissReference {
    /// `QRR`: 27 digits, the last of which checks the others. Only QR-IBANs take it, and they take
    /// nothing else.
    Qr(String),
    /// `SCOR`: a creditor reference of ISO 11649.
    Creditor(String),
    /// `NON`: none.
    None,
}

impl SwissReference {
    /// Reads kind and text.
    pub(super) fn read(lines: &Lines<'_>, is_qr_iban: bool) -> Result<Self, CodeError> {
        let broken = |rule, number| Err(CodeError::new(rule, Place::line(number)));
        let (kind, text) = (lines.get(KIND_LINE), lines.get(TEXT_LINE));
        lines.check_word(KIND_LINE, &["QRR", "SCOR", "NON"], rule::FIELD_MALFORMED)?;
        if (kind == "QRR") != is_qr_iban {
            return broken(rule::FIELDS_EXCLUSIVE, KIND_LINE);
        }
        if kind == "NON" {
            lines.check_word(TEXT_LINE, &[""], rule::FIELDS_EXCLUSIVE)?;
            return Ok(Self::None);
        }
        if text.is_empty() {
            return broken(rule::FIELD_MISSING, TEXT_LINE);
        }
        if kind == "SCOR" {
            if !iban::is_creditor_reference(text) {
                return broken(rule::REFERENCE_CHECK_WRONG, TEXT_LINE);
            }
            return Ok(Self::Creditor(text.to_owned()));
        }
        if !field::is_digits(text, QR_DIGITS) {
            return broken(rule::FIELD_MALFORMED, TEXT_LINE);
        }
        let (covered, check) = text.split_at(QR_DIGITS - 1);
        if check_digit(covered).to_string() != check {
            return broken(rule::REFERENCE_CHECK_WRONG, TEXT_LINE);
        }
        Ok(Self::Qr(text.to_owned()))
    }

    /// Returns the word for the kind.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Qr(_) => "QRR",
            Self::Creditor(_) => "SCOR",
            Self::None => "NON",
        }
    }

    /// Returns the text, if there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Qr(text) | Self::Creditor(text) => Some(text),
            Self::None => None,
        }
    }
}

/// Returns the check digit of digits, modulo 10 with a carry that walks through a table.
pub(super) fn check_digit(digits: &str) -> u8 {
    const TABLE: [u8; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let carry = digits.bytes().fold(0, |carry: u8, digit| {
        let index = (carry + digit.wrapping_sub(b'0') % 10) % 10;
        TABLE[usize::from(index)]
    });
    (10 - carry) % 10
}

#[cfg(test)]
mod tests {
    use super::check_digit;

    #[test]
    fn the_check_digit_notices_a_digit_and_a_swap() {
        // The reference of the implementation guidelines' first example.
        assert_eq!(check_digit("21000000000313947143000901"), 7);
        assert_ne!(check_digit("21000000000313947143000902"), 7);
        assert_ne!(check_digit("12000000000313947143000901"), 7);
        assert_eq!(check_digit(""), 0);
    }
}
