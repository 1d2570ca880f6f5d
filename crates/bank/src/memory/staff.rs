//! Who works where, which shifts were closed, and what the neutrality log says, by the store in
//! memory.

use super::MemoryStore;
use crate::id::MerchantId;
use crate::record::{NeutralityEntry, Record, Shift, Staff, State, Taker};
use std::cmp::Reverse;

impl MemoryStore {
    /// Returns those who work somewhere now, those who joined first in front.
    pub(super) fn staff(&self, limit: u32, is_asked: impl Fn(&Staff) -> bool) -> Vec<Staff> {
        let mut staff = self.kept(|record| match record {
            Record::Staff(staff) if staff.state == State::Active && is_asked(staff) => Some(*staff),
            _ => None,
        });
        staff.sort_by_key(|staff| (staff.since, staff.id));
        staff.truncate(limit as usize);
        staff
    }

    /// Returns closed shifts of a merchant, those with the highest numbers in front.
    pub(super) fn closed_shifts(
        &self,
        merchant: MerchantId,
        taker: Option<Taker>,
        before: Option<u64>,
        limit: u32,
    ) -> Vec<Shift> {
        let is_asked = |shift: &Shift| {
            shift.merchant == merchant
                && taker.is_none_or(|taker| shift.taker == taker)
                && shift.end.is_some_and(|end| before.is_none_or(|before| end.number < before))
        };
        let mut shifts = self.kept(|record| match record {
            Record::Shift(shift) if is_asked(shift) => Some(shift.as_ref().clone()),
            _ => None,
        });
        shifts.sort_by_key(|shift| Reverse(shift.end.map(|end| end.number)));
        shifts.truncate(limit as usize);
        shifts
    }

    /// Returns entries of the neutrality log, newest first.
    pub(super) fn neutrality_entries(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Vec<NeutralityEntry> {
        let mut entries = self.kept(|record| match record {
            Record::Neutrality(kept) if before.is_none_or(|it| kept.entry.number < it) => {
                Some(kept.clone())
            }
            _ => None,
        });
        entries.reverse();
        entries.truncate(limit as usize);
        entries
    }
}
