//! Addresses of receipts' pages: who has one opens that receipt, and nobody guesses one.
//!
//! The token is the payment's 16 bytes and their HMAC-SHA256, with a key that is for nothing else,
//! over the text `tongbao/slip/1` and those bytes: 48 bytes in base64url. Nothing is stored; with
//! another key all addresses end.

use bank::id::PaymentId;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

const CONTEXT: &[u8] = b"tongbao/slip/1";
const PAYMENT_BYTES: usize = 16;
/// 48 bytes in base64url.
const TOKEN_CHARACTERS: usize = 64;

/// Makes and reads the tokens of receipts.
#[derive(Clone, Debug)]
pub struct SlipLinks(hmac::Key);

impl SlipLinks {
    /// Makes them with a key.
    pub const fn new(key: hmac::Key) -> Self {
        Self(key)
    }

    /// Returns the token of a payment's receipt.
    pub fn token(&self, payment: PaymentId) -> String {
        let Self(key) = self;
        let id = payment.0.to_be_bytes();
        let tag = hmac::sign(key, &signed(&id));
        URL_SAFE_NO_PAD.encode([id.as_slice(), tag.as_ref()].concat())
    }

    /// Returns the payment whose receipt a token opens; none for any other text.
    pub fn payment(&self, token: &str) -> Option<PaymentId> {
        let Self(key) = self;
        // Looked at first, so that a huge text costs nothing.
        if token.len() != TOKEN_CHARACTERS {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (id, tag) = bytes.split_first_chunk::<PAYMENT_BYTES>()?;
        // Compared in constant time.
        hmac::verify(key, &signed(id), tag).ok()?;
        Some(PaymentId(u128::from_be_bytes(*id)))
    }
}

fn signed(id: &[u8; PAYMENT_BYTES]) -> Vec<u8> {
    [CONTEXT, id.as_slice()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(byte: u8) -> SlipLinks {
        SlipLinks::new(hmac::Key::new(hmac::HMAC_SHA256, &[byte; 32]))
    }

    #[test]
    fn a_token_opens_its_payment_and_no_other_text_does() {
        let token = links(1).token(PaymentId(7));
        assert_eq!(token.len(), TOKEN_CHARACTERS);
        assert_eq!(links(1).payment(&token), Some(PaymentId(7)));
        assert_eq!(links(2).payment(&token), None, "another operator's key");
        for at in 0..token.len() {
            let other = if token.as_bytes()[at] == b'A' { "B" } else { "A" };
            let mut changed = token.clone();
            changed.replace_range(at..=at, other);
            assert_eq!(links(1).payment(&changed), None, "{at}");
        }
        for text in ["", "A", &token[1..], &format!("{token}A"), &"!".repeat(64), &"é".repeat(32)]
        {
            assert_eq!(links(1).payment(text), None, "{text}");
        }
    }
}
