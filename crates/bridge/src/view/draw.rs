//! A payment's draw as it is shown, and what repeating it came to.

use super::AmountView;
use super::campaign::{PrizeView, day_text};
use crate::UiError;
use money::{Amount, Currency};
use paycode::printable;
use promotion::calendar::LocalDay;
use serde::Serialize;
use ts_rs::TS;
use wallet::campaign::{self, PaymentCheck};
use wire::campaign::PaymentDraw;

/// A payment's draw. `reason` says why there was none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DrawView {
    /// The campaign.
    pub campaign: String,
    /// Its title.
    pub title: String,
    /// The local day, such as 2026-11-28.
    pub day: String,
    /// How it ended.
    pub end: DrawEnd,
    /// Why there was no draw, by a stable name.
    pub reason: Option<String>,
    /// What was won.
    pub won: Option<AmountView>,
    /// What more was won on that day.
    pub event: Option<EventKind>,
    /// Whether the day's seed is shown, so that the draw can be repeated.
    pub is_seed_shown: bool,
}

/// How a payment's draw ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DrawEnd {
    /// It won.
    Won,
    /// It won nothing.
    Lost,
    /// There was none.
    NotDrawn,
}

/// What is won on a day with an event: twice the prize, or the whole order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Twice the prize.
    Double,
    /// The whole order.
    Waive,
}

/// What repeating a draw came to; `waiting` until the day's seed is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DrawVerdict {
    /// It is what it claims.
    Holds,
    /// The seed is not shown yet.
    Waiting,
    /// It is not what it claims.
    Wrong,
}

/// A draw as the wallet repeated it, with what is needed to repeat it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DrawCheckView {
    /// The draw.
    pub draw: DrawView,
    /// The ticket that the receipt says.
    pub ticket: u64,
    /// Of so many.
    pub tickets: u64,
    /// What the ticket wins by the published table.
    pub prize: Option<PrizeView>,
    /// The hash of what the payer's device signed or showed, in hexadecimal.
    pub evidence: String,
    /// Whether it is that of this device; null where this device cannot tell.
    pub evidence_is_mine: Option<bool>,
    /// What the operator committed to, in hexadecimal.
    pub commitment: String,
    /// Whether this wallet had it before the payment.
    pub commitment_was_kept: bool,
    /// The day's seed in hexadecimal, once it is shown.
    pub seed: Option<String>,
    /// What it came to.
    pub verdict: DrawVerdict,
    /// What is wrong, by a stable name.
    pub wrong: Option<String>,
    /// The receipt, as the file that stands alone.
    pub receipt: String,
}

impl From<wire::campaign::EventKind> for EventKind {
    fn from(kind: wire::campaign::EventKind) -> Self {
        match kind {
            wire::campaign::EventKind::Double => Self::Double,
            wire::campaign::EventKind::Waive => Self::Waive,
        }
    }
}

impl DrawView {
    /// Converts what a campaign made of a payment in this currency.
    pub(crate) fn of(drawn: PaymentDraw, currency: Currency) -> Self {
        let PaymentDraw { campaign, title, day, event, is_seed_shown, reason, draw } = drawn;
        let won_minor = draw.as_ref().map_or(0, |draw| draw.won_minor);
        let won = Amount::new(won_minor, currency).ok().filter(|won| won.minor() > 0);
        Self {
            campaign: campaign.to_string(),
            title: printable(&title),
            day: day_text(LocalDay(day)),
            end: match (&draw, won) {
                (None, _) => DrawEnd::NotDrawn,
                (Some(_), Some(_)) => DrawEnd::Won,
                (Some(_), None) => DrawEnd::Lost,
            },
            reason,
            won: won.map(AmountView::from),
            event: event.map(EventKind::from),
            is_seed_shown,
        }
    }
}

impl DrawCheckView {
    pub(crate) fn of(checked: PaymentCheck) -> Result<Self, UiError> {
        let PaymentCheck { check, commitment_was_kept, evidence_is_mine, receipt } = checked;
        let file = serde_json::to_string_pretty(&receipt).map_err(|_| UiError::internal())?;
        let prize = check.prize().map(|prize| PrizeView::of(prize, &check.published.terms));
        let drawn = receipt.draw.ok_or_else(UiError::internal)?;
        let (verdict, wrong) = match check.verdict {
            campaign::DrawVerdict::Holds => (DrawVerdict::Holds, None),
            campaign::DrawVerdict::Waiting => (DrawVerdict::Waiting, None),
            campaign::DrawVerdict::Wrong(fault) => {
                (DrawVerdict::Wrong, Some(fault.code().to_owned()))
            }
        };
        Ok(Self {
            // What is shown of the day may have changed since the receipt was signed.
            draw: DrawView {
                is_seed_shown: check.seed.is_some(),
                ..DrawView::of(*drawn, check.draw.paid.currency())
            },
            ticket: check.draw.ticket,
            tickets: check.published.terms.odds.one_in,
            prize,
            evidence: check.evidence_text(),
            evidence_is_mine,
            commitment: check.commitment_text(),
            commitment_was_kept,
            seed: check.seed_text(),
            verdict,
            wrong,
            receipt: file,
        })
    }
}
