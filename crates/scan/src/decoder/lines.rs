//! Code 128, EAN-13 and EAN-8 along scan lines. One line is easily misread: a number counts only
//! when several readings of lines that do not touch agree on it, and no other number at its place
//! does.

mod fine;

use crate::decode::luma::Luma;
use crate::decode::{Format, Found};
use rxing::common::{BitArray, GlobalHistogramBinarizer};
use rxing::oned::{Code128Reader, MultiFormatUPCEANReader, OneDReader};
use rxing::{BarcodeFormat, Binarizer, DecodeHints, Luma8Source, PointI, RXingResult};
use std::collections::HashSet;

/// How many lines have to agree on an EAN-13: one misreading in ten has a fitting check digit.
const EAN_VOTES_MIN: usize = 3;
/// How many lines have to agree on an EAN-8, which has fewer bars to be wrong about.
const EAN_8_VOTES_MIN: usize = 5;
/// How many lines have to agree on a Code 128: one misreading in a hundred has a fitting checksum.
const CODE_128_VOTES_MIN: usize = 2;

/// How far apart the outermost of the lines that agree have to be: one line, read in several
/// passes, is misread in all of them.
const VOTES_HEIGHT_MIN: i32 = 3;

/// One line's reading.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading {
    format: Format,
    text: String,
    line: i32,
    from: i32,
    to: i32,
}

/// What is read of a picture before its lines are compared with all that were read before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pass {
    /// How many lines are read across a picture, and as many along it.
    pub(super) count: usize,
    /// By what the picture is made smaller: bars that are out of focus are read better then.
    pub(super) shrink: usize,
    /// Whether a pixel is divided, and bars are dark beside what is around them instead of in
    /// the whole line: it takes longer and reads what is small, blurred or half in the shade.
    pub(super) is_fine: bool,
    /// Whether it is worth the time only when an earlier pass read something.
    pub(super) needs_hint: bool,
}

/// Finds codes whose bars stand upright or lie.
pub(super) fn find(luma: &Luma, passes: &[Pass]) -> Vec<Found> {
    let found = find_upright(luma, passes);
    if !found.is_empty() {
        return found;
    }
    let mut found = find_upright(&luma.turn(), passes);
    for (x, y) in found.iter_mut().flat_map(|code| code.points.iter_mut()) {
        (*x, *y) = (*y, *x);
    }
    found
}

/// Reads pass after pass until enough lines agree, whatever passes they are of.
fn find_upright(luma: &Luma, passes: &[Pass]) -> Vec<Found> {
    let mut all = Vec::new();
    for pass in passes {
        if pass.needs_hint && all.is_empty() {
            break;
        }
        let small = (pass.shrink > 1).then(|| luma.shrink(pass.shrink));
        let factor = i32::try_from(pass.shrink).unwrap_or(1);
        let readings = readings(small.as_ref().unwrap_or(luma), *pass);
        for reading in readings {
            let reading = Reading {
                line: reading.line * factor,
                from: reading.from * factor,
                to: reading.to * factor,
                ..reading
            };
            // A line that an earlier pass read in the same way is no second witness.
            if !all.contains(&reading) {
                all.push(reading);
            }
        }
        let found = agreed(&all);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn readings(luma: &Luma, pass: Pass) -> Vec<Reading> {
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::EAN_13, BarcodeFormat::EAN_8])),
        ..DecodeHints::default()
    };
    let sides = (u32::try_from(luma.width()), u32::try_from(luma.height()));
    let (Ok(width), Ok(height)) = sides else { return Vec::new() };
    let Ok(source) = Luma8Source::new_with_slice(luma.pixels(), width, height) else {
        return Vec::new();
    };
    let binarizer = GlobalHistogramBinarizer::new(source);
    let count = pass.count.min(luma.height());
    let lines = (0..count).map(|number| (number, (2 * number + 1) * luma.height() / (2 * count)));
    lines
        .filter_map(|(number, y)| {
            let line = i32::try_from(y).unwrap_or(i32::MAX);
            if pass.is_fine {
                let fineness = i32::try_from(fine::FINENESS).unwrap_or(1);
                let reading = read_both_ways(
                    fine::row(luma, y, fine::LEVELS[number % fine::LEVELS.len()]),
                    &hints,
                    line,
                )?;
                let (from, to) = (reading.from / fineness, reading.to / fineness);
                Some(Reading { from, to, ..reading })
            } else {
                let row = binarizer.get_black_row(y).ok()?;
                read_both_ways(row.into_owned(), &hints, line)
            }
        })
        .collect()
}

