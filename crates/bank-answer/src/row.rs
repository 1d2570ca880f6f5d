//! The stored form of what is in journal rows of seldom kinds: one text instead of columns that
//! every other row would leave empty. Rows that moved money keep that in columns, as all payments
//! do, and in the text only what is besides.

mod campaign;
mod card;
mod card_top_up;
mod coupon;
mod digits;
mod envelope;
mod fee;
mod neutrality;

pub(crate) use digits::{bytes, digits};

use crate::campaign::{StoredDraw, StoredFunder, StoredReason};
use crate::coupon::{StoredLimits, StoredState};
use crate::{StoredId, Unreadable};
use bank::TimeMs;
use bank::fee::FeeTerms;
use bank::journal::JournalEntry;
use bank::setting::SettingKey;
use money::{Amount, Currency};
use serde::{Deserialize, Serialize};

/// What a row's text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// All that happened: the row has no columns of its own.
    Whole(JournalEntry),
    /// The price of a payment with coupons; the rest is in columns.
    Total(Amount),
    /// What of a price went back; the rest is in columns.
    Price(Amount),
    /// Nothing: what moved of a batch's budget is in columns.
    Budget,
    /// Nothing: what moved of an envelope is in columns.
    Envelope,
    /// The terms of a fee that was taken; none of one that went back. The rest is in columns.
    Fee(Option<FeeTerms>),
}

/// Returns the text that a row keeps; none for the kinds that stores keep in columns.
pub fn to_text(entry: &JournalEntry) -> Option<String> {
    let stored = match entry {
        JournalEntry::SettingChanged { key, was, value, from, author, reason } => {
            StoredEntry::SettingChanged {
                key: key.name().to_owned(),
                was: *was,
                value: *value,
                from_ms: from.map(|from| from.0),
                author: author.clone(),
                reason: reason.clone(),
            }
        }
        JournalEntry::Card(of_card) => card::stored(*of_card),
        other => coupon::stored(other)
            .or_else(|| envelope::stored(other))
            .or_else(|| card_top_up::stored(other))
            .or_else(|| fee::stored(other))
            .or_else(|| neutrality::stored(other))?,
    };
    // Strings, numbers and options: writing them as JSON does not fail.
    serde_json::to_string(&stored).ok()
}

