//! Money that is held.

use super::AmountView;
use serde::Serialize;
use ts_rs::TS;
use wallet::state::KnownHold;

/// Money of the account that is held: still there, and not to spend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HoldView {
    /// The hold's identifier.
    pub hold: String,
    /// How much.
    pub amount: AmountView,
    /// What it is for.
    pub note: Option<String>,
    /// When it ends by itself, in Unix milliseconds.
    pub ends_at_ms: u64,
}

impl From<KnownHold> for HoldView {
    fn from(known: KnownHold) -> Self {
        let KnownHold { hold, amount, note, state: _, opened_at_ms: _, expires_at_ms } = known;
        Self {
            hold: hold.to_string(),
            amount: amount.into(),
            note: note.as_deref().map(paycode::printable),
            ends_at_ms: expires_at_ms,
        }
    }
}
