//! Bars by the standard's numbers, and read back by a reader that shares no code with this crate.

use super::widths::{CHARACTERS, STOP};
use super::*;
use crate::draw::{code_128_png, code_128_svg};
use proptest::prelude::*;
use rxing::common::HybridBinarizer;
use rxing::oned::Code128Reader;
use rxing::{BinaryBitmap, Luma8LuminanceSource, Reader};
use std::collections::BTreeSet;

/// Reads bars in grey pixels, or says nothing.
fn read(width: u32, height: u32, pixels: Vec<u8>) -> Option<String> {
    let source = Luma8LuminanceSource::new(pixels, width, height).ok()?;
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    Code128Reader.decode(&mut bitmap).ok().map(|found| found.getText().to_owned())
}

/// Returns a picture of bars, grey.
fn drawn(text: &str, module_px: u32, height_px: u32) -> image::GrayImage {
    let png = code_128_png(text, module_px, height_px).expect("drawn");
    image::load_from_memory(&png).expect("a PNG").into_luma8()
}

fn read_picture(picture: image::GrayImage) -> Option<String> {
    read(picture.width(), picture.height(), picture.into_raw())
}

#[test]
fn the_table_keeps_the_rules_of_the_standard() {
    let digits = |widths: &[u8]| widths.iter().map(|width| u32::from(width - b'0')).sum::<u32>();
    for widths in CHARACTERS {
        assert_eq!(digits(widths), 11);
        assert!(widths.iter().all(|width| (b'1'..=b'4').contains(width)));
        let bars: Vec<u8> = widths.iter().copied().step_by(2).collect();
        assert_eq!(digits(&bars) % 2, 0, "bars are an even number of modules together");
    }
    assert_eq!(digits(STOP), 13);
    assert_eq!(CHARACTERS.iter().collect::<BTreeSet<_>>().len(), CHARACTERS.len());
}

#[test]
fn the_check_value_is_the_weighted_sum_modulo_103() {
    // 105 + 12 x 1 + 34 x 2 = 185; 104 + 1 x (65 - 32) = 137.
    assert_eq!(values(b"1234"), [105, 12, 34, 185 - 103]);
    assert_eq!(values(b"A"), [104, 33, 137 - 103]);
    // 104 + 48 x 1 + 69 x 2 + 82 x 3 = 536 = 5 x 103 + 21.
    assert_eq!(values(b"Per"), [104, 48, 69, 82, 21]);
}

#[test]
fn digits_are_paired_and_an_odd_one_stands_first() {
    assert_eq!(values(b"284512345678901234").len(), 1 + 9 + 1, "start C, nine pairs, check");
    assert_eq!(values(b"28451")[..5], [104, 18, 99, 84, 51], "start B, 2, set C, 84, 51");
    assert_eq!(values(b"7")[..2], [104, 23]);
}

#[test]
fn sets_change_where_that_is_shorter() {
    assert_eq!(values(b"ab1234")[..6], [104, 65, 66, 99, 12, 34]);
    assert_eq!(values(b"a12b")[..5], [104, 65, 17, 18, 66], "two digits pay for no change");
    assert_eq!(values(b"12ab")[..5], [104, 17, 18, 65, 66]);
    assert_eq!(values(b"a\tb")[..5], [104, 65, 98, 73, 66], "one control character is shifted to");
    assert_eq!(values(b"\t\tbc")[..6], [103, 73, 73, 100, 66, 67]);
}

#[test]
fn eighteen_digits_are_154_modules_wide_and_bars_high_enough() {
    let svg = code_128_svg("284512345678901234", None).expect("drawn");
    assert!(svg.contains("viewBox='0 0 154 39'") && svg.contains("shape-rendering='crispEdges'"));
    assert!(svg.contains("d='M0 0h2v39h-2zM3 0h1v39h-1zM6 0h3v39h-3z"), "start C is 211232");
    assert!(!svg.contains("<text") && !svg.contains("284512345678901234"));
    let picture = drawn("284512345678901234", 2, 41);
    assert_eq!((picture.width(), picture.height()), (308, 41));
    let quiet = picture.enumerate_pixels().filter(|(x, _, _)| *x < 20 || *x >= 288);
    assert!(quiet.into_iter().all(|(_, _, pixel)| pixel.0 == [255]));
    assert_eq!((picture.get_pixel(20, 0).0, picture.get_pixel(287, 40).0), ([0], [0]));
    let low = code_128_png("284512345678901234", 2, 40);
    assert_eq!(low, Err(DrawError::BarHeight), "15 % of 268 is more than 40");
}

#[test]
fn what_has_no_bars_is_refused() {
    assert_eq!(code_128_svg("", None), Err(DrawError::Empty));
    assert_eq!(code_128_svg("茶", None), Err(DrawError::NotAscii));
    assert_eq!(code_128_svg(&"7".repeat(81), None), Err(DrawError::TooLong));
    assert!(code_128_svg(&"7".repeat(80), Some("a < b")).expect("drawn").contains("a &lt; b"));
    assert_eq!(code_128_png("7", 0, 100), Err(DrawError::ModuleSize));
    assert_eq!(code_128_png("7", 65, 100), Err(DrawError::ModuleSize));
    assert_eq!(code_128_png("7", 64, u32::MAX), Err(DrawError::BarHeight));
}

#[test]
fn a_payer_code_is_read_from_a_bad_picture() {
    let text = "284512345678901234";
    for module_px in [2, 3, 4] {
        let picture = drawn(text, module_px, 40 * module_px);
        assert_eq!(read_picture(picture.clone()).as_deref(), Some(text), "{module_px} px");
        let blurred = image::imageops::blur(&picture, 0.3 * module_px as f32);
        assert_eq!(read_picture(blurred).as_deref(), Some(text), "{module_px} px, blurred");
        let (width, height) = (picture.width() * 137 / 100, picture.height() * 137 / 100);
        let filter = image::imageops::FilterType::Triangle;
        let scaled = image::imageops::resize(&picture, width, height, filter);
        assert_eq!(read_picture(scaled).as_deref(), Some(text), "{module_px} px, scaled");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_back(text in "[ -~]{1,80}|[0-9]{1,80}|[\0-\u{7F}]{1,80}") {
        prop_assert_eq!(read_picture(drawn(&text, 2, 600)), Some(text));
    }

    #[test]
    fn a_text_takes_two_values_a_character_at_most(text in "[\0-\u{7F}]{1,80}") {
        prop_assert!(values(text.as_bytes()).len() <= 2 + 2 * text.len());
    }
}
