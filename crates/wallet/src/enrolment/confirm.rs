//! Confirms an enrolment with its one-time code.

use crate::port::{ApiError, Clock as _, KeyVault as _, OperatorApi as _, Ports};
use crate::retry::{self, Backoff, RETRY_MS};
use crate::state::{PendingEnrolment, Profile, SavedState};
use crate::wallet::Wallet;
use crate::{WalletError, answer, receipt};
use money::Currency;
use wire::enrolment::{ConfirmEnrolmentRequest, ConfirmEnrolmentResponse};
use wire::operator::OperatorResponse;
use wire::signature::device_id;
use wire::{ErrorCode, Id, Secret};

impl<P: Ports> Wallet<P> {
    /// Confirms the awaited code; `name` is for a handle that is new to the operator.
    ///
    /// # Errors
    /// `AlreadyEnrolled`, `EnrolmentMissing`, what the operator refuses (`code_wrong`,
    /// `enrolment_expired`, `name_malformed`, …), and what the network does.
    pub async fn confirm_enrolment(
        &self,
        code: Secret,
        name: Option<String>,
    ) -> Result<Profile, WalletError> {
        if self.state().profile.is_some() {
            return Err(WalletError::AlreadyEnrolled);
        }
        let pending = self.state().pending.clone().ok_or(WalletError::EnrolmentMissing)?;
        // Asked first, so that nothing is missing once the code is spent.
        let operator = self.ports.api().operator(&pending.operator_url).await?;
        let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let request = ConfirmEnrolmentRequest { code, name };
        let person = self.send_confirm(&pending, &request).await?;
        let operator_keys = receipt::follow(&operator, &[])?;
        let profile = profile(&pending, operator, person)?;
        self.change(|state| {
            let settings = state.settings.clone();
            let profile = Some(profile.clone());
            *state = SavedState { profile, settings, operator_keys, ..SavedState::default() };
        })?;
        // So that payer codes can be made without a network from now on; home asks again.
        let _ = self.fetch_payer_code_key(&profile).await;
        Ok(profile)
    }

    /// Sends the code until it is answered. When an answer was lost, a refusal may only mean that
    /// the code is spent: then the account itself tells whether this device belongs to it.
    async fn send_confirm(
        &self,
        pending: &PendingEnrolment,
        request: &ConfirmEnrolmentRequest,
    ) -> Result<ConfirmEnrolmentResponse, WalletError> {
        let PendingEnrolment { operator_url: url, enrolment, .. } = pending;
        let end_ms = self.now_ms().saturating_add(RETRY_MS);
        let mut backoff = Backoff::default();
        let mut in_doubt = false;
        loop {
            let error = match self.ports.api().confirm_enrolment(url, *enrolment, request).await {
                Ok(person) => return Ok(person),
                Err(error) => error,
            };
            if let ApiError::Refused(problem) = &error
                && !retry::is_passing(&error)
            {
                // After a crash nothing is known of the try before it; the operator forgets an
                // enrolment that was confirmed.
                let is_spent = problem.code == ErrorCode::EnrolmentUnknown;
                return match in_doubt || is_spent {
                    true => self.enrolled_already(url).await.ok_or_else(|| error.into()),
                    false => Err(error.into()),
                };
            }
            in_doubt |= error != ApiError::Unreachable;
            let wait_ms = backoff.next_ms(retry::asked_s(&error));
            if !retry::is_passing(&error) || self.now_ms().saturating_add(wait_ms) >= end_ms {
                return Err(error.into());
            }
            self.ports.clock().sleep_ms(wait_ms).await;
        }
    }

    /// Returns whom the operator takes this device for, when it does.
    async fn enrolled_already(&self, url: &str) -> Option<ConfirmEnrolmentResponse> {
        let device: Id = device_id(&self.ports.vault().public_key().ok()?);
        let account = self.ports.api().account(url).await.ok()?;
        Some(ConfirmEnrolmentResponse {
            person: account.person,
            device,
            name: account.name,
            receive_code: account.receive_code,
            has_pin: account.has_pin,
        })
    }
}

fn profile(
    pending: &PendingEnrolment,
    operator: OperatorResponse,
    person: ConfirmEnrolmentResponse,
) -> Result<Profile, WalletError> {
    let OperatorResponse { operator, name: operator_name, currency, payment_max, sandbox, .. } =
        operator;
    let ConfirmEnrolmentResponse { person, device, name, receive_code, has_pin } = person;
    let currency = Currency::from_code(&currency)
        .map_err(|_| WalletError::AnswerMalformed("an unknown currency".to_owned()))?;
    Ok(Profile {
        operator_url: pending.operator_url.clone(),
        operator,
        operator_name,
        currency,
        payment_max: answer::amount(&payment_max, currency)?,
        person,
        device,
        name,
        receive_code,
        has_pin,
        sandbox,
    })
}
