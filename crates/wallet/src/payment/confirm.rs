//! Confirms a prepared payment: saved as sent, then sent until its end is known.

use crate::WalletError;
use crate::payment::attempt::{Answer, Attempted};
use crate::payment::resume::Asked;
use crate::payment::{ORDER_MS, PaymentEnd};
use crate::port::{KeyVault as _, Ports};
use crate::state::{KnownEvidence, PaymentStep, Profile, UnfinishedPayment};
use crate::wallet::Wallet;
use promotion::campaign::evidence_of_order;
use wire::coupon::OrderDiscount;
use wire::payment::{PayRequest, PaymentOrder, order_signature_text};
use wire::{ErrorCode, Id, Problem, Secret};

impl<P: Ports> Wallet<P> {
    /// Sends a payment with the PIN and stays with it until its end is known, some 20 seconds at
    /// most. The PIN is not kept.
    ///
    /// # Errors
    /// `payment_unknown`, `PaymentBusy`, `Store` and `Vault` before anything was sent; `Offline`
    /// and `pin_missing` when nothing was done: the payment then waits for another confirmation.
    pub async fn confirm_payment(
        &self,
        payment: Id,
        pin: Option<Secret>,
    ) -> Result<PaymentEnd, WalletError> {
        let profile = self.profile()?;
        let _busy = self.begin(payment)?;
        let mut unfinished = self.unfinished(payment)?;
        let was_sent = unfinished.step == PaymentStep::Sent;
        if was_sent {
            // An earlier try may be done. While its order is good, the same order may go again.
            match self.ask(&profile, &unfinished).await? {
                Asked::Done(end) => return Ok(*end),
                Asked::NotThere { is_over: true } => {
                    return self.refused(payment, expired());
                }
                _ if self.now_ms() >= unfinished.expires_at_ms => {
                    return Ok(PaymentEnd::Unknown(unfinished));
                }
                _ => {}
            }
        } else {
            unfinished.expires_at_ms = self.now_ms().saturating_add(ORDER_MS);
        }
        unfinished.step = PaymentStep::Sent;
        let (request, signed) = self.order(&profile, &unfinished, pin)?;
        self.change(|state| {
            state.keep_evidence(signed);
            let mut all = state.unfinished.iter_mut();
            if let Some(saved) = all.find(|saved| saved.payment == payment) {
                *saved = unfinished.clone();
            }
        })?;
        let attempted = self.attempt(&profile, &request).await;
        self.conclude(&profile, unfinished, attempted, was_sent).await
    }

    /// Signs the order: the same text for the same saved payment. Also returns what is kept of the
    /// text, so that a draw can be held against it.
    fn order(
        &self,
        profile: &Profile,
        unfinished: &UnfinishedPayment,
        pin: Option<Secret>,
    ) -> Result<(PayRequest, KnownEvidence), WalletError> {
        let order = PaymentOrder {
            payment: unfinished.payment,
            payee: unfinished.payee,
            amount: unfinished.amount.into(),
            discount: unfinished.discount.as_ref().map(|discount| OrderDiscount {
                total: discount.total.into(),
                coupons: discount.coupons.clone(),
            }),
            note: unfinished.note.clone(),
            expires_at_ms: unfinished.expires_at_ms,
        };
        order.validate().map_err(|error| WalletError::rule(error.code()))?;
        let text = order.signed_text(&profile.operator);
        let signature = self.ports.vault().sign(text.as_bytes())?;
        let signed = KnownEvidence {
            payment: Some(order.payment),
            hash: evidence_of_order(&text),
            made_at_ms: self.now_ms(),
        };
        let request = PayRequest { order, order_signature: order_signature_text(&signature), pin };
        Ok((request, signed))
    }

    /// Tells the end from what the tries brought to light.
    async fn conclude(
        &self,
        profile: &Profile,
        unfinished: UnfinishedPayment,
        attempted: Attempted,
        was_sent: bool,
    ) -> Result<PaymentEnd, WalletError> {
        let payment = unfinished.payment;
        let Attempted { answer, in_doubt } = attempted;
        let problem = match answer {
            Answer::Paid(payment) => return Ok(self.paid(*payment)),
            Answer::Refused(problem) => problem,
            Answer::Nothing(error) if !in_doubt && !was_sent => {
                self.take_back(payment)?;
                return Err(error.into());
            }
            Answer::Nothing(_) => return self.settle(profile, unfinished, None).await,
        };
        match problem.code {
            // About the PIN alone. Every try of this call carried the same one, so none was done;
            // a call before it may have carried another.
            ErrorCode::PinWrong | ErrorCode::PinMissing => {
                if !was_sent {
                    self.take_back(payment)?;
                }
                if problem.code == ErrorCode::PinMissing {
                    return Err(WalletError::Api(problem));
                }
                Ok(PaymentEnd::PinWrong { tries_left: problem.tries_left })
            }
            // The operator has another order under this identifier: an earlier one of ours.
            ErrorCode::IdempotencyConflict => self.settle(profile, unfinished, None).await,
            _ if in_doubt || was_sent => self.settle(profile, unfinished, Some(problem)).await,
            _ => self.refused(payment, problem),
        }
    }

    /// Asks once more, because a try without an answer may be done or not.
    async fn settle(
        &self,
        profile: &Profile,
        unfinished: UnfinishedPayment,
        problem: Option<Box<Problem>>,
    ) -> Result<PaymentEnd, WalletError> {
        match self.ask(profile, &unfinished).await {
            Ok(Asked::Done(end)) => Ok(*end),
            Ok(Asked::NotThere { is_over: true }) => {
                self.refused(unfinished.payment, problem.unwrap_or_else(expired))
            }
            Ok(Asked::NotThere { .. }) => match problem {
                Some(problem) if is_for_ever(problem.code) => {
                    self.refused(unfinished.payment, problem)
                }
                _ => Ok(PaymentEnd::Unknown(unfinished)),
            },
            // Whatever went wrong with asking, the payment itself stays in doubt.
            Ok(Asked::Nothing) | Err(_) => Ok(PaymentEnd::Unknown(unfinished)),
        }
    }

    /// Puts a payment back to where nothing of it is with the operator.
    fn take_back(&self, payment: Id) -> Result<(), WalletError> {
        self.change_unfinished(payment, |saved| saved.step = PaymentStep::Prepared)
    }
}

/// Returns whether an order that was refused for this reason would be refused later as well, so
/// that a lost try of it cannot be done either. Funds may come in and payees be opened again.
const fn is_for_ever(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::PaymentOrderExpired
            | ErrorCode::OrderPaid
            | ErrorCode::OrderPaidByOther
            | ErrorCode::OrderInParts
            | ErrorCode::OrderClosed
            | ErrorCode::OrderExpired
            | ErrorCode::OrderAmountDiffers
            | ErrorCode::PayeeIsPayer
            | ErrorCode::AmountZero
            | ErrorCode::AmountTooLarge
            | ErrorCode::CurrencyMismatch
            | ErrorCode::CouponUsed
            | ErrorCode::CouponLapsed
            | ErrorCode::CouponUnknown
            | ErrorCode::CouponsNotTaken
            | ErrorCode::NoteMalformed
            | ErrorCode::RequestMalformed
    )
}

fn expired() -> Box<Problem> {
    Box::new(Problem::new(ErrorCode::PaymentOrderExpired))
}
