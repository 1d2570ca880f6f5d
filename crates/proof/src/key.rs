//! The operator's Ed25519 keys: the secret one that signs, public ones and their texts (C2SP
//! verifier keys), and the handover by which an old key vouches for the next.

use crate::note::is_key_name;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// The kind of signature in a verifier key: Ed25519.
const KIND: u8 = 1;

/// The bytes of a signature in a note: four of the key's identifier and 64 of Ed25519.
pub const SIGNATURE_BYTES: usize = 68;

/// Why a key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text is not `NAME+HASH+KEY` of an Ed25519 key.
    #[error("an operator's key is NAME+HASH+KEY, as `tongbaod key list` prints it")]
    Malformed,
    /// The key before it does not vouch for a new key.
    #[error("the operator's new key is not signed by the one before it")]
    HandoverWrong,
}

/// A public key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl PublicKey {
    /// Returns the short identifier of this key under a name: the first four bytes of SHA-256 over
    /// the name, a line break, the kind and the key.
    pub fn id(&self, name: &str) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(name.as_bytes());
        hasher.update([b'\n', KIND]);
        hasher.update(self.0);
        let [a, b, c, d, ..] = <[u8; 32]>::from(hasher.finalize());
        [a, b, c, d]
    }

    /// Returns whether the bytes are this key's identifier and its signature over the message.
    pub fn verifies(&self, name: &str, message: &[u8], signature: &[u8]) -> bool {
        let Some(signature) = signature.strip_prefix(&self.id(name)) else { return false };
        UnparsedPublicKey::new(&ED25519, self.0).verify(message, signature).is_ok()
    }

    /// Returns the key as C2SP writes verifier keys: name, identifier, kind and key.
    pub fn to_text(&self, name: &str) -> String {
        let id = u32::from_be_bytes(self.id(name));
        let mut key = vec![KIND];
        key.extend(self.0);
        format!("{name}+{id:08x}+{}", STANDARD.encode(key))
    }

    /// Reads such a text; returns the name and the key.
    ///
    /// # Errors
    /// `Malformed`, also when the identifier is another key's.
    pub fn parse(text: &str) -> Result<(String, Self), KeyError> {
        let mut parts = text.splitn(3, '+');
        let (name, id, key) = match (parts.next(), parts.next(), parts.next()) {
            (Some(name), Some(id), Some(key)) => (name, id, key),
            _ => return Err(KeyError::Malformed),
        };
        // Looked at first, so that a huge text costs nothing.
        if !is_key_name(name) || name.len() > 200 || id.len() != 8 || key.len() != 44 {
            return Err(KeyError::Malformed);
        }
        let bytes = STANDARD.decode(key).map_err(|_| KeyError::Malformed)?;
        let key = match bytes.split_first() {
            Some((&KIND, key)) => key.try_into().map(Self).map_err(|_| KeyError::Malformed)?,
            _ => return Err(KeyError::Malformed),
        };
        if key.to_text(name) == text {
            Ok((name.to_owned(), key))
        } else {
            Err(KeyError::Malformed)
        }
    }
}

/// The secret key.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// Returns the key of a seed of 32 secret bytes; nothing for a seed that cannot be one.
    pub fn from_seed(seed: &[u8; 32]) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(Self)
    }

    /// Returns the public key.
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        PublicKey(bytes)
    }

    /// Signs a message; returns the key's identifier under the name, then the signature.
    pub fn sign(&self, name: &str, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        let mut bytes = [0; SIGNATURE_BYTES];
        let (id, signature) = bytes.split_at_mut(4);
        id.copy_from_slice(&self.public().id(name));
        signature.copy_from_slice(self.0.sign(message).as_ref());
        bytes
    }
}

/// Writes a signature as a note line carries it.
pub fn signature_text(signature: &[u8; SIGNATURE_BYTES]) -> String {
    STANDARD.encode(signature)
}

/// Reads a signature as a note line carries it: an identifier and a signature in base64.
pub fn signature_from_text(text: &str) -> Option<[u8; SIGNATURE_BYTES]> {
    // Looked at first, so that a huge text costs nothing.
    if text.len() != SIGNATURE_BYTES.div_ceil(3) * 4 {
        return None;
    }
    STANDARD.decode(text).ok()?.try_into().ok()
}

/// A public key, and what vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// The key.
    pub key: PublicKey,
    /// The signature of the key before it, over [`Handover::text`]; none for the first key.
    pub by_previous: Option<[u8; SIGNATURE_BYTES]>,
}

impl Handover {
    /// Returns what the old key signs: that from now on the new one speaks for this operator too.
    pub fn text(name: &str, key: &PublicKey) -> String {
        format!("tongbao-key-1\n{}\n", key.to_text(name))
    }

    /// Lets the old key vouch for the new one.
    pub fn by(old: &SigningKey, name: &str, key: PublicKey) -> Self {
        let by_previous = Some(old.sign(name, Self::text(name, &key).as_bytes()));
        Self { key, by_previous }
    }
}

/// Returns all keys that one who believes `known` may believe: those, and what follows them in the
/// operator's list, each vouched for by the one before it. Where nothing is known, the list is
/// taken as it is.
///
/// # Errors
/// `HandoverWrong` when the list does not go on from the newest known key, or a signature is wrong.
pub fn follow(
    name: &str,
    known: &[PublicKey],
    listed: &[Handover],
) -> Result<Vec<PublicKey>, KeyError> {
    let start = match known.last() {
        None => 0,
        Some(newest) => {
            let place = listed.iter().position(|listed| listed.key == *newest);
            place.ok_or(KeyError::HandoverWrong)? + 1
        }
    };
    let mut keys = known.to_vec();
    for next in listed.iter().skip(start) {
        if let Some(previous) = keys.last() {
            let text = Handover::text(name, &next.key);
            let signature = next.by_previous.as_ref().ok_or(KeyError::HandoverWrong)?;
            if !previous.verifies(name, text.as_bytes(), signature) {
                return Err(KeyError::HandoverWrong);
            }
        }
        keys.push(next.key);
    }
    Ok(keys)
}

#[cfg(test)]
mod tests;
