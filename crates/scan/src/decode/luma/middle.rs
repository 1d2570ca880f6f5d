//! Black and white by the middle between the darkest and the lightest around: it needs no guess of
//! how much of a symbol is ink, and holds where there is little contrast.

use super::{Luma, clamp};

/// Pixels of a block, in each direction.
const BLOCK: usize = 8;

impl Luma {
    /// Returns black where a pixel is darker than the middle between the darkest and the lightest
    /// of its surroundings, else white: even where most of them are light. The surroundings reach
    /// `reach` blocks of eight pixels in each direction.
    pub(crate) fn threshold_by_local_middle(&self, reach: usize) -> Self {
        let (wide, high) = (self.width.div_ceil(BLOCK), self.height.div_ceil(BLOCK));
        // Means of 2 x 2 pixels, so that a single noisy one sets no threshold.
        let mut darkest = vec![u8::MAX; wide * high];
        let mut lightest = vec![0u8; wide * high];
        for y in (0..self.height.saturating_sub(1)).step_by(2) {
            let (upper, lower) = (self.row(y), self.row(y + 1));
            let pairs = upper.as_chunks::<2>().0.iter().zip(lower.as_chunks::<2>().0);
            for (at, ([a, b], [c, d])) in pairs.enumerate() {
                let sum = u32::from(*a) + u32::from(*b) + u32::from(*c) + u32::from(*d);
                let mean = clamp(u64::from(sum / 4));
                let block = y / BLOCK * wide + 2 * at / BLOCK;
                darkest[block] = darkest[block].min(mean);
                lightest[block] = lightest[block].max(mean);
            }
        }
        let darkest = spread(&darkest, wide, reach, u8::min);
        let lightest = spread(&lightest, wide, reach, u8::max);
        let middle: Vec<u8> = darkest
            .iter()
            .zip(&lightest)
            .map(|(dark, light)| clamp(u64::from((u32::from(*dark) + u32::from(*light)) / 2)))
            .collect();
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for (y, row) in self.pixels.chunks_exact(self.width).enumerate() {
            let middles = &middle[y / BLOCK * wide..];
            for (block, middle) in row.chunks(BLOCK).zip(middles) {
                pixels.extend(block.iter().map(|pixel| if pixel < middle { 0 } else { u8::MAX }));
            }
        }
        Self { pixels, ..*self }
    }
}

/// Returns each block with the outermost, by `choose`, of those within `reach`.
fn spread(blocks: &[u8], wide: usize, reach: usize, choose: fn(u8, u8) -> u8) -> Vec<u8> {
    let outermost = |range: &[u8]| range.iter().copied().reduce(choose).unwrap_or(0);
    let mut across = Vec::with_capacity(blocks.len());
    for row in blocks.chunks_exact(wide) {
        across.extend(
            (0..wide).map(|x| outermost(&row[x.saturating_sub(reach)..(x + reach + 1).min(wide)])),
        );
    }
    let rows: Vec<&[u8]> = across.chunks_exact(wide).collect();
    let mut both = Vec::with_capacity(blocks.len());
    for y in 0..rows.len() {
        let near = &rows[y.saturating_sub(reach)..(y + reach + 1).min(rows.len())];
        both.extend((0..wide).map(|x| near.iter().map(|row| row[x]).reduce(choose).unwrap_or(0)));
    }
    both
}
