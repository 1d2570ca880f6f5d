//! EMVCo consumer-presented codes (CPM 1.1): BER-TLV in base 64, which a payer shows to a till.
//!
//! Whoever has the text may pay with it: nothing of it gets into an error or a debug print.

mod application;
mod fields;
mod read;
mod tlv;
mod write;

pub use application::Application;
pub use tlv::DataObject;
pub use write::{CONSUMER_TEXT_BYTES_MAX, ConsumerWriteError};

use super::Family;
use crate::describe::Fields;
use crate::error::CodeError;

/// What the base 64 of the format indicator begins with, whatever follows it.
const MAGIC: &str = "hQVDUFY";

/// The value of the format indicator.
const FORMAT: &[u8] = b"CPV01";

/// The tags that have a meaning here.
mod tag {
    pub const FORMAT: u16 = 0x85;
    pub const APPLICATION: u16 = 0x61;
    pub const COMMON: u16 = 0x62;
    pub const TRANSPARENT: u16 = 0x63;
    pub const AID: u16 = 0x4F;
    pub const LABEL: u16 = 0x50;
    pub const TRACK_2: u16 = 0x57;
    pub const PAN: u16 = 0x5A;
    pub const CARDHOLDER: u16 = 0x5F20;
    pub const ISSUER_URL: u16 = 0x5F50;
}

/// A code that a payer shows to a till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerPresented {
    /// All root objects in their order, the format indicator left out.
    objects: Vec<DataObject>,
    applications: Vec<Application>,
    common: Vec<DataObject>,
}

impl Family for ConsumerPresented {
    const WORD: &'static str = "emv-cpm";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        text.starts_with(MAGIC).then(|| Self::read(text))
    }

    fn fields(&self) -> Fields {
        fields::fields(self)
    }
}

impl ConsumerPresented {
    /// Returns all root objects in their order, the format indicator left out.
    pub fn objects(&self) -> &[DataObject] {
        &self.objects
    }

    /// Returns the applications, the one that the payer prefers first; at least one.
    pub fn applications(&self) -> &[Application] {
        &self.applications
    }

    /// Returns what holds for all applications.
    pub fn common(&self) -> &[DataObject] {
        &self.common
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
