//! Envelopes at the edges of what they can hold.

use super::{AT, HIGH};
use crate::contract::town::amount;
use crate::id::{AccountId, EnvelopeId, PaymentId, PersonId};
use crate::journal::JournalEntry;
use crate::record::{Claim, EnvelopeState, Record, SentEnvelope};
use money::Amount;
use promotion::Seed;
use promotion::envelope::{Envelope, Split};

const SPLITS: [Split; 2] = [Split::Equal, Split::Lucky];

fn sent(id: u128, payee: Option<u128>, split: Split, state: EnvelopeState) -> Record {
    let total = amount(Amount::MINOR_MAX);
    let claimed = if state == EnvelopeState::Open { 0 } else { u16::MAX };
    Record::Envelope(Box::new(SentEnvelope {
        envelope: Envelope { id: EnvelopeId(id), total, shares: u16::MAX, split },
        sender: PersonId(HIGH),
        payee: payee.map(PersonId),
        claim_hash: payee.is_none().then_some([0xE1; 32]),
        seed: Seed::new([0xE2; 32]),
        sent_at: AT,
        claimed,
        state,
    }))
}

pub(super) fn records() -> Vec<Record> {
    let claim = |place, person| Claim {
        envelope: EnvelopeId(HIGH),
        person: PersonId(person),
        place,
        payment: PaymentId(person),
        at: AT,
    };
    vec![
        sent(1, None, Split::Equal, EnvelopeState::Open),
        sent(HIGH, Some(HIGH), Split::Lucky, EnvelopeState::Open),
        Record::Claim(claim(0, 1)),
        Record::Claim(claim(u16::MAX, HIGH)),
    ]
}

pub(super) fn later_records() -> Vec<Record> {
    vec![
        sent(1, None, Split::Equal, EnvelopeState::Finished),
        sent(HIGH, Some(HIGH), Split::Lucky, EnvelopeState::Returned),
    ]
}

pub(super) fn journal() -> Vec<JournalEntry> {
    let envelope = EnvelopeId(HIGH);
    let (debit, credit) = (AccountId(HIGH), AccountId(0));
    let sealed = |payee: Option<u128>, split| JournalEntry::EnvelopeSealed {
        envelope,
        sender: debit,
        payee: payee.map(AccountId),
        total: amount(Amount::MINOR_MAX),
        shares: u16::MAX,
        split,
        claim_hash: payee.is_none().then_some([0xE1; 32]),
        commitment: [0xE3; 32],
    };
    let moved = |evidence_hash| JournalEntry::EnvelopeMoved {
        payment: PaymentId(HIGH),
        debit,
        credit,
        amount: amount(Amount::MINOR_MAX),
        envelope,
        evidence_hash,
    };
    let mut entries = vec![
        moved([0; 32]),
        moved([0xE4; 32]),
        JournalEntry::ShareClaimed { envelope, account: debit, place: u16::MAX },
        JournalEntry::EnvelopeEnded { envelope, seed: Seed::new([0xE2; 32]) },
    ];
    entries.extend(SPLITS.map(|split| sealed(None, split)));
    entries.extend(SPLITS.map(|split| sealed(Some(HIGH), split)));
    entries
}
