//! The one generator that decides everything: SplitMix64, a few lines whose numbers never change
//! with a library's version, so that a seed stays what it is.

/// A generator of numbers; the same seed gives the same ones.
pub struct Chance(u64);

impl Chance {
    /// Returns the generator of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// Returns a number below `end`, which is not zero.
    pub fn below(&mut self, end: u64) -> u64 {
        // Leans a little towards small numbers; nothing here hangs on that.
        self.bits() % end
    }
}
