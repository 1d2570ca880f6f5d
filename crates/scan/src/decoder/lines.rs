//! Code 128 and EAN-13 along scan lines. One line is easily misread: a number counts only when
//! two lines that do not touch agree on it, and no other number at the same place does.

use crate::decode::luma::Luma;
use crate::decode::{Format, Found};
use rxing::common::{BitArray, GlobalHistogramBinarizer};
use rxing::oned::{Code128Reader, MultiFormatUPCEANReader, OneDReader};
use rxing::{BarcodeFormat, Binarizer, DecodeHints, Luma8Source, PointI, RXingResult};
use std::collections::HashSet;

/// How many lines have to agree on an EAN-13: one misreading in ten has a fitting check digit.
const EAN_VOTES_MIN: usize = 3;
/// How many lines have to agree on a Code 128: one misreading in a hundred has a fitting checksum.
const CODE_128_VOTES_MIN: usize = 2;

/// One line's reading.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading {
    format: Format,
    text: String,
    line: i32,
    from: i32,
    to: i32,
}

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    /// How many lines are read across a picture, and as many along it.
    pub(super) count: usize,
    /// The sizes in which the picture is read, as divisors: bars that are out of focus are read
    /// better in a smaller picture.
    pub(super) shrinks: &'static [usize],
}

/// Finds codes whose bars stand upright or lie.
pub(super) fn find(luma: &Luma, lines: Lines) -> Vec<Found> {
    let found = find_upright(luma, lines);
    if !found.is_empty() {
        return found;
    }
    let mut found = find_upright(&luma.turn(), lines);
    for (x, y) in found.iter_mut().flat_map(|code| code.points.iter_mut()) {
        (*x, *y) = (*y, *x);
    }
    found
}

/// Reads size after size until enough lines agree, whatever sizes they are of.
fn find_upright(luma: &Luma, lines: Lines) -> Vec<Found> {
    let mut all = Vec::new();
    for shrink in lines.shrinks {
        let small;
        let picture = if *shrink == 1 {
            luma
        } else {
            small = luma.shrink(*shrink);
            &small
        };
        let factor = i32::try_from(*shrink).unwrap_or(1);
        all.extend(readings(picture, lines.count / shrink).into_iter().map(|reading| Reading {
            line: reading.line * factor,
            from: reading.from * factor,
            to: reading.to * factor,
            ..reading
        }));
        let found = agreed(&all);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn readings(luma: &Luma, lines: usize) -> Vec<Reading> {
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::EAN_13])),
        ..DecodeHints::default()
    };
    let sides = (u32::try_from(luma.width()), u32::try_from(luma.height()));
    let (Ok(width), Ok(height)) = sides else { return Vec::new() };
    let Ok(source) = Luma8Source::new_with_slice(luma.pixels(), width, height) else {
        return Vec::new();
    };
    let binarizer = GlobalHistogramBinarizer::new(source);
    let count = lines.min(luma.height());
    let mut readings = Vec::new();
    for number in 0..count {
        let y = (2 * number + 1) * luma.height() / (2 * count);
        let Ok(row) = binarizer.get_black_row(y) else { continue };
        let mut row = row.into_owned();
        let line = i32::try_from(y).unwrap_or(i32::MAX);
        let forth = read_row(&row, &hints, line);
        if forth.is_some() {
            readings.extend(forth);
            continue;
        }
        row.reverse();
        let last = i32::try_from(width).unwrap_or(i32::MAX) - 1;
        let back = read_row(&row, &hints, line);
        readings.extend(back.map(|back| Reading {
            from: last - back.from,
            to: last - back.to,
            ..back
        }));
    }
    readings
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
            _ => CODE_128_VOTES_MIN,
        };
        if votes.len() >= votes_min {
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
    let (first, last) = (votes[0], votes[votes.len() - 1]);
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
