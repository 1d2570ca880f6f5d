//! Replays what the journal says of the neutrality log: which entries there are, and that no
//! merchant is limited, removed or freed but in the row after one.

use super::{Replay, insert_new};
use crate::id::MerchantId;
use crate::record::State;
use crate::registered::{Registered, RegisteredKind};
use proof::Hash;
use proof::neutrality::Action;
use std::collections::BTreeMap;

/// What the journal adds up to of the log so far.
#[derive(Default)]
pub(in crate::audit) struct Neutrality {
    /// The hash of each entry.
    pub(in crate::audit) entries: BTreeMap<u64, Hash>,
    /// The entry of the row before, with its merchant and what it may have changed.
    just_entered: Option<(u64, MerchantId, Action)>,
}

impl Replay<'_> {
    /// Takes in an entry; returns whether it has the next number.
    pub(super) fn enter_neutrality(
        &mut self,
        sequence: u64,
        (number, merchant, action): (u64, MerchantId, Action),
        hash: Hash,
    ) -> bool {
        let is_next = match self.neutrality.entries.last_key_value() {
            Some((last, _)) => number == last + 1,
            // From a trusted row on, the entries before it are not known.
            None => number == 1 || self.since > 0,
        };
        self.neutrality.just_entered = Some((sequence, merchant, action));
        insert_new(&mut self.neutrality.entries, number, hash) && is_next
    }

    /// Returns whether a merchant's row may follow: a state that holds a merchant back comes and
    /// goes with an entry in the row before, and only so.
    pub(super) fn may_register(&mut self, sequence: u64, registered: &Registered) -> bool {
        let Registered { kind, id, state, .. } = *registered;
        // The row before the first one that is walked was trusted: it may have been an entry.
        let is_behind_trusted = self.since > 0 && sequence == self.since + 1;
        if kind != RegisteredKind::Merchant || is_behind_trusted {
            return true;
        }
        let entered = self.neutrality.just_entered.take();
        let entered = entered.filter(|(before, ..)| before + 1 == sequence);
        if let Some((_, merchant, action)) = entered {
            let to = match action {
                Action::Limited => Some(State::Limited),
                Action::Removed => Some(State::Closed),
                Action::Lifted | Action::Granted => Some(State::Active),
                Action::Appealed | Action::Upheld => None,
            };
            return merchant.0 == id && to == Some(state);
        }
        let was = self.registered.get(&(kind, id)).map(|known| known.state);
        match (was, state) {
            // Whom a person opened, the operator approves without an entry.
            (Some(State::Pending), State::Active) => true,
            (Some(was), state) => was == state,
            // Opened, or opened before the trusted row and changed in another way since.
            (None, State::Active | State::Pending) => true,
            (None, State::Limited | State::Closed) => {
                self.since > 0 && {
                    let kept = self.directory.registered.get(&(kind, id));
                    kept.is_some_and(|kept| kept.state == state)
                }
            }
        }
    }
}
