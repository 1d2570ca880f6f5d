//! Resumes a payment whose end is not known: asks whether it was done, and never orders it anew.

use crate::payment::{EXPIRY_MARGIN_MS, PREPARED_MS, PaymentEnd};
use crate::port::{ApiError, Clock, OperatorApi as _, Ports};
use crate::state::{PaymentStep, Profile, UnfinishedPayment};
use crate::wallet::Wallet;
use crate::{WalletError, answer, retry};
use wire::{ErrorCode, Id, Problem};

impl<P: Ports> Wallet<P> {
    /// Asks how a payment ended. One that was only prepared has not begun and stays as it is.
    /// One that is not there after its expiry never will be, and is forgotten.
    ///
    /// # Errors
    /// `payment_unknown` when this wallet has no such unfinished payment, `PaymentBusy`, and what
    /// the operator refuses for another reason. A lost answer is no error but `Unknown`.
    pub async fn resume_payment(&self, payment: Id) -> Result<PaymentEnd, WalletError> {
        let profile = self.profile()?;
        let _busy = self.begin(payment)?;
        let unfinished = self.unfinished(payment)?;
        match unfinished.step {
            PaymentStep::Prepared => Ok(PaymentEnd::Unknown(unfinished)),
            PaymentStep::Sent => match self.ask(&profile, &unfinished).await? {
                Asked::Done(end) => Ok(*end),
                Asked::NotThere { is_over: true } => {
                    let problem = Problem::new(ErrorCode::PaymentOrderExpired);
                    self.refused(payment, Box::new(problem))
                }
                Asked::NotThere { is_over: false } | Asked::Nothing => {
                    Ok(PaymentEnd::Unknown(unfinished))
                }
            },
        }
    }

    /// Resumes every payment that was sent, and forgets those that were only looked at long ago.
    /// Meant for the start. Returns the ends in the order in which the payments were begun.
    ///
    /// # Errors
    /// As [`Self::resume_payment`]; payments that are being worked on are left out.
    pub async fn resume_all(&self) -> Result<Vec<PaymentEnd>, WalletError> {
        let oldest_ms = self.now_ms().saturating_sub(PREPARED_MS);
        let sent = self.change(|state| {
            state
                .unfinished
                .retain(|one| one.step == PaymentStep::Sent || one.started_at_ms >= oldest_ms);
            let sent = state.unfinished.iter().filter(|one| one.step == PaymentStep::Sent);
            sent.map(|one| one.payment).collect::<Vec<Id>>()
        })?;
        let mut ends = Vec::new();
        for payment in sent {
            match self.resume_payment(payment).await {
                Ok(end) => ends.push(end),
                Err(WalletError::PaymentBusy) => {}
                // An event told the end in the meantime.
                Err(WalletError::Api(problem)) if problem.code == ErrorCode::PaymentUnknown => {}
                Err(error) => return Err(error),
            }
        }
        Ok(ends)
    }

    /// Asks the operator once whether it has done a payment.
    pub(super) async fn ask(
        &self,
        profile: &Profile,
        unfinished: &UnfinishedPayment,
    ) -> Result<Asked, WalletError> {
        // Looked at before asking: an order may be done between the answer and its expiry.
        let asked = Moment::now(self.ports.clock());
        match self.ports.api().payment(&profile.operator_url, unfinished.payment).await {
            Ok(response) if response.payment == unfinished.payment => {
                let payment = answer::payment(response, profile.currency)?;
                Ok(Asked::Done(Box::new(self.paid(payment))))
            }
            Ok(_) | Err(ApiError::AnswerMalformed(_)) => Ok(Asked::Nothing),
            Err(ApiError::Refused(problem)) if problem.code == ErrorCode::PaymentUnknown => {
                let over_at_ms = unfinished.expires_at_ms.saturating_add(EXPIRY_MARGIN_MS);
                let is_over = asked.corrected_ms(self.ports.clock()) > over_at_ms;
                Ok(Asked::NotThere { is_over })
            }
            Err(error) if retry::is_passing(&error) => Ok(Asked::Nothing),
            Err(error) => Err(error.into()),
        }
    }
}

/// What asking once brought to light.
pub(super) enum Asked {
    /// It is done.
    Done(Box<PaymentEnd>),
    /// It is not there as of now.
    NotThere {
        /// Whether the order had expired before the question, so that it never will be.
        is_over: bool,
    },
    /// No answer came.
    Nothing,
}

/// A moment by the device's clock, with what was known then of the operator's.
struct Moment {
    now_ms: u64,
    offset_ms: i64,
}

impl Moment {
    fn now(clock: &impl Clock) -> Self {
        Self { now_ms: clock.now_ms(), offset_ms: clock.offset_ms() }
    }

    /// Returns the moment by what an answer taught of the operator's clock since: a device whose
    /// clock was set ahead must not take an order for void that is not. The earlier one of both
    /// counts, in case the clock was set back since.
    fn corrected_ms(&self, clock: &impl Clock) -> u64 {
        let learnt_ms = clock.offset_ms().saturating_sub(self.offset_ms);
        self.now_ms.min(self.now_ms.saturating_add_signed(learnt_ms))
    }
}
