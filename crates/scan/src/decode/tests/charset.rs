//! What symbols say in other character sets than UTF-8, and what is refused.

use super::*;
use qrcode::bits::Bits;
use qrcode::{EcLevel, QrCode, Version};

/// Returns what is found in a symbol.
fn found(code: &QrCode) -> Vec<Found> {
    let (side, module_px) = (code.width(), 5);
    let colours = code.to_colors();
    let full = (side + 8) * module_px;
    let pixel = |at: usize| {
        let module = |w: usize| (w / module_px).checked_sub(4).filter(|m| *m < side);
        let place = module(at % full).zip(module(at / full));
        let is_dark = |(x, y): (usize, usize)| colours[y * side + x] == qrcode::Color::Dark;
        if place.is_some_and(is_dark) { 0 } else { 255 }
    };
    let pixels: Vec<u8> = (0..full * full).map(pixel).collect();
    let full = u32::try_from(full).expect("small");
    let frame = Frame { width: full, height: full, pixels: Pixels::Luma(&pixels) };
    super::super::pixels(frame, PATIENCE).expect("a picture")
}

#[test]
fn bytes_without_a_named_character_set_are_handed_over_as_they_are() {
    // "Češka" in ISO-8859-2: no UTF-8, and not what statistics would make of it.
    let bytes = b"BCD\n002\n3\nSCT\n\n\xc8e\xb9ka";
    let code = QrCode::with_error_correction_level(bytes, EcLevel::M).expect("it fits");
    let found = found(&code);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].bytes, bytes);
    assert!(found[0].text.starts_with("BCD\n002\n3\nSCT"), "{:?}", found[0].text);
}

#[test]
fn a_named_character_set_is_followed() {
    let mut bits = Bits::new(Version::Normal(3));
    bits.push_eci_designator(4).expect("a number");
    bits.push_byte_data(b"\xc8e\xb9ka").expect("fits");
    bits.push_terminator(EcLevel::M).expect("fits");
    let code = QrCode::with_bits(bits, EcLevel::M).expect("a symbol");
    let found = found(&code);
    assert_eq!(found[0].text, "Češka");
    assert_eq!(found[0].bytes, "Češka".as_bytes());
}

#[test]
fn utf_8_is_read_as_such_and_bytes_are_those_of_the_text() {
    let code = QrCode::with_error_correction_level("通宝 é", EcLevel::M).expect("it fits");
    let found = found(&code);
    assert_eq!(
        (found[0].text.as_str(), found[0].bytes.as_slice()),
        ("通宝 é", "通宝 é".as_bytes())
    );
}

#[test]
fn what_says_nothing_or_is_no_text_is_refused() {
    let empty = QrCode::with_error_correction_level("", EcLevel::M).expect("it fits");
    assert_eq!(found(&empty), []);
    let binary = QrCode::with_error_correction_level(b"a\0b\x01\x02", EcLevel::M).expect("fits");
    assert_eq!(found(&binary), []);
}
