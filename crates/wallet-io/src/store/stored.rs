//! The stored form of the state, version 1. It has its own structs, converted by exhaustive
//! destructuring: a new field of the state cannot be forgotten here. What came later may be absent:
//! an older file reads, and nothing in it changes its meaning.

mod campaign;
mod card;
mod discount;
mod envelope;
mod hold;
mod merchant;
mod payer_code;
mod payment;
mod profile;
mod till;

use campaign::{StoredCampaign, StoredEvidence};
use card::StoredTopUp;
use envelope::{StoredEnvelope, StoredUnfinishedEnvelope};
use hold::StoredHold;
use merchant::{StoredCatalogue, StoredMerchant, StoredOpening};
use payer_code::{StoredPayerCode, StoredQuickPay};

use payment::{StoredPayment, StoredUnfinished};
use profile::{StoredPending, StoredProfile};
use proof::{PublicKey, hex};
use serde::{Deserialize, Serialize};
use till::{StoredCharge, StoredRefund, StoredSold, StoredWithdrawal};
use wallet::state::{KnownBalance, SavedState, Settings};
use wire::Money;

/// Why a stored state is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("its content cannot be read: {0}")]
pub(crate) struct StoredError(pub &'static str);

/// A state with the version of its form.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "version")]
pub(crate) enum Stored {
    /// The first form.
    #[serde(rename = "1")]
    V1(Box<StoredState>),
}

/// The state.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredState {
    profile: Option<StoredProfile>,
    pending: Option<StoredPending>,
    /// Verifier keys' 32 bytes, in hexadecimal.
    #[serde(default)]
    operator_keys: Vec<String>,
    balance: Option<StoredBalance>,
    recent: Vec<StoredPayment>,
    recent_as_of_ms: Option<u64>,
    unfinished: Vec<StoredUnfinished>,
    last_event: u64,
    settings: StoredSettings,
    #[serde(default)]
    payer_code: Option<StoredPayerCode>,
    #[serde(default)]
    quick_pay: Option<StoredQuickPay>,
    #[serde(default)]
    clock_offset_ms: i64,
    #[serde(default)]
    holds: Vec<StoredHold>,
    #[serde(default)]
    envelopes: Vec<StoredEnvelope>,
    #[serde(default)]
    unfinished_envelopes: Vec<StoredUnfinishedEnvelope>,
    #[serde(default)]
    campaigns: Vec<StoredCampaign>,
    #[serde(default)]
    evidence: Vec<StoredEvidence>,
    #[serde(default)]
    merchants: Vec<StoredMerchant>,
    #[serde(default)]
    opening: Option<StoredOpening>,
    #[serde(default)]
    unfinished_withdrawals: Vec<StoredWithdrawal>,
    #[serde(default)]
    unfinished_top_ups: Vec<StoredTopUp>,
    #[serde(default)]
    catalogues: Vec<StoredCatalogue>,
    #[serde(default)]
    charges: Vec<StoredCharge>,
    #[serde(default)]
    sold: Vec<StoredSold>,
    #[serde(default)]
    unfinished_refunds: Vec<StoredRefund>,
    /// The operator's answer as it came. What a later version cannot read is asked for again.
    #[serde(default)]
    coupons: Option<serde_json::Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredBalance {
    amount: Money,
    /// Absent in older files: nothing was held then.
    #[serde(default)]
    available: Option<Money>,
    as_of_ms: u64,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredSettings {
    language: Option<String>,
    theme: Option<String>,
}

impl Stored {
    pub(crate) fn from_state(state: SavedState) -> Self {
        let SavedState {
            profile,
            pending,
            operator_keys,
            balance,
            holds,
            recent,
            recent_as_of_ms,
            coupons,
            unfinished,
            envelopes,
            unfinished_envelopes,
            campaigns,
            evidence,
            merchants,
            opening,
            unfinished_withdrawals,
            unfinished_top_ups,
            catalogues,
            charges,
            sold,
            unfinished_refunds,
            last_event,
            settings: Settings { language, theme },
            payer_code,
            quick_pay,
            clock_offset_ms,
        } = state;
        let balance = balance.map(|KnownBalance { amount, available, as_of_ms }| StoredBalance {
            amount: amount.into(),
            available: Some(available.into()),
            as_of_ms,
        });
        Self::V1(Box::new(StoredState {
            profile: profile.map(StoredProfile::from),
            pending: pending.map(StoredPending::from),
            operator_keys: operator_keys.iter().map(|key| hex::encode(&key.0)).collect(),
            balance,
            recent: recent.into_iter().map(StoredPayment::from).collect(),
            recent_as_of_ms,
            unfinished: unfinished.into_iter().map(StoredUnfinished::from).collect(),
            last_event,
            settings: StoredSettings { language, theme },
            payer_code: payer_code.map(StoredPayerCode::from),
            quick_pay: quick_pay.map(StoredQuickPay::from),
            clock_offset_ms,
            holds: holds.into_iter().map(StoredHold::from).collect(),
            envelopes: envelopes.into_iter().map(StoredEnvelope::from).collect(),
            unfinished_envelopes: unfinished_envelopes.into_iter().map(From::from).collect(),
            campaigns: campaigns.into_iter().map(From::from).collect(),
            evidence: evidence.into_iter().map(From::from).collect(),
            merchants: merchants.into_iter().map(From::from).collect(),
            opening: opening.map(From::from),
            unfinished_withdrawals: unfinished_withdrawals.into_iter().map(From::from).collect(),
            unfinished_top_ups: unfinished_top_ups.into_iter().map(From::from).collect(),
            catalogues: catalogues.into_iter().map(From::from).collect(),
            charges: charges.into_iter().map(From::from).collect(),
            sold: sold.into_iter().map(From::from).collect(),
            unfinished_refunds: unfinished_refunds.into_iter().map(From::from).collect(),
            coupons: coupons.and_then(|answer| serde_json::to_value(answer).ok()),
        }))
    }

    pub(crate) fn into_state(self) -> Result<SavedState, StoredError> {
        let Self::V1(state) = self;
        let StoredState {
            profile,
            pending,
            operator_keys,
            balance,
            recent,
            recent_as_of_ms,
            unfinished,
            last_event,
            settings: StoredSettings { language, theme },
            payer_code,
            quick_pay,
            clock_offset_ms,
            holds,
            envelopes,
            unfinished_envelopes,
            campaigns,
            evidence,
            merchants,
            opening,
            unfinished_withdrawals,
            unfinished_top_ups,
            catalogues,
            charges,
            sold,
            unfinished_refunds,
            coupons,
        } = *state;
        let balance = balance.map(|StoredBalance { amount, available, as_of_ms }| {
            let available = money(available.as_ref().unwrap_or(&amount))?;
            Ok(KnownBalance { amount: money(&amount)?, available, as_of_ms })
        });
        let operator_keys: Result<_, _> =
            operator_keys.iter().map(|key| operator_key(key)).collect();
        Ok(SavedState {
            profile: profile.map(TryFrom::try_from).transpose()?,
            pending: pending.map(From::from),
            operator_keys: operator_keys?,
            balance: balance.transpose()?,
            holds: every(holds)?,
            recent: every(recent)?,
            recent_as_of_ms,
            coupons: coupons.and_then(|answer| serde_json::from_value(answer).ok()),
            unfinished: every(unfinished)?,
            envelopes: envelopes.into_iter().map(From::from).collect(),
            unfinished_envelopes: every(unfinished_envelopes)?,
            campaigns: every(campaigns)?,
            evidence: every(evidence)?,
            merchants: merchants.into_iter().map(From::from).collect(),
            opening: opening.map(From::from),
            unfinished_withdrawals: every(unfinished_withdrawals)?,
            unfinished_top_ups: every(unfinished_top_ups)?,
            catalogues: every(catalogues)?,
            charges: every(charges)?,
            sold: every(sold)?,
            unfinished_refunds: every(unfinished_refunds)?,
            last_event,
            settings: Settings { language, theme },
            payer_code: payer_code.map(TryFrom::try_from).transpose()?,
            quick_pay: quick_pay.map(TryFrom::try_from).transpose()?,
            clock_offset_ms,
        })
    }
}

/// Reads each of many.
fn every<S, T: TryFrom<S, Error = StoredError>>(stored: Vec<S>) -> Result<Vec<T>, StoredError> {
    stored.into_iter().map(T::try_from).collect()
}

fn operator_key(text: &str) -> Result<PublicKey, StoredError> {
    hex::decode(text).map(PublicKey).ok_or(StoredError("an operator's key"))
}

fn money(money: &Money) -> Result<money::Amount, StoredError> {
    money::Amount::try_from(money).map_err(|_| StoredError("an amount"))
}
