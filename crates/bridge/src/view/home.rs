//! The home screen.

use super::{AmountView, HoldView, MerchantView, PaymentView, QuickPayView, UnfinishedView};
use serde::Serialize;
use ts_rs::TS;
use wallet::Home;
use wallet::state::{KnownBalance, PaymentStep};

/// The balance and what happened last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HomeView {
    /// The registered name.
    pub name: String,
    /// The last known balance.
    pub balance: Option<AmountView>,
    /// What of it can be spent; null unless something is held.
    pub available: Option<AmountView>,
    /// What is held, those that end first in front.
    pub holds: Vec<HoldView>,
    /// When it was that, in Unix milliseconds.
    pub as_of_ms: Option<u64>,
    /// Whether the operator answered just now.
    pub online: bool,
    /// The newest payments, newest first.
    pub recent: Vec<PaymentView>,
    /// Payments that were sent and whose end is not known yet.
    pub unfinished: Vec<UnfinishedView>,
    /// What can be paid by payer code without a PIN; null when it was never known.
    pub quick_pay: Option<QuickPayView>,
    /// The shops where the person works, as they were known last.
    pub merchants: Vec<MerchantView>,
}

impl From<Home> for HomeView {
    fn from(home: Home) -> Self {
        let Home { profile, balance, holds, online, recent, unfinished, quick_pay, merchants } =
            home;
        let (balance, available, as_of_ms) = match balance {
            Some(KnownBalance { amount, available, as_of_ms }) => {
                let is_held = available != amount;
                (Some(amount.into()), is_held.then(|| available.into()), Some(as_of_ms))
            }
            None => (None, None, None),
        };
        Self {
            name: profile.name,
            balance,
            available,
            holds: holds.into_iter().map(HoldView::from).collect(),
            as_of_ms,
            online,
            recent: recent.into_iter().map(PaymentView::from).collect(),
            // One that was only looked at has no end to ask for.
            unfinished: unfinished
                .into_iter()
                .filter(|one| one.step == PaymentStep::Sent)
                .map(UnfinishedView::from)
                .collect(),
            quick_pay: quick_pay.map(QuickPayView::from),
            merchants: merchants.into_iter().map(MerchantView::of).collect(),
        }
    }
}
