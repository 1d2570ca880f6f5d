//! Starts an enrolment: asks the operator who it is, and has a one-time code sent.

use crate::WalletError;
use crate::port::{Clock as _, KeyVault as _, OperatorApi as _, Ports};
use crate::retry::{self, Backoff, RETRY_MS};
use crate::state::PendingEnrolment;
use crate::wallet::Wallet;
use wire::enrolment::{StartEnrolmentRequest, StartEnrolmentResponse};
use wire::signature::device_key_text;

impl<P: Ports> Wallet<P> {
    /// Has a one-time code sent to the handle. A code that was awaited before is given up.
    ///
    /// # Errors
    /// `AlreadyEnrolled`, what the operator refuses (`handle_malformed`, `code_not_sent`, …), and
    /// what the network does.
    pub async fn start_enrolment(
        &self,
        operator_url: &str,
        handle: &str,
    ) -> Result<PendingEnrolment, WalletError> {
        if self.state().profile.is_some() {
            return Err(WalletError::AlreadyEnrolled);
        }
        let url = operator_url.trim().trim_end_matches('/');
        let operator = self.ports.api().operator(url).await?;
        let request = StartEnrolmentRequest {
            enrolment: self.new_id(),
            handle: handle.trim().to_owned(),
            device_key: device_key_text(&self.ports.vault().public_key()?),
        };
        let answer = self.send_start(url, &request).await?;
        let StartEnrolmentResponse { enrolment, sent_to, code_digits, expires_at_ms } = answer;
        let pending = PendingEnrolment {
            enrolment,
            operator_url: url.to_owned(),
            operator_name: operator.name,
            sent_to,
            code_digits,
            expires_at_ms,
        };
        self.change(|state| state.pending = Some(pending.clone()))?;
        Ok(pending)
    }

    /// Sends the same request until it is answered: its identifier keeps a second code from going
    /// out.
    async fn send_start(
        &self,
        url: &str,
        request: &StartEnrolmentRequest,
    ) -> Result<StartEnrolmentResponse, WalletError> {
        let end_ms = self.now_ms().saturating_add(RETRY_MS);
        let mut backoff = Backoff::default();
        loop {
            let error = match self.ports.api().start_enrolment(url, request).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let wait_ms = backoff.next_ms(retry::asked_s(&error));
            if !retry::is_passing(&error) || self.now_ms().saturating_add(wait_ms) >= end_ms {
                return Err(error.into());
            }
            self.ports.clock().sleep_ms(wait_ms).await;
        }
    }
}
