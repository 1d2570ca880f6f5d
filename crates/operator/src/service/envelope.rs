//! Envelopes as one person sees them. The seed, and shares that nobody has claimed, are told only
//! once the envelope has ended.

use crate::hex;
use crate::service::view::money;
use crate::service::{ReadError, Service};
use bank::Key;
use bank::id::{EnvelopeId, PaymentId, PersonId};
use bank::record::{self, Claim, Record, SentEnvelope};
use bank::store::StoreError;
use promotion::envelope::{Sealed, Split};
use wire::envelope::{
    ClaimResponse, EnvelopeResponse, EnvelopeSplit, EnvelopeState, ShareResponse,
};
use wire::{ErrorCode, Id};

impl Service {
    /// Returns an envelope with who claimed it, as a person sees it who has a part in it.
    ///
    /// # Errors
    /// `envelope_unknown`, also for one in which the person has no part.
    pub fn seen_envelope(
        &self,
        id: EnvelopeId,
        reader: PersonId,
    ) -> Result<EnvelopeResponse, ReadError> {
        let sent = self.envelope(id)?;
        // Claims first: what comes between the two reads is in none of them, not in one.
        let claims = self.reader.claims(id)?;
        let own = claims.iter().find(|claim| claim.person == reader);
        let has_part = sent.sender == reader || sent.payee == Some(reader) || own.is_some();
        if !has_part {
            return Err(ErrorCode::EnvelopeUnknown.into());
        }
        let sealed = sealed(&sent)?;
        let seen = self.envelope_without_claims(&sent, &sealed, reader, own)?;
        let told = claims.iter().map(|claim| {
            let share = sealed.shares.get(usize::from(claim.place));
            let minor = share.map_or(0, |share| share.minor);
            Ok(ClaimResponse {
                name: self.person(claim.person)?.name,
                amount: money(minor, sent.envelope.total.currency()),
                at_ms: claim.at.0,
                is_me: claim.person == reader,
            })
        });
        let leaves = sealed.leaves.iter().map(|leaf| hex::encode(leaf)).collect();
        let claims = told.collect::<Result<_, ReadError>>()?;
        Ok(EnvelopeResponse { claims, leaves, ..seen })
    }

    /// Returns an envelope as it stands in a list of a person who has a part in it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn listed_envelope(
        &self,
        sent: &SentEnvelope,
        reader: PersonId,
    ) -> Result<EnvelopeResponse, ReadError> {
        let own = match self.reader.record(&Key::Claim(sent.envelope.id, reader))? {
            Some(Record::Claim(claim)) => Some(claim),
            _ => None,
        };
        self.envelope_without_claims(sent, &sealed(sent)?, reader, own.as_ref())
    }

    /// Reads an envelope.
    ///
    /// # Errors
    /// `envelope_unknown`.
    pub fn envelope(&self, id: EnvelopeId) -> Result<SentEnvelope, ReadError> {
        match self.reader.record(&Key::Envelope(id))? {
            Some(Record::Envelope(sent)) => Ok(*sent),
            _ => Err(ErrorCode::EnvelopeUnknown.into()),
        }
    }

    fn envelope_without_claims(
        &self,
        sent: &SentEnvelope,
        sealed: &Sealed,
        reader: PersonId,
        own: Option<&Claim>,
    ) -> Result<EnvelopeResponse, ReadError> {
        let (id, total) = (sent.envelope.id, sent.envelope.total);
        let left = sealed.unclaimed(usize::from(sent.claimed)).minor();
        let claimed = money(total.minor().saturating_sub(left), total.currency());
        let has_ended = sent.state != record::EnvelopeState::Open;
        let greeting = match self.reader.record(&Key::Payment(PaymentId(id.0)))? {
            Some(Record::Payment(payment)) => payment.note.clone(),
            _ => None,
        };
        let payee = sent.payee.map(|payee| self.person(payee)).transpose()?;
        let returned = sent.state == record::EnvelopeState::Returned;
        Ok(EnvelopeResponse {
            envelope: Id(id.0),
            sender: self.person(sent.sender)?.name,
            payee: payee.map(|payee| payee.name),
            is_mine: sent.sender == reader,
            greeting,
            total: total.into(),
            shares: sent.envelope.shares,
            split: match sent.envelope.split {
                Split::Equal => EnvelopeSplit::Equal,
                Split::Lucky => EnvelopeSplit::Lucky,
            },
            state: match sent.state {
                record::EnvelopeState::Open => EnvelopeState::Open,
                record::EnvelopeState::Finished => EnvelopeState::Finished,
                record::EnvelopeState::Returned => EnvelopeState::Returned,
            },
            sent_at_ms: sent.sent_at.0,
            returns_at_ms: sent.returns_at().0,
            claimed: sent.claimed,
            claimed_amount: claimed,
            mine: own.and_then(|claim| share(sent, sealed, claim)),
            claims: Vec::new(),
            returned: returned.then(|| money(left, total.currency())),
            commitment: hex::encode(&sealed.commitment),
            leaves: Vec::new(),
            seed: has_ended.then(|| hex::encode(sent.seed.expose())),
        })
    }
}

fn sealed(sent: &SentEnvelope) -> Result<Sealed, ReadError> {
    let broken = || StoreError("an envelope that could not have been sent".to_owned());
    Ok(sent.sealed().ok_or_else(broken)?)
}

fn share(sent: &SentEnvelope, sealed: &Sealed, claim: &Claim) -> Option<ShareResponse> {
    let share = sealed.shares.get(usize::from(claim.place))?;
    Some(ShareResponse {
        payment: Id(claim.payment.0),
        place: claim.place,
        amount: money(share.minor, sent.envelope.total.currency()),
        salt: hex::encode(&share.salt),
    })
}
