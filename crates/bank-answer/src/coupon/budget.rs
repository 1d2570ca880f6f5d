//! The stored form of a budget and its limits.

use promotion::calendar::LocalDay;
use promotion::coupon::{Budget, Limits};
use serde::{Deserialize, Serialize};

/// What of a batch is gone, and how much may be.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredBudget {
    limits: StoredLimits,
    reserved_minor: u64,
    used_minor: u64,
    pieces: u64,
    /// Days since 1970-01-01 in the operator's zone.
    day: i32,
    day_minor: u64,
    day_pieces: u64,
}

/// How much of a batch may be given out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoredLimits {
    money_minor: u64,
    pieces: u64,
    money_a_day_minor: Option<u64>,
    pieces_a_day: Option<u64>,
}

impl StoredBudget {
    pub(super) fn from_budget(budget: &Budget) -> Self {
        let Budget { limits, reserved_minor, used_minor, pieces, day, day_minor, day_pieces } =
            *budget;
        let (limits, day) = (StoredLimits::from_limits(&limits), day.0);
        Self { limits, reserved_minor, used_minor, pieces, day, day_minor, day_pieces }
    }

    pub(super) fn into_budget(self) -> Budget {
        let Self { limits, reserved_minor, used_minor, pieces, day, day_minor, day_pieces } = self;
        let (limits, day) = (limits.into_limits(), LocalDay(day));
        Budget { limits, reserved_minor, used_minor, pieces, day, day_minor, day_pieces }
    }
}

impl StoredLimits {
    pub(crate) fn from_limits(limits: &Limits) -> Self {
        let Limits { money_minor, pieces, money_a_day_minor, pieces_a_day } = *limits;
        Self { money_minor, pieces, money_a_day_minor, pieces_a_day }
    }

    pub(crate) fn into_limits(self) -> Limits {
        let Self { money_minor, pieces, money_a_day_minor, pieces_a_day } = self;
        Limits { money_minor, pieces, money_a_day_minor, pieces_a_day }
    }
}
