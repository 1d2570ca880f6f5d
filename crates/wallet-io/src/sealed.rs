//! Seals bytes with XChaCha20-Poly1305. A versioned header says what is sealed and is bound to it,
//! so that one sealed file can never stand in for another.

use crate::random;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// The key that wraps everything of one wallet.
pub(crate) type WrappingKey = Zeroizing<[u8; 32]>;

/// What is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The wallet's state.
    State = 1,
    /// The device's key.
    DeviceKey = 2,
    /// A known text, to tell a wrong key from a damaged file.
    Check = 3,
}

/// Why sealed bytes did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UnsealError {
    /// Not sealed by this program.
    #[error("it is not a sealed file")]
    NotSealed,
    /// Sealed by a newer one.
    #[error("it was written by a newer version")]
    Newer,
    /// Damaged, or sealed with another key or for another purpose.
    #[error("it is damaged or does not belong to this wallet")]
    Damaged,
}

const MAGIC: [u8; 8] = *b"TONGBAO\0";
const VERSION: u8 = 1;
const HEADER: usize = MAGIC.len() + 2;
const NONCE: usize = 24;

/// Seals bytes under a fresh nonce: header, nonce, text and tag.
pub(crate) fn seal(key: &WrappingKey, purpose: Purpose, plain: &[u8]) -> Vec<u8> {
    let header = header(purpose);
    let nonce: [u8; NONCE] = random::bytes();
    let payload = Payload { msg: plain, aad: &header };
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), payload)
        .expect("a text of less than 256 GiB can be sealed");
    [&header[..], &nonce, &sealed].concat()
}

/// Opens what was sealed for the same purpose with the same key.
pub(crate) fn unseal(
    key: &WrappingKey,
    purpose: Purpose,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, UnsealError> {
    let (header_found, rest) = sealed.split_at_checked(HEADER).ok_or(UnsealError::NotSealed)?;
    if !header_found.starts_with(&MAGIC) {
        return Err(UnsealError::NotSealed);
    }
    if header_found[MAGIC.len()] != VERSION {
        return Err(UnsealError::Newer);
    }
    if header_found != header(purpose) {
        return Err(UnsealError::Damaged);
    }
    let (nonce, text) = rest.split_first_chunk::<NONCE>().ok_or(UnsealError::Damaged)?;
    let payload = Payload { msg: text, aad: &header(purpose) };
    let plain = cipher(key).decrypt(&XNonce::from(*nonce), payload);
    plain.map(Zeroizing::new).map_err(|_| UnsealError::Damaged)
}

fn header(purpose: Purpose) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..MAGIC.len()].copy_from_slice(&MAGIC);
    header[MAGIC.len()..].copy_from_slice(&[VERSION, purpose as u8]);
    header
}

fn cipher(key: &WrappingKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&chacha20poly1305::Key::from(**key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_with_its_key_and_purpose_only() {
        let (key, other) = (Zeroizing::new([1; 32]), Zeroizing::new([2; 32]));
        let sealed = seal(&key, Purpose::State, b"a balance");
        assert_eq!(unseal(&key, Purpose::State, &sealed).expect("opens").as_slice(), b"a balance");
        assert_ne!(seal(&key, Purpose::State, b"a balance"), sealed, "a fresh nonce each time");
        assert!(!sealed.windows(9).any(|window| window == b"a balance"));
        let refused = |key, purpose| unseal(key, purpose, &sealed).expect_err("refused");
        assert_eq!(refused(&other, Purpose::State), UnsealError::Damaged);
        assert_eq!(refused(&key, Purpose::DeviceKey), UnsealError::Damaged);
    }

    #[test]
    fn every_flipped_bit_and_every_lost_byte_is_noticed() {
        let key = Zeroizing::new([1; 32]);
        let sealed = seal(&key, Purpose::Check, b"text");
        for place in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[place] ^= 1;
            assert!(unseal(&key, Purpose::Check, &bent).is_err(), "byte {place}");
            assert!(unseal(&key, Purpose::Check, &sealed[..place]).is_err(), "{place} bytes");
        }
    }
}
