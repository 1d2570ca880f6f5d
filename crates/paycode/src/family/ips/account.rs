//! Serbian accounts and references: check digits of ISO 7064, modulo 97-10.

use crate::part::iban;

/// Bank, account and check digits.
pub(super) const DIGITS: usize = 18;

/// Returns whether the last two of an account's digits check the others.
pub(super) fn is_checked(digits: &str) -> bool {
    iban::modulo_97(digits.chars()) == Some(1)
}

/// Returns whether a reference's check digits are right. Of the models, 97 has them in front: two
/// digits that check the letters and digits behind them, whatever hyphens stand between.
pub(super) fn is_reference_checked(reference: &str) -> bool {
    let Some(rest) = reference.strip_prefix("97") else {
        return true;
    };
    let kept: Vec<char> = rest.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let Some((check, covered)) = kept.split_at_checked(2) else {
        return false;
    };
    let number = covered.iter().chain(check).map(char::to_ascii_uppercase);
    !covered.is_empty()
        && check.iter().all(char::is_ascii_digit)
        && iban::modulo_97(number) == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_of_accounts_notice_a_digit() {
        // 98 less the remainder of 265000000001234500.
        assert!(is_checked("265000000001234526"));
        assert!(!is_checked("265000000001234525") && !is_checked("265000000001243526"));
    }

    #[test]
    fn only_model_97_has_check_digits_in_front() {
        let rest = iban::modulo_97("202612300".chars()).expect("digits");
        let check = 98 - rest;
        assert!(is_reference_checked(&format!("97{check:02}2026-123")));
        assert!(!is_reference_checked(&format!("97{check:02}2026-124")));
        assert!(is_reference_checked("002026-124"));
        for bad in ["97", "9712", "97AB2026", "9712é"] {
            assert!(!is_reference_checked(bad), "{bad}");
        }
    }
}
