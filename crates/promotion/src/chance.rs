//! Numbers from a seed: the same seed and the same words give the same numbers, everywhere. There
//! is no chance in here: whoever calls brings the seed.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// 32 bytes that nobody shall know before they are revealed: prints as `[REDACTED]`, wiped when
/// dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

impl Seed {
    /// Takes the bytes over.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes, for the one place that keeps or reveals them.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

/// Numbers without end: block `n` is HMAC-SHA256 under the seed over the words and `n` in four
/// bytes, big-endian; a block is four numbers of 64 bits, big-endian, first to last.
pub(crate) struct Numbers {
    keyed: Hmac<Sha256>,
    block: u32,
    drawn: [u64; 4],
    next: usize,
}

impl Numbers {
    /// Begins at the first number of these words, which are laid end to end.
    pub(crate) fn new(seed: &Seed, words: &[&[u8]]) -> Self {
        let mut keyed =
            Hmac::<Sha256>::new_from_slice(&seed.0).expect("HMAC takes keys of any length");
        words.iter().for_each(|word| keyed.update(word));
        Self { keyed, block: 0, drawn: [0; 4], next: 4 }
    }

    fn number(&mut self) -> u64 {
        if self.next == self.drawn.len() {
            let mut block = self.keyed.clone();
            block.update(&self.block.to_be_bytes());
            let bytes = block.finalize().into_bytes();
            for (number, bytes) in self.drawn.iter_mut().zip(bytes.chunks_exact(8)) {
                *number = bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
            }
            self.block = self.block.wrapping_add(1);
            self.next = 0;
        }
        let number = self.drawn[self.next];
        self.next += 1;
        number
    }

    /// Returns a number below `bound`, each as likely as any other; 0 for a bound of 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        loop {
            if let Some(number) = reduced(self.number(), bound) {
                return number;
            }
        }
    }

    /// Returns a number from `least` to `most`, both included; `least` when `most` is below it.
    pub(crate) fn between(&mut self, least: u64, most: u64) -> u64 {
        match most.checked_sub(least).and_then(|span| span.checked_add(1)) {
            Some(count) => least + self.below(count),
            None if most < least => least,
            None => self.number(),
        }
    }
}

/// Returns `number mod bound`, unless `number` is among the last ones of 2^64 that do not fill a
/// whole round of `bound`: with them, small remainders would be likelier.
const fn reduced(number: u64, bound: u64) -> Option<u64> {
    let left_over = (u64::MAX % bound + 1) % bound;
    if number > u64::MAX - left_over { None } else { Some(number % bound) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fill_a_round_is_drawn_again() {
        // 2^64 = 3 * 6148914691236517205 + 1: the last number is left over.
        assert_eq!(reduced(u64::MAX, 3), None);
        assert_eq!(reduced(u64::MAX - 1, 3), Some(2));
        // A power of two fills its rounds.
        assert_eq!(reduced(u64::MAX, 1 << 40), Some((1 << 40) - 1));
        assert_eq!(reduced(u64::MAX, 1), Some(0));
        // More than half of all numbers: those beyond the only round are left over.
        let bound = u64::MAX / 2 + 2;
        assert_eq!(reduced(bound - 1, bound), Some(bound - 1));
        assert_eq!(reduced(bound, bound), None);
    }

    #[test]
    fn numbers_are_those_of_hmac_in_their_order() {
        let seed = Seed::new([7; 32]);
        let mut numbers = Numbers::new(&seed, &[b"a", b"b"]);
        let mut apart = Numbers::new(&seed, &[b"ab"]);
        let first: Vec<u64> = (0..9).map(|_| numbers.number()).collect();
        assert_eq!(first, (0..9).map(|_| apart.number()).collect::<Vec<_>>());
        let other: Vec<u64> = (0..9).map(|_| Numbers::new(&seed, &[b"ac"]).number()).collect();
        assert_ne!(first, other);
        assert_eq!(format!("{seed:?}"), "[REDACTED]");
    }

    #[test]
    fn every_number_of_a_range_comes_up_and_none_outside() {
        let mut numbers = Numbers::new(&Seed::new([1; 32]), &[b"range"]);
        let mut seen = [0; 5];
        for _ in 0..500 {
            let number = numbers.between(10, 14);
            seen[usize::try_from(number - 10).expect("in range")] += 1;
        }
        assert!(seen.iter().all(|count| *count > 60), "{seen:?}");
        assert_eq!(numbers.between(3, 2), 3);
        assert_eq!(numbers.below(0), 0);
        let all: Vec<u64> = (0..8).map(|_| numbers.between(0, u64::MAX)).collect();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
