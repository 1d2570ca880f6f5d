//! The model operator's envelopes: one at a time, claimed by this person or by others.

use super::operator::{Answer, Operator, money};
use promotion::Seed;
use promotion::envelope::{Envelope, Sealed, Split};
use promotion::id::EnvelopeId;
use proof::hex;
use wire::envelope::{
    ClaimEnvelopeRequest, ClaimResponse, EnvelopeOrder, EnvelopeResponse, EnvelopeSplit,
    EnvelopeState, EnvelopesResponse, SendEnvelopeRequest, ShareResponse,
};
use wire::{ErrorCode, Id, Problem};

/// What makes the shares.
const SEED: [u8; 32] = [0x3E; 32];

/// An envelope and how far it is claimed.
#[derive(Clone, Debug)]
pub struct FakeEnvelope {
    pub order: EnvelopeOrder,
    /// The place and claim of this person.
    pub mine: Option<(u16, Id)>,
    pub claimed: u16,
    /// What the operator says of its seed, to lie with.
    pub told_seed: [u8; 32],
    /// By how much more it says that this person's share is, to lie with.
    pub told_more: u64,
}

fn refuse<T>(code: ErrorCode) -> Answer<T> {
    Err(Box::new(Problem::new(code)))
}

impl FakeEnvelope {
    fn sealed(&self) -> Sealed {
        let envelope = Envelope {
            id: EnvelopeId(self.order.envelope.0),
            total: (&self.order.total).try_into().expect("an amount"),
            shares: self.order.shares,
            split: match self.order.split {
                EnvelopeSplit::Equal => Split::Equal,
                EnvelopeSplit::Lucky => Split::Lucky,
            },
        };
        envelope.seal(&Seed::new(SEED)).expect("sound")
    }

    fn told(&self) -> EnvelopeResponse {
        let sealed = self.sealed();
        let order = &self.order;
        let minor = |place: u16| sealed.shares[usize::from(place)].minor;
        let mine = self.mine.map(|(place, payment)| ShareResponse {
            payment,
            place,
            amount: money(minor(place) + self.told_more),
            salt: hex::encode(&sealed.shares[usize::from(place)].salt),
        });
        let claims = (0..self.claimed).map(|place| ClaimResponse {
            name: format!("Person {place}"),
            amount: money(minor(place)),
            at_ms: 1,
            is_me: self.mine.is_some_and(|(mine, _)| mine == place),
        });
        let has_ended = self.claimed == order.shares;
        EnvelopeResponse {
            envelope: order.envelope,
            sender: "Lin Wei".to_owned(),
            payee: order.payee.map(|_| "Mei".to_owned()),
            is_mine: true,
            greeting: order.greeting.clone(),
            total: order.total.clone(),
            shares: order.shares,
            split: order.split,
            state: if has_ended { EnvelopeState::Finished } else { EnvelopeState::Open },
            sent_at_ms: 1,
            returns_at_ms: 2,
            claimed: self.claimed,
            claimed_amount: money((0..self.claimed).map(minor).sum()),
            mine,
            claims: claims.collect(),
            returned: None,
            commitment: hex::encode(&sealed.commitment),
            leaves: sealed.leaves.iter().map(|leaf| hex::encode(leaf)).collect(),
            seed: has_ended.then(|| hex::encode(&self.told_seed)),
        }
    }
}

impl Operator {
    pub fn send_envelope(&self, request: &SendEnvelopeRequest) -> Answer<EnvelopeResponse> {
        let order = &request.order;
        order.validate().expect("sound before it is sent");
        let mut inner = self.inner();
        if let Some(sent) = &inner.envelope
            && sent.order.envelope == order.envelope
        {
            assert_eq!(sent.order, *order, "the same order under the same identifier");
            return Ok(sent.told());
        }
        if request.pin != inner.pin {
            return refuse(ErrorCode::PinWrong);
        }
        if order.total.minor > inner.balance {
            return refuse(ErrorCode::InsufficientFunds);
        }
        inner.balance -= order.total.minor;
        inner.envelopes_sent += 1;
        let (mine, claimed) = (None, 0);
        let sent =
            FakeEnvelope { order: order.clone(), mine, claimed, told_seed: SEED, told_more: 0 };
        inner.envelope = Some(sent.clone());
        Ok(sent.told())
    }

    pub fn claim_envelope(
        &self,
        envelope: Id,
        request: &ClaimEnvelopeRequest,
    ) -> Answer<EnvelopeResponse> {
        let mut inner = self.inner();
        let Some(sent) = &mut inner.envelope else { return refuse(ErrorCode::EnvelopeUnknown) };
        let secret = request.secret.as_ref().and_then(|secret| secret.expose().parse().ok());
        let hash = secret.map(|Id(secret)| {
            use sha2::{Digest as _, Sha256};
            let hash: [u8; 32] = Sha256::digest(secret.to_be_bytes()).into();
            hex::encode(&hash)
        });
        if sent.order.envelope != envelope || sent.order.claim_hash != hash {
            return refuse(ErrorCode::EnvelopeUnknown);
        }
        match sent.mine {
            Some((_, claim)) if claim == request.claim => return Ok(sent.told()),
            Some(_) => return refuse(ErrorCode::EnvelopeClaimed),
            None if sent.claimed == sent.order.shares => return refuse(ErrorCode::EnvelopeEmpty),
            None => {}
        }
        sent.mine = Some((sent.claimed, request.claim));
        sent.claimed += 1;
        Ok(sent.told())
    }

    pub fn envelope(&self, envelope: Id) -> Answer<EnvelopeResponse> {
        let inner = self.inner();
        let sent = inner.envelope.as_ref().filter(|sent| sent.order.envelope == envelope);
        sent.map_or_else(|| refuse(ErrorCode::EnvelopeUnknown), |sent| Ok(sent.told()))
    }

    pub fn envelopes(&self) -> Answer<EnvelopesResponse> {
        let told = self.inner().envelope.as_ref().map(FakeEnvelope::told);
        let listed =
            told.map(|told| EnvelopeResponse { claims: Vec::new(), leaves: Vec::new(), ..told });
        Ok(EnvelopesResponse { envelopes: listed.into_iter().collect(), as_of_ms: 1 })
    }
}
