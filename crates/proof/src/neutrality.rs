//! The neutrality log: why an operator limits, removes or lifts a merchant, what the merchant says
//! to it and what the operator answers. Each entry's hash goes over the one before it, so that none
//! can be taken out, changed or put in later without all that follow being others.
//!
//! What is hashed is a text, so that a shell and `sha256sum` can check it: one line a field, each
//! with its word and a space before it and a line feed behind it, `-` for what is absent.
//!
//! ```text
//! tongbao neutrality v1
//! number 3
//! previous 64 hexadecimal digits; zeros in the first entry
//! at Unix milliseconds
//! merchant 26 characters of Crockford's base 32
//! name the merchant's registered name at that time
//! action limited, removed, lifted, appealed, upheld or granted
//! reason a word of the published list
//! about the number of the entry that it lifts, appeals or answers
//! evidence the SHA-256 of what the appeal is shown with
//! answer_by Unix milliseconds until when an appeal is to be answered
//! text the sentence
//! ```
//!
//! Names and sentences are single lines, so no field can be taken for two.

mod chain;
mod end;
mod reason;

pub use chain::{Break, Chain, Fault};
pub use end::{End, origin};
pub use reason::{Action, Reason};

use crate::hex;
use crate::tree::Hash;
use sha2::{Digest as _, Sha256};

/// How long the operator has to answer an appeal, in milliseconds: 14 days.
pub const ANSWER_WITHIN_MS: u64 = 14 * 24 * 60 * 60 * 1000;

/// The most characters of a sentence.
pub const TEXT_CHARS_MAX: usize = 280;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// 1, 2, 3, … without gaps.
    pub number: u64,
    /// The hash of the entry before it; zeros in the first one.
    pub previous: Hash,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// The merchant.
    pub merchant: u128,
    /// The merchant's registered name at that time.
    pub name: String,
    /// What happened.
    pub action: Action,
    /// Why; none for what a merchant says, and for answers.
    pub reason: Option<Reason>,
    /// The entry that it ends, appeals or answers.
    pub about: Option<u64>,
    /// The SHA-256 of what an appeal is shown with.
    pub evidence: Option<Hash>,
    /// Until when an appeal is to be answered, in Unix milliseconds.
    pub answer_by_ms: Option<u64>,
    /// The sentence: one line.
    pub text: String,
}

impl Entry {
    /// Returns what is hashed.
    pub fn statement(&self) -> String {
        let Self { number, previous, at_ms, merchant, name, action, .. } = self;
        let Self { reason, about, evidence, answer_by_ms, text, .. } = self;
        let previous = hex::encode(previous);
        let merchant = identifier(*merchant);
        let number_or = |number: Option<u64>| number.map_or("-".to_owned(), |it| it.to_string());
        let evidence = evidence.map_or("-".to_owned(), |hash| hex::encode(&hash));
        let (action, reason) = (action.word(), reason.map_or("-", Reason::word));
        let (about, answer_by) = (number_or(*about), number_or(*answer_by_ms));
        format!(
            "tongbao neutrality v1\nnumber {number}\nprevious {previous}\nat {at_ms}\nmerchant \
             {merchant}\nname {name}\naction {action}\nreason {reason}\nabout {about}\nevidence \
             {evidence}\nanswer_by {answer_by}\ntext {text}\n"
        )
    }

    /// Returns its hash.
    pub fn hash(&self) -> Hash {
        Sha256::digest(self.statement().as_bytes()).into()
    }

    /// Returns whether it is an appeal whose time for an answer was over at a moment.
    pub fn is_overdue(&self, now_ms: u64) -> bool {
        self.answer_by_ms.is_some_and(|answer_by_ms| now_ms > answer_by_ms)
    }
}

/// Returns an identifier as the operator's API writes it.
fn identifier(id: u128) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digit = |place: u32| usize::try_from((id >> (5 * place)) & 31).unwrap_or_default();
    (0..26).rev().filter_map(|place| DIGITS.get(digit(place))).map(|it| char::from(*it)).collect()
}

#[cfg(test)]
mod tests;
