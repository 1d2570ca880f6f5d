//! The one byte form of values that are hashed: big-endian integers of fixed width, texts and
//! options with their length or presence before them, so that no two contents share their bytes.

use money::{Amount, Currency};
use sha2::{Digest as _, Sha256};

/// Bytes that are to be hashed.
pub(crate) struct Bytes(Vec<u8>);

/// What rows and commands seldom fill: most are made without asking for more memory midway.
const ROOM: usize = 256;

impl Default for Bytes {
    fn default() -> Self {
        Self(Vec::with_capacity(ROOM))
    }
}

impl Bytes {
    pub(crate) fn tag(mut self, tag: u8) -> Self {
        self.0.push(tag);
        self
    }

    /// A number of two bytes.
    pub(crate) fn small(mut self, number: u16) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    pub(crate) fn number(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    pub(crate) fn id(mut self, id: u128) -> Self {
        self.0.extend_from_slice(&id.to_be_bytes());
        self
    }

    pub(crate) fn optional_id(self, id: Option<u128>) -> Self {
        match id {
            None => self.tag(0),
            Some(id) => self.tag(1).id(id),
        }
    }

    pub(crate) fn optional_number(self, number: Option<u64>) -> Self {
        match number {
            None => self.tag(0),
            Some(number) => self.tag(1).number(number),
        }
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        self = self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    pub(crate) fn optional_text(self, text: Option<&str>) -> Self {
        match text {
            None => self.tag(0),
            Some(text) => self.tag(1).text(text),
        }
    }

    pub(crate) fn fixed<const N: usize>(mut self, bytes: &[u8; N]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn optional_hash(self, hash: Option<&[u8; 32]>) -> Self {
        match hash {
            None => self.tag(0),
            Some(hash) => self.tag(1).fixed(hash),
        }
    }

    pub(crate) fn currency(mut self, currency: Currency) -> Self {
        self.0.extend_from_slice(currency.code().as_bytes());
        self
    }

    pub(crate) fn amount(self, amount: Amount) -> Self {
        self.number(amount.minor()).currency(amount.currency())
    }

    /// Returns the bytes.
    pub(crate) fn into_vec(self) -> Vec<u8> {
        self.0
    }

    /// Returns the SHA-256 of the bytes.
    pub(crate) fn sha256(self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}
