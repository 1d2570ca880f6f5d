//! Grey pixels, in the sizes that decoders see.

mod middle;
mod tone;

use super::{Frame, PICTURE_PIXELS_MAX, Pixels, ScanError};
use image::metadata::Orientation;

/// The size that decoders see: enough to read, small enough to be quick. Either way up.
const LONG_SIDE_MAX: usize = 1280;
const SHORT_SIDE_MAX: usize = 720;
/// How many columns are made rows at a time.
const COLUMNS_TURNED: usize = 16;

/// A picture of one byte a pixel; at least one pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Luma {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Luma {
    /// Returns the picture of these pixels.
    pub(super) fn new(width: u32, height: u32, pixels: Vec<u8>) -> Result<Self, ScanError> {
        let (width, height) = size(width, height, pixels.len(), 1)?;
        Ok(Self { width, height, pixels })
    }

    /// Returns a frame in grey.
    pub(super) fn of_frame(frame: &Frame<'_>) -> Result<Self, ScanError> {
        match frame.pixels {
            Pixels::Luma(pixels) => {
                size(frame.width, frame.height, pixels.len(), 1)?;
                Self::new(frame.width, frame.height, pixels.to_vec())
            }
            Pixels::Rgba(pixels) => Self::of_rgba(frame.width, frame.height, pixels),
        }
    }

    /// Returns red, green, blue and alpha as grey on white paper.
    pub(super) fn of_rgba(width: u32, height: u32, pixels: &[u8]) -> Result<Self, ScanError> {
        let (width, height) = size(width, height, pixels.len(), 4)?;
        let (pixels, _) = pixels.as_chunks::<4>();
        let pixels = pixels.iter().map(grey_on_white).collect();
        Ok(Self { width, height, pixels })
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn height(&self) -> usize {
        self.height
    }

    pub(crate) fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Returns the picture scaled down to what decoders see, never up, and the fraction by which
    /// its coordinates are to be multiplied to be those of the whole.
    pub(super) fn fit(self) -> (Self, u32, u32) {
        let (long, short) = (self.width.max(self.height), self.width.min(self.height));
        if long <= LONG_SIDE_MAX && short <= SHORT_SIDE_MAX {
            return (self, 1, 1);
        }
        // The side that sticks out further sets the fraction.
        let (numerator, denominator) = if long * SHORT_SIDE_MAX >= short * LONG_SIDE_MAX {
            (long, LONG_SIDE_MAX)
        } else {
            (short, SHORT_SIDE_MAX)
        };
        let scaled = |side: usize| (side * denominator / numerator).max(1);
        let small = self.average_down(scaled(self.width), scaled(self.height));
        let narrow = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        (small, narrow(numerator), narrow(denominator))
    }

    /// Returns a smaller picture whose pixels are the means of those they cover.
    fn average_down(&self, width: usize, height: usize) -> Self {
        let columns: Vec<_> = (0..width).map(|x| covered(x, width, self.width)).collect();
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![0u32; self.width];
        for y in 0..height {
            let rows = covered(y, height, self.height);
            sums.fill(0);
            for row in self.pixels.chunks_exact(self.width).take(rows.end).skip(rows.start) {
                sums.iter_mut().zip(row).for_each(|(sum, pixel)| *sum += u32::from(*pixel));
            }
            for column in &columns {
                let sum: u64 = sums[column.clone()].iter().map(|sum| u64::from(*sum)).sum();
                pixels.push(clamp(sum / (rows.len() * column.len()) as u64));
            }
        }
        Self { width, height, pixels }
    }

    /// Returns the picture smaller by a whole factor.
    pub(crate) fn shrink(&self, factor: usize) -> Self {
        self.average_down((self.width / factor).max(1), (self.height / factor).max(1))
    }

    /// Returns the picture as it is meant to be shown.
    pub(super) fn shown(self, orientation: Orientation) -> Self {
        let is_turned = matches!(
            orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        let flat = if is_turned { self.turn() } else { self };
        // What is left after rows and columns were exchanged are flips.
        let (flips_across, flips_down) = match orientation {
            Orientation::Rotate90 | Orientation::FlipHorizontal => (true, false),
            Orientation::Rotate270 | Orientation::FlipVertical => (false, true),
            Orientation::Rotate180 | Orientation::Rotate270FlipH => (true, true),
            Orientation::NoTransforms | Orientation::Rotate90FlipH => (false, false),
        };
        flat.flip(flips_across, flips_down)
    }

    fn flip(mut self, across: bool, down: bool) -> Self {
        if across {
            self.pixels.chunks_exact_mut(self.width).for_each(<[u8]>::reverse);
        }
        if down {
            let rows: Vec<_> = self.pixels.chunks_exact(self.width).rev().collect();
            self.pixels = rows.concat();
        }
        self
    }

    /// Returns the picture with rows and columns exchanged.
    pub(crate) fn turn(&self) -> Self {
        let mut pixels = vec![0; self.pixels.len()];
        // A few columns at a time, so that what is written stays in the processor's cache.
        for left in (0..self.width).step_by(COLUMNS_TURNED) {
            let right = (left + COLUMNS_TURNED).min(self.width);
            for (y, row) in self.pixels.chunks_exact(self.width).enumerate() {
                for (x, pixel) in (left..right).zip(&row[left..right]) {
                    pixels[x * self.height + y] = *pixel;
                }
            }
        }
        Self { width: self.height, height: self.width, pixels }
    }

    /// Returns the picture twice as wide and high, new pixels between the old.
    pub(crate) fn enlarge_twofold(&self) -> Self {
        let (width, height) = (self.width * 2, self.height * 2);
        let mut pixels = Vec::with_capacity(width * height);
        // A row between two old ones, in quarters, with its outermost pixels once more.
        let mut mixed = vec![0u16; self.width + 2];
        for y in 0..height {
            let (near, far) = neighbours(y, self.height);
            let rows = self.row(near).iter().zip(self.row(far));
            for (mixed, (near, far)) in mixed[1..].iter_mut().zip(rows) {
                *mixed = 3 * u16::from(*near) + u16::from(*far);
            }
            (mixed[0], mixed[self.width + 1]) = (mixed[1], mixed[self.width]);
            for three in mixed.windows(3) {
                let between = |other: u16| clamp(u64::from((3 * three[1] + other + 8) / 16));
                pixels.extend([between(three[0]), between(three[2])]);
            }
        }
        Self { width, height, pixels }
    }

    fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..(y + 1) * self.width]
    }
}

