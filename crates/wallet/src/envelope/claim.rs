//! Claims a share of an envelope by its code.

use super::read::SeenEnvelope;
use crate::WalletError;
use crate::code::is_host_of;
use crate::port::{ApiError, Clock as _, OperatorApi as _, Ports};
use crate::retry::{self, Backoff, RETRY_MS};
use crate::wallet::Wallet;
use paycode::Code;
use wire::envelope::ClaimEnvelopeRequest;
use wire::{ErrorCode, Id, Secret};

impl<P: Ports> Wallet<P> {
    /// Claims a share of the envelope whose code this is; one that the person has already is shown
    /// again. A lost answer is asked for again with the same identifier.
    ///
    /// # Errors
    /// `CodeUnreadable`, `CodeNotPayable` for another code, `ForeignOperator`, what the operator
    /// refuses (`envelope_empty`, `envelope_over`, …), and what the network does.
    pub async fn claim_envelope(&self, code: &str) -> Result<SeenEnvelope, WalletError> {
        let profile = self.profile()?;
        let address = match paycode::read(code).map_err(WalletError::CodeUnreadable)? {
            Code::EnvelopeAddress(address) => address,
            _ => return Err(WalletError::CodeNotPayable),
        };
        if !is_host_of(address.site.host().as_str(), &profile.operator_url) {
            return Err(WalletError::ForeignOperator(address.site.host().to_string()));
        }
        let unknown = || WalletError::rule(ErrorCode::EnvelopeUnknown);
        let envelope: Id = address.envelope.as_str().parse().map_err(|_| unknown())?;
        let secret = address.secret.map(|secret| Secret::new(secret.as_str().to_owned()));
        let request = ClaimEnvelopeRequest { claim: self.new_id(), secret: secret.clone() };
        let end_ms = self.now_ms().saturating_add(RETRY_MS);
        let mut backoff = Backoff::default();
        loop {
            let url = &profile.operator_url;
            let error = match self.ports.api().claim_envelope(url, envelope, &request).await {
                Ok(answer) => {
                    return self.learn_envelope(answer, envelope, secret.as_ref(), &profile);
                }
                // From an earlier scan, or another device: there is something to see.
                Err(ApiError::Refused(problem)) if problem.code == ErrorCode::EnvelopeClaimed => {
                    return self.envelope(envelope).await;
                }
                Err(ApiError::Refused(problem)) if !retry::is_passing_problem(&problem) => {
                    return Err(WalletError::Api(problem));
                }
                Err(error) => error,
            };
            let wait_ms = backoff.next_ms(retry::asked_s(&error));
            let is_hopeless = matches!(error, ApiError::AddressRefused(_));
            if is_hopeless || self.now_ms().saturating_add(wait_ms) >= end_ms {
                return Err(error.into());
            }
            self.ports.clock().sleep_ms(wait_ms).await;
        }
    }
}
