//! Envelopes that a person has to do with, by the store in memory.

use super::MemoryStore;
use crate::id::PersonId;
use crate::record::{Record, SentEnvelope};

impl MemoryStore {
    /// Returns the envelopes that a person sent, may claim alone, or claimed a share of.
    pub(super) fn envelopes(&self, person: PersonId, limit: u32) -> Vec<SentEnvelope> {
        let claimed = self.kept(|record| match record {
            Record::Claim(claim) if claim.person == person => Some(claim.envelope),
            _ => None,
        });
        let mut envelopes = self.kept(|record| match record {
            Record::Envelope(sent)
                if sent.sender == person
                    || sent.payee == Some(person)
                    || claimed.contains(&sent.envelope.id) =>
            {
                Some(sent.as_ref().clone())
            }
            _ => None,
        });
        envelopes.sort_by_key(|sent| std::cmp::Reverse((sent.sent_at, sent.envelope.id)));
        envelopes.truncate(limit as usize);
        envelopes
    }
}
