//! The signature over an invoice: it must fit the key that is named, or give one.

use super::own_rule;
use crate::error::{CodeError, Place};
use crate::part::bech32;
use k256::ecdsa::signature::hazmat::PrehashVerifier as _;
use k256::ecdsa::{RecoveryId, Signature, VerifyingKey};
use sha2::{Digest, Sha256};

/// Checks the signature over prefix and signed values; returns the payee's key.
pub(super) fn check(
    prefix: &str,
    signed: &[u8],
    signature: &[u8],
    named: Option<&[u8; 33]>,
) -> Result<[u8; 33], CodeError> {
    let hash = hash(prefix, signed);
    let key = match named {
        Some(key) => verify(&hash, signature, key).map(|()| *key),
        None => recover(&hash, signature),
    };
    key.ok_or(CodeError::new(own_rule::SIGNATURE_WRONG, Place::field("signature")))
}

/// The hash that is signed: the prefix, then the values filled up to whole bytes.
pub(super) fn hash(prefix: &str, signed: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(prefix.as_bytes());
    hasher.update(bech32::bytes_filled_up(signed));
    hasher.finalize().into()
}

/// Signature and recovery number.
fn parts(values: &[u8]) -> Option<(Signature, u8)> {
    let bytes = bech32::bytes(values)?;
    let (recovery, signature) = bytes.split_last()?;
    Some((Signature::from_slice(signature).ok()?, *recovery))
}

fn verify(hash: &[u8; 32], values: &[u8], key: &[u8; 33]) -> Option<()> {
    let (signature, _) = parts(values)?;
    let key = VerifyingKey::from_sec1_bytes(key).ok()?;
    key.verify_prehash(hash, &signature).ok()
}

fn recover(hash: &[u8; 32], values: &[u8]) -> Option<[u8; 33]> {
    let (signature, recovery) = parts(values)?;
    let recovery = RecoveryId::from_byte(recovery)?;
    // The standard lets s be high or low where the key is recovered.
    let key = VerifyingKey::recover_from_prehash(hash, &signature, recovery).ok()?;
    key.to_sec1_point(true).as_bytes().try_into().ok()
}
