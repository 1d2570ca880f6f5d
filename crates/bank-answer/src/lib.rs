//! The stored form of an answer, of journal rows of seldom kinds and of what coupons promise: JSON,
//! with structs of its own, so that the rules' types stay free to change.
#![doc = include_str!("../README.md")]

pub mod campaign;
pub mod coupon;
pub mod goods;
mod hold;
pub mod neutrality;
mod order;
pub mod row;
mod rule;
mod setting;
pub mod shift;

use bank::id::{
    AccountId, ApiKeyId, CampaignId, CardId, CardTopUpId, EnrolmentId, InvitationId, LabelId,
    MerchantId, PaymentId, PersonId, ShiftId, StockId, WebhookId,
};
use bank::{Outcome, Receipt, Refusal, Rejection, TimeMs};
use coupon::{StoredCoupon, StoredState};
use hold::StoredHold;
use order::StoredOrder;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use setting::StoredSetting;

/// An answer that is never kept: it holds the verifier of a PIN, or is found in its own record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an answer of this kind is never kept")]
pub struct Unkept;

/// A text that is no answer or row, or one with parts that are not known here.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is not JSON of the known shape.
    #[error("nothing is written so: {0}")]
    Malformed(#[from] serde_json::Error),
    /// It is well formed, and a part of it is unknown.
    #[error("a part of it is unknown")]
    UnknownPart,
}

/// What a text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The answer.
    Whole(Box<Outcome>),
    /// The payment that is the answer, kept by itself.
    Paid(PaymentId),
}

/// Returns the text for an answer.
///
/// # Errors
/// [`Unkept`].
pub fn to_text(outcome: &Outcome) -> Result<String, Unkept> {
    // Strings, numbers and options: writing them as JSON does not fail.
    serde_json::to_string(&StoredOutcome::from_outcome(outcome)?).map_err(|_| Unkept)
}

/// Returns the answer that a text stands for.
///
/// # Errors
/// [`Unreadable`].
pub fn from_text(text: &str) -> Result<Kept, Unreadable> {
    let stored: StoredOutcome = serde_json::from_str(text)?;
    match stored.payment() {
        Some(payment) => Ok(Kept::Paid(payment)),
        None => stored
            .into_outcome()
            .map(|outcome| Kept::Whole(Box::new(outcome)))
            .ok_or(Unreadable::UnknownPart),
    }
}

/// How a command ended.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredOutcome {
    DeskOpened(StoredId),
    AccountOpened(StoredId),
    MerchantOpened(StoredId),
    LabelOpened(StoredId),
    EnrolmentStarted {
        enrolment: StoredId,
        expires_at_ms: u64,
    },
    PinSet,
    Order(StoredOrder),
    Paid(StoredId),
    PinAsked {
        order: StoredOrder,
        rule: String,
    },
    NonceUsed,
    Held(StoredHold),
    Linked(u8),
    SettingChanged(StoredSetting),
    Stock {
        id: StoredId,
        state: StoredState,
    },
    Coupon(StoredCoupon),
    Campaign {
        id: StoredId,
        state: StoredState,
    },
    CardBound(StoredId),
    CardTopUp(StoredId),
    ApiKey(StoredId),
    Webhook(StoredId),
    NeutralityEntered(u64),
    Invited {
        invitation: StoredId,
        expires_at_ms: u64,
    },
    Shift(StoredId),
    Refused {
        rejection: u16,
        tries_left: Option<u8>,
        locked_until_ms: Option<u64>,
        /// Absent in answers of schema 2 and before.
        #[serde(default)]
        leg: Option<u8>,
    },
}

/// An identifier in 32 hexadecimal digits: JSON's numbers do not hold 128 bits.
#[derive(Clone, Copy)]
struct StoredId(u128);

impl Serialize for StoredId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&row::digits(&self.0.to_be_bytes()))
    }
}

impl<'de> Deserialize<'de> for StoredId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16).map(Self).map_err(D::Error::custom)
    }
}

