//! Money divided into shares that add up exactly.

use super::Envelope;
use crate::chance::Numbers;

/// How an envelope is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Split {
    /// All alike; where that leaves a rest, some get one minor unit more.
    Equal,
    /// By luck.
    Lucky,
}

impl Split {
    /// Returns the number that stands for it in the bytes that are hashed.
    pub const fn number(self) -> u8 {
        match self {
            Self::Equal => 1,
            Self::Lucky => 2,
        }
    }
}

/// Divides what an envelope holds, which has been checked. The shares are not in any order that
/// matters: they are shuffled afterwards.
pub(super) fn divide(envelope: &Envelope, numbers: &mut Numbers) -> Vec<u64> {
    match envelope.split {
        Split::Equal => equal(envelope),
        Split::Lucky => lucky(envelope, numbers),
    }
}

fn equal(envelope: &Envelope) -> Vec<u64> {
    let shares = u64::from(envelope.shares);
    let (each, rest) = (envelope.total.minor() / shares, envelope.total.minor() % shares);
    (0..shares).map(|at| each + u64::from(at < rest)).collect()
}

/// Each share is drawn from one minor unit to twice the mean of what is left, within the bounds
/// that leave every other share possible. Drawn so, later shares differ more from each other than
/// earlier ones; the shuffle takes that advantage of a place away.
fn lucky(envelope: &Envelope, numbers: &mut Numbers) -> Vec<u64> {
    let most = envelope.share_max_minor();
    let mut left = envelope.total.minor();
    let mut drawn = Vec::with_capacity(usize::from(envelope.shares));
    for after in (0..u64::from(envelope.shares)).rev() {
        // What the shares after this one can take at most, and need at least.
        let least = left.saturating_sub(after * most).max(1);
        let highest = (2 * left / (after + 1)).min(left - after).min(most).max(least);
        let share = if after == 0 { left } else { numbers.between(least, highest) };
        left -= share;
        drawn.push(share);
    }
    drawn
}
