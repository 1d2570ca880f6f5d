//! The tables of shifts.

use super::Table;
use super::Verdict::Found;

/// Shifts: the journal registers each as it is opened, closed and reported.
pub const SHIFTS: Table = Table {
    name: "shifts",
    removed: Found,
    added: Found,
    key: &["id", "number"],
    columns: &[
        ("id", Found),
        ("merchant", Found),
        ("taker", Found),
        ("taker_id", Found),
        ("opened_at_ms", Found),
        ("after_sequence", Found),
        ("closed_at_ms", Found),
        ("last_sequence", Found),
        ("number", Found),
        ("closed_by", Found),
        ("closed_by_id", Found),
        ("report", Found),
    ],
};

/// Which of them are open, and how many were closed.
pub const ROSTERS: Table = Table {
    name: "rosters",
    removed: Found,
    added: Found,
    key: &["merchant"],
    columns: &[("merchant", Found), ("reports", Found), ("open", Found)],
};
