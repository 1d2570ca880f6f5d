//! Sizes and levels of symbols.

use super::*;

fn side_and_level(text: &str, purpose: Use) -> (usize, EcLevel) {
    let code = encode(text, purpose.levels()).expect("short enough");
    (code.width(), code.error_correction_level())
}

#[test]
fn the_level_is_the_highest_that_makes_the_symbol_no_larger() {
    // Version 1 holds 14 bytes at M, 11 at Q and 7 at H.
    for (length, side, level) in
        [(7, 21, EcLevel::H), (8, 21, EcLevel::Q), (11, 21, EcLevel::Q), (12, 21, EcLevel::M)]
    {
        let text = "a".repeat(length);
        assert_eq!(side_and_level(&text, Use::Screen), (side, level), "{length} bytes");
        assert_eq!(side_and_level(&text, Use::Label), (side, level), "{length} bytes");
    }
    let logo = side_and_level(&"a".repeat(12), Use::LabelWithLogo);
    assert_eq!(logo, (25, EcLevel::H), "M does not bear a logo; version 2 holds 14 bytes at H");
}

#[test]
fn text_of_capitals_and_digits_stays_small() {
    let (side, _) = side_and_level(&"PAY.EXAMPLE/7".repeat(4), Use::Screen);
    let (side_of_small, _) = side_and_level(&"pay.example/7".repeat(4), Use::Screen);
    assert!(side < side_of_small, "{side} of capitals, {side_of_small} of small letters");
    assert_eq!(side_and_level(&"7".repeat(34), Use::Screen), (21, EcLevel::M));
}

#[test]
fn text_grows_over_the_ranges_of_counts() {
    // Versions 9, 10, 26, 27 and 40 hold 180, 213, 1059, 1125 and 2331 bytes at M.
    for (length, version) in [(180, 9), (181, 10), (213, 10), (1059, 26), (1060, 27), (2331, 40)] {
        let (side, _) = side_and_level(&"a".repeat(length), Use::Screen);
        assert_eq!(side, 17 + 4 * version, "{length} bytes");
    }
    assert!(encode(&"a".repeat(2332), Use::Screen.levels()).is_err());
}
