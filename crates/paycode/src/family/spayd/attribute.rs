//! The attributes of a Czech code: keys and raw values between stars, and the check value over
//! them.

use crate::error::{CodeError, Place, rule};
use crate::part::percent;

/// The keys that the standard gives, for the places of errors.
const KEYS: [&str; 15] = [
    "ACC", "ALT-ACC", "AM", "CC", "RF", "RN", "DT", "PT", "MSG", "NT", "NTA", "CRC32", "X-VS",
    "X-SS", "X-KS",
];

/// A key and its value as written.
pub(super) struct Attribute<'a> {
    pub(super) key: &'a str,
    pub(super) raw: &'a str,
}

/// Reads the attributes behind a header of `offset` characters. What is empty states nothing and is
/// left out: some generators write keys without values, and two stars in a row.
pub(super) fn read(text: &str, mut offset: usize) -> Result<Vec<Attribute<'_>>, CodeError> {
    let mut attributes: Vec<Attribute<'_>> = Vec::new();
    for element in text.split('*') {
        let place = Place::at(offset);
        offset += element.chars().count() + 1;
        if element.is_empty() {
            continue;
        }
        let (key, raw) =
            element.split_once(':').ok_or(CodeError::new(rule::SYNTAX_WRONG, place))?;
        let is_key = |b: u8| b.is_ascii_uppercase() || b == b'-';
        if key.is_empty() || !(key == "CRC32" || key.bytes().all(is_key)) {
            return Err(CodeError::new(rule::SYNTAX_WRONG, place));
        }
        attributes.push(Attribute { key, raw });
    }
    for (index, attribute) in attributes.iter().enumerate() {
        let is_again = |earlier: &Attribute<'_>| earlier.key == attribute.key;
        // Readers that take another one of two would pay another account or amount.
        if let Some(known) = known(attribute.key)
            && attributes[..index].iter().any(is_again)
        {
            return Err(CodeError::new(rule::FIELD_TWICE, Place::field(known)));
        }
    }
    Ok(attributes)
}

/// Returns the key if it is one of the standard's.
pub(super) fn known(key: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|known| *known == key)
}

/// Returns a decoded value, of which the standard reads only the leftmost characters.
pub(super) fn value(raw: &str, count_max: usize, place: Place) -> Result<String, CodeError> {
    let decoded = percent::decode(raw).ok_or(CodeError::new(rule::SYNTAX_WRONG, place))?;
    Ok(decoded.chars().take(count_max).collect())
}

/// Returns a value as it stands between stars. All but printable ASCII is encoded, so that no
/// reader has to guess a character set.
pub(super) fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'*' | b'%' => text.push_str(&format!("%{byte:02X}")),
            b' '..=b'~' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// Returns the check value: CRC-32 over the header and the attributes without the check value,
/// sorted by key and then by value, each with a star behind it.
pub(super) fn check_value(header: &str, attributes: &[Attribute<'_>]) -> u32 {
    const CRC32: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    let covered = attributes.iter().filter(|attribute| attribute.key != "CRC32");
    let mut sorted: Vec<_> = covered.map(|attribute| (attribute.key, attribute.raw)).collect();
    sorted.sort_unstable();
    let mut digest = CRC32.digest();
    digest.update(header.as_bytes());
    for (key, raw) in sorted {
        for part in [key, ":", raw, "*"] {
            digest.update(part.as_bytes());
        }
    }
    digest.finalize()
}
