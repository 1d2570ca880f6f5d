//! An envelope with its shares: made of a seed when it is sent.

use super::commitment::{Hash, commitment, leaf};
use super::split::divide;
use super::{Envelope, EnvelopeError};
use crate::chance::{Numbers, Seed};
use money::Amount;

/// One share. Until it is claimed nobody but the operator knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it holds, in minor units.
    pub minor: u64,
    /// What keeps the amount from being guessed from the hash.
    pub salt: [u8; 16],
}

/// An envelope that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What is sent.
    pub envelope: Envelope,
    /// Its shares, in the order in which they will be claimed.
    pub shares: Vec<Share>,
    /// The hash of each share, in the same order: shown when the envelope is sent.
    pub leaves: Vec<Hash>,
    /// The hash over all: in the receipt of the sender.
    pub commitment: Hash,
}

impl Envelope {
    /// Divides, shuffles and commits. The same seed gives the same shares: it is kept secret, and
    /// shown when the last share is claimed or gone back, so that all of this can be repeated.
    ///
    /// # Errors
    /// Why the envelope may not be sent.
    pub fn seal(&self, seed: &Seed) -> Result<Sealed, EnvelopeError> {
        self.check()?;
        let id = self.id.0.to_be_bytes();
        let mut numbers = Numbers::new(seed, &[b"tongbao envelope shares 1", &id]);
        let mut minors = divide(self, &mut numbers);
        shuffle(&mut minors, &mut numbers);
        let mut salts = Numbers::new(seed, &[b"tongbao envelope salts 1", &id]);
        let shares: Vec<Share> =
            minors.into_iter().map(|minor| Share { minor, salt: salt(&mut salts) }).collect();
        let leaves: Vec<Hash> =
            (0_u16..).zip(&shares).map(|(place, share)| leaf(self, place, *share)).collect();
        let commitment = commitment(self, &leaves);
        Ok(Sealed { envelope: *self, shares, leaves, commitment })
    }
}

impl Sealed {
    /// Returns what goes back when this many shares have been claimed, nothing when there are no
    /// more.
    pub fn unclaimed(&self, claimed: usize) -> Amount {
        let currency = self.envelope.total.currency();
        let minor = self.shares.iter().skip(claimed).map(|share| share.minor).sum();
        Amount::new(minor, currency).unwrap_or(self.envelope.total)
    }
}

/// Fisher and Yates: every order is as likely as any other.
fn shuffle(minors: &mut [u64], numbers: &mut Numbers) {
    let mut end = 0_u64;
    for at in 0..minors.len() {
        end += 1;
        let other = usize::try_from(numbers.below(end)).unwrap_or(at);
        minors.swap(at, other);
    }
}

fn salt(numbers: &mut Numbers) -> [u8; 16] {
    let halves = [numbers.between(0, u64::MAX), numbers.between(0, u64::MAX)];
    let mut salt = [0; 16];
    for (bytes, half) in salt.chunks_exact_mut(8).zip(halves) {
        bytes.copy_from_slice(&half.to_be_bytes());
    }
    salt
}
