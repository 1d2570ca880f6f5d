//! Top-ups by card.

use super::AmountView;
use serde::Serialize;
use ts_rs::TS;
use wallet::card_top_up::{CardTopUp, CardTopUpEnd, CardTopUps};

/// How far the person can go with top-ups by card, and those of the last 24 hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CardTopUpsView {
    /// The smallest.
    pub min: AmountView,
    /// The largest.
    pub max: AmountView,
    /// The most that can be asked for now; zero where that is nothing.
    pub left: AmountView,
    /// Whether anything can be asked for now.
    pub can_ask: bool,
    /// The top-ups, those asked for last in front.
    pub top_ups: Vec<CardTopUpView>,
}

/// A top-up by card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CardTopUpView {
    /// The top-up.
    pub top_up: String,
    /// What the card's kind was called then.
    pub brand: String,
    /// The last four digits of the card's number.
    pub last_four: String,
    /// How much.
    pub amount: AmountView,
    /// Where it stands.
    pub state: CardTopUpState,
    /// Why the card has not paid.
    pub reason: Option<CardRefusal>,
    /// The payment that brought the money.
    pub payment: Option<String>,
    /// When it was asked for, in Unix milliseconds.
    pub asked_at_ms: u64,
}

/// Where a top-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardTopUpState {
    /// Nobody knows yet what became of it.
    Waiting,
    /// The money is here.
    Paid,
    /// The card has not paid.
    Refused,
}

/// Why a card does not pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardRefusal {
    /// There is not that much on it.
    FundsShort,
    /// The issuer's limit for the card is reached.
    LimitReached,
    /// The issuer does not let it pay.
    CardBlocked,
    /// The issuer does not know it any more.
    CardGone,
}

impl CardTopUpsView {
    pub(crate) fn of(book: CardTopUps) -> Self {
        let CardTopUps { min, max, left, top_ups } = book;
        Self {
            can_ask: !left.is_zero(),
            min: min.into(),
            max: max.into(),
            left: left.into(),
            top_ups: top_ups.into_iter().map(CardTopUpView::of).collect(),
        }
    }
}

impl CardTopUpView {
    pub(crate) fn of(top_up: CardTopUp) -> Self {
        let CardTopUp { top_up, brand, last_four, amount, end, asked_at_ms } = top_up;
        let (state, reason, payment) = match end {
            CardTopUpEnd::Waiting => (CardTopUpState::Waiting, None, None),
            CardTopUpEnd::Paid(payment) => (CardTopUpState::Paid, None, Some(payment)),
            CardTopUpEnd::Refused(reason) => (CardTopUpState::Refused, Some(reason.into()), None),
        };
        Self {
            top_up: top_up.to_string(),
            brand,
            last_four,
            amount: amount.into(),
            state,
            reason,
            payment: payment.map(|payment| payment.to_string()),
            asked_at_ms,
        }
    }
}

impl From<wire::card_top_up::CardRefusal> for CardRefusal {
    fn from(reason: wire::card_top_up::CardRefusal) -> Self {
        match reason {
            wire::card_top_up::CardRefusal::FundsShort => Self::FundsShort,
            wire::card_top_up::CardRefusal::LimitReached => Self::LimitReached,
            wire::card_top_up::CardRefusal::CardBlocked => Self::CardBlocked,
            wire::card_top_up::CardRefusal::CardGone => Self::CardGone,
        }
    }
}
