//! The table of top-ups by card.

use super::Table;
use super::Verdict::Found;

/// Top-ups: asked and refused by rows of their own, paid by a payment.
pub const CARD_TOP_UPS: Table = Table {
    name: "card_top_ups",
    removed: Found,
    added: Found,
    key: &["id"],
    columns: &[
        ("id", Found),
        ("person", Found),
        ("card", Found),
        ("brand", Found),
        ("last_four", Found),
        ("token", Found),
        ("amount_minor", Found),
        ("currency", Found),
        ("asked_at_ms", Found),
        ("state", Found),
        ("reason", Found),
        ("ended_at_ms", Found),
    ],
};
