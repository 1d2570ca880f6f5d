//! Confirms a prepared envelope: saved as sent, then sent until its end is known. As with a
//! payment, its identifier is its key: however often it is sent, it is sent once.

use super::read::SeenEnvelope;
use crate::WalletError;
use crate::payment::{EXPIRY_MARGIN_MS, ORDER_MS};
use crate::port::{ApiError, Clock as _, KeyVault as _, OperatorApi as _, Ports};
use crate::retry::{self, Backoff, RETRY_MS};
use crate::state::{PaymentStep, Profile, UnfinishedEnvelope};
use crate::wallet::Wallet;
use sha2::{Digest as _, Sha256};
use wire::envelope::{EnvelopeOrder, EnvelopeResponse, SendEnvelopeRequest};
use wire::payment::order_signature_text;
use wire::{ErrorCode, Id, Secret};

impl<P: Ports> Wallet<P> {
    /// Sends an envelope with the PIN and stays with it until its end is known, some 20 seconds at
    /// most. The PIN is not kept. When the end stays unknown, the same envelope can be confirmed
    /// again: it is sent once.
    ///
    /// # Errors
    /// `envelope_unknown` for one that waits for nothing, `PaymentBusy`, `pin_wrong` with the tries
    /// that are left, what the operator refuses, and what the network does.
    pub async fn confirm_envelope(
        &self,
        envelope: Id,
        pin: Option<Secret>,
    ) -> Result<SeenEnvelope, WalletError> {
        let profile = self.profile()?;
        let _busy = self.begin(envelope)?;
        let mut unfinished = self.unfinished_envelope(envelope)?;
        let was_sent = unfinished.step == PaymentStep::Sent;
        if was_sent {
            // Looked at before asking: an order may be done between the answer and its expiry.
            let over_at_ms = unfinished.expires_at_ms.saturating_add(EXPIRY_MARGIN_MS);
            let is_over = self.now_ms() > over_at_ms;
            if let Some(seen) = self.find_sent(&profile, &unfinished).await? {
                return Ok(seen);
            }
            if is_over {
                self.forget_envelope(envelope)?;
                return Err(WalletError::rule(ErrorCode::PaymentOrderExpired));
            }
        } else {
            unfinished.expires_at_ms = self.now_ms().saturating_add(ORDER_MS);
        }
        unfinished.step = PaymentStep::Sent;
        let request = self.order_of(&profile, &unfinished, pin)?;
        self.change_envelope(envelope, |saved| *saved = unfinished.clone())?;
        let mut in_doubt = was_sent;
        match self.attempt_envelope(&profile, &request, &mut in_doubt).await {
            Ok(answer) => self.finish_envelope(answer, &unfinished, &profile),
            Err(ApiError::Refused(problem)) if !in_doubt => {
                match problem.code {
                    ErrorCode::PinWrong | ErrorCode::PinMissing | ErrorCode::PinLocked => {
                        self.change_envelope(envelope, |saved| saved.step = PaymentStep::Prepared)?;
                    }
                    _ => self.forget_envelope(envelope)?,
                }
                Err(WalletError::Api(problem))
            }
            Err(error) if !in_doubt => {
                self.change_envelope(envelope, |saved| saved.step = PaymentStep::Prepared)?;
                Err(error.into())
            }
            // An earlier try may be done, whatever the last one said.
            Err(error) => match self.find_sent(&profile, &unfinished).await {
                Ok(Some(seen)) => Ok(seen),
                Ok(None) | Err(_) => Err(error.into()),
            },
        }
    }

