//! Cards and what people take from them, by the store in memory.

use super::MemoryStore;
use crate::id::{CardTopUpId, PersonId, TimeMs};
use crate::record::{Card, CardTopUp, CardTopUpState, Record};

impl MemoryStore {
    pub(super) fn bound_cards(&self, person: PersonId) -> Vec<Card> {
        self.kept(|record| match record {
            Record::Card(card) if card.person == person => Some(card.clone()),
            _ => None,
        })
    }

    pub(super) fn top_ups_of(&self, person: PersonId, since: TimeMs) -> Vec<CardTopUp> {
        let mut top_ups = self.kept(|record| match record {
            Record::CardTopUp(of) if of.person == person => Some(of.clone()),
            _ => None,
        });
        top_ups.retain(|of| of.asked_at > since || of.state == CardTopUpState::Asked);
        top_ups.sort_by_key(|top_up| std::cmp::Reverse((top_up.asked_at, top_up.id)));
        top_ups
    }

    pub(super) fn top_ups_asked(
        &self,
        after: Option<(TimeMs, CardTopUpId)>,
        limit: u32,
    ) -> Vec<CardTopUp> {
        let mut top_ups = self.kept(|record| match record {
            Record::CardTopUp(of)
                if of.state == CardTopUpState::Asked
                    && after.is_none_or(|after| (of.asked_at, of.id) > after) =>
            {
                Some(of.clone())
            }
            _ => None,
        });
        top_ups.sort_by_key(|top_up| (top_up.asked_at, top_up.id));
        top_ups.truncate(limit as usize);
        top_ups
    }
}
