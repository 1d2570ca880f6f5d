//! The neutrality log: nobody limits or removes a merchant without a reason of a published list, a
//! sentence, and an entry that stays readable for everybody.
//!
//! Each entry is a record with its chain (`proof::neutrality`), and a row of the journal with its
//! number and hash. A merchant's state changes in the row after that and nowhere else, which the
//! audit holds every journal to: so an entry that is hidden, changed or left out shows in the log's
//! own chain, in the journal that the signed heads cover, and in the state of the merchant.

mod answer;
mod appeal;
mod enter;
mod limit;

pub(crate) use answer::answer;
pub(crate) use appeal::appeal;
pub(crate) use limit::limit;

use crate::record::{NeutralityEntry, State};
use proof::neutrality::Action;

/// Returns the state in which an action leaves a merchant; none for what is only said.
pub(crate) const fn state_after(action: Action) -> Option<State> {
    match action {
        Action::Limited => Some(State::Limited),
        Action::Removed => Some(State::Closed),
        Action::Lifted => Some(State::Active),
        Action::Appealed | Action::Upheld | Action::Granted => None,
    }
}

/// Returns whether an entry holds its merchant back.
pub fn holds_back(kept: &NeutralityEntry) -> bool {
    matches!(kept.entry.action, Action::Limited | Action::Removed) && kept.ended_by.is_none()
}