    /// Returns a sent envelope, if the operator has it.
    async fn find_sent(
        &self,
        profile: &Profile,
        unfinished: &UnfinishedEnvelope,
    ) -> Result<Option<SeenEnvelope>, WalletError> {
        let asked = self.ports.api().envelope(&profile.operator_url, unfinished.envelope).await;
        match asked {
            Ok(answer) => self.finish_envelope(answer, unfinished, profile).map(Some),
            Err(ApiError::Refused(problem)) if problem.code == ErrorCode::EnvelopeUnknown => {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps the code of an envelope that is sent, and takes it off the list of those that wait.
    fn finish_envelope(
        &self,
        answer: EnvelopeResponse,
        unfinished: &UnfinishedEnvelope,
        profile: &Profile,
    ) -> Result<SeenEnvelope, WalletError> {
        let (envelope, secret) = (unfinished.envelope, unfinished.secret.as_ref());
        let seen = self.learn_envelope(answer, envelope, secret, profile)?;
        self.forget_envelope(envelope)?;
        Ok(seen)
    }

    async fn attempt_envelope(
        &self,
        profile: &Profile,
        request: &SendEnvelopeRequest,
        in_doubt: &mut bool,
    ) -> Result<EnvelopeResponse, ApiError> {
        let end_ms = self.now_ms().saturating_add(RETRY_MS).min(request.order.expires_at_ms);
        let mut backoff = Backoff::default();
        loop {
            let error = match self.ports.api().send_envelope(&profile.operator_url, request).await {
                Ok(answer) => return Ok(answer),
                Err(ApiError::Refused(problem)) if !retry::is_passing_problem(&problem) => {
                    return Err(ApiError::Refused(problem));
                }
                Err(error) => error,
            };
            *in_doubt |= !matches!(error, ApiError::Unreachable | ApiError::AddressRefused(_));
            let wait_ms = backoff.next_ms(retry::asked_s(&error));
            let is_hopeless = matches!(error, ApiError::AddressRefused(_));
            if is_hopeless || self.now_ms().saturating_add(wait_ms) >= end_ms {
                return Err(error);
            }
            self.ports.clock().sleep_ms(wait_ms).await;
        }
    }

    /// Signs the order: the same text for the same saved envelope.
    fn order_of(
        &self,
        profile: &Profile,
        unfinished: &UnfinishedEnvelope,
        pin: Option<Secret>,
    ) -> Result<SendEnvelopeRequest, WalletError> {
        let order = EnvelopeOrder {
            envelope: unfinished.envelope,
            total: unfinished.total.into(),
            shares: unfinished.shares,
            split: unfinished.split,
            payee: unfinished.payee.as_ref().map(|(code, _)| *code),
            claim_hash: unfinished.secret.as_ref().and_then(claim_hash),
            greeting: unfinished.greeting.clone(),
            expires_at_ms: unfinished.expires_at_ms,
        };
        order.validate().map_err(|error| WalletError::rule(error.code()))?;
        let signature = self.ports.vault().sign(order.signed_text(&profile.operator).as_bytes())?;
        Ok(SendEnvelopeRequest { order, order_signature: order_signature_text(&signature), pin })
    }

    fn unfinished_envelope(&self, envelope: Id) -> Result<UnfinishedEnvelope, WalletError> {
        let state = self.state();
        let found = state.unfinished_envelopes.iter().find(|one| one.envelope == envelope);
        found.cloned().ok_or_else(|| WalletError::rule(ErrorCode::EnvelopeUnknown))
    }

    fn change_envelope(
        &self,
        envelope: Id,
        change: impl FnOnce(&mut UnfinishedEnvelope),
    ) -> Result<(), WalletError> {
        self.change(|state| {
            let mut all = state.unfinished_envelopes.iter_mut();
            if let Some(unfinished) = all.find(|one| one.envelope == envelope) {
                change(unfinished);
            }
        })
    }

    fn forget_envelope(&self, envelope: Id) -> Result<(), WalletError> {
        self.change(|state| state.unfinished_envelopes.retain(|one| one.envelope != envelope))
    }
}

/// Returns what the operator is told of a secret.
fn claim_hash(secret: &Secret) -> Option<String> {
    let secret: Id = secret.expose().parse().ok()?;
    let hash: [u8; 32] = Sha256::digest(secret.0.to_be_bytes()).into();
    Some(proof::hex::encode(&hash))
}
