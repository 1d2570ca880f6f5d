//! Picture files to the codes in them.

use super::luma::Luma;
use super::{Found, ScanError, find};
use crate::decoder::Job;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};
use std::io::Cursor;
use std::panic::catch_unwind;
use std::time::Duration;

/// The largest picture file, in bytes.
pub const PICTURE_BYTES_MAX: usize = 20_000_000;
/// The largest picture, in pixels.
pub const PICTURE_PIXELS_MAX: u64 = 50_000_000;
/// After this long no further stage of a picture begins.
pub const PICTURE_BUDGET: Duration = Duration::from_millis(400);
/// The same for who waits at a terminal, and would rather have the code.
pub const TERMINAL_BUDGET: Duration = Duration::from_secs(10);
/// What a picture library may take for one picture, in bytes: 50 megapixels of 8 bytes.
const MEMORY_BYTES_MAX: u64 = 400_000_000;

/// Finds the codes in a PNG, JPEG, WebP, GIF or BMP file, within [`PICTURE_BUDGET`]: of an animated
/// one in its first picture. Points are in the picture as it is meant to be shown, that is, turned
/// as its EXIF orientation says. Bar codes are looked for only where there is no QR code.
///
/// # Errors
/// When the bytes are no picture or too large, or the decoder is busy. No code is an empty list.
pub fn picture(bytes: &[u8]) -> Result<Vec<Found>, ScanError> {
    picture_within(bytes, PICTURE_BUDGET)
}

/// Finds the codes in a picture file; after the budget, which begins when the file is unpacked, no
/// further way is tried.
///
/// # Errors
/// As for [`picture`].
pub fn picture_within(bytes: &[u8], budget: Duration) -> Result<Vec<Found>, ScanError> {
    if bytes.len() > PICTURE_BYTES_MAX {
        return Err(ScanError::TooLarge);
    }
    // The bytes are anybody's: a fault of a picture library must not end the wallet.
    let unpack = || {
        let (image, orientation) = open(bytes)?;
        Ok(grey(image)?.shown(orientation))
    };
    let luma = catch_unwind(unpack).unwrap_or(Err(ScanError::NotAPicture))?;
    find(luma, Job::Picture, budget)
}

fn open(bytes: &[u8]) -> Result<(DynamicImage, Orientation), ScanError> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| ScanError::NotAPicture)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    // The header promises a size: believed only within bounds, before any memory is taken.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PICTURE_PIXELS_MAX {
        return Err(ScanError::TooLarge);
    }
    // What cannot be read is taken as upright: the code counts, not where it stands.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(refusal)?, orientation))
}

fn refusal(error: ImageError) -> ScanError {
    match error {
        ImageError::Limits(_) => ScanError::TooLarge,
        _ => ScanError::NotAPicture,
    }
}

fn grey(image: DynamicImage) -> Result<Luma, ScanError> {
    let (width, height) = (image.width(), image.height());
    if image.color().has_alpha() {
        let rgba = image.into_rgba8();
        return Luma::of_rgba(width, height, rgba.as_raw());
    }
    Luma::new(width, height, image.into_luma8().into_raw())
}
