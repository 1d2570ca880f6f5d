//! Signed reports of shifts: what one member of a shop's staff, or one key, took between two rows
//! of the journal, as the operator answers for it. A report is a signed note (see
//! [`crate::note`]); it has the shop's next number, so that none can be left out of their row.
//!
//! The lines are described in `docs/proof.md`.

use crate::bill::lines::{Lines, identified, identifier};
use crate::bill::{BillError, Sums};
use crate::key::{PublicKey, SigningKey};
use crate::note::{Note, NoteError};
use std::fmt::Write as _;

/// Who took money or closed a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// A member of the staff.
    Staff,
    /// A program, by its key.
    Key,
    /// The shop's own till key.
    Till,
}

impl Party {
    const ALL: [Self; 3] = [Self::Staff, Self::Key, Self::Till];

    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Key => "key",
            Self::Till => "till",
        }
    }
}

/// A taker as a report names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taker {
    /// What it is.
    pub party: Party,
    /// Which; of the till the shop.
    pub id: u128,
    /// The name when the report was made.
    pub name: String,
}

/// Tips that were given with payments; what went back of those payments later is not taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tips {
    /// How many payments had one.
    pub count: u64,
    /// What they came to, in minor units.
    pub minor: u64,
}

/// The report of a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftReport {
    /// The shop's identifier.
    pub merchant: u128,
    /// Its registered name when the report was made.
    pub name: String,
    /// The shift.
    pub shift: u128,
    /// The report's number at the shop.
    pub number: u64,
    /// Whose shift it was.
    pub taker: Taker,
    /// Who closed it.
    pub closed_by: Taker,
    /// The operator's offset from UTC, `+08:00`.
    pub zone: String,
    /// When the shift was opened, in Unix milliseconds.
    pub from_ms: u64,
    /// When it was closed.
    pub until_ms: u64,
    /// The currency of every amount.
    pub currency: String,
    /// The journal's last row before the shift.
    pub after: u64,
    /// Its last row that is in the shift.
    pub last: u64,
    /// The row of the shop's last movement in between; 0 for none.
    pub seen: u64,
    /// Payments.
    pub payments: Sums,
    /// Those of them that paid an order's code; the others showed a payer code.
    pub orders: Sums,
    /// Refunds.
    pub refunds: Sums,
    /// Reversals.
    pub reversals: Sums,
    /// The tips in the payments.
    pub tips: Tips,
    /// The rows of the first and the last payment.
    pub numbers: Option<(u64, u64)>,
}

impl ShiftReport {
    /// Returns the payments that showed a payer code.
    pub const fn codes(&self) -> Sums {
        self.payments.less(&self.orders)
    }

    /// Returns by how much the shift changed the shop's account: what the till expects to find.
    pub fn net(&self) -> i128 {
        let [payments, refunds, reversals] =
            [self.payments, self.refunds, self.reversals].map(|sums| i128::from(sums.net()));
        payments - refunds - reversals
    }

    /// Returns the text that is signed.
    pub fn text(&self, operator: &str) -> String {
        let mut text = format!("{operator}/shift\nversion 1\n");
        let mut line = |name: &str, value: &dyn std::fmt::Display| {
            // A text takes whatever is written to it.
            let _ = writeln!(text, "{name} {value}");
        };
        line("merchant", &identifier(self.merchant));
        line("name", &self.name);
        line("shift", &identifier(self.shift));
        line("number", &self.number);
        for (name, taker) in [("taker", &self.taker), ("closer", &self.closed_by)] {
            let Taker { party, id, name: called } = taker;
            line(name, &format_args!("{} {} {called}", party.word(), identifier(*id)));
        }
        line("zone", &self.zone);
        line("from", &self.from_ms);
        line("until", &self.until_ms);
        line("currency", &self.currency);
        line("after", &self.after);
        line("last", &self.last);
        line("seen", &self.seen);
        for (name, sums) in [
            ("payments", self.payments),
            ("orders", self.orders),
            ("codes", self.codes()),
            ("refunds", self.refunds),
            ("reversals", self.reversals),
        ] {
            let Sums { count, price, cash, operator, shops, given_up, fee } = sums;
            line(name, &format_args!("{count} {price} {cash} {operator} {shops} {given_up} {fee}"));
        }
        // Reports of shops that take none are what they were before there were any.
        if self.tips != Tips::default() {
            line("tips", &format_args!("{} {}", self.tips.count, self.tips.minor));
        }
        line("net", &self.net());
        match self.numbers {
            None => line("numbers", &"none"),
            Some((first, last)) => line("numbers", &format_args!("{first} {last}")),
        }
        text
    }

