//! A shop's portable export: `GET /v1/merchant/export` by till key, and `tongbaod merchant export`.
//!
//! It is a file of JSON lines: first what the shop is and which labels it has, then its payments,
//! newest first, and at last a seal: the operator's signature over the SHA-256 of every byte before
//! that line. Another operator opens the shop with it, so that printed labels still pay there.

use crate::Id;
use serde::{Deserialize, Serialize};

/// The form of the file.
pub const FORM: &str = "tongbao merchant export v1";

/// The first line: the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportedMerchant {
    /// [`FORM`].
    pub form: String,
    /// The operator's name inside codes, under which the file is sealed.
    pub operator: String,
    /// When it was written, in Unix milliseconds.
    pub at_ms: u64,
    /// The shop's identifier.
    pub merchant: Id,
    /// The registered name.
    pub name: String,
    /// The city.
    pub city: String,
    /// The merchant category code of ISO 18245.
    pub category: u16,
    /// The currency of its account, as ISO 4217 writes it.
    pub currency: String,
    /// `active`, `limited` or `closed`, as the neutrality log says why.
    pub state: String,
    /// Its labels, withdrawn ones too.
    pub labels: Vec<ExportedLabel>,
}

/// A label of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportedLabel {
    /// The identifier inside the printed code.
    pub label: Id,
    /// `active` or `closed`.
    pub state: String,
    /// The text of its code.
    pub code: String,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportSeal {
    /// The signed note over how many lines there are before this one, and the SHA-256 of them.
    pub seal: String,
}
