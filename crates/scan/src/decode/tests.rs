//! Frames and files: own pictures made here, and pictures published by others.

use super::*;
use crate::draw;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

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

fn texts(width: u32, height: u32, pixels: &[u8]) -> Vec<String> {
    let found = frame(Frame { width, height, pixels: Pixels::Luma(pixels) }).expect("a frame");
    found.into_iter().map(|code| code.text).collect()
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
    let mut found =
        frame(Frame { width: 900, height: 400, pixels: Pixels::Luma(&pixels) }).expect("a frame");
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
    let found = frame(Frame { width: side, height: side, pixels: Pixels::Luma(&pixels) });
    let points = found.expect("a frame")[0].points;
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
    let found = frame(Frame { width: side, height: side, pixels: Pixels::Rgba(&rgba) });
    assert_eq!(found.expect("a frame")[0].text, "colour");
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
fn a_picture_that_promises_too_many_pixels_is_refused_before_it_is_unpacked() {
    // A BMP header of 60,000 by 60,000 pixels and no pixel.
    let mut bomb = b"BM".to_vec();
    for field in [54u32, 0, 54, 40, 60_000, 60_000] {
        bomb.extend(field.to_le_bytes());
    }
    bomb.extend([1, 0, 24, 0]);
    bomb.extend([0; 24]);
    assert_eq!(picture(&bomb), Err(ScanError::TooLarge));
    assert_eq!(picture(&vec![0; PICTURE_BYTES_MAX + 1]), Err(ScanError::TooLarge));
}

/// Reads the manifest's escapes.
fn unescape(text: &str) -> String {
    let mut characters = text.chars();
    let mut plain = String::new();
    while let Some(c) = characters.next() {
        plain.push(match (c, c == '\\') {
            (_, true) => match characters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                other => other.unwrap_or('\\'),
            },
            (c, false) => c,
        });
    }
    plain
}

/// Texts are compared without what the collectors of the pictures did not keep.
fn kept(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\u{1d}', "").trim_end().to_owned()
}

#[test]
fn pictures_published_by_others_are_read_right_or_not_at_all() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/scan");
    let Ok(manifest) = std::fs::read_to_string(folder.join("manifest.tsv")) else {
        eprintln!("shared data is absent: only own pictures were read");
        return;
    };
    let expected = expected_texts(&manifest);
    let total = expected.values().filter(|texts| !texts.is_empty()).count();
    let pictures: Vec<_> = expected.iter().collect();
    let (first, second) = pictures.split_at(pictures.len() / 2);
    let (mut read, mut wrong) = (0, Vec::new());
    std::thread::scope(|scope| {
        let halves = [first, second].map(|half| scope.spawn(|| judge(&folder, half)));
        for half in halves {
            let (half_read, half_wrong) = half.join().expect("no panic");
            read += half_read;
            wrong.extend(half_wrong);
        }
    });
    eprintln!("{read} of {total} pictures with a QR code read");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read * 100 >= total * 65, "{read} of {total}");
}

/// The manifest names one of the four codes of this picture.
const PICTURE_OF_FOUR: &str = "zxing-multi-qrcode-1/1.png";

/// Returns the texts of each picture that holds QR codes or no code at all.
fn expected_texts(manifest: &str) -> BTreeMap<&str, Vec<String>> {
    let mut expected = BTreeMap::<_, Vec<_>>::new();
    for line in manifest.lines().skip(1) {
        let mut columns = line.split('\t');
        let (path, text, format) = (columns.next(), columns.next(), columns.next());
        let texts = || kept(&unescape(text.expect("a text")));
        match format {
            Some("qrcode") => expected.entry(path.expect("a path")).or_default().push(texts()),
            Some("none") => drop(expected.entry(path.expect("a path")).or_default()),
            _ => {}
        }
    }
    expected
}

/// Returns how many pictures were read, and what was read wrong.
fn judge(folder: &Path, pictures: &[(&&str, &Vec<String>)]) -> (usize, Vec<String>) {
    let (mut read, mut wrong) = (0, Vec::new());
    for (path, texts) in pictures {
        let found = picture(&std::fs::read(folder.join(path)).expect("a file")).expect("a picture");
        read += usize::from(found.iter().any(|code| texts.contains(&kept(&code.text))));
        if **path == PICTURE_OF_FOUR {
            assert_eq!(found.len(), 4, "all codes of a picture");
            continue;
        }
        let other = found.iter().filter(|code| !texts.contains(&kept(&code.text)));
        wrong.extend(other.map(|code| format!("{path}: {:?} for {texts:?}", code.text)));
    }
    (read, wrong)
}
