//! Frames and files. What is common to these tests is here; each subject has a file.

mod bars;
mod charset;
mod hostile;
mod published;

use super::*;
use crate::draw;
use proptest::prelude::*;

/// A square grey picture: side and pixels.
type Square = (u32, Vec<u8>);

/// Returns a drawn code.
fn drawn(text: &str, module_px: u32) -> Square {
    let png = draw::png(text, module_px).expect("short enough");
    let grey = image::load_from_memory(&png).expect("a PNG").into_luma8();
    (grey.width(), grey.into_raw())
}

/// Returns a white frame with pictures at their places.
fn framed(width: u32, height: u32, pictures: &[(u32, u32, &Square)]) -> Vec<u8> {
    let mut pixels = vec![255; (width * height) as usize];
    for (left, top, (side, picture)) in pictures {
        for (y, row) in picture.chunks_exact(*side as usize).enumerate() {
            let start = (*top as usize + y) * width as usize + *left as usize;
            pixels[start..start + row.len()].copy_from_slice(row);
        }
    }
    pixels
}

/// A time that is never used up: what is asked is what is read, not how quickly.
const PATIENCE: Duration = Duration::from_secs(60);

fn found(width: u32, height: u32, pixels: Pixels<'_>) -> Vec<Found> {
    super::pixels(Frame { width, height, pixels }, PATIENCE).expect("a picture")
}

fn texts(width: u32, height: u32, pixels: &[u8]) -> Vec<String> {
    found(width, height, Pixels::Luma(pixels)).into_iter().map(|code| code.text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_that_is_drawn_is_read(text in "[ -~]{1,300}|[ -~一-龥é\u{1F600}]{1,80}") {
        let picture = drawn(&text, 4);
        prop_assert_eq!(texts(picture.0, picture.0, &picture.1), vec![text]);
    }

    #[test]
    fn any_frame_is_read_or_refused(
        width in 0..40u32,
        height in 0..40u32,
        pixels in proptest::collection::vec(any::<u8>(), 0..6400),
    ) {
        for pixels in [Pixels::Luma(&pixels), Pixels::Rgba(&pixels)] {
            let _ = frame(Frame { width, height, pixels });
        }
    }

    #[test]
    fn any_bytes_are_a_picture_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(picture(&bytes), Err(ScanError::NotAPicture));
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        at in any::<proptest::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<proptest::sample::Index>(),
    ) {
        let mut png = draw::png("damaged", 2).expect("short");
        let at = at.index(png.len());
        png[at] = byte;
        png.truncate(cut.index(png.len()) + 1);
        let _ = picture(&png);
    }
}

#[test]
fn all_codes_in_a_picture_are_found_with_their_places() {
    let (left, right) = (drawn("left", 6), drawn("right", 6));
    let pixels = framed(900, 400, &[(20, 50, &left), (600, 100, &right)]);
    let mut found = found(900, 400, Pixels::Luma(&pixels));
    found.sort_by(|a, b| a.text.cmp(&b.text));
    assert_eq!(found.iter().map(|code| code.text.as_str()).collect::<Vec<_>>(), ["left", "right"]);
    let quiet = 4 * 6;
    let (x, y) = found[1].points[0];
    assert!((x - 600 - quiet).abs() <= 6 && (y - 100 - quiet).abs() <= 6, "{x} {y}");
}

#[test]
fn a_code_is_read_turned_by_any_quarter_and_askew() {
    let picture = drawn("turned", 6);
    let (side, mut pixels) = (picture.0 as usize, picture.1.clone());
    for _ in 0..4 {
        let turn = |i: usize| pixels[(side - 1 - i % side) * side + i / side];
        pixels = (0..side * side).map(turn).collect();
        assert_eq!(texts(picture.0, picture.0, &pixels), ["turned"]);
    }
    assert_eq!(pixels, picture.1, "four quarters are a whole turn");
    // By about 17 degrees: the cosine is 0.956, the sine 0.292, in thousandths.
    let (width, centre) = (500i64, i64::from(picture.0) / 2);
    let askew = |i: i64| {
        let (x, y) = (i % width - width / 2, i / width - width / 2);
        let (u, v) = ((956 * x + 292 * y) / 1000 + centre, (956 * y - 292 * x) / 1000 + centre);
        let inside = |w: i64| usize::try_from(w).ok().filter(|w| *w < side);
        inside(u).zip(inside(v)).map_or(255, |(u, v)| picture.1[v * side + u])
    };
    let pixels: Vec<u8> = (0..width * width).map(askew).collect();
    assert_eq!(texts(500, 500, &pixels), ["turned"]);
}

