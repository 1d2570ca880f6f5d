//! The operator's signing key, and the list of all keys that ever signed in its name.
//!
//! The secret is one file like the others; the list is another, one key a line, each but the first
//! with the signature by which the key before it vouches for it. Rotating writes the new secret
//! beside the old one first, so that a crash anywhere is made good by rotating again.

use super::{KeyError, read_bytes, replace, write};
use crate::hex;
use proof::key::SIGNATURE_BYTES;
use proof::{Handover, PublicKey, SigningKey};
use std::path::Path;
use std::sync::Arc;

const SECRET: &str = "operator.key";
const NEXT: &str = "operator-next.key";
const LIST: &str = "operator.keys";

/// The key that signs heads and receipts, with all that may have signed before it.
#[derive(Clone)]
pub struct OperatorKeys {
    /// The key that signs now.
    pub signing: Arc<SigningKey>,
    /// Every key, oldest first.
    pub listed: Vec<Handover>,
}

impl OperatorKeys {
    /// Reads the keys; makes the first one where there is none yet.
    pub(super) fn load(folder: &Path) -> Result<Self, KeyError> {
        let secret = folder.join(SECRET);
        if !secret.exists() {
            write(&secret)?;
        }
        let signing = Arc::new(signing_key(&secret)?);
        let listed = list(folder, &signing)?;
        Ok(Self { signing, listed })
    }

    /// Makes a new key that signs from the next start on; the one before vouches for it.
    ///
    /// # Errors
    /// When a file is missing, malformed, open to others or cannot be written.
    pub fn rotate(folder: &Path, origin: &str) -> Result<PublicKey, KeyError> {
        let Self { signing, mut listed } = Self::load(folder)?;
        let next = folder.join(NEXT);
        if !next.exists() {
            write(&next)?;
        }
        let key = signing_key(&next)?.public();
        if listed.iter().all(|known| known.key != key) {
            listed.push(Handover::by(&signing, origin, key));
            write_list(folder, &listed)?;
        }
        let secret = folder.join(SECRET);
        std::fs::rename(&next, &secret).map_err(|error| KeyError::File { path: secret, error })?;
        Ok(key)
    }

    /// Returns every public key, oldest first.
    pub fn public(&self) -> Vec<PublicKey> {
        self.listed.iter().map(|listed| listed.key).collect()
    }
}

fn signing_key(path: &Path) -> Result<SigningKey, KeyError> {
    let seed = read_bytes(path)?;
    SigningKey::from_seed(&seed).ok_or_else(|| KeyError::Malformed(path.to_owned()))
}

/// Reads the list; a first key is put on it.
fn list(folder: &Path, signing: &SigningKey) -> Result<Vec<Handover>, KeyError> {
    let path = folder.join(LIST);
    if !path.exists() {
        let first = vec![Handover { key: signing.public(), by_previous: None }];
        write_list(folder, &first)?;
        return Ok(first);
    }
    let text = std::fs::read_to_string(&path)
        .map_err(|error| KeyError::File { path: path.clone(), error })?;
    let listed: Option<Vec<Handover>> = text.lines().map(line).collect();
    let listed = listed.ok_or_else(|| KeyError::MalformedList(path.clone()))?;
    if listed.iter().any(|listed| listed.key == signing.public()) {
        Ok(listed)
    } else {
        Err(KeyError::Unlisted(path))
    }
}

fn line(line: &str) -> Option<Handover> {
    match line.split_once(' ') {
        None => Some(Handover { key: PublicKey(hex::decode(line)?), by_previous: None }),
        Some((key, signature)) => Some(Handover {
            key: PublicKey(hex::decode(key)?),
            by_previous: Some(hex::decode::<SIGNATURE_BYTES>(signature)?),
        }),
    }
}

fn write_list(folder: &Path, listed: &[Handover]) -> Result<(), KeyError> {
    let lines = listed.iter().map(|Handover { key, by_previous }| match by_previous {
        None => format!("{}\n", hex::encode(&key.0)),
        Some(signature) => format!("{} {}\n", hex::encode(&key.0), hex::encode(signature)),
    });
    replace(&folder.join(LIST), lines.collect::<String>().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proof::key::follow;

    #[test]
    fn a_rotated_key_is_vouched_for_and_the_old_one_stays_listed() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = OperatorKeys::load(folder.path()).expect("makes one");
        let new = OperatorKeys::rotate(folder.path(), "o/journal").expect("rotates");
        let second = OperatorKeys::load(folder.path()).expect("loads");
        assert_eq!(second.signing.public(), new);
        assert_eq!(second.public(), [first.signing.public(), new]);
        let known = first.public();
        assert_eq!(follow("o/journal", &known, &second.listed), Ok(second.public()));
    }

    #[test]
    fn a_crash_while_rotating_is_made_good_by_rotating_again() {
        let folder = tempfile::tempdir().expect("a folder");
        OperatorKeys::load(folder.path()).expect("makes one");
        let old = std::fs::read(folder.path().join(SECRET)).expect("reads");
        let new = OperatorKeys::rotate(folder.path(), "o/journal").expect("rotates");
        // As if the last step had not been taken.
        std::fs::rename(folder.path().join(SECRET), folder.path().join(NEXT)).expect("renames");
        replace(&folder.path().join(SECRET), &old).expect("writes");
        assert_eq!(OperatorKeys::load(folder.path()).expect("loads").listed.len(), 2);
        assert_eq!(OperatorKeys::rotate(folder.path(), "o/journal").expect("rotates"), new);
        assert_eq!(OperatorKeys::load(folder.path()).expect("loads").listed.len(), 2);
    }

    #[test]
    fn a_secret_that_is_not_listed_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        OperatorKeys::load(folder.path()).expect("makes one");
        std::fs::remove_file(folder.path().join(SECRET)).expect("removes");
        let stranger = OperatorKeys::load(folder.path());
        assert!(matches!(stranger, Err(KeyError::Unlisted(_))));
    }
}
