//! Envelopes: sent with the PIN, claimed by a code, and proven: each share against what was
//! committed to when the envelope was sent, and at its end the whole of it.

mod check;
mod claim;
mod confirm;
mod prepare;
mod read;

pub use check::{EnvelopeCheck, EnvelopeFit, ShareBounds};
pub use prepare::PreparedEnvelope;
pub use read::{EnvelopeProof, SeenClaim, SeenEnvelope};

use crate::WalletError;
use crate::port::{OperatorApi as _, Ports};
use crate::state::{KnownEnvelope, Profile, SavedState};
use crate::wallet::Wallet;
use paycode::{EnvelopeAddress, PartError, Site};
use wire::envelope::EnvelopeResponse;
use wire::{Id, Secret};

/// Of how many envelopes the code is kept.
const KNOWN_MAX: usize = 500;

impl<P: Ports> Wallet<P> {
    /// Returns the envelopes that the person sent, may claim or claimed, newest first, and when
    /// this was so. Who claimed them is told of each alone, by [`Self::envelope`].
    ///
    /// # Errors
    /// `NotEnrolled`, and what the network does.
    pub async fn envelopes(&self) -> Result<(Vec<SeenEnvelope>, u64), WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().envelopes(&profile.operator_url).await?;
        let seen = answer.envelopes.into_iter().map(|one| self.seen_envelope(one, &profile));
        Ok((seen.collect::<Result<_, _>>()?, answer.as_of_ms))
    }

    /// Returns one envelope, with who claimed it and its proof.
    ///
    /// # Errors
    /// As [`Self::envelopes`], and `envelope_unknown` where the person has no part in it.
    pub async fn envelope(&self, envelope: Id) -> Result<SeenEnvelope, WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().envelope(&profile.operator_url, envelope).await?;
        self.learn_envelope(answer, envelope, None, &profile)
    }

    /// Takes in what the operator says of an envelope, and keeps what it is held to later.
    fn learn_envelope(
        &self,
        answer: EnvelopeResponse,
        asked: Id,
        secret: Option<&Secret>,
        profile: &Profile,
    ) -> Result<SeenEnvelope, WalletError> {
        if answer.envelope != asked {
            return Err(WalletError::AnswerMalformed("another envelope".to_owned()));
        }
        let commitment = answer.commitment.clone();
        self.change(|state| state.know_envelope(asked, secret.cloned(), commitment))?;
        self.seen_envelope(answer, profile)
    }

    fn seen_envelope(
        &self,
        answer: EnvelopeResponse,
        profile: &Profile,
    ) -> Result<SeenEnvelope, WalletError> {
        let known = {
            let state = self.state();
            state.envelopes.iter().find(|one| one.envelope == answer.envelope).cloned()
        };
        read::envelope(answer, known.as_ref(), profile)
    }
}

impl SavedState {
    /// Keeps the code of an envelope, and what was first said to be committed to.
    fn know_envelope(&mut self, envelope: Id, secret: Option<Secret>, commitment: String) {
        match self.envelopes.iter_mut().find(|known| known.envelope == envelope) {
            Some(known) => {
                if known.secret.is_none() {
                    known.secret = secret;
                }
            }
            None => {
                self.envelopes.push(KnownEnvelope { envelope, secret, commitment });
                let more = self.envelopes.len().saturating_sub(KNOWN_MAX);
                self.envelopes.drain(..more);
            }
        }
    }
}

/// Returns the text of an envelope's code at the profile's operator.
pub(crate) fn address(
    profile: &Profile,
    envelope: Id,
    secret: Option<&Secret>,
) -> Result<String, WalletError> {
    let odd = |_: PartError| WalletError::AddressRefused(profile.operator_url.clone());
    let site = Site::of_url(&profile.operator_url.to_ascii_lowercase()).map_err(odd)?;
    let envelope = envelope.to_string().parse().map_err(odd)?;
    let secret = secret.map(|secret| secret.expose().parse()).transpose().map_err(odd)?;
    Ok(EnvelopeAddress { site, envelope, secret }.to_string())
}
