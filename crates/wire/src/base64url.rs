//! Bytes of a known length as base64url without padding (RFC 4648, section 5).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// Returns the text for the bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads exactly `N` bytes from their one canonical text.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    // Looked at first, so that a huge text costs nothing.
    if text.len() != (N * 4).div_ceil(3) {
        return None;
    }
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_read_back(bytes in any::<[u8; 16]>()) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn a_text_is_canonical_or_refused(text in "[A-Za-z0-9_=+/-]{20,24}|\\PC{0,30}") {
            if let Some(bytes) = decode::<16>(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }

    #[test]
    fn padding_and_stray_bits_are_refused() {
        assert_eq!(decode(&"A".repeat(22)), Some([0_u8; 16]));
        assert_eq!(decode::<16>(&format!("{}==", "A".repeat(22))), None);
        assert_eq!(decode::<16>(&format!("{}B", "A".repeat(21))), None);
    }
}
