//! The neutrality log as the wire tells it, its signed end, and how an entry gets its number.

use crate::clock;
use crate::problem::Fault;
use crate::service::Shared;
use bank::id::MerchantId;
use bank::record::NeutralityEntry;
use bank::store::{Reader, StoreError};
use bank::{Command, CommandKey, Receipt};
use proof::neutrality::{Action, End, Entry, Reason, origin};
use proof::{NoteError, SigningKey, hex};
use wire::neutrality::NeutralityEntryResponse;
use wire::{ErrorCode, Id};

/// How often a number is taken anew because somebody else took it in the same moment.
pub const ATTEMPTS: u32 = 8;

/// Returns an entry as everybody sees it.
pub fn view(kept: &NeutralityEntry) -> NeutralityEntryResponse {
    let entry = &kept.entry;
    let Entry { number, previous, at_ms, merchant, name, action, reason, .. } = entry;
    let Entry { about, evidence, answer_by_ms, text, .. } = entry;
    NeutralityEntryResponse {
        number: *number,
        previous: hex::encode(previous),
        at_ms: *at_ms,
        merchant: Id(*merchant),
        name: name.clone(),
        action: action.word().to_owned(),
        reason: reason.map(|reason| Reason::word(reason).to_owned()),
        about: *about,
        evidence: evidence.map(|hash| hex::encode(&hash)),
        answer_by_ms: *answer_by_ms,
        text: text.clone(),
        hash: hex::encode(&entry.hash()),
    }
}

/// Signs where the log ends now.
///
/// # Errors
/// An internal error when the operator's name cannot stand in a note.
pub fn signed_end(service: &Shared, last: Option<&NeutralityEntry>) -> Result<String, Fault> {
    let (operator, key) = (&service.config.operator, &service.keys.operator.signing);
    note(operator, key, last).map_err(Fault::internal)
}

/// Signs where a log ends, as of now.
///
/// # Errors
/// When the operator's name cannot stand in a note.
pub fn note(
    operator: &str,
    key: &SigningKey,
    last: Option<&NeutralityEntry>,
) -> Result<String, NoteError> {
    let (number, hash) = last.map_or((0, [0; 32]), |kept| (kept.entry.number, kept.entry.hash()));
    End { number, hash, at_ms: clock::now().0 }.sign(&origin(operator), key)
}

/// Gives a command that writes an entry under the next number, and again where somebody else was
/// quicker; returns the number.
///
/// # Errors
/// The bank's refusal, or that the teller is overloaded or failed.
pub async fn enter(
    service: &Shared,
    key: CommandKey,
    command: impl Fn(u64) -> Command,
) -> Result<u64, Fault> {
    let mut attempt = 0;
    loop {
        let next = service.read(|service| Ok(next_number(service.reader.as_ref())?)).await?;
        attempt += 1;
        match service.decide(Some(key), None, clock::now(), command(next)).await {
            Ok(Receipt::NeutralityEntered(number)) => return Ok(number),
            Ok(_) => return Err(Fault::internal("an entry was answered with another receipt")),
            Err(fault) if fault.0.code == ErrorCode::NeutralityStale && attempt < ATTEMPTS => {}
            Err(fault) => return Err(fault),
        }
    }
}

/// Returns the number that the next entry gets.
///
/// # Errors
/// When the store fails.
pub fn next_number(reader: &dyn Reader) -> Result<u64, StoreError> {
    Ok(reader.neutrality(None, 1)?.first().map_or(1, |last| last.entry.number + 1))
}

/// How many entries are looked through for appeals that wait.
const LOOKED_AT: u32 = 1000;

/// How many entries about one merchant are told.
const ABOUT_MAX: usize = 100;

/// How many pages of the log are looked through for them.
const PAGES_MAX: u32 = 10;

/// Returns the entries about a merchant among the last 10,000, newest first.
///
/// # Errors
/// When the store fails.
pub fn about(
    reader: &dyn Reader,
    merchant: MerchantId,
) -> Result<Vec<NeutralityEntry>, StoreError> {
    let (mut found, mut before) = (Vec::new(), None);
    for _ in 0..PAGES_MAX {
        let page = reader.neutrality(before, LOOKED_AT)?;
        before = page.last().map(|kept| kept.entry.number);
        found.extend(page.into_iter().filter(|kept| kept.entry.merchant == merchant.0));
        if before.is_none_or(|number| number <= 1) || found.len() >= ABOUT_MAX {
            break;
        }
    }
    found.truncate(ABOUT_MAX);
    Ok(found)
}

/// Returns the appeals that wait for an answer, those made last in front.
///
/// # Errors
/// When the store fails.
pub fn open_appeals(reader: &dyn Reader) -> Result<Vec<NeutralityEntry>, StoreError> {
    let mut entries = reader.neutrality(None, LOOKED_AT)?;
    entries.retain(|kept| kept.entry.action == Action::Appealed && kept.ended_by.is_none());
    Ok(entries)
}
