//! What binds an envelope's shares before the first one is claimed, and how that is checked.
//! `docs/draws.md` has the bytes.

use super::seal::Share;
use super::{Envelope, Sealed};
use crate::chance::Seed;
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Why an envelope is not what was committed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// There is no such place.
    NoSuchPlace,
    /// The hashes of the shares are not those that were committed to.
    CommitmentWrong,
    /// This share is not the one that was committed to.
    ShareWrong,
    /// The seed gives other shares.
    SeedWrong,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchPlace => "the envelope has no such share",
            Self::CommitmentWrong => "the hashes are not those that were committed to",
            Self::ShareWrong => "the share is not the one that was committed to",
            Self::SeedWrong => "the seed gives other shares",
        })
    }
}

impl std::error::Error for ProofError {}

/// Returns the hash of one share at its place, from 0.
pub fn leaf(envelope: &Envelope, place: u16, share: Share) -> Hash {
    Sha256::new_with_prefix(b"tongbao envelope share 1")
        .chain_update(envelope.id.0.to_be_bytes())
        .chain_update(place.to_be_bytes())
        .chain_update(share.minor.to_be_bytes())
        .chain_update(share.salt)
        .finalize()
        .into()
}

/// Returns the hash over an envelope and the hashes of its shares.
pub fn commitment(envelope: &Envelope, leaves: &[Hash]) -> Hash {
    let mut hasher = Sha256::new_with_prefix(b"tongbao envelope commitment 1")
        .chain_update(envelope.id.0.to_be_bytes())
        .chain_update(envelope.total.currency().code())
        .chain_update(envelope.total.minor().to_be_bytes())
        .chain_update(envelope.shares.to_be_bytes())
        .chain_update([envelope.split.number()]);
    leaves.iter().for_each(|leaf| hasher.update(leaf));
    hasher.finalize().into()
}

/// Checks one claimed share against what was committed to; for whoever claimed it.
///
/// # Errors
/// What is wrong.
pub fn verify_share(
    envelope: &Envelope,
    committed: &Hash,
    leaves: &[Hash],
    (place, share): (u16, Share),
) -> Result<(), ProofError> {
    let claimed = leaves.get(usize::from(place)).ok_or(ProofError::NoSuchPlace)?;
    if leaves.len() != usize::from(envelope.shares) || commitment(envelope, leaves) != *committed {
        return Err(ProofError::CommitmentWrong);
    }
    if leaf(envelope, place, share) != *claimed {
        return Err(ProofError::ShareWrong);
    }
    Ok(())
}

/// Checks a whole envelope once its seed is shown: that the shares were divided and shuffled as
/// they should be, and committed to before. Returns it as it was sealed.
///
/// # Errors
/// What is wrong.
pub fn verify_envelope(
    envelope: &Envelope,
    committed: &Hash,
    seed: &Seed,
) -> Result<Sealed, ProofError> {
    let sealed = envelope.seal(seed).map_err(|_| ProofError::SeedWrong)?;
    if sealed.commitment != *committed {
        return Err(ProofError::SeedWrong);
    }
    Ok(sealed)
}
