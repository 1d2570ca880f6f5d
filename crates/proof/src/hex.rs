//! Bytes as lower-case hexadecimal text.

use std::fmt::Write as _;

/// Returns the text for the bytes.
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads exactly `N` bytes from their text.
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// Reads at most `max` bytes from their text.
pub fn decode_up_to(text: &str, max: usize) -> Option<Vec<u8>> {
    if text.len() > max * 2 || !text.len().is_multiple_of(2) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2);
    pairs.map(|at| text.get(at..at + 2).and_then(decode::<1>).map(|[byte]| byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_read_back_and_other_texts_do_not() {
        let bytes = [0, 1, 0xab, 0xff];
        assert_eq!(decode(&encode(&bytes)), Some(bytes));
        assert_eq!(decode::<4>("0001ab"), None);
        assert_eq!(decode::<2>("+1ab"), None);
        assert_eq!(decode_up_to(&encode(&bytes), 4), Some(bytes.to_vec()));
        assert_eq!(decode_up_to(&encode(&bytes), 3), None);
        assert_eq!(decode_up_to("0", 3), None);
        assert_eq!(decode_up_to("0\u{e9}1", 3), None);
    }
}
