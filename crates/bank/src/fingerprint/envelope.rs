//! What makes two commands about envelopes the same. Left out is the seed: a retry brings another,
//! and gets the shares that were made first.

use crate::canonical::Bytes;
use crate::command::{ClaimEnvelope, SendEnvelope};

pub(super) fn send(bytes: Bytes, command: &SendEnvelope) -> Bytes {
    let SendEnvelope {
        envelope,
        sender,
        total,
        shares,
        split,
        payee,
        greeting,
        claim_hash,
        order_expires_at,
        pin: _,
        pin_from_minor: _,
        payment_max_minor: _,
        seed: _,
        evidence: _,
    } = command;
    let bytes = bytes
        .id(envelope.0)
        .id(sender.0)
        .amount(*total)
        .number(u64::from(*shares))
        .tag(split.number())
        .optional_id(payee.map(|payee| payee.0))
        .optional_text(greeting.as_deref());
    bytes.optional_hash(claim_hash.as_ref()).number(order_expires_at.0)
}

pub(super) fn claim(bytes: Bytes, command: &ClaimEnvelope) -> Bytes {
    let ClaimEnvelope { envelope, claim, person, secret_hash } = command;
    bytes.id(envelope.0).id(claim.0).id(person.0).optional_hash(secret_hash.as_ref())
}
