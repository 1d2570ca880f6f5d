//! Identifiers, hashes and seeds as hexadecimal digits, two a byte.

/// Returns the digits. By a table, because every payment with a coupon or a draw has many of them,
/// and the formatter asks for each byte anew how it is to be shown.
pub(crate) fn digits<const N: usize>(bytes: &[u8; N]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * N);
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from(DIGITS[usize::from(half)]));
        }
    }
    text
}

pub(crate) fn bytes(digits: &str) -> Option<[u8; 32]> {
    // A sign would pass for a digit below.
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_two_digits_that_read_back() {
        let written: [u8; 32] =
            std::array::from_fn(|place| u8::try_from(place * 37 % 256).unwrap_or_default());
        let plain: String = written.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digits(&written), plain);
        assert_eq!(bytes(&plain), Some(written));
        assert_eq!(digits(&0x00ff_u128.to_be_bytes()), format!("{:032x}", 0x00ff));
    }
}