    /// Signs the report; returns the note as it is handed out.
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

    /// Reads a report that one of these keys has signed under the operator's name.
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

    /// Reads the text of a report; it says nothing about who wrote it.
    ///
    /// # Errors
    /// `Malformed`, `OtherOperator`.
    pub fn parse(text: &str, operator: &str) -> Result<Self, BillError> {
        let mut lines = Lines::of(text);
        match lines.first().and_then(|first| first.strip_suffix("/shift")) {
            Some(name) if name == operator => {}
            Some(_) => return Err(BillError::OtherOperator),
            None => return Err(BillError::Malformed),
        }
        let report = read(&mut lines).ok_or(BillError::Malformed)?;
        // One text for one report: nothing follows, and nothing is written in another way.
        if report.text(operator) == text { Ok(report) } else { Err(BillError::Malformed) }
    }
}

/// Reads all lines behind the first.
fn read(lines: &mut Lines<'_>) -> Option<ShiftReport> {
    if lines.number::<u64>("version")? != 1 {
        return None;
    }
    let merchant = identified(lines.value("merchant")?)?;
    let name = lines.text("name")?;
    let shift = identified(lines.value("shift")?)?;
    let number = lines.number("number")?;
    let (taker, closed_by) = (taker(lines.value("taker")?)?, taker(lines.value("closer")?)?);
    let zone = lines.text("zone")?;
    let (from_ms, until_ms) = (lines.number("from")?, lines.number("until")?);
    let currency = lines.text("currency")?;
    let (after, last, seen) =
        (lines.number("after")?, lines.number("last")?, lines.number("seen")?);
    let (payments, orders) = (sums(lines.value("payments")?)?, sums(lines.value("orders")?)?);
    lines.value("codes")?;
    let (refunds, reversals) = (sums(lines.value("refunds")?)?, sums(lines.value("reversals")?)?);
    let tips = match lines.value("tips") {
        None => Tips::default(),
        Some(value) => {
            let (count, minor) = value.split_once(' ')?;
            Tips { count: count.parse().ok()?, minor: minor.parse().ok()? }
        }
    };
    lines.value("net")?;
    let numbers = match lines.value("numbers")? {
        "none" => None,
        value => {
            let (first, last) = value.split_once(' ')?;
            Some((first.parse().ok()?, last.parse().ok()?))
        }
    };
    Some(ShiftReport {
        merchant,
        name,
        shift,
        number,
        taker,
        closed_by,
        zone,
        from_ms,
        until_ms,
        currency,
        after,
        last,
        seen,
        payments,
        orders,
        refunds,
        reversals,
        tips,
        numbers,
    })
}

fn taker(value: &str) -> Option<Taker> {
    let mut parts = value.splitn(3, ' ');
    let word = parts.next()?;
    let party = Party::ALL.into_iter().find(|party| party.word() == word)?;
    Some(Taker { party, id: identified(parts.next()?)?, name: parts.next()?.to_owned() })
}

fn sums(value: &str) -> Option<Sums> {
    let numbers: Option<Vec<u64>> = value.split(' ').map(|part| part.parse().ok()).collect();
    let [count, price, cash, operator, shops, given_up, fee] = numbers?.try_into().ok()?;
    // So that what moved can be added up, and nobody is taken more than came in.
    cash.checked_add(operator)?.checked_add(shops)?.checked_sub(fee)?;
    Some(Sums { count, price, cash, operator, shops, given_up, fee })
}

#[cfg(test)]
mod tests;