/// Returns what a row's text says.
///
/// # Errors
/// [`Unreadable`].
pub fn from_text(text: &str) -> Result<Detail, Unreadable> {
    Ok(match serde_json::from_str(text)? {
        StoredEntry::SettingChanged { key, was, value, from_ms, author, reason } => {
            let key = SettingKey::find(&key).ok_or(Unreadable::UnknownPart)?;
            let from = from_ms.map(TimeMs);
            Detail::Whole(JournalEntry::SettingChanged { key, was, value, from, author, reason })
        }
        StoredEntry::Total(total) => Detail::Total(total.into_amount()?),
        StoredEntry::Price(price) => Detail::Price(price.into_amount()?),
        StoredEntry::Budget => Detail::Budget,
        StoredEntry::Envelope => Detail::Envelope,
        StoredEntry::Fee { terms } => Detail::Fee(terms.map(fee::StoredTerms::into_terms)),
        of_envelopes @ (StoredEntry::EnvelopeSealed { .. }
        | StoredEntry::ShareClaimed { .. }
        | StoredEntry::EnvelopeEnded { .. }) => {
            Detail::Whole(envelope::entry(of_envelopes).ok_or(Unreadable::UnknownPart)?)
        }
        of_cards @ (StoredEntry::CardBound { .. }
        | StoredEntry::CardUnbound { .. }
        | StoredEntry::CardCounted { .. }) => {
            Detail::Whole(card::entry(of_cards).ok_or(Unreadable::UnknownPart)?)
        }
        of_top_ups
        @ (StoredEntry::CardTopUpAsked { .. } | StoredEntry::CardTopUpRefused { .. }) => {
            Detail::Whole(card_top_up::entry(of_top_ups)?)
        }
        entered @ StoredEntry::NeutralityEntered { .. } => {
            Detail::Whole(neutrality::entry(entered).ok_or(Unreadable::UnknownPart)?)
        }
        of_coupons => Detail::Whole(coupon::entry(of_coupons).ok_or(Unreadable::UnknownPart)?),
    })
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum StoredEntry {
    SettingChanged {
        key: String,
        was: u64,
        value: u64,
        from_ms: Option<u64>,
        author: String,
        reason: String,
    },
    StockOpened {
        stock: StoredId,
        account: Option<StoredId>,
        /// 64 hexadecimal digits.
        rules_hash: String,
        limits: StoredLimits,
        day: i32,
    },
    StockChanged {
        stock: StoredId,
        state: StoredState,
    },
    StockLimited {
        stock: StoredId,
        limits: StoredLimits,
    },
    CouponReceived {
        coupon: StoredId,
        stock: StoredId,
        account: StoredId,
        reserved_minor: u64,
        value_minor: Option<u64>,
        from_ms: u64,
        until_ms: u64,
        day: i32,
    },
    CouponUsed {
        coupon: StoredId,
        payment: StoredId,
        saving_minor: u64,
    },
    CouponLapsed {
        coupon: StoredId,
    },
    CouponTakenBack {
        coupon: StoredId,
        refund: StoredId,
        saving_minor: u64,
        is_out_again: bool,
    },
    CampaignOpened {
        campaign: StoredId,
        account: StoredId,
        title: String,
        /// 64 hexadecimal digits, as the anchor.
        commitment: String,
        anchor: String,
        funder: StoredFunder,
        budget_minor: u64,
    },
    CampaignChanged {
        campaign: StoredId,
        state: StoredState,
    },
    CampaignLimited {
        campaign: StoredId,
        budget_minor: u64,
    },
    Drawn {
        payment: StoredId,
        account: StoredId,
        draw: StoredDraw,
    },
    NotDrawn {
        payment: StoredId,
        account: StoredId,
        campaign: StoredId,
        reason: StoredReason,
    },
    SeedShown {
        campaign: StoredId,
        day: i32,
        seed: String,
    },
    Total(StoredAmount),
    Price(StoredAmount),
    Budget,
    EnvelopeSealed {
        envelope: StoredId,
        sender: StoredId,
        payee: Option<StoredId>,
        total: StoredAmount,
        shares: u16,
        split: envelope::StoredSplit,
        /// 64 hexadecimal digits each.
        claim_hash: Option<String>,
        commitment: String,
    },
    ShareClaimed {
        envelope: StoredId,
        account: StoredId,
        place: u16,
    },
    EnvelopeEnded {
        envelope: StoredId,
        /// 64 hexadecimal digits.
        seed: String,
    },
    Envelope,
    Fee {
        terms: Option<fee::StoredTerms>,
    },
    CardBound {
        card: StoredId,
        account: StoredId,
        /// 64 hexadecimal digits.
        hash: String,
    },
    CardUnbound {
        card: StoredId,
        account: StoredId,
    },
    CardCounted {
        stock: StoredId,
        card: StoredId,
        coupon: StoredId,
    },
    CardTopUpAsked {
        top_up: StoredId,
        account: StoredId,
        card: StoredId,
        amount: StoredAmount,
        /// 64 hexadecimal digits.
        hash: String,
    },
    CardTopUpRefused {
        top_up: StoredId,
        reason: String,
    },
    NeutralityEntered {
        number: u64,
        merchant: StoredId,
        action: String,
        /// 64 hexadecimal digits.
        hash: String,
    },
}

/// An amount in a row.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredAmount {
    minor: u64,
    currency: String,
}

impl StoredAmount {
    fn from_amount(amount: Amount) -> Self {
        Self { minor: amount.minor(), currency: amount.currency().code().to_owned() }
    }

    fn into_amount(self) -> Result<Amount, Unreadable> {
        let currency = Currency::from_code(&self.currency).map_err(|_| Unreadable::UnknownPart)?;
        Amount::new(self.minor, currency).map_err(|_| Unreadable::UnknownPart)
    }
}

#[cfg(test)]
mod tests;
