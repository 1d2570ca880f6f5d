//! Shifts of those who take money for a merchant.

use crate::id::{ApiKeyId, MerchantId, ShiftId, StaffId, TimeMs};

/// Who takes money for a merchant, gives it back, and opens shifts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taker {
    /// A member of the staff.
    Staff(StaffId),
    /// A program, by its key.
    Key(ApiKeyId),
    /// Whoever has the merchant's own till key.
    Till,
}

impl Taker {
    /// Returns its stable number and its identifier.
    pub const fn parts(self) -> (u8, Option<u128>) {
        match self {
            Self::Staff(id) => (0, Some(id.0)),
            Self::Key(id) => (1, Some(id.0)),
            Self::Till => (2, None),
        }
    }

    /// Returns the taker with this number and identifier.
    pub const fn from_parts(number: u8, id: Option<u128>) -> Option<Self> {
        match (number, id) {
            (0, Some(id)) => Some(Self::Staff(StaffId(id))),
            (1, Some(id)) => Some(Self::Key(ApiKeyId(id))),
            (2, None) => Some(Self::Till),
            _ => None,
        }
    }
}

/// One taker's shift. What was taken in it is what the journal has of them behind one row and up to
/// another: no movement is in two shifts of one taker, or between a shift's rows and in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The identifier, made by who opens it.
    pub id: ShiftId,
    /// The merchant.
    pub merchant: MerchantId,
    /// Whose shift it is.
    pub taker: Taker,
    /// When it was opened.
    pub opened_at: TimeMs,
    /// The journal's last row before it.
    pub after: u64,
    /// How it ended; none while it is open.
    pub end: Option<ShiftEnd>,
    /// Its report as the operator signed it, see `proof::shift`; none until it is made.
    pub report: Option<String>,
}

/// How a shift ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShiftEnd {
    /// When.
    pub at: TimeMs,
    /// The journal's last row that is in it.
    pub last: u64,
    /// Its report's number at the merchant: 1 for the first that was closed, and none left out.
    pub number: u64,
    /// Who closed it.
    pub by: Taker,
}

/// A merchant's open shifts, and how many it has closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// The merchant.
    pub merchant: MerchantId,
    /// The number of its newest report; 0 before the first.
    pub reports: u64,
    /// The open shifts, those opened first in front; no taker has two.
    pub open: Vec<(Taker, ShiftId)>,
}
