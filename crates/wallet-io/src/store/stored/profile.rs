//! The stored form of who the wallet belongs to, and of an enrolment that waits for its code.

use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::state::{PendingEnrolment, Profile};
use wire::{Id, Money};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredProfile {
    operator_url: String,
    operator: String,
    operator_name: String,
    currency: String,
    payment_max: Money,
    person: Id,
    device: Id,
    name: String,
    receive_code: Id,
    has_pin: bool,
    /// Absent in older files: there were no sandboxes then.
    #[serde(default)]
    sandbox: bool,
}

impl From<Profile> for StoredProfile {
    fn from(profile: Profile) -> Self {
        let Profile {
            operator_url,
            operator,
            operator_name,
            currency,
            payment_max,
            person,
            device,
            name,
            receive_code,
            has_pin,
            sandbox,
        } = profile;
        Self {
            operator_url,
            operator,
            operator_name,
            currency: currency.code().to_owned(),
            payment_max: payment_max.into(),
            person,
            device,
            name,
            receive_code,
            has_pin,
            sandbox,
        }
    }
}

impl TryFrom<StoredProfile> for Profile {
    type Error = StoredError;

    fn try_from(stored: StoredProfile) -> Result<Self, StoredError> {
        let StoredProfile {
            operator_url,
            operator,
            operator_name,
            currency,
            payment_max,
            person,
            device,
            name,
            receive_code,
            has_pin,
            sandbox,
        } = stored;
        let currency = money::Currency::from_code(&currency);
        Ok(Self {
            operator_url,
            operator,
            operator_name,
            currency: currency.map_err(|_| StoredError("a currency"))?,
            payment_max: money(&payment_max)?,
            person,
            device,
            name,
            receive_code,
            has_pin,
            sandbox,
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredPending {
    enrolment: Id,
    operator_url: String,
    operator_name: String,
    sent_to: String,
    code_digits: u8,
    expires_at_ms: u64,
}

impl From<PendingEnrolment> for StoredPending {
    fn from(pending: PendingEnrolment) -> Self {
        let PendingEnrolment {
            enrolment,
            operator_url,
            operator_name,
            sent_to,
            code_digits,
            expires_at_ms,
        } = pending;
        Self { enrolment, operator_url, operator_name, sent_to, code_digits, expires_at_ms }
    }
}

impl From<StoredPending> for PendingEnrolment {
    fn from(stored: StoredPending) -> Self {
        let StoredPending {
            enrolment,
            operator_url,
            operator_name,
            sent_to,
            code_digits,
            expires_at_ms,
        } = stored;
        Self { enrolment, operator_url, operator_name, sent_to, code_digits, expires_at_ms }
    }
}
