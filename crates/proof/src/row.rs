//! The bytes of a journal row that moved money, as receipts show them; the layout is the bank's
//! (`bank::journal`) and is written down in `docs/proof.md`.
//!
//! Read here once more, so that a wallet needs no bank: it must not believe what it can recompute.

use crate::tree::Hash;
use sha2::{Digest as _, Sha256};

/// The most bytes that such a row has.
pub const ROW_BYTES_MAX: usize = 256;

/// A movement of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The row's place in the journal, from 1.
    pub sequence: u64,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// The payment.
    pub payment: u128,
    /// The account that paid.
    pub debit: u128,
    /// How much, in minor units.
    pub minor: u64,
    /// The currency's three letters.
    pub currency: [u8; 3],
}

/// Returns the hash of a row: SHA-256 over the hash of the row before it and its own bytes.
pub fn row_hash(previous: &Hash, content: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(content);
    hasher.finalize().into()
}

impl Movement {
    /// Reads the bytes of a row; nothing when they are of no movement that is known here.
    pub fn parse(content: &[u8]) -> Option<Self> {
        let mut rest = Bytes(content);
        if rest.take::<1>()? != [1] {
            return None;
        }
        let sequence = rest.number()?;
        let at_ms = rest.number()?;
        let [kind] = rest.take::<1>()?;
        let (payment, debit, (minor, currency)) = match kind {
            // Moved: payment, debit, credit, amount, order, hash of the evidence. Discounted: what
            // it costs without coupons after the amount.
            2 | 67 => {
                let moved = rest.moved()?;
                if kind == 67 {
                    rest.amount()?;
                }
                rest.optional_id()?;
                rest.take::<32>()?;
                moved
            }
            // Refunded, reversed: the movement, debit, credit, amount, the payment, order. Of a
            // discounted payment: what of the price at the end.
            7 | 8 | 69 | 70 => {
                let moved = rest.moved()?;
                rest.id()?;
                rest.optional_id()?;
                if kind >= 69 {
                    rest.amount()?;
                }
                moved
            }
            // Budget moved: the movement, debit, credit, amount, the payment that it is part of.
            68 => {
                let moved = rest.moved()?;
                rest.optional_id()?;
                moved
            }
            // Envelope moved: payment, debit, credit, amount, envelope, hash of the evidence.
            81 => {
                let moved = rest.moved()?;
                rest.id()?;
                rest.take::<32>()?;
                moved
            }
            // Fee taken, given back: the movement, debit, credit, amount, the payment; of what was
            // taken, rate and free band.
            140 | 141 => {
                let moved = rest.moved()?;
                rest.id()?;
                if kind == 140 {
                    rest.take::<16>()?;
                }
                moved
            }
            // Hold posted: the hold, payment, debit, credit, amount.
            10 => {
                rest.id()?;
                rest.moved()?
            }
            _ => return None,
        };
        let movement = Self { sequence, at_ms, payment, debit, minor, currency };
        rest.0.is_empty().then_some(movement)
    }
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<u64> {
        self.take().map(u64::from_be_bytes)
    }

    /// Reads the payment, who paid and how much, and passes over who was paid.
    fn moved(&mut self) -> Option<(u128, u128, (u64, [u8; 3]))> {
        let (payment, debit) = (self.id()?, self.id()?);
        self.id()?;
        Some((payment, debit, self.amount()?))
    }

    fn id(&mut self) -> Option<u128> {
        self.take().map(u128::from_be_bytes)
    }

    fn optional_id(&mut self) -> Option<Option<u128>> {
        match self.take::<1>()? {
            [0] => Some(None),
            [1] => self.id().map(Some),
            _ => None,
        }
    }

    fn amount(&mut self) -> Option<(u64, [u8; 3])> {
        Some((self.number()?, self.take()?))
    }
}

#[cfg(test)]
mod tests;
