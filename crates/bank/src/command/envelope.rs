//! What the bank can be told of envelopes.

use crate::command::PinCheck;
use crate::id::{EnvelopeId, PaymentId, PersonId, ReceiveCodeId, TimeMs};
use crate::record::Evidence;
use money::Amount;
use promotion::Seed;
use promotion::envelope::Split;

/// Sends an envelope: its money leaves the sender's account at once. The payment that fills it has
/// the envelope's identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendEnvelope {
    /// The envelope.
    pub envelope: EnvelopeId,
    /// Who sends it.
    pub sender: PersonId,
    /// All of its money.
    pub total: Amount,
    /// Into how many shares.
    pub shares: u16,
    /// How it is divided.
    pub split: Split,
    /// The one person who may claim it; then it has one share.
    pub payee: Option<ReceiveCodeId>,
    /// What is written on it.
    pub greeting: Option<String>,
    /// The SHA-256 of the secret that claims are shown with; none for a named person.
    pub claim_hash: Option<[u8; 32]>,
    /// After this moment the sender's order is void.
    pub order_expires_at: TimeMs,
    /// What is known about the PIN.
    pub pin: PinCheck,
    /// From this many minor units on a PIN is needed; 0 means always. A setting goes before it.
    pub pin_from_minor: u64,
    /// The largest single payment, in minor units, unless a setting says otherwise.
    pub payment_max_minor: u64,
    /// What the shares are made of.
    pub seed: Seed,
    /// The signed order; its signature was checked before.
    pub evidence: Evidence,
}

/// Claims the next share of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimEnvelope {
    /// The envelope.
    pub envelope: EnvelopeId,
    /// The payment of the share.
    pub claim: PaymentId,
    /// Who claims it.
    pub person: PersonId,
    /// The SHA-256 of the secret that was shown; none where none was.
    pub secret_hash: Option<[u8; 32]>,
}

/// Gives back what is left of an envelope whose time is over; one that has ended, or has time left,
/// stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnEnvelope {
    /// The envelope.
    pub envelope: EnvelopeId,
}
