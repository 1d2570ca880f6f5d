//! Changes of tone that help a decoder: what is dark beside its surroundings, sharper edges, more
//! contrast.

use super::{Luma, clamp};

/// The tiles of a picture in each direction, for evening out.
const TILES: usize = 8;
/// How many times the mean a grey may be counted: more would raise the noise of flat ground.
const CLIP: u32 = 3;

impl Luma {
    /// Returns black where a pixel is darker than `percent` of the mean of its surroundings, else
    /// white. The surroundings reach one `reach_divisor`th of the short side in each direction.
    pub(crate) fn threshold_by_local_mean(&self, reach_divisor: usize, percent: u32) -> Self {
        let radius = (self.width.min(self.height) / reach_divisor).max(2);
        // The sum of each column over the rows around, and of all columns left of each.
        let mut columns = vec![0u32; self.width];
        let mut left_of = vec![0u32; self.width + 1];
        let mut pixels = Vec::with_capacity(self.pixels.len());
        let (mut top, mut bottom) = (0, 0);
        for y in 0..self.height {
            while bottom < (y + radius + 1).min(self.height) {
                columns.iter_mut().zip(self.row(bottom)).for_each(|(sum, p)| *sum += u32::from(*p));
                bottom += 1;
            }
            while top < y.saturating_sub(radius) {
                columns.iter_mut().zip(self.row(top)).for_each(|(sum, p)| *sum -= u32::from(*p));
                top += 1;
            }
            let mut sum = 0;
            for (left, column) in left_of[1..].iter_mut().zip(&columns) {
                sum += column;
                *left = sum;
            }
            for (x, pixel) in self.row(y).iter().enumerate() {
                let (left, right) = (x.saturating_sub(radius), (x + radius + 1).min(self.width));
                let area = ((bottom - top) * (right - left)) as u64;
                let sum = u64::from(left_of[right] - left_of[left]);
                let is_dark = u64::from(*pixel) * area * 100 < sum * u64::from(percent);
                pixels.push(if is_dark { 0 } else { 255 });
            }
        }
        Self { pixels, ..*self }
    }

    /// Returns the picture with raised edges: each pixel is moved away from the mean of its nine
    /// by one and a half times the difference.
    pub(crate) fn sharpen(&self) -> Self {
        let mut pixels = self.pixels.clone();
        let width = self.width;
        if width < 3 {
            return Self { pixels, ..*self };
        }
        let mut columns = vec![0i32; width];
        for y in 1..self.height.saturating_sub(1) {
            let (above, middle, below) = (self.row(y - 1), self.row(y), self.row(y + 1));
            for (sum, ((a, b), c)) in columns.iter_mut().zip(above.iter().zip(middle).zip(below)) {
                *sum = i32::from(*a) + i32::from(*b) + i32::from(*c);
            }
            let target = &mut pixels[y * width + 1..(y + 1) * width - 1];
            for ((pixel, sums), old) in target.iter_mut().zip(columns.windows(3)).zip(&middle[1..])
            {
                let nine: i32 = sums.iter().sum();
                // old + (old - nine / 9) * 3 / 2, in eighteenths.
                let raised = (i32::from(*old) * 45 - nine * 3) / 18;
                *pixel = u8::try_from(raised.clamp(0, 255)).unwrap_or(u8::MAX);
            }
        }
        Self { pixels, ..*self }
    }

    /// Returns the picture with all between its darkest and its lightest percent spread over the
    /// whole range.
    pub(crate) fn stretch(&self) -> Self {
        let mut counts = [0usize; 256];
        self.pixels.iter().for_each(|pixel| counts[usize::from(*pixel)] += 1);
        let rest = self.pixels.len() / 100;
        let mut below = counts.iter().scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        });
        let mut above = counts.iter().rev().scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        });
        let dark = below.position(|sum| sum > rest).unwrap_or(0);
        let light = 255 - above.position(|sum| sum > rest).unwrap_or(0);
        let span = light.saturating_sub(dark).max(1);
        let spread = |grey: usize| clamp((grey.saturating_sub(dark) * 255 / span) as u64);
        self.map(&std::array::from_fn(spread))
    }

    /// Returns the picture with each grey replaced.
    fn map(&self, table: &[u8; 256]) -> Self {
        let pixels = self.pixels.iter().map(|pixel| table[usize::from(*pixel)]).collect();
        Self { pixels, ..*self }
    }

    /// Returns the picture with the contrast of each tile spread, smoothly from tile to tile
    /// (contrast-limited adaptive histogram equalisation).
    pub(crate) fn even_out(&self) -> Self {
        let (wide, high) = (self.width.div_ceil(TILES), self.height.div_ceil(TILES));
        let mut tables = Vec::with_capacity(TILES * TILES);
        for tile in 0..TILES * TILES {
            tables.push(self.equalising_table(
                tile % TILES * wide,
                tile / TILES * high,
                wide,
                high,
            ));
        }
        let mut pixels = Vec::with_capacity(self.pixels.len());
        let columns: Vec<_> = (0..self.width).map(|x| between_tiles(x, wide)).collect();
        for (y, row) in self.pixels.chunks_exact(self.width).enumerate() {
            let (top, bottom, down) = between_tiles(y, high);
            let (upper, lower) = (&tables[top * TILES..], &tables[bottom * TILES..]);
            for (pixel, (left, right, across)) in row.iter().zip(&columns) {
                let grey = usize::from(*pixel);
                let mix = |tables: &[[u8; 256]]| {
                    u32::from(tables[*left][grey]) * (256 - across)
                        + u32::from(tables[*right][grey]) * across
                };
                let mixed = mix(upper) * (256 - down) + mix(lower) * down;
                pixels.push(clamp(u64::from(mixed >> 16)));
            }
        }
        Self { pixels, ..*self }
    }

    /// Returns the new greys of a tile: each by how many pixels are darker, no grey counted above
    /// the clip.
    fn equalising_table(&self, left: usize, top: usize, wide: usize, high: usize) -> [u8; 256] {
        let (right, bottom) = ((left + wide).min(self.width), (top + high).min(self.height));
        let mut counts = [0u32; 256];
        for y in top..bottom {
            for pixel in self.row(y).get(left..right).unwrap_or(&[]) {
                counts[usize::from(*pixel)] += 1;
            }
        }
        let total: u32 = counts.iter().sum();
        let limit = (total * CLIP / 256).max(1);
        let over: u32 = counts.iter().map(|count| count.saturating_sub(limit)).sum();
        let mut below = 0;
        counts.map(|count| {
            below += count.min(limit) + over / 256;
            clamp(u64::from(below) * 255 / u64::from(total.max(1)))
        })
    }
}

/// Returns the two tiles between whose centres a pixel lies, and how far it is on the way from the
/// one to the other, of 256.
fn between_tiles(at: usize, side: usize) -> (usize, usize, u32) {
    let from_first_centre = (2 * at).saturating_sub(side);
    let near = (from_first_centre / (2 * side)).min(TILES - 1);
    let far = (near + 1).min(TILES - 1);
    let way = (from_first_centre - near * 2 * side) * 256 / (2 * side);
    (near, far, u32::try_from(way.min(256)).unwrap_or(256))
}
