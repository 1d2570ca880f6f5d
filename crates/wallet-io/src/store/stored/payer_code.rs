//! The stored form of what payer codes are made of, and of quick pay.

use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::state::{KnownQuickPay, PayerCodeKey, PayerSecret};
use wire::payer_code::{secret_bytes, secret_text};
use wire::{Money, Secret};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredPayerCode {
    secret: Secret,
    prefix: u8,
    last_step: Option<u64>,
}

impl From<PayerCodeKey> for StoredPayerCode {
    fn from(key: PayerCodeKey) -> Self {
        let PayerCodeKey { secret, prefix, last_step } = key;
        Self { secret: secret_text(secret.expose()), prefix, last_step }
    }
}

impl TryFrom<StoredPayerCode> for PayerCodeKey {
    type Error = StoredError;

    fn try_from(stored: StoredPayerCode) -> Result<Self, StoredError> {
        let StoredPayerCode { secret, prefix, last_step } = stored;
        let secret = secret_bytes(&secret).ok_or(StoredError("a secret"))?;
        Ok(Self { secret: PayerSecret::new(secret), prefix, last_step })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredQuickPay {
    payment_max: Money,
    left: Money,
    left_uses: u32,
    as_of_ms: u64,
}

impl From<KnownQuickPay> for StoredQuickPay {
    fn from(known: KnownQuickPay) -> Self {
        let KnownQuickPay { payment_max, left, left_uses, as_of_ms } = known;
        Self { payment_max: payment_max.into(), left: left.into(), left_uses, as_of_ms }
    }
}

impl TryFrom<StoredQuickPay> for KnownQuickPay {
    type Error = StoredError;

    fn try_from(stored: StoredQuickPay) -> Result<Self, StoredError> {
        let StoredQuickPay { payment_max, left, left_uses, as_of_ms } = stored;
        Ok(Self { payment_max: money(&payment_max)?, left: money(&left)?, left_uses, as_of_ms })
    }
}
