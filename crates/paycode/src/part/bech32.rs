//! Bech32 (BIP 173) and bech32m (BIP 350), without the limit of 90 characters, as Lightning uses
//! it.

/// The letters of the data part, by value.
const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// How many letters the check value has.
const CHECK_LETTERS: usize = 6;

/// Which check value a text ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// BIP 173.
    Bech32,
    /// BIP 350.
    Bech32m,
}

/// Why a text is not bech32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bech32Error {
    /// No prefix, both cases, or a letter that is none of the 32.
    Form,
    /// The check value is wrong.
    Check,
}

/// A text in bech32: its prefix in lower case, and values of five bits without the check value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bech32 {
    pub prefix: String,
    pub values: Vec<u8>,
    pub variant: Variant,
}

/// Reads a text, all in lower or all in upper case.
pub(crate) fn read(text: &str) -> Result<Bech32, Bech32Error> {
    let is_mixed = text.bytes().any(|b| b.is_ascii_lowercase())
        && text.bytes().any(|b| b.is_ascii_uppercase());
    let text = text.to_ascii_lowercase();
    let (prefix, data) = text.rsplit_once('1').ok_or(Bech32Error::Form)?;
    let is_prefix = !prefix.is_empty() && prefix.bytes().all(|b| (33..=126).contains(&b));
    if is_mixed || !is_prefix || data.len() < CHECK_LETTERS {
        return Err(Bech32Error::Form);
    }
    let mut values = data.bytes().map(value_of).collect::<Option<Vec<u8>>>();
    let values = values.as_mut().ok_or(Bech32Error::Form)?;
    let variant = match checksum(prefix, values) {
        1 => Variant::Bech32,
        0x2bc8_30a3 => Variant::Bech32m,
        _ => return Err(Bech32Error::Check),
    };
    values.truncate(values.len() - CHECK_LETTERS);
    Ok(Bech32 { prefix: prefix.to_owned(), values: std::mem::take(values), variant })
}

fn value_of(letter: u8) -> Option<u8> {
    let place = LETTERS.iter().position(|known| *known == letter)?;
    u8::try_from(place).ok()
}

/// The checksum over prefix and values: 1 where bech32 is whole.
fn checksum(prefix: &str, values: &[u8]) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let high = prefix.bytes().map(|b| b >> 5);
    let low = prefix.bytes().map(|b| b & 31);
    let all = high.chain([0]).chain(low).chain(values.iter().copied());
    all.fold(1, |sum: u32, value| {
        let top = sum >> 25;
        let sum = ((sum & 0x01ff_ffff) << 5) ^ u32::from(value);
        let bits = GENERATOR.iter().enumerate().filter(|(bit, _)| (top >> bit) & 1 == 1);
        bits.fold(sum, |sum, (_, generator)| sum ^ generator)
    })
}

/// Returns the bytes that values of five bits make; `None` where what is left over is not less
/// than five bits of zero.
pub(crate) fn bytes(values: &[u8]) -> Option<Vec<u8>> {
    let (bytes, rest, bits) = collect(values);
    (bits < 5 && rest == 0).then_some(bytes)
}

/// Returns the bytes that values of five bits make, the last one filled up with zeros.
pub(crate) fn bytes_filled_up(values: &[u8]) -> Vec<u8> {
    let (mut bytes, rest, bits) = collect(values);
    if bits > 0 {
        bytes.push(u8::try_from((rest << (8 - bits)) & 0xff).unwrap_or_default());
    }
    bytes
}

/// Whole bytes, the bits left over, and their number.
fn collect(values: &[u8]) -> (Vec<u8>, u32, u32) {
    let mut bytes = Vec::with_capacity(values.len() * 5 / 8);
    let (mut rest, mut bits) = (0u32, 0);
    for value in values {
        rest = (rest << 5) | u32::from(*value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(rest >> bits).unwrap_or_default());
            rest &= (1 << bits) - 1;
        }
    }
    (bytes, rest, bits)
}

/// Writes bytes in bech32, for tests of what is only read.
#[cfg(test)]
pub(crate) fn write(prefix: &str, bytes: &[u8], variant: Variant) -> String {
    let mut values = Vec::new();
    let (mut rest, mut bits) = (0u32, 0);
    for byte in bytes {
        rest = (rest << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            values.push(u8::try_from((rest >> bits) & 31).expect("five bits"));
        }
        rest &= (1 << bits) - 1;
    }
    if bits > 0 {
        values.push(u8::try_from((rest << (5 - bits)) & 31).expect("five bits"));
    }
    write_values(prefix, &values, variant)
}

/// Writes values of five bits in bech32, for tests of what is only read.
#[cfg(test)]
pub(crate) fn write_values(prefix: &str, values: &[u8], variant: Variant) -> String {
    let mut checked = values.to_vec();
    checked.extend([0; CHECK_LETTERS]);
    let whole = if variant == Variant::Bech32 { 1 } else { 0x2bc8_30a3 };
    let sum = checksum(prefix, &checked) ^ whole;
    let check = (0..6).map(|place| u8::try_from((sum >> (5 * (5 - place))) & 31).expect("five"));
    let letters = values.iter().copied().chain(check);
    let data: String = letters.map(|value| char::from(LETTERS[usize::from(value)])).collect();
    format!("{prefix}1{data}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_standards_hold() {
        for good in ["A12UEL5L", "a12uel5l", "?1ezyfcl"] {
            assert_eq!(read(good).map(|b| b.variant), Ok(Variant::Bech32), "{good}");
        }
        for good in ["A1LQFN3A", "a1lqfn3a"] {
            assert_eq!(read(good).map(|b| b.variant), Ok(Variant::Bech32m), "{good}");
        }
        assert_eq!(read("A1G7SGD8"), Err(Bech32Error::Check));
        for bad in ["", "1", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "A12uEL5L", "é1qqqqqq"]
        {
            assert_eq!(read(bad), Err(Bech32Error::Form), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bytes_in: Vec<u8>, prefix in "[a-z]{1,8}") {
            let text = write(&prefix, &bytes_in, Variant::Bech32);
            let found = read(&text).expect("sound");
            prop_assert_eq!(bytes(&found.values), Some(bytes_in.clone()));
            prop_assert_eq!(&bytes_filled_up(&found.values)[..bytes_in.len()], &bytes_in[..]);
            prop_assert_eq!(found.prefix, prefix);
            let upper = text.to_ascii_uppercase();
            prop_assert_eq!(read(&upper).map(|b| b.values), Ok(found.values));
        }
    }
}
