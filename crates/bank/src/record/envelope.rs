//! What the bank knows of envelopes: what was sent, and who claimed which share.

use crate::id::{AccountId, EnvelopeId, PaymentId, PersonId, TimeMs};
use promotion::Seed;
use promotion::envelope::{Envelope, OPEN_MS, Sealed};

/// An envelope that was sent. Its greeting is the note of the payment that filled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentEnvelope {
    /// Its identifier, its money and how that is divided.
    pub envelope: Envelope,
    /// Who sent it, and gets back what nobody claims.
    pub sender: PersonId,
    /// The one person who may claim it; none for whoever has its secret.
    pub payee: Option<PersonId>,
    /// The SHA-256 of the secret that claims are shown with; none for a named person.
    pub claim_hash: Option<[u8; 32]>,
    /// What the shares are made of: a secret until the envelope has ended.
    pub seed: Seed,
    /// When it was sent.
    pub sent_at: TimeMs,
    /// How many shares are claimed: the first ones, in their order.
    pub claimed: u16,
    /// Where it stands.
    pub state: EnvelopeState,
}

/// Where an envelope stands. An open one past its time cannot be claimed, and goes back soon after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeState {
    /// There are shares left.
    Open,
    /// Every share was claimed.
    Finished,
    /// Its time was over, and what was left went back.
    Returned,
}

/// One person's share of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The envelope.
    pub envelope: EnvelopeId,
    /// Who claimed it.
    pub person: PersonId,
    /// Which share, from 0.
    pub place: u16,
    /// The payment that it is.
    pub payment: PaymentId,
    /// When.
    pub at: TimeMs,
}

impl SentEnvelope {
    /// Returns from when on what is left goes back.
    pub fn returns_at(&self) -> TimeMs {
        self.sent_at.plus_ms(OPEN_MS)
    }

    /// Returns the account in which its money lies.
    pub fn account(&self) -> AccountId {
        AccountId::of_envelope(self.envelope.id)
    }

    /// Returns it with its shares; none for what could not have been sent.
    pub fn sealed(&self) -> Option<Sealed> {
        self.envelope.seal(&self.seed).ok()
    }
}