/// Checks that a size is sane and that the pixels are as many.
fn size(width: u32, height: u32, bytes: usize, depth: usize) -> Result<(usize, usize), ScanError> {
    let count = u64::from(width) * u64::from(height);
    if count > PICTURE_PIXELS_MAX {
        return Err(ScanError::TooLarge);
    }
    let usable = |side: u32| usize::try_from(side).map_err(|_| ScanError::TooLarge);
    let (width, height) = (usable(width)?, usable(height)?);
    let fits = count > 0 && bytes == width * height * depth;
    if fits { Ok((width, height)) } else { Err(ScanError::FrameSize) }
}

/// Returns which of `from` pixels the pixel `at` of `to` covers: at least one.
fn covered(at: usize, to: usize, from: usize) -> std::ops::Range<usize> {
    let start = at * from / to;
    start..((at + 1) * from / to).max(start + 1)
}

/// Returns the old pixel that a new one lies in, and the nearest other.
fn neighbours(at: usize, count: usize) -> (usize, usize) {
    let near = at / 2;
    let far = if at.is_multiple_of(2) { near.saturating_sub(1) } else { (near + 1).min(count - 1) };
    (near, far)
}

fn grey_on_white([red, green, blue, alpha]: &[u8; 4]) -> u8 {
    let channel = |value: u8, weight: u32| u32::from(value) * weight;
    let grey = (channel(*red, 299) + channel(*green, 587) + channel(*blue, 114)) / 1000;
    let alpha = u32::from(*alpha);
    clamp(u64::from((grey * alpha + 255 * (255 - alpha)) / 255))
}

fn clamp(value: u64) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}
