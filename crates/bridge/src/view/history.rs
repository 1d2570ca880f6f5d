//! A page of the history.

use super::PaymentView;
use serde::Serialize;
use ts_rs::TS;
use wallet::HistoryPage;

/// A page of payments, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HistoryView {
    /// The payments.
    pub payments: Vec<PaymentView>,
    /// What to ask for as `before` to go on; none at the end.
    pub next_before: Option<u64>,
    /// When this was true, in Unix milliseconds.
    pub as_of_ms: Option<u64>,
    /// Whether the operator answered just now.
    pub online: bool,
}

impl From<HistoryPage> for HistoryView {
    fn from(page: HistoryPage) -> Self {
        let HistoryPage { payments, next_before, as_of_ms, online } = page;
        let payments = payments.into_iter().map(PaymentView::from).collect();
        Self { payments, next_before, as_of_ms, online }
    }
}