#[test]
fn a_code_is_read_inverted_noisy_faint_and_large() {
    let picture = drawn("weather", 6);
    let negative: Vec<u8> = picture.1.iter().map(|pixel| 255 - pixel).collect();
    assert_eq!(texts(picture.0, picture.0, &negative), ["weather"]);
    let mut state = 7u32;
    let mut noise = |pixel: &u8| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = u8::try_from(state >> 26).expect("six bits");
        pixel / 2 + noise
    };
    let noisy: Vec<u8> = picture.1.iter().map(&mut noise).collect();
    assert_eq!(texts(picture.0, picture.0, &noisy), ["weather"]);
    let faint: Vec<u8> = picture.1.iter().map(|pixel| pixel / 8 + 90).collect();
    assert_eq!(texts(picture.0, picture.0, &faint), ["weather"]);
    let large = drawn("a frame above the size that decoders see", 40);
    assert!(large.0 > 1280);
    assert_eq!(texts(large.0, large.0, &large.1).len(), 1);
}

#[test]
fn points_are_in_the_pixels_that_came_in() {
    let (side, pixels) = drawn("large", 64);
    let points = found(side, side, Pixels::Luma(&pixels))[0].points;
    let (near, far) = (4 * 64, i32::try_from(side).expect("small") - 4 * 64);
    for ((x, y), expected) in
        points.iter().zip([(near, near), (far, near), (far, far), (near, far)])
    {
        assert!((x - expected.0).abs() < 64 && (y - expected.1).abs() < 64, "{points:?}");
    }
}

#[test]
fn colours_and_transparency_are_seen_as_on_white_paper() {
    let (side, grey) = drawn("colour", 5);
    let ink = |pixel: &u8| if *pixel == 0 { [30, 60, 120, 255] } else { [0, 0, 0, 0] };
    let rgba: Vec<u8> = grey.iter().flat_map(ink).collect();
    assert_eq!(found(side, side, Pixels::Rgba(&rgba))[0].text, "colour");
}

#[test]
fn frames_that_lie_about_their_size_are_refused() {
    let refused = |width, height, pixels| frame(Frame { width, height, pixels }).expect_err("lie");
    assert_eq!(refused(2, 2, Pixels::Luma(&[0; 5])), ScanError::FrameSize);
    assert_eq!(refused(2, 2, Pixels::Rgba(&[0; 4])), ScanError::FrameSize);
    assert_eq!(refused(0, 9, Pixels::Luma(&[])), ScanError::FrameSize);
    assert_eq!(refused(u32::MAX, u32::MAX, Pixels::Luma(&[0])), ScanError::TooLarge);
}

#[test]
fn a_mirrored_code_is_read_from_frame_and_picture() {
    let (side, pixels) = drawn("mirrored", 5);
    let mirrored: Vec<u8> =
        pixels.chunks_exact(side as usize).flat_map(|row| row.iter().rev().copied()).collect();
    assert_eq!(texts(side, side, &mirrored), ["mirrored"]);
    let still = Frame { width: side, height: side, pixels: Pixels::Luma(&mirrored) };
    assert_eq!(super::pixels(still, PATIENCE).expect("a picture")[0].text, "mirrored");
}

#[test]
fn a_still_picture_gives_all_its_codes_once() {
    let codes = ["one", "two", "three", "four"].map(|text| drawn(text, 5));
    let places = [(10, 10), (600, 20), (30, 380), (640, 400)];
    let pictures: Vec<_> =
        places.iter().zip(&codes).map(|((left, top), code)| (*left, *top, code)).collect();
    let pixels = framed(1000, 700, &pictures);
    let still = Frame { width: 1000, height: 700, pixels: Pixels::Luma(&pixels) };
    let found = super::pixels(still, PATIENCE).expect("a picture");
    let mut texts: Vec<_> = found.into_iter().map(|code| code.text).collect();
    texts.sort();
    assert_eq!(texts, ["four", "one", "three", "two"]);
}

#[test]
fn a_budget_that_is_over_still_lets_the_first_way_be_tried() {
    let (side, pixels) = drawn("quick", 5);
    let still = Frame { width: side, height: side, pixels: Pixels::Luma(&pixels) };
    let found = super::pixels(still, Duration::ZERO).expect("a picture");
    assert_eq!(found[0].text, "quick");
}

#[test]
fn a_stream_finds_what_a_single_frame_does_not() {
    // Ground of little contrast, below what the first way takes for an edge.
    let picture = drawn("a stream", 5);
    let faint: Vec<u8> = picture.1.iter().map(|pixel| pixel / 16 + 90).collect();
    let frame = || Frame { width: picture.0, height: picture.0, pixels: Pixels::Luma(&faint) };
    let mut scanner = FrameScanner::new();
    let mut reads = (0..12).map(|_| scanner.frame_within(frame(), PATIENCE).expect("a frame"));
    assert!(reads.any(|found| found.iter().any(|code| code.text == "a stream")));
}
