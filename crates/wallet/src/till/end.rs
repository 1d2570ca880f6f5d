//! Ends an attempt by hand: closes an order that nobody paid, or takes an attempt back whose end
//! is not known.

use super::{ChargeNow, ChargeStanding, or_unknown};
use crate::port::{ApiError, Ports, TillApi as _};
use crate::state::Charge;
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use wire::order::{ReverseOrderRequest, ReverseOrderResponse};
use wire::{ErrorCode, Id};

/// After how long no operator takes the digits of a code that was scanned when the attempt began:
/// a minute, and what clocks may differ.
const DIGITS_DEAD_MS: u64 = 120_000;

impl<P: Ports> Wallet<P> {
    /// Closes an attempt that can be paid. When it was paid a moment before, it answers that.
    ///
    /// # Errors
    /// As [`Self::charge`].
    pub async fn close_charge(&self, charge: Id) -> Result<ChargeNow, WalletError> {
        let charge = self.known_charge(charge)?;
        let url = self.profile()?.operator_url;
        let closed = self.ports.api().close_order(&url, charge.merchant, charge.charge).await;
        let standing = match closed {
            Ok(order) => Ok(self.standing_of(order, &charge)?),
            Err(ApiError::Refused(problem)) if is_over(problem.code) => {
                self.ask_charge(&Charge { has_order: true, ..charge.clone() }).await
            }
            Err(error) => Err(error),
        };
        self.settle_charge(charge, or_unknown(standing)?)
    }

    /// Takes an attempt back: what was not paid never will be, what was paid goes back whole.
    ///
    /// # Errors
    /// As [`Self::charge`]; `reversal_too_soon` for the first 15 seconds, `reversal_too_late` on
    /// another day, `order_refunded`.
    pub async fn reverse_charge(&self, charge: Id) -> Result<ChargeNow, WalletError> {
        let charge = self.known_charge(charge)?;
        let url = self.profile()?.operator_url;
        // The movement's identifier is kept before it is sent: tried again, it is the same one.
        let reversal = charge.reversal.unwrap_or_else(|| self.new_id());
        self.change(|state| {
            if let Some(kept) = state.charges.iter_mut().find(|it| it.charge == charge.charge) {
                kept.reversal = Some(reversal);
            }
        })?;
        let charge = Charge { reversal: Some(reversal), ..charge };
        let request = ReverseOrderRequest { reversal };
        let api = self.ports.api();
        let answer = api.reverse_order(&url, charge.merchant, charge.charge, &request).await;
        let standing = match answer {
            Ok(answer) => Ok(self.reversed(answer, &charge)?),
            Err(ApiError::Refused(problem)) if problem.code == ErrorCode::OrderUnknown => {
                Ok(self.never_arrived(&charge))
            }
            Err(error) => Err(error),
        };
        self.settle_charge(charge, or_unknown(standing)?)
    }

    /// What the operator does not know has not arrived. A charge may still be on its way, and is
    /// paid if it arrives while the payer's digits are good.
    fn never_arrived(&self, charge: &Charge) -> ChargeStanding {
        let age_ms = self.now_ms().saturating_sub(charge.started_at_ms);
        match charge.payer_code {
            Some(_) if age_ms < DIGITS_DEAD_MS => ChargeStanding::Unknown,
            _ => ChargeStanding::Closed,
        }
    }

    fn reversed(
        &self,
        response: ReverseOrderResponse,
        charge: &Charge,
    ) -> Result<ChargeStanding, WalletError> {
        let ReverseOrderResponse { order, reversal } = response;
        let currency = charge.amount.currency();
        let returned = reversal.map(|back| answer::amount(&back.amount, currency)).transpose()?;
        let Some(order) = order else { return Ok(ChargeStanding::Reversed { returned }) };
        Ok(match self.standing_of(order, charge)? {
            ChargeStanding::Reversed { .. } => ChargeStanding::Reversed { returned },
            other => other,
        })
    }
}

/// Returns whether a refusal says that the order came to its end already.
const fn is_over(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::OrderPaid
            | ErrorCode::OrderClosed
            | ErrorCode::OrderExpired
            | ErrorCode::OrderReversed
            | ErrorCode::OrderRefunded
    )
}
