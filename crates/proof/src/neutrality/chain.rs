//! Checks a whole log: that no entry is missing, changed or moved, and that what it says can have
//! happened one after the other.

use super::{Action, End, Entry, Reason};
use crate::tree::Hash;
use std::collections::{BTreeMap, BTreeSet};

/// A log as far as it was read.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    hashes: Vec<Hash>,
    /// Each entry, in their order.
    entries: Vec<Kept>,
    /// The entry that holds each merchant back.
    holding: BTreeMap<u128, u64>,
    /// Appealed entries and answered appeals.
    followed: BTreeSet<u64>,
    /// Appeals without an answer, with the end of their time.
    open: BTreeMap<u64, u64>,
}

/// What is kept of an entry.
#[derive(Clone, Copy, Debug)]
struct Kept {
    action: Action,
    merchant: u128,
    about: Option<u64>,
}

/// What is wrong with a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {number}: {fault}")]
pub struct Break {
    /// The place at which it is seen.
    pub number: u64,
    /// What it is.
    pub fault: Fault,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is missing, or entries change places.
    #[error("another number stands in its place")]
    OutOfPlace,
    /// It does not continue the one before it.
    #[error("it does not continue the entry before it")]
    PreviousDiffers,
    /// Its content is not what was hashed.
    #[error("its content is not what was hashed")]
    HashDiffers,
    /// It cannot follow what the log says before.
    #[error("it cannot follow what the log says before")]
    Impossible,
    /// The log is shorter than an end that was signed, or has another entry there.
    #[error("it is missing or another than when the log's end was signed")]
    EndDiffers,
}

impl Chain {
    /// Takes the next entry with the hash that the log says it has.
    ///
    /// # Errors
    /// See [`Break`]; the log is not to be believed then.
    pub fn push(&mut self, entry: &Entry, hash: &Hash) -> Result<(), Break> {
        let number = self.number() + 1;
        let wrong = |fault| Break { number, fault };
        if entry.number != number {
            return Err(wrong(Fault::OutOfPlace));
        }
        if entry.previous != self.hashes.last().copied().unwrap_or_default() {
            return Err(wrong(Fault::PreviousDiffers));
        }
        if entry.hash() != *hash {
            return Err(wrong(Fault::HashDiffers));
        }
        if !self.follows(entry) {
            return Err(wrong(Fault::Impossible));
        }
        self.hashes.push(*hash);
        let Entry { action, merchant, about, .. } = *entry;
        self.entries.push(Kept { action, merchant, about });
        Ok(())
    }

    /// Returns how many entries there are.
    pub fn number(&self) -> u64 {
        self.hashes.len() as u64
    }

    /// Checks that the log begins with what it was when an end was signed.
    ///
    /// # Errors
    /// `EndDiffers`.
    pub fn continues(&self, end: &End) -> Result<(), Break> {
        let kept = match end.number.checked_sub(1) {
            None => Some(Hash::default()),
            Some(place) => usize::try_from(place).ok().and_then(|it| self.hashes.get(it).copied()),
        };
        if kept == Some(end.hash) {
            return Ok(());
        }
        Err(Break { number: end.number, fault: Fault::EndDiffers })
    }

    /// Returns the appeals that wait for an answer, each with the end of its time in Unix
    /// milliseconds.
    pub fn open_appeals(&self) -> impl Iterator<Item = (u64, u64)> {
        self.open.iter().map(|(number, answer_by_ms)| (*number, *answer_by_ms))
    }

    /// Returns what holds a merchant back: that they were limited or removed.
    pub fn held_by(&self, merchant: u128) -> Option<Action> {
        self.kept(*self.holding.get(&merchant)?).map(|kept| kept.action)
    }

    /// Returns how many merchants are limited or removed.
    pub fn held_back(&self) -> usize {
        self.holding.len()
    }

    /// Notes what the entry changes; returns whether it can be.
    fn follows(&mut self, entry: &Entry) -> bool {
        let Entry { number, merchant, action, reason, about, answer_by_ms, .. } = entry;
        let held_by = self.holding.get(merchant).copied();
        let fits = |reason: &Option<Reason>| reason.is_some_and(|reason| reason.may(*action));
        match action {
            Action::Limited => {
                self.holding.insert(*merchant, *number);
                held_by.is_none() && about.is_none() && fits(reason)
            }
            Action::Removed => {
                let was = held_by.and_then(|held_by| self.kept(held_by)).map(|kept| kept.action);
                self.holding.insert(*merchant, *number);
                was != Some(Action::Removed) && *about == held_by && fits(reason)
            }
            Action::Lifted => {
                self.holding.remove(merchant);
                held_by.is_some() && *about == held_by && fits(reason)
            }
            Action::Appealed => {
                let Some((about, answer_by_ms)) = about.zip(*answer_by_ms) else { return false };
                let is_held = |action| matches!(action, Action::Limited | Action::Removed);
                self.open.insert(*number, answer_by_ms);
                self.action_of(about, *merchant).is_some_and(is_held) && self.followed.insert(about)
            }
            Action::Upheld | Action::Granted => {
                let Some(about) = *about else { return false };
                let appealed = self.kept(about).and_then(|appeal| appeal.about);
                if *action == Action::Granted && held_by.is_some() && appealed == held_by {
                    self.holding.remove(merchant);
                }
                self.open.remove(&about);
                self.action_of(about, *merchant) == Some(Action::Appealed)
                    && self.followed.insert(about)
            }
        }
    }

    fn kept(&self, number: u64) -> Option<Kept> {
        self.entries.get(usize::try_from(number.checked_sub(1)?).ok()?).copied()
    }

    fn action_of(&self, number: u64, merchant: u128) -> Option<Action> {
        self.kept(number).filter(|kept| kept.merchant == merchant).map(|kept| kept.action)
    }
}
