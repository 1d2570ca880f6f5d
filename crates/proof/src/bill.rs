//! Signed bills: what a shop took in on one local day, as the operator answers for it. A bill is a
//! signed note (see [`crate::note`]) that names the sums, the rows of the journal that they are
//! made of, and the SHA-256 of four files: the trade bill and the fund bill, each as CSV and as
//! JSON. Each bill names the one before it by its hash, so none can be taken out of their row.
//!
//! The lines are described in `docs/proof.md`.

pub(crate) mod lines;

use crate::hex;
use crate::key::{PublicKey, SigningKey};
use crate::note::{Note, NoteError};
use crate::tree::Hash;
use lines::Lines;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The version of the form with a line of fees or of what was withdrawn; a bill that has neither is
/// written as it was before there were such lines, as version 1.
pub const VERSION: u64 = 2;

/// The names of a bill's files, in the order in which it names them.
pub const FILES: [&str; 4] = ["trade.csv", "trade.json", "fund.csv", "fund.json"];

/// What one kind of trade came to: how many, and their parts in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many.
    pub count: u64,
    /// What the goods cost before discounts.
    pub price: u64,
    /// What payers gave, or got back.
    pub cash: u64,
    /// What the operator paid of it by coupons, or got back.
    pub operator: u64,
    /// The same of shops that fund coupons, this one included.
    pub shops: u64,
    /// What this shop gave up by coupons that nobody funds.
    pub given_up: u64,
    /// What the operator took of it as its fee, or gave back.
    pub fee: u64,
}

impl Sums {
    /// Returns what the shop was paid of the price, or gave back, before the operator's fee.
    pub const fn gross(&self) -> u64 {
        self.cash + self.operator + self.shops
    }

    /// Returns what is left without a part of them.
    pub const fn less(&self, part: &Self) -> Self {
        let Self { count, price, cash, operator, shops, given_up, fee } = self;
        Self {
            count: count.saturating_sub(part.count),
            price: price.saturating_sub(part.price),
            cash: cash.saturating_sub(part.cash),
            operator: operator.saturating_sub(part.operator),
            shops: shops.saturating_sub(part.shops),
            given_up: given_up.saturating_sub(part.given_up),
            fee: fee.saturating_sub(part.fee),
        }
    }

    /// Returns what moved on the shop's account.
    pub const fn net(&self) -> u64 {
        self.gross().saturating_sub(self.fee)
    }
}

/// What was taken within one hour of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// How many payments.
    pub count: u64,
    /// What they cost before discounts, in minor units.
    pub price: u64,
}

/// One file of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// How many rows it has, without a heading.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
    /// The SHA-256 of these bytes.
    pub sha256: Hash,
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The shop's identifier.
    pub merchant: u128,
    /// Its registered name when the bill was made.
    pub name: String,
    /// The local day, `2028-02-29`.
    pub day: String,
    /// The operator's offset from UTC, `+08:00`.
    pub zone: String,
    /// When the day began, in Unix milliseconds.
    pub from_ms: u64,
    /// When it ended.
    pub until_ms: u64,
    /// The currency of every amount.
    pub currency: String,
    /// The journal row of the account's last movement before the fund bill; 0 for none.
    pub after: u64,
    /// The row of its last movement in the fund bill; `after` when there is none.
    pub last: u64,
    /// The row up to which later movements were looked through for trades of this day.
    pub seen: u64,
    /// What the account held before, in minor units.
    pub opening: i64,
    /// What it held afterwards.
    pub closing: i64,
    /// Payments.
    pub payments: Sums,
    /// Refunds.
    pub refunds: Sums,
    /// Reversals.
    pub reversals: Sums,
    /// What else came in: of the fund bill, not of the trade bill.
    pub other_in: u64,
    /// What else went out.
    pub other_out: u64,
    /// What the shop's owners moved into their own accounts.
    pub withdrawn: u64,
    /// Whether fees are told, in the note and in the trade bill: they are since the operator first
    /// took one.
    pub has_fees: bool,
    /// Trades of the day before whose money is in this fund bill: what they came to.
    pub early: i64,
    /// Trades of this day whose money is in the next fund bill: what they came to.
    pub late: i64,
    /// The payments by hour of the day.
    pub hours: [Hour; 24],
    /// The files, in the order of [`FILES`].
    pub files: [File; 4],
    /// The bill before this one: its day, and the SHA-256 of its whole note.
    pub previous: Option<(String, Hash)>,
    /// When it was made, in Unix milliseconds.
    pub at_ms: u64,
}

/// The SHA-256 and the length of a file that is read in parts.
#[derive(Clone, Debug, Default)]
pub struct FileHash {
    hash: Sha256,
    bytes: u64,
}

impl FileHash {
    /// Takes the next part.
    pub fn update(&mut self, part: &[u8]) {
        self.hash.update(part);
        self.bytes = self.bytes.saturating_add(part.len() as u64);
    }

    /// Returns the hash and the length.
    pub fn finish(self) -> (Hash, u64) {
        (self.hash.finalize().into(), self.bytes)
    }
}

