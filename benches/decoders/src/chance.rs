//! A small source of chance that is the same on every machine.

/// Numbers that follow from a seed (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// Returns the source of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Returns a number of a range.
    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * unit(self.next())
    }

    /// Returns a number that is mostly near 0, as noise is.
    pub fn bell(&mut self) -> f64 {
        (0..4).map(|_| unit(self.next()) - 0.5).sum::<f64>() * 1.73
    }

    /// Returns a number from 0 to 1 that belongs to a place.
    pub fn of(seed: u64, x: i64, y: i64) -> f64 {
        unit(mix(seed
            ^ (x as u64).wrapping_mul(0x8da6_b343)
            ^ (y as u64).wrapping_mul(0xd816_3841_0000)))
    }
}

const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

fn unit(value: u64) -> f64 {
    (value >> 11) as f64 / (1u64 << 53) as f64
}
