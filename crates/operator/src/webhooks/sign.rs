//! Signatures by the convention Standard Webhooks, and the secrets that they are made with. A
//! secret follows from the operator's key, the webhook and its number, so no database holds one.

use bank::id::WebhookId;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use zeroize::Zeroizing;

/// For how long after a new secret the one before signs too, in milliseconds: a day.
pub const OVERLAP_MS: u64 = 86_400_000;

/// What an address checks with what it is told.
pub struct SigningSecret(Zeroizing<Vec<u8>>);

impl SigningSecret {
    /// Returns the secret in the form in which it is given to merchants.
    pub fn text(&self) -> wire::Secret {
        wire::Secret::new(format!("whsec_{}", STANDARD.encode(self.0.as_slice())))
    }

    /// Reads the form in which it is given to merchants.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.strip_prefix("whsec_")?).ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    /// Returns the signature of a message: `v1,` and the HMAC-SHA256 over identifier, time in
    /// seconds and body, with dots between them, in base 64.
    pub fn sign(&self, id: &str, at_s: u64, body: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_slice());
        let mut context = hmac::Context::with_key(&key);
        context.update(format!("{id}.{at_s}.").as_bytes());
        context.update(body);
        format!("v1,{}", STANDARD.encode(context.sign()))
    }
}

/// Returns a secret of a webhook by its number.
pub fn secret(key: &hmac::Key, webhook: WebhookId, number: u32) -> SigningSecret {
    let mut context = hmac::Context::with_key(key);
    context.update(b"tongbao webhook secret");
    context.update(&webhook.0.to_be_bytes());
    context.update(&number.to_be_bytes());
    SigningSecret(Zeroizing::new(context.sign().as_ref().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the convention's reference libraries.
    #[test]
    fn the_published_signature_is_made() {
        let secret = SigningSecret::from_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let secret = secret.expect("a secret");
        let body = br#"{"test": 2432232314}"#;
        let signed = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn every_part_is_signed_and_each_webhook_and_number_has_a_secret_of_its_own() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &[7; 32]);
        let made = |id, number| secret(&key, WebhookId(id), number).text().expose().to_owned();
        let secrets = [made(1, 0), made(1, 1), made(2, 0)];
        assert!(secrets.iter().all(|text| text.len() == "whsec_".len() + 44));
        assert!(secrets[0] != secrets[1] && secrets[0] != secrets[2] && secrets[1] != secrets[2]);
        let one = secret(&key, WebhookId(1), 0);
        let again = SigningSecret::from_text(&secrets[0]).expect("reads back");
        let signed = one.sign("a", 1, b"x");
        assert_eq!(again.sign("a", 1, b"x"), signed);
        for other in [one.sign("b", 1, b"x"), one.sign("a", 2, b"x"), one.sign("a", 1, b"y")] {
            assert_ne!(other, signed);
        }
    }
}