/// Why a bill is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillError {
    /// The note is not signed by a known key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not a bill.
    #[error("this is not a bill")]
    Malformed,
    /// The bill is of another operator.
    #[error("this is the bill of another operator")]
    OtherOperator,
}

impl Bill {
    /// Returns the day's trade: payments less refunds and reversals, as far as it moves the
    /// account.
    pub fn trade_net(&self) -> i128 {
        let [payments, refunds, reversals] =
            [self.payments, self.refunds, self.reversals].map(|sums| i128::from(sums.net()));
        payments - refunds - reversals
    }

    /// Returns by how much the account changed.
    pub fn fund_net(&self) -> i128 {
        i128::from(self.closing) - i128::from(self.opening)
    }

    /// Returns whether the two agree: what the trade came to is what the account changed by, but
    /// for movements that are no trade and trades whose money is in another day's fund bill.
    pub fn agrees(&self) -> bool {
        let out = i128::from(self.other_out) + i128::from(self.withdrawn);
        let other = i128::from(self.other_in) - out;
        let timing = i128::from(self.late) - i128::from(self.early);
        self.trade_net() - self.fund_net() == timing - other
    }

    /// Returns the text that is signed.
    pub fn text(&self, operator: &str) -> String {
        let version = if self.has_fees || self.withdrawn > 0 { VERSION } else { 1 };
        let mut text = format!("{operator}/bill\nversion {version}\n");
        let mut line = |name: &str, value: &dyn std::fmt::Display| {
            // A text takes whatever is written to it.
            let _ = writeln!(text, "{name} {value}");
        };
        line("merchant", &lines::identifier(self.merchant));
        line("name", &self.name);
        line("day", &self.day);
        line("zone", &self.zone);
        line("from", &self.from_ms);
        line("until", &self.until_ms);
        line("currency", &self.currency);
        line("after", &self.after);
        line("last", &self.last);
        line("seen", &self.seen);
        line("opening", &self.opening);
        line("closing", &self.closing);
        for (name, sums) in
            [("payments", self.payments), ("refunds", self.refunds), ("reversals", self.reversals)]
        {
            let Sums { count, price, cash, operator, shops, given_up, fee: _ } = sums;
            line(name, &format_args!("{count} {price} {cash} {operator} {shops} {given_up}"));
        }
        if self.has_fees {
            let [payments, refunds, reversals] =
                [self.payments, self.refunds, self.reversals].map(|sums| sums.fee);
            line("fees", &format_args!("{payments} {refunds} {reversals}"));
        }
        line("other", &format_args!("{} {}", self.other_in, self.other_out));
        if self.withdrawn > 0 {
            line("withdrawn", &self.withdrawn);
        }
        line("timing", &format_args!("{} {}", self.early, self.late));
        for (hour, Hour { count, price }) in self.hours.iter().enumerate() {
            if *count > 0 {
                line("hour", &format_args!("{hour:02} {count} {price}"));
            }
        }
        for (name, File { rows, bytes, sha256 }) in FILES.iter().zip(&self.files) {
            line(name, &format_args!("{rows} {bytes} {}", hex::encode(sha256)));
        }
        match &self.previous {
            None => line("previous", &"none"),
            Some((day, hash)) => line("previous", &format_args!("{day} {}", hex::encode(hash))),
        }
        line("time", &self.at_ms);
        text
    }

    /// Signs the bill; returns the note as it is handed out.
    ///
    /// # Errors
    /// When a text cannot stand in a note.
    pub fn sign(
        &self,
        operator: &str,
        origin: &str,
        key: &SigningKey,
    ) -> Result<String, NoteError> {
        Ok(Note::sign(&self.text(operator), origin, key)?.to_text())
    }

    /// Reads a bill that one of these keys has signed under the operator's name.
    ///
    /// # Errors
    /// See [`BillError`].
    pub fn verify(
        note: &str,
        operator: &str,
        origin: &str,
        keys: &[PublicKey],
    ) -> Result<Self, BillError> {
        let note = Note::parse(note)?;
        Self::parse(note.verified_text(origin, keys)?, operator)
    }

    /// Reads the text of a bill; it says nothing about who wrote it.
    ///
    /// # Errors
    /// `Malformed`, `OtherOperator`.
    pub fn parse(text: &str, operator: &str) -> Result<Self, BillError> {
        let mut lines = Lines::of(text);
        match lines.first().and_then(|first| first.strip_suffix("/bill")) {
            Some(name) if name == operator => {}
            Some(_) => return Err(BillError::OtherOperator),
            None => return Err(BillError::Malformed),
        }
        let bill = lines.bill().ok_or(BillError::Malformed)?;
        // One text for one bill: nothing follows, and nothing is written in another way.
        if bill.text(operator) == text { Ok(bill) } else { Err(BillError::Malformed) }
    }

    /// Returns which file of the bill these bytes are, by their SHA-256 and number.
    pub fn file(&self, sha256: &Hash, bytes: u64) -> Option<&'static str> {
        let is_it = |file: &File| file.sha256 == *sha256 && file.bytes == bytes;
        self.files.iter().position(is_it).and_then(|place| FILES.get(place).copied())
    }
}

#[cfg(test)]
mod tests;
