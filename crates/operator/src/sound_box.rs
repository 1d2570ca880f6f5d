//! What sound boxes show: pairing codes of twelve digits, and tokens that say which box of which
//! shop this is. Neither is stored: both are checked with a key that the operator has anyway, and
//! whether a box is still paired stands in the store (`service::sound_box`, `docs/adr/0011`).

use bank::id::MerchantId;
use ring::hmac;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use wire::Secret;
use wire::sound_box::CODE_DIGITS;

/// How many boxes a shop may have.
pub const PLACES: u8 = 8;
/// How long a pairing code is good, in milliseconds.
pub const CODE_MS: u64 = 5 * 60 * 1000;
/// How long a box is paired, in milliseconds: 366 days.
pub const PAIRED_MS: u64 = 366 * 24 * 60 * 60 * 1000;

/// What a token begins with, so that people and searches for secrets know it.
const PREFIX: &str = "tbsb_";
/// Merchant, box, place, and the tag over them.
const BYTES: usize = 16 + 16 + 1 + 32;

/// One box of one shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoundBox {
    /// The shop.
    pub merchant: MerchantId,
    /// What the box calls itself: 128 bits of its own.
    pub id: u128,
    /// Its place among those of the shop, from 1.
    pub place: u8,
}

/// The key of boxes, made from that of one-time codes: the same on every node that has it.
pub struct BoxKey(hmac::Key);

impl BoxKey {
    /// Makes the key.
    pub fn of(code: &hmac::Key) -> Self {
        let tag = hmac::sign(code, b"tongbao-sound-box-key-1");
        Self(hmac::Key::new(hmac::HMAC_SHA256, tag.as_ref()))
    }

    /// Returns what stands for a pairing code in the store: worth nothing without the key. Spaces
    /// count for nothing. None when it is no code.
    pub fn code_hash(&self, code: &Secret) -> Option<String> {
        let digits: String = code.expose().chars().filter(|c| *c != ' ').collect();
        let is_code = digits.len() == CODE_DIGITS && digits.bytes().all(|c| c.is_ascii_digit());
        is_code.then(|| {
            let mut context = hmac::Context::with_key(&self.0);
            context.update(b"code");
            context.update(digits.as_bytes());
            crate::hex::encode(context.sign().as_ref())
        })
    }

    /// Returns the token of a box.
    pub fn token(&self, sound_box: SoundBox) -> Secret {
        let content = sound_box.content();
        let tag = hmac::sign(&self.0, &content);
        let bytes = [content.as_slice(), tag.as_ref()].concat();
        Secret::new(format!("{PREFIX}{}", crate::hex::encode(&bytes)))
    }

    /// Reads a token; none when this operator never made it.
    pub fn read(&self, token: &str) -> Option<SoundBox> {
        let bytes: [u8; BYTES] = crate::hex::decode(token.strip_prefix(PREFIX)?)?;
        let (content, tag) = bytes.split_at_checked(BYTES - 32)?;
        hmac::verify(&self.0, content, tag).ok()?;
        let (merchant, rest) = content.split_first_chunk::<16>()?;
        let (id, rest) = rest.split_first_chunk::<16>()?;
        Some(SoundBox {
            merchant: MerchantId(u128::from_be_bytes(*merchant)),
            id: u128::from_be_bytes(*id),
            place: *rest.first()?,
        })
    }
}

impl SoundBox {
    fn content(&self) -> [u8; BYTES - 32] {
        let mut content = [0; BYTES - 32];
        let (merchant, rest) = content.split_at_mut(16);
        merchant.copy_from_slice(&self.merchant.0.to_be_bytes());
        let (id, place) = rest.split_at_mut(16);
        id.copy_from_slice(&self.id.to_be_bytes());
        place.fill(self.place);
        content
    }
}

/// Which stream of a box is its newest: an older one ends, so that a box that comes back again and
/// again takes no more than one seat of its shop.
#[derive(Default)]
pub struct Turns(Mutex<HashMap<(u128, u8), Arc<Notify>>>);

/// The turn of one stream; given up when dropped.
pub struct Turn {
    turns: Arc<Turns>,
    key: (u128, u8),
    over: Arc<Notify>,
}

impl Turns {
    /// Takes the turn of a box; the stream that had it is told.
    pub fn take(self: &Arc<Self>, sound_box: SoundBox) -> Turn {
        let key = (sound_box.merchant.0, sound_box.place);
        let over = Arc::new(Notify::new());
        if let Some(before) = self.lock().insert(key, Arc::clone(&over)) {
            before.notify_one();
        }
        Turn { turns: Arc::clone(self), key, over }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(u128, u8), Arc<Notify>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Waits until a newer stream has the turn.
    pub async fn over(&self) {
        self.over.notified().await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut turns = self.turns.lock();
        if turns.get(&self.key).is_some_and(|newest| Arc::ptr_eq(newest, &self.over)) {
            turns.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> BoxKey {
        BoxKey::of(&hmac::Key::new(hmac::HMAC_SHA256, &[byte; 32]))
    }

    const BOX: SoundBox = SoundBox { merchant: MerchantId(7), id: 8, place: 3 };

    #[test]
    fn a_token_names_its_box_and_no_other_key_made_it() {
        let token = key(1).token(BOX);
        assert!(token.expose().len() <= 140, "fits a header");
        assert_eq!(key(1).read(token.expose()), Some(BOX));
        assert_eq!(key(2).read(token.expose()), None);
    }

    #[test]
    fn no_changed_byte_of_a_token_is_taken() {
        let token = key(1).token(BOX);
        let text = token.expose();
        for at in 0..text.len() {
            let changed = if text.as_bytes()[at] == b'0' { "1" } else { "0" };
            let changed = format!("{}{changed}{}", &text[..at], &text[at + 1..]);
            assert_eq!(key(1).read(&changed), None, "byte {at}");
        }
        assert_eq!(key(1).read(&text[..text.len() - 2]), None);
        assert_eq!(key(1).read(&format!("{text}00")), None);
        assert_eq!(key(1).read(""), None);
    }

    #[test]
    fn a_code_is_twelve_digits_however_it_is_spaced() {
        let hash = |text: &str| key(1).code_hash(&Secret::new(text));
        assert!(hash("123456789012").is_some());
        assert_eq!(hash("1234 5678 9012"), hash("123456789012"));
        for other in
            ["", "12345678901", "1234567890123", "12345678901a", "１２３４５６７８９０１２"]
        {
            assert_eq!(hash(other), None, "{other}");
        }
        assert_ne!(hash("123456789012"), hash("123456789013"));
    }

    #[tokio::test]
    async fn the_newest_stream_has_the_turn() {
        let turns = Arc::new(Turns::default());
        let first = turns.take(BOX);
        let second = turns.take(BOX);
        first.over().await;
        drop(first);
        assert_eq!(turns.lock().len(), 1, "the second's is kept");
        drop(second);
        assert!(turns.lock().is_empty());
    }
}
