//! Envelopes of the town, and what people do with them.

use super::{AT, amount, device, later, person, plain, receive_code};
use crate::command::{
    ClaimEnvelope, Command, CommandKey, Envelope, PinCheck, ReturnEnvelope, Scope, SendEnvelope,
};
use crate::id::{EnvelopeId, PaymentId};
use crate::record::Evidence;
use money::Amount;
use promotion::Seed;
use promotion::envelope::{OPEN_MS, Split};
use sha2::{Digest as _, Sha256};

/// The secret with which claims are shown.
pub const SECRET: [u8; 16] = [0x5E; 16];

/// Returns the hash of the secret.
pub fn secret_hash() -> [u8; 32] {
    Sha256::digest(SECRET).into()
}

/// Returns what sends an envelope to a group: of so many minor units, in so many lucky shares.
pub fn to_send(id: u128, sender: u32, minor: u64, shares: u16) -> SendEnvelope {
    SendEnvelope {
        envelope: EnvelopeId(id),
        sender: person(sender),
        total: amount(minor),
        shares,
        split: Split::Lucky,
        payee: None,
        greeting: Some("恭喜发财".to_owned()),
        claim_hash: Some(secret_hash()),
        order_expires_at: AT.plus_ms(60_000),
        pin: PinCheck::Missing,
        pin_from_minor: u64::MAX,
        payment_max_minor: Amount::MINOR_MAX,
        seed: Seed::new([0x3E; 32]),
        evidence: Evidence {
            device: device(sender),
            signed_text: format!("envelope={id};minor={minor}"),
            signature: [0x51; 64],
        },
    }
}

/// Returns the command with its key.
pub fn send_with(send: SendEnvelope) -> Envelope {
    let key = CommandKey { scope: Scope::Person(send.sender), id: send.envelope.0 };
    Envelope { key: Some(key), ..plain(Command::SendEnvelope(Box::new(send))) }
}

/// Sends an envelope to a group.
pub fn send(id: u128, sender: u32, minor: u64, shares: u16) -> Envelope {
    send_with(to_send(id, sender, minor, shares))
}

/// Sends an envelope to one person.
pub fn send_to(id: u128, sender: u32, minor: u64, payee: u32) -> Envelope {
    let payee = Some(receive_code(payee));
    send_with(SendEnvelope { payee, claim_hash: None, ..to_send(id, sender, minor, 1) })
}

/// Claims a share with a secret's hash.
pub fn claim_with(
    id: u128,
    envelope: u128,
    person_n: u32,
    secret_hash: Option<[u8; 32]>,
) -> Envelope {
    let (envelope, claim, person) = (EnvelopeId(envelope), PaymentId(id), person(person_n));
    let claim = ClaimEnvelope { envelope, claim, person, secret_hash };
    let key = CommandKey { scope: Scope::Person(person), id };
    Envelope { key: Some(key), ..plain(Command::ClaimEnvelope(claim)) }
}

/// Claims a share.
pub fn claim(id: u128, envelope: u128, person_n: u32) -> Envelope {
    claim_with(id, envelope, person_n, Some(secret_hash()))
}

/// Gives back what is left, so much later than the town's moment.
pub fn give_back(by_ms: u64, envelope: u128) -> Envelope {
    let envelope = EnvelopeId(envelope);
    later(by_ms, plain(Command::ReturnEnvelope(ReturnEnvelope { envelope })))
}

/// Returns all that can happen to envelopes of people 0 to 2.
pub fn lived_in() -> Vec<Envelope> {
    vec![
        send(300, 0, 300, 2),
        claim(301, 300, 1),
        claim(302, 300, 2),
        send(310, 1, 100, 3),
        claim(311, 310, 1),
        give_back(OPEN_MS, 310),
        send_to(320, 0, 50, 1),
        claim_with(321, 320, 1, None),
        send(330, 2, 200, 4),
        claim(331, 330, 0),
        send_to(340, 2, 50, 0),
    ]
}
