//! Who works where, by the store in memory.

use super::MemoryStore;
use crate::record::{Record, Staff, State};

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
}