impl StoredOutcome {
    fn from_outcome(outcome: &Outcome) -> Result<Self, Unkept> {
        let receipt = match outcome {
            Ok(receipt) => receipt,
            Err(Refusal { rejection, tries_left, locked_until, leg }) => {
                return Ok(Self::Refused {
                    rejection: rejection.number(),
                    tries_left: *tries_left,
                    locked_until_ms: locked_until.map(|moment| moment.0),
                    leg: *leg,
                });
            }
        };
        Ok(match receipt {
            Receipt::DeskOpened(id) => Self::DeskOpened(StoredId(id.0)),
            Receipt::AccountOpened(id) => Self::AccountOpened(StoredId(id.0)),
            Receipt::MerchantOpened(id) => Self::MerchantOpened(StoredId(id.0)),
            Receipt::LabelOpened(id) => Self::LabelOpened(StoredId(id.0)),
            Receipt::EnrolmentStarted { enrolment, expires_at } => Self::EnrolmentStarted {
                enrolment: StoredId(enrolment.0),
                expires_at_ms: expires_at.0,
            },
            Receipt::PinSet => Self::PinSet,
            Receipt::Order(order) => Self::Order(StoredOrder::from_order(order)),
            Receipt::Paid(payment) => Self::Paid(StoredId(payment.id.0)),
            Receipt::PinAsked { order, rule } => Self::PinAsked {
                order: StoredOrder::from_order(order),
                rule: rule::word(*rule).to_owned(),
            },
            Receipt::NonceUsed => Self::NonceUsed,
            Receipt::Held(hold) => Self::Held(StoredHold::from_hold(hold)),
            Receipt::Linked(count) => Self::Linked(*count),
            Receipt::SettingChanged(setting) => {
                Self::SettingChanged(StoredSetting::from_setting(setting))
            }
            Receipt::Stock(id, state) => {
                Self::Stock { id: StoredId(id.0), state: StoredState::from_state(*state) }
            }
            Receipt::Campaign(id, state) => {
                Self::Campaign { id: StoredId(id.0), state: StoredState::from_state(*state) }
            }
            Receipt::Coupon(coupon) => Self::Coupon(StoredCoupon::from_coupon(coupon)),
            Receipt::CardBound(id) => Self::CardBound(StoredId(id.0)),
            Receipt::CardTopUp(id) => Self::CardTopUp(StoredId(id.0)),
            Receipt::ApiKey(id) => Self::ApiKey(StoredId(id.0)),
            Receipt::Webhook(id) => Self::Webhook(StoredId(id.0)),
            Receipt::NeutralityEntered(number) => Self::NeutralityEntered(*number),
            Receipt::Invited(id, expires_at) => {
                Self::Invited { invitation: StoredId(id.0), expires_at_ms: expires_at.0 }
            }
            Receipt::Shift(id) => Self::Shift(StoredId(id.0)),
            Receipt::Enrolled { .. }
            | Receipt::PinTried { .. }
            | Receipt::Reversed { .. }
            | Receipt::Envelope(..)
            | Receipt::CardUnbound(_)
            | Receipt::LabelClosed(_)
            | Receipt::TillKeyRotated(_)
            | Receipt::DeviceRevoked(_)
            | Receipt::MerchantJudged(_)
            | Receipt::Staff(_)
            | Receipt::LeaseTaken(_) => return Err(Unkept),
        })
    }

    /// Returns the payment that the answer stands for.
    fn payment(&self) -> Option<PaymentId> {
        match self {
            Self::Paid(id) => Some(PaymentId(id.0)),
            _ => None,
        }
    }

    /// Returns the answer, unless a part is unknown here or it is a payment, which is kept by
    /// itself.
    fn into_outcome(self) -> Option<Outcome> {
        Some(Ok(match self {
            Self::DeskOpened(id) => Receipt::DeskOpened(AccountId(id.0)),
            Self::AccountOpened(id) => Receipt::AccountOpened(PersonId(id.0)),
            Self::MerchantOpened(id) => Receipt::MerchantOpened(MerchantId(id.0)),
            Self::LabelOpened(id) => Receipt::LabelOpened(LabelId(id.0)),
            Self::EnrolmentStarted { enrolment, expires_at_ms } => Receipt::EnrolmentStarted {
                enrolment: EnrolmentId(enrolment.0),
                expires_at: TimeMs(expires_at_ms),
            },
            Self::PinSet => Receipt::PinSet,
            Self::Order(order) => Receipt::Order(Box::new(order.into_order()?)),
            Self::PinAsked { order, rule } => Receipt::PinAsked {
                order: Box::new(order.into_order()?),
                rule: rule::from_word(&rule)?,
            },
            Self::NonceUsed => Receipt::NonceUsed,
            Self::Held(hold) => Receipt::Held(Box::new(hold.into_hold()?)),
            Self::Linked(count) => Receipt::Linked(count),
            Self::SettingChanged(setting) => Receipt::SettingChanged(setting.into_setting()?),
            Self::Stock { id, state } => Receipt::Stock(StockId(id.0), state.into_state()),
            Self::Campaign { id, state } => Receipt::Campaign(CampaignId(id.0), state.into_state()),
            Self::Coupon(coupon) => Receipt::Coupon(coupon.into_coupon()),
            Self::CardBound(id) => Receipt::CardBound(CardId(id.0)),
            Self::CardTopUp(id) => Receipt::CardTopUp(CardTopUpId(id.0)),
            Self::ApiKey(id) => Receipt::ApiKey(ApiKeyId(id.0)),
            Self::Webhook(id) => Receipt::Webhook(WebhookId(id.0)),
            Self::NeutralityEntered(number) => Receipt::NeutralityEntered(number),
            Self::Invited { invitation, expires_at_ms } => {
                Receipt::Invited(InvitationId(invitation.0), TimeMs(expires_at_ms))
            }
            Self::Shift(id) => Receipt::Shift(ShiftId(id.0)),
            Self::Paid(_) => return None,
            Self::Refused { rejection, tries_left, locked_until_ms, leg } => {
                return Some(Err(Refusal {
                    rejection: Rejection::from_number(rejection)?,
                    tries_left,
                    locked_until: locked_until_ms.map(TimeMs),
                    leg,
                }));
            }
        }))
    }
}