/// Reads a line from left to right, or else from right to left.
fn read_both_ways(mut row: BitArray, hints: &DecodeHints, line: i32) -> Option<Reading> {
    if let Some(forth) = read_row(&row, hints, line) {
        return Some(forth);
    }
    row.reverse();
    let back = read_row(&row, hints, line)?;
    let last = i32::try_from(row.get_size()).unwrap_or(i32::MAX) - 1;
    Some(Reading { from: last - back.from, to: last - back.to, ..back })
}

fn read_row(row: &BitArray, hints: &DecodeHints, line: i32) -> Option<Reading> {
    let ean = MultiFormatUPCEANReader::new(hints).decode_row(0, row, hints).ok();
    if let Some(reading) = ean.as_ref().and_then(|result| reading(result, line)) {
        return Some(reading);
    }
    reading(&Code128Reader.decode_row(0, row, hints).ok()?, line)
}

fn reading(result: &RXingResult, line: i32) -> Option<Reading> {
    let format = match result.getBarcodeFormat() {
        BarcodeFormat::EAN_13 => Format::Ean13,
        BarcodeFormat::EAN_8 => Format::Ean8,
        BarcodeFormat::CODE_128 => Format::Code128,
        _ => return None,
    };
    let text = result.getText();
    let is_plausible = text.chars().all(|c| !c.is_control() || c == '\u{1d}');
    let [from, to] = result.getPoints() else { return None };
    let is_long_enough = text.len() >= 2;
    (is_plausible && is_long_enough).then(|| Reading {
        format,
        text: text.to_owned(),
        line,
        from: PointI::from(*from).x,
        to: PointI::from(*to).x,
    })
}

/// Returns the codes that enough lines agree on.
fn agreed(readings: &[Reading]) -> Vec<Found> {
    let mut found: Vec<(usize, Found)> = Vec::new();
    for (at, first) in readings.iter().enumerate() {
        let same = |other: &&Reading| other.format == first.format && other.text == first.text;
        if readings[..at].iter().any(|other| same(&other)) {
            continue;
        }
        let votes: Vec<_> = readings.iter().filter(same).collect();
        let votes_min = match first.format {
            Format::Ean13 => EAN_VOTES_MIN,
            Format::Ean8 => EAN_8_VOTES_MIN,
            _ => CODE_128_VOTES_MIN,
        };
        if votes.len() >= votes_min && height(&votes) >= VOTES_HEIGHT_MIN {
            found.push((votes.len(), code(&votes)));
        }
    }
    let all = found.clone();
    let outvotes = |other: &(usize, Found), votes: usize, code: &Found| {
        other.1.text != code.text && is_same_place(&other.1, code) && other.0 * 3 > votes
    };
    // Two numbers at one place: one of them is a misreading.
    found.retain(|(votes, code)| !all.iter().any(|other| outvotes(other, *votes, code)));
    found.into_iter().map(|(_, code)| code).collect()
}

/// Returns how far the outermost lines are apart.
fn height(votes: &[&Reading]) -> i32 {
    let lines = votes.iter().map(|reading| reading.line);
    lines.clone().max().unwrap_or(0) - lines.min().unwrap_or(0)
}

/// Returns whether two codes lie on each other.
fn is_same_place(a: &Found, b: &Found) -> bool {
    let overlap = |axis: fn(&(i32, i32)) -> i32| {
        let range = |code: &Found| {
            let places = code.points.iter().map(axis);
            (places.clone().min().unwrap_or(0), places.max().unwrap_or(0))
        };
        let (a, b) = (range(a), range(b));
        a.0 <= b.1 && b.0 <= a.1
    };
    overlap(|p| p.0) && overlap(|p| p.1)
}

fn code(votes: &[&Reading]) -> Found {
    let first = votes.iter().min_by_key(|reading| reading.line).unwrap_or(&votes[0]);
    let last = votes.iter().max_by_key(|reading| reading.line).unwrap_or(&votes[0]);
    Found {
        format: first.format,
        text: first.text.clone(),
        bytes: first.text.clone().into_bytes(),
        points: [
            (first.from, first.line),
            (first.to, first.line),
            (last.to, last.line),
            (last.from, last.line),
        ],
    }
}
