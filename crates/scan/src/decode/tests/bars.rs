//! Bar codes and Micro QR codes: easily misread, so that two readings have to agree.

use super::*;
use qrcode::{EcLevel, QrCode, Version};
use rxing::oned::{Code128Writer, EAN8Writer, EAN13Writer};
use rxing::{BarcodeFormat, Writer};

const WIDE: u32 = 640;
const HIGH: u32 = 360;

/// Returns a frame with a bar code on white ground, and the height of its bars.
fn barred(format: BarcodeFormat, text: &str, bar_rows: std::ops::Range<u32>) -> Vec<u8> {
    let bits = match format {
        BarcodeFormat::EAN_13 => EAN13Writer.encode(text, &format, 1, 1),
        BarcodeFormat::EAN_8 => EAN8Writer.encode(text, &format, 1, 1),
        _ => Code128Writer.encode(text, &format, 1, 1),
    };
    let bits = bits.expect("can be written");
    let mut pixels = vec![255; (WIDE * HIGH) as usize];
    for y in bar_rows {
        for x in 0..bits.width() * 2 {
            if bits.get(x / 2, 0) {
                pixels[(y * WIDE + 60 + x) as usize] = 0;
            }
        }
    }
    pixels
}

fn still(width: u32, height: u32, pixels: &[u8]) -> Vec<(Format, String)> {
    let frame = Frame { width, height, pixels: Pixels::Luma(pixels) };
    let found = super::super::pixels(frame, PATIENCE).expect("a picture");
    found.into_iter().map(|code| (code.format, code.text)).collect()
}

#[test]
fn bar_codes_are_read_upright_upside_down_and_lying() {
    let cases = [
        (BarcodeFormat::EAN_13, "4006381333931", Format::Ean13),
        // A UPC-A is an EAN-13 that begins with 0.
        (BarcodeFormat::EAN_13, "0012345678905", Format::Ean13),
        (BarcodeFormat::EAN_8, "96385074", Format::Ean8),
        (BarcodeFormat::CODE_128, "281234567890123456", Format::Code128),
        (BarcodeFormat::CODE_128, "Till-7 / A", Format::Code128),
    ];
    for (written, text, format) in cases {
        let upright = barred(written, text, 120..220);
        let expected = [(format, text.to_owned())];
        assert_eq!(still(WIDE, HIGH, &upright), expected);
        let upside_down: Vec<u8> = upright.iter().rev().copied().collect();
        assert_eq!(still(WIDE, HIGH, &upside_down), expected);
        let (wide, high) = (WIDE as usize, HIGH as usize);
        let lying: Vec<u8> =
            (0..wide * high).map(|at| upright[at % high * wide + at / high]).collect();
        assert_eq!(still(HIGH, WIDE, &lying), expected);
    }
}

#[test]
fn one_line_of_bars_is_not_enough() {
    let line = barred(BarcodeFormat::EAN_13, "4006381333931", 180..182);
    assert_eq!(still(WIDE, HIGH, &barred(BarcodeFormat::EAN_8, "96385074", 180..182)), []);
    assert_eq!(still(WIDE, HIGH, &line), []);
}

#[test]
fn bars_that_say_two_things_say_nothing() {
    let upper = barred(BarcodeFormat::EAN_13, "4006381333931", 100..180);
    let lower = barred(BarcodeFormat::EAN_13, "9780201310054", 100..180);
    // Every line changes between the two: no line can be believed.
    let rows = |pixels: &[u8], y: usize| pixels[y * WIDE as usize..][..WIDE as usize].to_vec();
    let mixed: Vec<u8> = (0..HIGH as usize)
        .flat_map(|y| rows(if y / 4 % 2 == 0 { &upper } else { &lower }, y))
        .collect();
    assert_eq!(still(WIDE, HIGH, &mixed), []);
}

#[test]
fn in_a_stream_two_frames_have_to_agree() {
    let frames =
        ["4006381333931", "9780201310054"].map(|text| barred(BarcodeFormat::EAN_13, text, 60..300));
    let read = |scanner: &mut FrameScanner, pixels: &[u8]| {
        let frame = Frame { width: WIDE, height: HIGH, pixels: Pixels::Luma(pixels) };
        let found = scanner.frame_within(frame, PATIENCE).expect("a frame");
        found.into_iter().map(|code| code.text).collect::<Vec<_>>()
    };
    // The stream is shown one code once and then the other for good: the first never counts.
    let mut scanner = FrameScanner::new();
    let mut seen = Vec::new();
    for _ in 0..2 {
        seen.extend(read(&mut scanner, &frames[0]));
    }
    for _ in 0..40 {
        seen.extend(read(&mut scanner, &frames[1]));
    }
    assert!(!seen.is_empty() && seen.iter().all(|text| text == "9780201310054"), "{seen:?}");
    // One frame alone never gives a bar code.
    assert_eq!(read(&mut FrameScanner::new(), &frames[0]), Vec::<String>::new());
}

#[test]
fn a_micro_qr_code_counts_when_two_ways_agree() {
    let code = QrCode::with_version("12345", Version::Micro(2), EcLevel::L).expect("it fits");
    let (module_px, side) = (12, code.width());
    let colours = code.to_colors();
    let margin = 60;
    let full = side * module_px + 2 * margin;
    let pixel = |at: usize| {
        let module = |w: usize| w.checked_sub(margin).map(|w| w / module_px).filter(|m| *m < side);
        let dark = module(at % full).zip(module(at / full));
        let is_dark = |(x, y): (usize, usize)| colours[y * side + x] == qrcode::Color::Dark;
        if dark.is_some_and(is_dark) { 0 } else { 255 }
    };
    let pixels: Vec<u8> = (0..full * full).map(pixel).collect();
    let full = u32::try_from(full).expect("small");
    assert_eq!(still(full, full, &pixels), [(Format::MicroQrCode, "12345".to_owned())]);
}
