//! QR and Micro QR codes by `rxing`: its finder patterns and its sampling of the grid, here in one
//! pass over pixels that are black or white, and once more over their negative.

use super::{Sighting, symbol};
use crate::decode::luma::Luma;
use crate::decode::{Format, Found};
use rxing::common::DetectorRXingResult;
use rxing::common::{
    BIT_FIELD_BASE_BITS, BitArray, BitFieldBaseType, BitMatrix, HybridBinarizer, Result,
};
use rxing::qrcode::cpp_port::detector::{
    FindFinderPatterns, FinderPatternSet, FinderPatterns, GenerateFinderPatternSets, SampleMQR,
    SampleQR,
};
use rxing::qrcode::detector::QRCodeDetectorResult;
use rxing::{Binarizer, Luma8Source, Point, PointI};

/// How many triples of finder patterns are tried in one pass: a picture full of squares has many.
const SETS_MAX: usize = 100;
/// How many finder patterns are combined into triples.
const PATTERNS_MAX: usize = 200;
/// How many finder patterns are tried as those of Micro QR codes.
const MICRO_MAX: usize = 12;

/// What a pass looks for beside upright QR codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    /// Light codes on dark ground too.
    pub(super) inverted: bool,
    /// Micro QR codes too.
    pub(super) micro: bool,
    /// The pixels are black and white already.
    pub(super) binary: bool,
}

/// Finds the codes of one picture.
pub(super) fn find(luma: &Luma, looks: Looks) -> Sighting {
    let mut sighting = Sighting::default();
    let bits = if looks.binary { binary(luma) } else { hybrid(luma) };
    let Some(mut bits) = bits else { return sighting };
    look(&bits, looks, &mut sighting);
    if looks.inverted && sighting.found.is_empty() {
        bits.flip_self();
        look(&bits, looks, &mut sighting);
    }
    sighting
}

/// Returns which pixels are dark beside those around them.
fn hybrid(luma: &Luma) -> Option<BitMatrix> {
    let (width, height) = (luma.width().try_into().ok()?, luma.height().try_into().ok()?);
    let source = Luma8Source::new_with_slice(luma.pixels(), width, height).ok()?;
    HybridBinarizer::new(source).get_black_matrix().ok().cloned()
}

/// Returns which pixels of a black and white picture are black.
fn binary(luma: &Luma) -> Option<BitMatrix> {
    let (width, height) = (luma.width().try_into().ok()?, luma.height().try_into().ok()?);
    let mut bits = BitMatrix::new(width, height).ok()?;
    for (y, row) in (0..height).zip(luma.pixels().chunks_exact(luma.width())) {
        let word = |pixels: &[u8]| {
            let bit = |(at, pixel): (usize, &u8)| BitFieldBaseType::from(*pixel < 128) << at;
            pixels.iter().enumerate().map(bit).fold(0, |word, bit| word | bit)
        };
        let mut dark = BitArray::with_size(luma.width());
        for (at, pixels) in row.chunks(BIT_FIELD_BASE_BITS).enumerate() {
            dark.setBulk(at * BIT_FIELD_BASE_BITS, word(pixels));
        }
        bits.setRow(y, &dark);
    }
    Some(bits)
}

fn look(bits: &BitMatrix, looks: Looks, sighting: &mut Sighting) {
    let mut patterns = FindFinderPatterns(bits, true, 0);
    patterns.truncate(PATTERNS_MAX);
    let mut used = FinderPatterns::new();
    let mut unread = Vec::new();
    for set in GenerateFinderPatternSets(&mut patterns).into_iter().take(SETS_MAX) {
        if is_used(&set, &used) {
            continue;
        }
        match read(SampleQR(bits, &set)) {
            Some(found) => {
                sighting.found.push(found);
                used.extend([set.bl, set.tl, set.tr]);
            }
            None => unread.push(set),
        }
    }
    sighting.is_more_likely |= unread.iter().any(|set| !is_used(set, &used));
    if looks.micro && sighting.found.is_empty() {
        let micro = patterns.iter().take(MICRO_MAX).filter_map(|pattern| {
            read(SampleMQR(bits, *pattern)).filter(|found| found.format == Format::MicroQrCode)
        });
        sighting.found.extend(micro);
    }
}

fn is_used(set: &FinderPatternSet, used: &FinderPatterns) -> bool {
    [set.bl, set.tl, set.tr].iter().any(|pattern| used.contains(pattern))
}

fn read(sampled: Result<QRCodeDetectorResult>) -> Option<Found> {
    let sampled = sampled.ok()?;
    symbol::read(sampled.getBits(), corners(sampled.getPoints())?)
}

/// Returns the corners in whole pixels, in order around the symbol: `rxing` names the lower two
/// from left to right, as it does the upper two.
fn corners(points: &[Point]) -> Option<[(i32, i32); 4]> {
    let whole = |point: &Point| {
        let PointI { x, y } = PointI::from(*point);
        (x, y)
    };
    let points: Vec<_> = points.iter().map(whole).collect();
    let [first, second, fourth, third] = points.try_into().ok()?;
    Some([first, second, third, fourth])
}
