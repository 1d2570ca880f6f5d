//! Top-ups by card: `POST /v1/card-top-ups`, `GET /v1/card-top-ups` and one of them.

use crate::{Id, Money, Secret};
use serde::{Deserialize, Serialize};

/// `POST /v1/card-top-ups`: asks for money from a bound card. The operator keeps that it was asked
/// before it asks the card's issuer, so the answer may be that nobody knows yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardTopUpRequest {
    /// The top-up's identifier, made by the device; the same again asks for nothing more.
    pub top_up: Id,
    /// The card.
    pub card: Id,
    /// How much.
    pub amount: Money,
    /// The payment PIN, where a payment of this amount needs it; not needed to hear once more what
    /// became of it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password, min_length = 6, max_length = 6,
        pattern = "^[0-9]{6}$")]
    pub pin: Option<Secret>,
}

/// What became of a top-up so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CardTopUpResponse {
    /// The top-up.
    pub top_up: Id,
    /// The card.
    pub card: Id,
    /// What the card's kind was called then.
    pub brand: String,
    /// The last four digits of the card's number.
    #[schema(min_length = 4, max_length = 4, pattern = "^[0-9]{4}$")]
    pub last_four: String,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: CardTopUpState,
    /// Why the card did not pay; absent unless it is refused.
    pub reason: Option<CardRefusal>,
    /// The payment that brought the money; absent until it is paid.
    pub payment: Option<Id>,
    /// When it was asked for, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub asked_at_ms: u64,
}

/// Where a top-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardTopUpState {
    /// The issuer has not said yet what became of it; it is asked until it does.
    Waiting,
    /// The card has paid, and the money is in the account.
    Paid,
    /// The card has not paid.
    Refused,
}

/// Why a card does not pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardRefusal {
    /// There is not that much on it.
    FundsShort,
    /// The issuer's limit for the card is reached.
    LimitReached,
    /// The issuer has blocked it, or does not let it pay.
    CardBlocked,
    /// The issuer does not know it any more: it was taken off.
    CardGone,
}

/// `GET /v1/card-top-ups`: how far the caller can go now, and their top-ups of the last 24 hours
/// and those that wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CardTopUpsResponse {
    /// The smallest.
    pub min: Money,
    /// The largest.
    pub max: Money,
    /// The most that the caller can ask for now; zero where that is nothing.
    pub left: Money,
    /// The top-ups, those asked for last in front.
    pub top_ups: Vec<CardTopUpResponse>,
}
