//! Sends one order again and again until something definite comes back or the time is up.

use crate::answer;
use crate::port::{ApiError, Clock as _, OperatorApi as _, Ports};
use crate::retry::{self, Backoff, RETRY_MS};
use crate::state::{Payment, Profile};
use crate::wallet::Wallet;
use wire::payment::PayRequest;
use wire::{ErrorCode, Problem};

/// What all tries together brought to light.
pub(super) struct Attempted {
    /// The last answer.
    pub answer: Answer,
    /// Whether a try before the last may still be done by the operator.
    pub in_doubt: bool,
}

/// The last answer.
pub(super) enum Answer {
    /// It is done.
    Paid(Box<Payment>),
    /// This try was refused.
    Refused(Box<Problem>),
    /// The time was up; the last error.
    Nothing(ApiError),
}

impl<P: Ports> Wallet<P> {
    /// Sends the order until the answer is definite, for [`RETRY_MS`] at most and never after the
    /// order's expiry.
    pub(super) async fn attempt(&self, profile: &Profile, request: &PayRequest) -> Attempted {
        let end_ms = self.now_ms().saturating_add(RETRY_MS).min(request.order.expires_at_ms);
        let mut backoff = Backoff::default();
        let mut in_doubt = false;
        loop {
            let error = match self.ports.api().pay(&profile.operator_url, request).await {
                Ok(response) if response.payment == request.order.payment => {
                    match answer::payment(response, profile.currency) {
                        Ok(payment) => {
                            return Attempted { answer: Answer::Paid(Box::new(payment)), in_doubt };
                        }
                        Err(error) => ApiError::AnswerMalformed(error.sentence()),
                    }
                }
                Ok(_) => ApiError::AnswerMalformed("another payment".to_owned()),
                Err(ApiError::Refused(problem)) if !retry::is_passing_problem(&problem) => {
                    return Attempted { answer: Answer::Refused(problem), in_doubt };
                }
                Err(error) => error,
            };
            in_doubt |= may_be_done(&error);
            let wait_ms = backoff.next_ms(retry::asked_s(&error));
            let is_hopeless = matches!(error, ApiError::AddressRefused(_));
            if is_hopeless || self.now_ms().saturating_add(wait_ms) >= end_ms {
                return Attempted { answer: Answer::Nothing(error), in_doubt };
            }
            self.ports.clock().sleep_ms(wait_ms).await;
        }
    }
}

/// Returns whether the operator may have done, or may yet do, what was answered like this.
fn may_be_done(error: &ApiError) -> bool {
    match error {
        // Refused at the door. "Replayed" is not among these: a network that doubles a request
        // may hand back the answer to the second.
        ApiError::Refused(problem) => problem.code != ErrorCode::RateLimited,
        ApiError::Unreachable | ApiError::AddressRefused(_) => false,
        ApiError::AnswerLost | ApiError::AnswerMalformed(_) => true,
    }
}
