//! The tagged parts between the time and the signature.

use super::own_rule;
use crate::error::{CodeError, Place, rule};
use crate::part::bech32;

/// Tags of the parts that are read.
mod tag {
    pub const PAYMENT_HASH: u8 = 1;
    pub const FEATURES: u8 = 5;
    pub const EXPIRY: u8 = 6;
    pub const DESCRIPTION: u8 = 13;
    pub const SECRET: u8 = 16;
    pub const PAYEE_KEY: u8 = 19;
    pub const DESCRIPTION_HASH: u8 = 23;
}

/// Values of five bits of a hash and of a key; parts of another length are skipped.
const HASH_VALUES: usize = 52;
const KEY_VALUES: usize = 53;

/// Even feature bits that invoices have and readers know: onion, secret, several parts, blinded
/// routes, attribution, metadata.
const FEATURES_KNOWN: [usize; 6] = [8, 14, 16, 24, 36, 48];

/// What the parts say.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub payment_hash: [u8; 32],
    pub description: Option<String>,
    pub description_hash: Option<[u8; 32]>,
    pub payee_key: Option<[u8; 33]>,
    pub expiry_s: Option<u64>,
}

impl Parts {
    /// Reads whole parts; unknown ones are skipped, needed ones are there once.
    pub(super) fn read(values: &[u8]) -> Result<Self, CodeError> {
        let parts = split(values)?;
        let once = |tag, name| once(&parts, tag, name);
        let payment_hash = once(tag::PAYMENT_HASH, "p")?.ok_or(missing("p"))?;
        once(tag::SECRET, "s")?.ok_or(missing("s"))?;
        let description = once(tag::DESCRIPTION, "d")?.map(text).transpose()?;
        let description_hash = once(tag::DESCRIPTION_HASH, "h")?;
        match (&description, description_hash) {
            (None, None) => return Err(missing("d")),
            (Some(_), Some(_)) => {
                return Err(CodeError::new(rule::FIELDS_EXCLUSIVE, Place::field("h")));
            }
            _ => {}
        }
        let expiry = once(tag::EXPIRY, "x")?;
        let expiry_s = expiry.map(|values| number(values).ok_or(malformed("x"))).transpose()?;
        for (_, values) in parts.iter().filter(|(tag, _)| *tag == tag::FEATURES) {
            check_features(values)?;
        }
        Ok(Self {
            payment_hash: bytes(payment_hash, "p")?,
            description,
            description_hash: description_hash.map(|hash| bytes(hash, "h")).transpose()?,
            payee_key: once(tag::PAYEE_KEY, "n")?.map(|key| bytes(key, "n")).transpose()?,
            expiry_s,
        })
    }
}

fn missing(name: &'static str) -> CodeError {
    CodeError::new(rule::FIELD_MISSING, Place::field(name))
}

fn malformed(name: &'static str) -> CodeError {
    CodeError::new(rule::FIELD_MALFORMED, Place::field(name))
}

/// Splits values into tags and their data.
fn split(mut values: &[u8]) -> Result<Vec<(u8, &[u8])>, CodeError> {
    let overrun = CodeError::new(own_rule::PART_OVERRUN, Place::field("parts"));
    let mut parts = Vec::new();
    while !values.is_empty() {
        let (head, rest) = values.split_at_checked(3).ok_or(overrun)?;
        let length = usize::from(head[1]) * 32 + usize::from(head[2]);
        let (data, rest) = rest.split_at_checked(length).ok_or(overrun)?;
        parts.push((head[0], data));
        values = rest;
    }
    Ok(parts)
}

/// Returns the data of a part that stands at most once; one of a length that is not its own is
/// none.
fn once<'a>(
    parts: &[(u8, &'a [u8])],
    tag: u8,
    name: &'static str,
) -> Result<Option<&'a [u8]>, CodeError> {
    let length = match tag {
        tag::PAYMENT_HASH | tag::SECRET | tag::DESCRIPTION_HASH => Some(HASH_VALUES),
        tag::PAYEE_KEY => Some(KEY_VALUES),
        _ => None,
    };
    let fits = |data: &[u8]| length.is_none_or(|length| data.len() == length);
    let mut found = parts.iter().filter(|(known, data)| *known == tag && fits(data));
    let first = found.next().map(|(_, data)| *data);
    match found.next() {
        Some(_) => Err(CodeError::new(rule::FIELD_TWICE, Place::field(name))),
        None => Ok(first),
    }
}

fn bytes<const COUNT: usize>(values: &[u8], name: &'static str) -> Result<[u8; COUNT], CodeError> {
    let bytes = bech32::bytes(values).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or(malformed(name))
}

fn text(values: &[u8]) -> Result<String, CodeError> {
    let bytes = bech32::bytes(values).ok_or(malformed("d"))?;
    String::from_utf8(bytes)
        .map_err(|_| CodeError::new(rule::ENCODING_UNSUPPORTED, Place::field("d")))
}

/// Returns the number that values make, the highest first.
pub(super) fn number(values: &[u8]) -> Option<u64> {
    values.iter().try_fold(0u64, |number, value| Some(number.checked_mul(32)? | u64::from(*value)))
}

/// Refuses a feature that must be understood and is not known.
fn check_features(values: &[u8]) -> Result<(), CodeError> {
    let is_set = |bit: usize| {
        let value = values.iter().rev().nth(bit / 5);
        value.is_some_and(|value| (value >> (bit % 5)) & 1 == 1)
    };
    let mut even = (0..values.len() * 5).step_by(2).filter(|bit| !FEATURES_KNOWN.contains(bit));
    match even.find(|bit| is_set(*bit)) {
        Some(_) => Err(CodeError::new(own_rule::FEATURE_UNKNOWN, Place::field("9"))),
        None => Ok(()),
    }
}
