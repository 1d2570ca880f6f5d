//! The words for where a batch of coupons stands.

use promotion::State;
use serde::{Deserialize, Serialize};

/// Where a batch stands.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredState {
    Draft,
    Active,
    Paused,
    Ended,
}

impl StoredState {
    pub(crate) fn from_state(state: State) -> Self {
        match state {
            State::Draft => Self::Draft,
            State::Active => Self::Active,
            State::Paused => Self::Paused,
            State::Ended => Self::Ended,
        }
    }

    pub(crate) fn into_state(self) -> State {
        match self {
            Self::Draft => State::Draft,
            Self::Active => State::Active,
            Self::Paused => State::Paused,
            Self::Ended => State::Ended,
        }
    }
}
