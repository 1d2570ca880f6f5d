//! Bitcoin addresses: base58 with a check value, or bech32 with a witness program.

use crate::error::{CodeError, Place, Rule, rule};
use crate::part::bech32::{self, Bech32Error, Variant};
use sha2::{Digest, Sha256};

/// The network of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BitcoinNetwork {
    /// The network whose coins are worth something.
    Main,
    /// Test networks: testnet and signet share their addresses.
    Test,
    /// A network on one machine.
    Regtest,
}

impl BitcoinNetwork {
    /// Returns the word for the network.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Main => "bitcoin",
            Self::Test => "testnet",
            Self::Regtest => "regtest",
        }
    }
}

/// The letters of base58, by value.
const LETTERS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Version, hash of 20 bytes, check value of 4.
const BASE58_BYTES: usize = 25;
/// The longest base58 text of that many bytes.
const BASE58_LETTERS_MAX: usize = 35;
/// BIP 173 keeps addresses to 90 characters.
const SEGWIT_LETTERS_MAX: usize = 90;

/// Checks an address and returns its network.
pub(super) fn check(text: &str) -> Result<BitcoinNetwork, CodeError> {
    let is_segwit = ["bc1", "tb1", "bcrt1"].iter().any(|prefix| {
        text.split_at_checked(prefix.len())
            .is_some_and(|(head, _)| head.eq_ignore_ascii_case(prefix))
    });
    let network = if is_segwit { segwit(text) } else { base58(text) };
    network.map_err(|rule| CodeError::new(rule, Place::field("address")))
}

fn base58(text: &str) -> Result<BitcoinNetwork, Rule> {
    let bytes = base58_bytes(text).ok_or(rule::ACCOUNT_MALFORMED)?;
    let (payload, check_value) = bytes.split_at(BASE58_BYTES - 4);
    if Sha256::digest(Sha256::digest(payload))[..4] != *check_value {
        return Err(rule::ACCOUNT_CHECK_WRONG);
    }
    match payload[0] {
        0x00 | 0x05 => Ok(BitcoinNetwork::Main),
        0x6f | 0xc4 => Ok(BitcoinNetwork::Test),
        _ => Err(rule::ACCOUNT_MALFORMED),
    }
}

/// Returns the bytes of a base58 text where they are as many as an address has.
fn base58_bytes(text: &str) -> Option<[u8; BASE58_BYTES]> {
    if text.is_empty() || text.len() > BASE58_LETTERS_MAX {
        return None;
    }
    let mut number = [0u8; BASE58_BYTES];
    for letter in text.bytes() {
        let mut carry = LETTERS.iter().position(|known| *known == letter)?;
        for byte in number.iter_mut().rev() {
            carry += usize::from(*byte) * 58;
            *byte = u8::try_from(carry & 0xff).ok()?;
            carry >>= 8;
        }
        if carry > 0 {
            return None;
        }
    }
    // Each leading 1 stands for one byte of zero: another count is another text of that number.
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let ones = text.bytes().take_while(|letter| *letter == b'1').count();
    (zeros == ones).then_some(number)
}

fn segwit(text: &str) -> Result<BitcoinNetwork, Rule> {
    if text.len() > SEGWIT_LETTERS_MAX {
        return Err(rule::ACCOUNT_MALFORMED);
    }
    let found = bech32::read(text).map_err(|error| match error {
        Bech32Error::Form => rule::ACCOUNT_MALFORMED,
        Bech32Error::Check => rule::ACCOUNT_CHECK_WRONG,
    })?;
    let (version, program) = found.values.split_first().ok_or(rule::ACCOUNT_MALFORMED)?;
    let length = bech32::bytes(program).ok_or(rule::ACCOUNT_MALFORMED)?.len();
    let fits = match (version, found.variant) {
        (0, Variant::Bech32) => length == 20 || length == 32,
        (1..=16, Variant::Bech32m) => (2..=40).contains(&length),
        _ => false,
    };
    match found.prefix.as_str() {
        _ if !fits => Err(rule::ACCOUNT_MALFORMED),
        "bc" => Ok(BitcoinNetwork::Main),
        "tb" => Ok(BitcoinNetwork::Test),
        "bcrt" => Ok(BitcoinNetwork::Regtest),
        _ => Err(rule::ACCOUNT_MALFORMED),
    }
}

/// Writes the address of a hash, for tests.
#[cfg(test)]
pub(super) fn write_base58(version: u8, hash: [u8; 20]) -> String {
    let mut bytes = vec![version];
    bytes.extend(hash);
    let check_value = Sha256::digest(Sha256::digest(&bytes));
    bytes.extend(&check_value[..4]);
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut letters = Vec::new();
    while bytes.iter().any(|byte| *byte != 0) {
        let mut rest = 0;
        for byte in &mut bytes {
            rest = rest * 256 + usize::from(*byte);
            *byte = u8::try_from(rest / 58).expect("a byte");
            rest %= 58;
        }
        letters.push(LETTERS[rest]);
    }
    letters.extend(std::iter::repeat_n(b'1', zeros));
    letters.into_iter().rev().map(char::from).collect()
}
