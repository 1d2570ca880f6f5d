//! What a by-square code is wrapped in: base32, a header, a length, LZMA, a check value. The
//! length is looked at before anything is unpacked, and no more than it is unpacked.

use crate::error::{CodeError, Place, rule};
use lzma_rust2::{Action, LzmaStream};

/// The shortest text that is taken for a code.
const CHARACTERS_MIN: usize = 20;
/// The longest data that is unpacked: real codes hold a few hundred bytes.
const DATA_BYTES_MAX: usize = 4096;
/// Two bytes that say what it is, two with the length of the data.
const HEADER_BYTES: usize = 4;
const CHECK_BYTES: usize = 4;
/// The standard's properties of LZMA: literal context, literal position, position bits.
const LC_LP_PB: (u32, u32, u32) = (3, 0, 2);
pub(super) const DICTIONARY_BYTES: u32 = 128 * 1024;
pub(super) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHIJKLMNOPQRSTUV";

/// What a code is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Document {
    Payments,
    Invoice,
}

/// An opened code.
#[derive(Debug)]
pub(super) struct Envelope {
    /// The fields.
    pub(super) text: String,
}

/// Returns what a text is a code of, or `None` where it is not one: there is no magic word, but
/// type, version, a reserved byte, and the first byte of LZMA, which is zero. Digits alone are
/// somebody else's number.
pub(super) fn document(text: &str) -> Option<Document> {
    let bytes = text.as_bytes();
    let is_long = bytes.len() >= CHARACTERS_MIN;
    if !is_long || !bytes.iter().all(|b| ALPHABET.contains(b)) || text.bytes().all(|b| b < b'A') {
        return None;
    }
    let document = match bytes[0] {
        b'0' => Document::Payments,
        b'2' => Document::Invoice,
        _ => return None,
    };
    let is_version = matches!(bytes[1], b'0' | b'4' | b'8');
    // The seventh character begins with two bits of the length.
    let is_lzma = matches!(bytes[6], b'0' | b'8' | b'G' | b'O') && bytes[7] == b'0';
    (is_version && bytes[2] == b'0' && is_lzma).then_some(document)
}

impl Envelope {
    /// Opens a code.
    pub(super) fn open(text: &str) -> Result<Self, CodeError> {
        let bytes = bytes_of(text);
        let broken = |rule, name| CodeError::new(rule, Place::field(name));
        let (header, packed) =
            bytes.split_at_checked(HEADER_BYTES).ok_or(broken(rule::FIELD_MISSING, "header"))?;
        let byte_count = usize::from(u16::from_le_bytes([header[2], header[3]]));
        if byte_count > DATA_BYTES_MAX {
            return Err(broken(rule::FIELD_TOO_LONG, "length"));
        }
        let data =
            unpack(packed, byte_count).ok_or(broken(rule::FIELD_MALFORMED, "compressed data"))?;
        let (check, covered) =
            data.split_at_checked(CHECK_BYTES).ok_or(broken(rule::FIELD_MISSING, "check value"))?;
        if check_value(covered) != check {
            return Err(broken(rule::CHECKSUM_WRONG, "check value"));
        }
        let text = std::str::from_utf8(covered)
            .map_err(|_| broken(rule::ENCODING_UNSUPPORTED, "compressed data"))?;
        Ok(Self { text: text.to_owned() })
    }
}

/// Returns CRC-32 as it stands in front of the data.
pub(super) fn check_value(covered: &[u8]) -> [u8; CHECK_BYTES] {
    crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(covered).to_le_bytes()
}

/// Returns the whole bytes that characters of five bits make; what is left over fills up the last.
fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut pending, mut bit_count) = (0u16, 0u32);
    for value in text.chars().filter_map(|c| c.to_digit(32)) {
        pending = (pending << 5) | u16::try_from(value).unwrap_or(0);
        bit_count += 5;
        if bit_count >= 8 {
            bit_count -= 8;
            let [_, byte] = (pending >> bit_count).to_be_bytes();
            bytes.push(byte);
            pending &= (1 << bit_count) - 1;
        }
    }
    bytes
}

/// Unpacks exactly `byte_count` bytes, or none.
fn unpack(packed: &[u8], byte_count: usize) -> Option<Vec<u8>> {
    let (lc, lp, pb) = LC_LP_PB;
    let size = u64::try_from(byte_count).ok()?;
    let mut stream = LzmaStream::new(size, lc, lp, pb, DICTIONARY_BYTES, None).ok()?;
    let mut data = vec![0; byte_count];
    let (mut consumed, mut produced) = (0, 0);
    while produced < byte_count {
        let rest = &mut data[produced..];
        let step = stream.process(&packed[consumed..], rest, Action::Finish).ok()?;
        if step.bytes_consumed == 0 && step.bytes_produced == 0 {
            return None;
        }
        consumed += step.bytes_consumed;
        produced += step.bytes_produced;
    }
    Some(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_bits_a_character_make_bytes() {
        assert_eq!(bytes_of("CPNMUOJ1"), b"fooba");
        assert_eq!(bytes_of("CPNMUOG"), b"foob");
        assert_eq!(bytes_of("CO"), b"f");
        assert_eq!(bytes_of("C"), b"");
    }

    #[test]
    fn a_number_is_not_taken_for_a_code() {
        assert_eq!(document("0004I0006UC5LT8E21H3IC1K"), Some(Document::Payments));
        assert_eq!(document("2004I0006UC5LT8E21H3IC1K"), Some(Document::Invoice));
        for text in ["00012000000000000000000", "0004I000", "0004I0006uc5lt8e21h3ic1k", "30040000A"]
        {
            assert_eq!(document(text), None, "{text}");
        }
    }
}
