//! Checks an operator's neutrality log: that no entry is missing, changed or moved, that its end is
//! signed by the operator, and that what was kept of it earlier is still its beginning.

use proof::neutrality::{Action, Break, Chain, End, Entry, Fault, Reason, origin};
use proof::{Hash, HeadError, PublicKey, hex};
use wire::neutrality::{NeutralityEntryResponse, NeutralityResponse};

/// What a log came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogReport {
    /// The signed end.
    pub end: End,
    /// How many shops are limited or removed now.
    pub held_back: usize,
    /// The numbers of appeals that wait for an answer.
    pub open: Vec<u64>,
    /// Those of them whose time was over when the end was signed.
    pub overdue: Vec<u64>,
    /// How many ends that were kept earlier were found to be its beginning.
    pub continued: usize,
}

/// Why a log is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// It is of another operator.
    #[error("this is the log of another operator")]
    OtherOperator,
    /// An entry is not of the known form.
    #[error("entry {0} is not of the known form")]
    Malformed(u64),
    /// An entry is wrong.
    #[error(transparent)]
    Broken(#[from] Break),
    /// The end is not signed as it should be.
    #[error("its end: {0}")]
    End(HeadError),
    /// An end that was kept earlier is not signed as it should be.
    #[error("the end that was kept: {0}")]
    Kept(HeadError),
}

/// Checks a whole log, newest entry first, and ends that were kept earlier.
///
/// # Errors
/// See [`LogError`].
pub fn check(
    log: &NeutralityResponse,
    operator: &str,
    keys: &[PublicKey],
    kept: &[String],
) -> Result<LogReport, LogError> {
    if log.operator != operator {
        return Err(LogError::OtherOperator);
    }
    let mut chain = Chain::default();
    for told in log.entries.iter().rev() {
        let (entry, hash) = read(told).ok_or(LogError::Malformed(told.number))?;
        chain.push(&entry, &hash)?;
    }
    let name = origin(operator);
    let end = End::verify(&log.end, &name, keys).map_err(LogError::End)?;
    if end.number != chain.number() {
        return Err(Break { number: end.number, fault: Fault::EndDiffers }.into());
    }
    chain.continues(&end)?;
    for kept in kept {
        chain.continues(&End::verify(kept, &name, keys).map_err(LogError::Kept)?)?;
    }
    let open: Vec<(u64, u64)> = chain.open_appeals().collect();
    let overdue = open.iter().filter(|(_, answer_by_ms)| *answer_by_ms < end.at_ms);
    Ok(LogReport {
        end,
        held_back: chain.held_back(),
        overdue: overdue.map(|(number, _)| *number).collect(),
        open: open.into_iter().map(|(number, _)| number).collect(),
        continued: kept.len(),
    })
}

/// Reads an entry; nothing in it is believed yet.
pub(crate) fn read(told: &NeutralityEntryResponse) -> Option<(Entry, Hash)> {
    let NeutralityEntryResponse { number, previous, at_ms, merchant, name, action, .. } = told;
    let NeutralityEntryResponse { reason, about, evidence, answer_by_ms, text, hash, .. } = told;
    // A line break would let one text be read as several fields.
    if [name, text].into_iter().any(|text| text.contains(['\n', '\r'])) {
        return None;
    }
    let entry = Entry {
        number: *number,
        previous: hex::decode(previous)?,
        at_ms: *at_ms,
        merchant: merchant.0,
        name: name.clone(),
        action: Action::from_word(action)?,
        reason: match reason {
            None => None,
            Some(word) => Some(Reason::from_word(word)?),
        },
        about: *about,
        evidence: match evidence {
            None => None,
            Some(hash) => Some(hex::decode(hash)?),
        },
        answer_by_ms: *answer_by_ms,
        text: text.clone(),
    };
    Some((entry, hex::decode(hash)?))
}
