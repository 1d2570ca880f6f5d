//! The signed part of an envelope: what its sender ordered, kept as evidence.

use super::{EnvelopeSplit, SHARES_MAX};
use crate::{ErrorCode, Id, Money, note::check_note};
use serde::{Deserialize, Serialize};

/// What a sender orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeOrder {
    /// The envelope's identifier, made by the device; also its idempotency key, and the identifier
    /// of the payment that fills it.
    pub envelope: Id,
    /// All of its money.
    pub total: Money,
    /// Into how many shares.
    #[schema(minimum = 1, maximum = 100)]
    pub shares: u16,
    /// How it is divided.
    pub split: EnvelopeSplit,
    /// The receive code of the one person who may claim it; absent for a group.
    pub payee: Option<Id>,
    /// The SHA-256 of the secret of its code, 16 bytes, in hexadecimal; absent for one person.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub claim_hash: Option<String>,
    /// What is written on it: one line of up to 64 characters; empty means the same as absent.
    #[schema(max_length = 64)]
    pub greeting: Option<String>,
    /// After this moment the order is void, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    #[serde(deserialize_with = "crate::moment::read")]
    pub expires_at_ms: u64,
}

/// Why an order may not be signed, nor its signature believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeOrderError {
    /// The greeting is not one line of at most 64 characters.
    #[error("a greeting is one line of at most 64 characters without control characters")]
    GreetingMalformed,
    /// The currency is not three letters `A`–`Z`, or the hash not 64 hexadecimal digits; or there
    /// is a hash for one person, or none for a group.
    #[error("a currency is three letters A to Z, and a group's envelope has a hash of its secret")]
    Malformed,
    /// There are no shares, too many, or several for one person.
    #[error("an envelope has 1 to 100 shares, and one for a named person")]
    SharesInvalid,
}

impl EnvelopeOrderError {
    /// Returns the stable code that a client is told.
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::GreetingMalformed => ErrorCode::NoteMalformed,
            Self::Malformed => ErrorCode::RequestMalformed,
            Self::SharesInvalid => ErrorCode::EnvelopeSharesInvalid,
        }
    }
}

impl EnvelopeOrder {
    /// Checks the order's form, on both sides before [`Self::signed_text`] is signed or verified.
    /// Amount, time and payee are the operator's to judge.
    ///
    /// # Errors
    /// [`EnvelopeOrderError`].
    pub fn validate(&self) -> Result<(), EnvelopeOrderError> {
        let currency = self.total.currency.as_bytes();
        let has_currency = currency.len() == 3 && currency.iter().all(u8::is_ascii_uppercase);
        let is_hash = |hash: &String| {
            let mut digits = hash.bytes();
            hash.len() == 64 && digits.all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
        };
        let hash_fits = match &self.claim_hash {
            Some(hash) => self.payee.is_none() && is_hash(hash),
            None => self.payee.is_some(),
        };
        if !has_currency || !hash_fits {
            return Err(EnvelopeOrderError::Malformed);
        }
        let shares_max = if self.payee.is_some() { 1 } else { SHARES_MAX };
        if !(1..=shares_max).contains(&self.shares) {
            return Err(EnvelopeOrderError::SharesInvalid);
        }
        check_note(self.greeting.as_deref().unwrap_or_default())
            .map_err(|_| EnvelopeOrderError::GreetingMalformed)
    }

    /// Returns the hash of the secret, 32 bytes; none for one person, or an order that is not of
    /// its form.
    pub fn claim_hash_bytes(&self) -> Option<[u8; 32]> {
        let digits = self.claim_hash.as_deref()?;
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        Some(bytes)
    }

    /// Returns the one text that the device signs; what is said of
    /// [`crate::payment::PaymentOrder::signed_text`] holds here too.
    pub fn signed_text(&self, operator: &str) -> String {
        let Self { envelope, total, shares, split, payee, claim_hash, greeting, expires_at_ms } =
            self;
        let payee = payee.map(|payee| payee.to_string());
        let (payee, claim) = (payee.as_deref().unwrap_or("-"), claim_hash.as_deref());
        let greeting = greeting.as_deref().unwrap_or_default();
        format!(
            "tongbao-envelope-order-1\noperator: {operator}\nenvelope: {envelope}\n\
             total: {} {}\nshares: {shares} {}\npayee: {payee}\nclaim: {}\n\
             expires: {expires_at_ms}\ngreeting: {greeting}",
            total.minor,
            total.currency,
            split.word(),
            claim.unwrap_or("-")
        )
    }
}
