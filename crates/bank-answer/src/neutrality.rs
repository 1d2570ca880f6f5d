//! The stored form of an entry of the neutrality log: one text, because nothing is looked for
//! inside of it. Its number stands beside it.

use crate::row::{bytes, digits};
use crate::{StoredId, Unreadable};
use bank::record::NeutralityEntry;
use proof::neutrality::{Action, Entry, Reason};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredEntry {
    /// 64 hexadecimal digits.
    previous: String,
    at_ms: u64,
    merchant: StoredId,
    name: String,
    action: String,
    reason: Option<String>,
    about: Option<u64>,
    /// 64 hexadecimal digits.
    evidence: Option<String>,
    answer_by_ms: Option<u64>,
    text: String,
}

/// Returns the text for an entry.
///
/// # Errors
/// [`Unreadable`] when it cannot be written, which does not happen.
pub fn to_text(entry: &Entry) -> Result<String, Unreadable> {
    let Entry { number: _, previous, at_ms, merchant, name, action, reason, .. } = entry;
    let Entry { about, evidence, answer_by_ms, text, .. } = entry;
    let stored = StoredEntry {
        previous: digits(previous),
        at_ms: *at_ms,
        merchant: StoredId(*merchant),
        name: name.clone(),
        action: action.word().to_owned(),
        reason: reason.map(|reason| reason.word().to_owned()),
        about: *about,
        evidence: evidence.as_ref().map(digits),
        answer_by_ms: *answer_by_ms,
        text: text.clone(),
    };
    Ok(serde_json::to_string(&stored)?)
}

/// Returns the entry of a number that a text stands for, with what followed it.
///
/// # Errors
/// [`Unreadable`].
pub fn from_text(
    number: u64,
    text: &str,
    (ended_by, appealed_by): (Option<u64>, Option<u64>),
) -> Result<NeutralityEntry, Unreadable> {
    let stored: StoredEntry = serde_json::from_str(text)?;
    let StoredEntry { previous, at_ms, merchant, name, action, reason, about, .. } = stored;
    let StoredEntry { evidence, answer_by_ms, text, .. } = stored;
    let unknown = || Unreadable::UnknownPart;
    let entry = Entry {
        number,
        previous: bytes(&previous).ok_or_else(unknown)?,
        at_ms,
        merchant: merchant.0,
        name,
        action: Action::from_word(&action).ok_or_else(unknown)?,
        reason: reason.map(|it| Reason::from_word(&it).ok_or_else(unknown)).transpose()?,
        about,
        evidence: evidence.map(|hash| bytes(&hash).ok_or_else(unknown)).transpose()?,
        answer_by_ms,
        text,
    };
    Ok(NeutralityEntry { entry, ended_by, appealed_by })
}
