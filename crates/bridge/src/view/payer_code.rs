//! One's own payer code, drawn, and what can be paid with it without a PIN.

use super::AmountView;
use serde::Serialize;
use std::fmt;
use ts_rs::TS;
use wallet::state::KnownQuickPay;

/// A payer code. Whoever sees it can charge it while it lives, once.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct PayerCodeView {
    /// The 18 digits.
    pub digits: String,
    /// The digits as bars, with their quiet zone.
    pub code_128_svg: String,
    /// The digits as a QR code, with its quiet zone.
    pub qr_svg: String,
    /// When it was made, in Unix milliseconds, by the operator's clock as far as it is known.
    pub made_at_ms: u64,
    /// When to ask for a fresh one, by the same clock.
    pub refresh_at_ms: u64,
    /// When it is dead at the latest, by the same clock.
    pub ends_at_ms: u64,
    /// The most that it pays.
    pub cap: Option<AmountView>,
    /// The name on the label of the one shop that can use it.
    pub only: Option<String>,
    /// The caps that can be asked for.
    pub caps: Vec<AmountView>,
    /// What can be paid without a PIN.
    pub quick_pay: QuickPayView,
}

impl fmt::Debug for PayerCodeView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

/// What can be paid by payer code without a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct QuickPayView {
    /// The largest payment.
    pub payment_max: AmountView,
    /// How much is left of 24 hours.
    pub left: AmountView,
    /// How many payments are left.
    pub left_uses: u32,
    /// When the operator said so, in Unix milliseconds.
    pub as_of_ms: u64,
}

impl From<KnownQuickPay> for QuickPayView {
    fn from(known: KnownQuickPay) -> Self {
        let KnownQuickPay { payment_max, left, left_uses, as_of_ms } = known;
        Self { payment_max: payment_max.into(), left: left.into(), left_uses, as_of_ms }
    }
}
