//! What a command is about to change, and why it may stop: kept apart until it is decided, so that
//! a refusal leaves nothing behind that it should not.

use crate::decide::Decision;
use crate::event::Event;
use crate::id::TimeMs;
use crate::journal::{ChainHead, JournalEntry, JournalRow};
use crate::page::{Missing, Page};
use crate::receipt::{Outcome, Receipt};
use crate::record::{Account, Record, Stock};
use crate::registered::Registered;
use crate::rejection::{Refusal, Rejection};

/// Why a command is not done now.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A record has to be looked up first.
    Missing(Missing),
    /// It is refused.
    Refused(Refusal),
}

impl From<Missing> for Stop {
    fn from(missing: Missing) -> Self {
        Self::Missing(missing)
    }
}

impl From<Rejection> for Stop {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(rejection.into())
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A command's answer, or why it stops.
pub(crate) type Answer = Result<Receipt, Stop>;

/// The changes of one command.
pub(crate) struct Effects {
    at: TimeMs,
    head: ChainHead,
    always: Vec<Record>,
    writes: Vec<Record>,
    journal: Vec<JournalRow>,
    events: Vec<Event>,
}

impl Effects {
    pub(crate) fn new(head: ChainHead, at: TimeMs) -> Self {
        let (always, writes, journal, events) = Default::default();
        Self { at, head, always, writes, journal, events }
    }

    /// Returns effects that continue these: one of several movements.
    pub(crate) fn fork(&self) -> Self {
        Self::new(self.head, self.at)
    }

    /// Lays the changes over a page, so that the next movement sees them.
    pub(crate) fn lay_over(&self, page: &mut Page) {
        page.apply(self.writes.clone(), self.head);
    }

    /// Takes over what a continuation changed.
    pub(crate) fn join(&mut self, own: Self) {
        let Self { at: _, head, always, writes, journal, events } = own;
        self.head = head;
        self.always.extend(always);
        self.writes.extend(writes);
        self.journal.extend(journal);
        self.events.extend(events);
    }

    /// Returns the moment of the decision.
    pub(crate) fn at(&self) -> TimeMs {
        self.at
    }

    /// Changes a record if the command is done.
    pub(crate) fn write(&mut self, record: Record) {
        self.writes.push(record);
    }

    /// Changes a record if the command is done, and registers it: the journal says from then on
    /// what it is. For every change of a record of such a kind but counted tries of the PIN.
    pub(crate) fn register(&mut self, record: Record) {
        if let Some(registered) = Registered::of(&record) {
            self.journal(JournalEntry::Registered(registered));
        }
        self.write(record);
    }

    /// Changes a record whether the command is done or refused: a used nonce, a counted try.
    pub(crate) fn write_always(&mut self, record: Record) {
        self.always.push(record);
    }

    /// Appends to the journal if the command is done; returns the row's place and hash.
    pub(crate) fn journal(&mut self, entry: JournalEntry) -> ChainHead {
        let row = self.head.append(self.at, entry);
        self.head = row.head();
        self.journal.push(row);
        self.head
    }

    /// Returns the sequence of the last journal row, with those of this command.
    pub(crate) fn sequence(&self) -> u64 {
        self.head.sequence
    }

    /// Returns an account as this command leaves it, where it has changed it.
    pub(crate) fn account<'a>(&'a self, known: &'a Account) -> &'a Account {
        let changed = self.writes.iter().rev().find_map(|record| match record {
            Record::Account(account) if account.id == known.id => Some(account),
            _ => None,
        });
        changed.unwrap_or(known)
    }

    /// Returns a batch of coupons as this command leaves it, where it has changed it.
    pub(crate) fn stock<'a>(&'a self, known: &'a Stock) -> &'a Stock {
        let changed = self.writes.iter().rev().find_map(|record| match record {
            Record::Stock(stock) if stock.id == known.id => Some(stock.as_ref()),
            _ => None,
        });
        changed.unwrap_or(known)
    }

    /// Tells listeners if the command is done.
    pub(crate) fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    pub(crate) fn into_decision(self, outcome: Outcome) -> Decision {
        let Self { always: mut writes, journal, events, .. } = self;
        if outcome.is_err() {
            return Decision { outcome, writes, journal: Vec::new(), events: Vec::new() };
        }
        writes.extend(self.writes);
        Decision { outcome, writes, journal, events }
    }
}
