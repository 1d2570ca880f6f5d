//! The life of a stock or a campaign: draft → active ↔ paused → ended.

use std::fmt;

/// Where a stock or a campaign is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Being written; nothing is given out.
    Draft,
    /// Running.
    Active,
    /// Neither given out nor used, for a while.
    Paused,
    /// Over: what is out has lapsed, what was left went back to the funder.
    Ended,
}

/// What is to happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Start it; its rules are fixed from here on.
    Activate,
    /// Stop for a while.
    Pause,
    /// Go on.
    Resume,
    /// End it for good; a draft is thrown away.
    End,
}

/// Why it does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateRefusal {
    /// It has ended; nothing follows.
    Ended,
    /// Only a draft is activated.
    NotDraft,
    /// Only what is active is paused.
    NotActive,
    /// Only what is paused goes on.
    NotPaused,
    /// Its time is over: it can only end.
    TimeOver,
}

impl fmt::Display for StateRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ended => "it has ended",
            Self::NotDraft => "only a draft is activated",
            Self::NotActive => "only what is active is paused",
            Self::NotPaused => "only what is paused goes on",
            Self::TimeOver => "its time is over",
        })
    }
}

impl std::error::Error for StateRefusal {}

impl State {
    /// Returns the state after a change; `is_over` says whether its time has ended.
    ///
    /// # Errors
    /// The first reason against it, in the order of [`StateRefusal`].
    pub const fn after(self, change: Change, is_over: bool) -> Result<Self, StateRefusal> {
        match (self, change) {
            (Self::Ended, _) => Err(StateRefusal::Ended),
            (Self::Draft | Self::Active | Self::Paused, Change::End) => Ok(Self::Ended),
            (Self::Active | Self::Paused, Change::Activate) => Err(StateRefusal::NotDraft),
            (Self::Draft | Self::Paused, Change::Pause) => Err(StateRefusal::NotActive),
            (Self::Draft | Self::Active, Change::Resume) => Err(StateRefusal::NotPaused),
            (Self::Active, Change::Pause) => Ok(Self::Paused),
            (Self::Draft, Change::Activate) | (Self::Paused, Change::Resume) => {
                if is_over {
                    Err(StateRefusal::TimeOver)
                } else {
                    Ok(Self::Active)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Change::{Activate, End, Pause, Resume};
    use State::{Active, Draft, Ended, Paused};

    #[test]
    fn every_change_of_every_state_is_decided() {
        let table = [
            (Draft, [Ok(Active), Err(StateRefusal::NotActive), Err(StateRefusal::NotPaused)]),
            (Active, [Err(StateRefusal::NotDraft), Ok(Paused), Err(StateRefusal::NotPaused)]),
            (Paused, [Err(StateRefusal::NotDraft), Err(StateRefusal::NotActive), Ok(Active)]),
            (Ended, [Err(StateRefusal::Ended); 3]),
        ];
        for (state, outcomes) in table {
            for (change, outcome) in [Activate, Pause, Resume].into_iter().zip(outcomes) {
                assert_eq!(state.after(change, false), outcome, "{state:?} {change:?}");
            }
            let end = if state == Ended { Err(StateRefusal::Ended) } else { Ok(Ended) };
            assert_eq!(state.after(End, true), end);
        }
    }

    #[test]
    fn after_its_time_it_can_only_end() {
        assert_eq!(Draft.after(Activate, true), Err(StateRefusal::TimeOver));
        assert_eq!(Paused.after(Resume, true), Err(StateRefusal::TimeOver));
        assert_eq!(Active.after(Pause, true), Ok(Paused));
    }
}
