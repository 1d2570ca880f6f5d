//! A line of a picture in parts of a pixel: narrow bars keep their widths, and each bar is judged
//! by the light around it.

use super::Luma;
use rxing::common::BitArray;

/// How many pixels are looked at together for what is dark and what is light around.
const BLOCK: usize = 8;
/// How many blocks on each side count as around.
const REACH: usize = 3;
/// How many bits a pixel is divided into.
pub(super) const FINENESS: usize = 4;
/// The least difference between dark and light, in greys of three rows.
const CONTRAST_MIN: u16 = 30;

/// How much of the way from dark to light still counts as dark, in per cent, from line to line:
/// ink spreads, and so does light.
pub(super) const LEVELS: [usize; 2] = [50, 36];

/// Returns which parts of a line are dark beside those around them, from the sum of three rows.
pub(super) fn row(luma: &Luma, y: usize, level: usize) -> BitArray {
    let width = luma.width();
    let mut sums = vec![0u16; width];
    for row in [y.saturating_sub(1), y, (y + 1).min(luma.height() - 1)] {
        let row = &luma.pixels()[row * width..(row + 1) * width];
        sums.iter_mut().zip(row).for_each(|(sum, pixel)| *sum += u16::from(*pixel));
    }
    let ranges: Vec<_> = sums.chunks(BLOCK).map(|block| range(block.iter().map(same))).collect();
    let around: Vec<_> = (0..ranges.len())
        .map(|at| {
            range(
                ranges[at.saturating_sub(REACH)..(at + REACH + 1).min(ranges.len())]
                    .iter()
                    .copied(),
            )
        })
        .collect();
    // Where there is no contrast is no bar: noise on the paper would spoil the quiet zones.
    let widest = around.iter().map(|(dark, light)| light - dark).max().unwrap_or(0);
    let contrast_min = CONTRAST_MIN.max(widest / 4);
    let mut bits = BitArray::with_size(width * FINENESS);
    for (x, here) in sums.iter().enumerate() {
        let (dark, light) = around[x / BLOCK];
        if light - dark < contrast_min {
            continue;
        }
        let (here, next) = (usize::from(*here), usize::from(sums[(x + 1).min(width - 1)]));
        for part in 0..FINENESS {
            let between = here * (FINENESS - part) + next * part;
            if (between - usize::from(dark) * FINENESS) * 100
                < usize::from(light - dark) * FINENESS * level
            {
                bits.set(x * FINENESS + part);
            }
        }
    }
    bits
}

/// Returns a grey as the range from it to it.
fn same(grey: &u16) -> (u16, u16) {
    (*grey, *grey)
}

/// Returns the darkest and the lightest of ranges.
fn range(ranges: impl Iterator<Item = (u16, u16)>) -> (u16, u16) {
    ranges.fold((u16::MAX, 0), |(dark, light), (from, to)| (dark.min(from), light.max(to)))
}
