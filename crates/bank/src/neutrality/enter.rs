//! Writes an entry behind the last one.
//!
//! Who gives the command says which number the entry gets. It must be the next one, so that two who
//! write at once do not write the same: the second is told to look again.

use crate::effects::{Effects, Stop};
use crate::id::MerchantId;
use crate::journal::JournalEntry;
use crate::name::piles_up;
use crate::note::is_in_line;
use crate::page::Page;
use crate::record::{Merchant, NeutralityEntry, Record};
use crate::rejection::Rejection;
use proof::Hash;
use proof::neutrality::{Action, Entry, Reason, TEXT_CHARS_MAX};

/// What an entry says besides who, when and where in the chain.
pub(super) struct Said<'a> {
    pub(super) action: Action,
    pub(super) reason: Option<Reason>,
    pub(super) about: Option<u64>,
    pub(super) evidence: Option<Hash>,
    pub(super) answer_by_ms: Option<u64>,
    pub(super) text: &'a str,
}

/// Checks that a sentence is one line of 1 to 280 characters that show what they are.
pub(super) fn check_text(text: &str) -> Result<(), Stop> {
    let says_something = !text.trim().is_empty() && text.chars().count() <= TEXT_CHARS_MAX;
    if says_something && text.chars().all(is_in_line) && !piles_up(text) {
        return Ok(());
    }
    Err(Rejection::NeutralityTextMalformed.into())
}

/// Returns the hash that the entry of this number goes on from.
pub(super) fn previous(page: &Page, number: u64) -> Result<Hash, Stop> {
    let before = number.checked_sub(1).ok_or(Rejection::NeutralityStale)?;
    if page.neutrality(number)?.is_some() {
        return Err(Rejection::NeutralityStale.into());
    }
    match before {
        0 => Ok(Hash::default()),
        _ => {
            let last = page.neutrality(before)?.ok_or(Rejection::NeutralityStale)?;
            Ok(last.entry.hash())
        }
    }
}

/// Returns an entry about a merchant.
pub(super) fn about(
    page: &Page,
    number: u64,
    merchant: MerchantId,
) -> Result<&NeutralityEntry, Stop> {
    let kept = page.neutrality(number)?.filter(|kept| kept.entry.merchant == merchant.0);
    kept.ok_or_else(|| Rejection::NeutralityEntryUnknown.into())
}

/// Writes the entry and its journal row.
pub(super) fn enter(
    merchant: &Merchant,
    number: u64,
    previous: Hash,
    said: &Said<'_>,
    effects: &mut Effects,
) {
    let Said { action, reason, about, evidence, answer_by_ms, text } = *said;
    let entry = Entry {
        number,
        previous,
        at_ms: effects.at().0,
        merchant: merchant.id.0,
        name: merchant.name.clone(),
        action,
        reason,
        about,
        evidence,
        answer_by_ms,
        text: text.to_owned(),
    };
    let hash = entry.hash();
    effects.journal(JournalEntry::NeutralityEntered {
        number,
        merchant: merchant.id,
        action,
        hash,
    });
    let kept = NeutralityEntry { entry, ended_by: None, appealed_by: None };
    effects.write(Record::Neutrality(kept));
}
