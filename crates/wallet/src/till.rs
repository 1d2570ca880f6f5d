//! The till of a shop: taking money by order code or by the payer's code, what was taken, refunds.
//!
//! ```text
//!            ┌── paid
//! saved ── sent ── open / PIN needed ──┼── closed      an attempt leaves the state with its end
//!   └── refused      (asked again)     └── reversed
//! ```
//! An attempt is saved before it is sent and asked for until its end is known, also by the next
//! start of the program. Nothing here asks in a loop: whoever shows an attempt asks again.

mod charge;
mod end;
mod refund;
mod slip;

pub use crate::state::Charge;
pub use charge::Sale;
pub use refund::{RefundPreview, RefundedCoupon, Refunds};

use crate::account::HistoryPage;
use crate::port::{ApiError, Ports, TillApi as _};
use crate::wallet::Wallet;
use crate::{WalletError, answer, retry};
use money::Amount;
use wire::payer_code::QuickPayRule;
use wire::{Id, Problem};

/// How many payments of a shop are asked for at once.
const PAGE: u32 = 50;

/// An attempt to be paid, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeNow {
    /// The attempt.
    pub charge: Charge,
    /// Where it stands.
    pub standing: ChargeStanding,
}

/// Where an attempt to be paid stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeStanding {
    /// No answer came: it may be paid or not.
    Unknown,
    /// It can be paid.
    Open {
        /// The text of the order's code.
        code: String,
        /// When it ends, in Unix milliseconds.
        expires_at_ms: u64,
    },
    /// The payer was asked to confirm it with the PIN.
    PinNeeded {
        /// The rule that asked.
        rule: QuickPayRule,
        /// When it ends, in Unix milliseconds.
        expires_at_ms: u64,
    },
    /// It was paid.
    Paid {
        /// The payment.
        payment: Id,
        /// When, in Unix milliseconds.
        at_ms: u64,
    },
    /// It ended without money: nobody can pay it any more.
    Closed,
    /// It was taken back.
    Reversed {
        /// What went back to the payer; none where nothing had been paid.
        returned: Option<Amount>,
    },
    /// The operator refused it: nothing was paid.
    Refused(Box<Problem>),
}

impl ChargeStanding {
    /// Returns whether money moved, also where it went back.
    const fn was_paid(&self) -> bool {
        matches!(self, Self::Paid { .. } | Self::Reversed { returned: Some(_) })
    }

    /// Returns whether nothing of it changes any more.
    pub const fn is_end(&self) -> bool {
        match self {
            Self::Unknown | Self::Open { .. } | Self::PinNeeded { .. } => false,
            Self::Paid { .. } | Self::Closed | Self::Reversed { .. } | Self::Refused(_) => true,
        }
    }
}

impl<P: Ports> Wallet<P> {
    /// Returns the attempts of a shop whose end is not known yet, oldest first; nobody is asked.
    pub fn charges(&self, merchant: Id) -> Vec<Charge> {
        let state = self.state();
        state.charges.iter().filter(|charge| charge.merchant == merchant).cloned().collect()
    }

    /// Returns a page of what a shop was paid and gave back, newest first. Nothing of it is kept
    /// on the device.
    ///
    /// # Errors
    /// `NotEnrolled`, `staff_role_insufficient`, `merchant_unknown`, and what the network does.
    pub async fn takings(
        &self,
        merchant: Id,
        before: Option<u64>,
    ) -> Result<HistoryPage, WalletError> {
        let profile = self.profile()?;
        let api = self.ports.api();
        let page = api.takings(&profile.operator_url, merchant, before, PAGE).await?;
        let (payments, next_before, as_of_ms) = answer::payments(page, profile.currency)?;
        Ok(HistoryPage { payments, next_before, as_of_ms: Some(as_of_ms), online: true })
    }
}

/// Sorts an answer that is missing from one that refuses.
fn or_unknown<T>(answer: Result<T, ApiError>) -> Result<Option<T>, WalletError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if retry::is_passing(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
