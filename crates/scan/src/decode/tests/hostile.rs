//! Files that lie, are cut off or are far too large end in an error, soon and within bounds.

use super::*;
use image::codecs::gif::GifEncoder;
use image::{DynamicImage, ExtendedColorType, Frame as GifFrame, ImageEncoder, ImageFormat};
use std::io::Cursor;

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

/// Returns a picture in a kind of file.
fn file(picture: &Square, format: ImageFormat) -> Vec<u8> {
    let grey = image::GrayImage::from_raw(picture.0, picture.0, picture.1.clone()).expect("square");
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(grey).to_rgb8().write_to(&mut file, format).expect("encodes");
    file.into_inner()
}

#[test]
fn every_kind_of_file_is_read_and_each_of_its_beginnings_is_read_or_refused() {
    let code = drawn("kinds", 2);
    let formats = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ];
    for format in formats {
        let whole = file(&code, format);
        let found = picture_within(&whole, PATIENCE).expect("a picture");
        assert_eq!(found[0].text, "kinds", "{format:?}");
        assert_eq!(picture(&whole[..30.min(whole.len())]), Err(ScanError::NotAPicture));
        for cut in (0..whole.len()).step_by(whole.len() / 20 + 1) {
            match picture(&whole[..cut]) {
                Ok(found) => assert!(found.iter().all(|code| code.text == "kinds")),
                Err(error) => assert_eq!(error, ScanError::NotAPicture, "{format:?} cut at {cut}"),
            }
        }
    }
}

#[test]
fn headers_that_promise_too_much_are_refused_before_memory_is_taken() {
    let mut png = file(&drawn("bomb", 2), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let checksum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(picture(&png), Err(ScanError::TooLarge));
    let mut gif = file(&drawn("bomb", 2), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    assert_eq!(picture(&gif), Err(ScanError::TooLarge));
    let mut jpeg = file(&drawn("bomb", 2), ImageFormat::Jpeg);
    let start = jpeg.windows(2).position(|marker| marker == [0xff, 0xc0]).expect("a frame");
    jpeg[start + 5..start + 9].copy_from_slice(&[0xff; 4]);
    assert!(picture(&jpeg).is_err());
    // A canvas of 16,384 by 16,384 in an extended WebP file with nothing in it.
    let mut webp = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0".to_vec();
    webp.extend([0xff, 0x3f, 0, 0xff, 0x3f, 0]);
    assert!(picture(&webp).is_err());
}

/// The checksum of PNG chunks.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

#[test]
fn well_packed_emptiness_is_unpacked_within_bounds() {
    // A white page of 49 megapixels packs into some kilobytes, and is still a picture.
    let side = 7_000;
    let mut png = Vec::new();
    image::codecs::png::PngEncoder::new(&mut png)
        .write_image(&vec![255; 7_000 * 7_000], side, side, ExtendedColorType::L8)
        .expect("encodes");
    assert!(png.len() < 500_000, "{}", png.len());
    assert_eq!(picture_within(&png, PATIENCE), Ok(Vec::new()));
}

#[test]
fn of_an_animation_the_first_picture_counts() {
    let mut gif = Vec::new();
    {
        let mut encoder = GifEncoder::new(&mut gif);
        for text in ["first", "other"] {
            let (side, pixels) = drawn(text, 3);
            let grey = image::GrayImage::from_raw(side, side, pixels).expect("square");
            let rgba = DynamicImage::ImageLuma8(grey).into_rgba8();
            encoder.encode_frame(GifFrame::new(rgba)).expect("encodes");
        }
    }
    let found = picture_within(&gif, PATIENCE).expect("a picture");
    assert_eq!(found.iter().map(|code| code.text.as_str()).collect::<Vec<_>>(), ["first"]);
}

#[test]
fn points_are_in_the_picture_as_it_is_shown() {
    let code = drawn("turned by its camera", 5);
    let (wide, high) = (500, 300);
    let pixels = framed(wide, high, &[(20, 30, &code)]);
    let mut jpeg = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 95);
    // "To be turned by a quarter, clockwise", as a camera held upright says it.
    let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    encoder.set_exif_metadata(exif.to_vec()).expect("can hold it");
    encoder.write_image(&pixels, wide, high, ExtendedColorType::L8).expect("encodes");
    let found = picture_within(&jpeg, PATIENCE).expect("a picture");
    assert_eq!(found[0].text, "turned by its camera");
    let quiet = 4 * 5;
    // What was 20 from the left and 30 from the top is now 20 from the top, 30 from the right.
    let (x, y) = found[0].points[0];
    let (right, top) = (300 - 30 - quiet, 20 + quiet);
    assert!((x - right).abs() <= 6 && (y - top).abs() <= 6, "{x} {y} for {right} {top}");
}
