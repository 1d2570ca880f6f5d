//! The stored form of a merchant's open shifts.

use crate::{StoredId, Unreadable};
use bank::id::ShiftId;
use bank::record::Taker;
use serde::{Deserialize, Serialize};

/// One open shift.
#[derive(Serialize, Deserialize)]
struct StoredOpen {
    /// The taker's number, and the identifier of all but the till.
    taker: u8,
    of: Option<StoredId>,
    shift: StoredId,
}

/// Returns the text for open shifts.
///
/// # Errors
/// Never: numbers and strings are written as JSON.
pub fn open_to_text(open: &[(Taker, ShiftId)]) -> Result<String, Unreadable> {
    let stored = open.iter().map(|(taker, shift)| {
        let (taker, of) = taker.parts();
        StoredOpen { taker, of: of.map(StoredId), shift: StoredId(shift.0) }
    });
    Ok(serde_json::to_string(&stored.collect::<Vec<_>>())?)
}

/// Returns the open shifts that a text stands for.
///
/// # Errors
/// [`Unreadable`].
pub fn open_from_text(text: &str) -> Result<Vec<(Taker, ShiftId)>, Unreadable> {
    let stored: Vec<StoredOpen> = serde_json::from_str(text)?;
    let open = stored.into_iter().map(|StoredOpen { taker, of, shift }| {
        let taker = Taker::from_parts(taker, of.map(|of| of.0)).ok_or(Unreadable::UnknownPart)?;
        Ok((taker, ShiftId(shift.0)))
    });
    open.collect()
}
