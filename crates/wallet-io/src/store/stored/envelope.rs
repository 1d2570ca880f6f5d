//! The stored form of envelopes: their codes, and those whose end is not known yet.

use super::payment::StoredStep;
use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::state::{KnownEnvelope, UnfinishedEnvelope};
use wire::envelope::EnvelopeSplit;
use wire::{Id, Money, Secret};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredEnvelope {
    envelope: Id,
    /// Secrets do not write themselves down: the whole file is encrypted.
    secret: Option<String>,
    commitment: String,
}

impl From<KnownEnvelope> for StoredEnvelope {
    fn from(known: KnownEnvelope) -> Self {
        let KnownEnvelope { envelope, secret, commitment } = known;
        Self { envelope, secret: secret.map(exposed), commitment }
    }
}

impl From<StoredEnvelope> for KnownEnvelope {
    fn from(stored: StoredEnvelope) -> Self {
        let StoredEnvelope { envelope, secret, commitment } = stored;
        Self { envelope, secret: secret.map(Secret::new), commitment }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredUnfinishedEnvelope {
    envelope: Id,
    total: Money,
    shares: u16,
    split: EnvelopeSplit,
    payee: Option<(Id, String)>,
    greeting: Option<String>,
    secret: Option<String>,
    started_at_ms: u64,
    expires_at_ms: u64,
    step: StoredStep,
}

impl From<UnfinishedEnvelope> for StoredUnfinishedEnvelope {
    fn from(unfinished: UnfinishedEnvelope) -> Self {
        let UnfinishedEnvelope {
            envelope,
            total,
            shares,
            split,
            payee,
            greeting,
            secret,
            started_at_ms,
            expires_at_ms,
            step,
        } = unfinished;
        Self {
            envelope,
            total: total.into(),
            shares,
            split,
            payee,
            greeting,
            secret: secret.map(exposed),
            started_at_ms,
            expires_at_ms,
            step: step.into(),
        }
    }
}

impl TryFrom<StoredUnfinishedEnvelope> for UnfinishedEnvelope {
    type Error = StoredError;

    fn try_from(stored: StoredUnfinishedEnvelope) -> Result<Self, StoredError> {
        let StoredUnfinishedEnvelope {
            envelope,
            total,
            shares,
            split,
            payee,
            greeting,
            secret,
            started_at_ms,
            expires_at_ms,
            step,
        } = stored;
        Ok(Self {
            envelope,
            total: money(&total)?,
            shares,
            split,
            payee,
            greeting,
            secret: secret.map(Secret::new),
            started_at_ms,
            expires_at_ms,
            step: step.into(),
        })
    }
}

fn exposed(secret: Secret) -> String {
    secret.expose().to_owned()
}
