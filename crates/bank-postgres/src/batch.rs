//! One batch: a transaction under the lock of the journal's head, in two round trips where what it
//! needs is remembered: (begin, lock, read) and (write, commit).
//!
//! While the batch before it is committed, a batch is decided without the lock, on what that one
//! will leave, and is sent in one piece: (begin, move the head from there, write, commit). Where
//! the head is another one, moving it fails.

use crate::column::{Fixed, Id, Value, clamped, signed};
use crate::commit::Committing;
use crate::error::Failure;
use crate::session::{Answer, Ask, Session};
use crate::store::{PostgresStore, Stamp};
use crate::table::{
    Found, Reading, Write, campaign, card, card_top_up, journal, linked, readings, writes,
};
use bank::TimeMs;
use bank::id::{CampaignId, CardId, CardTopUpId, PersonId};
use bank::journal::{ChainHead, JournalRow};
use bank::kept::Kept;
use bank::store::{Batch, Store as _, StoreError, Writes};
use bank::{Key, Record};
use std::sync::Arc;
use tokio_postgres::Row;

/// What listeners are told by.
pub(crate) const NOTIFY: &str = "NOTIFY tongbao";

/// One transaction; rolled back when dropped.
pub(crate) struct PostgresBatch<'a> {
    store: &'a mut PostgresStore,
    session: Arc<Session>,
    turn: Turn,
    /// The head that the batch is decided on, moved by what is written; none before it is known.
    head: Option<Stamp>,
    /// What is written and not sent yet.
    unsent: Vec<Ask>,
    /// The keys of what was written.
    keys: Vec<Key>,
    /// The records that were written: remembered when they are sent.
    written: Vec<Record>,
    has_written: bool,
}

/// Where a batch is in the order of all nodes' batches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Nothing is begun.
    Before,
    /// Decided on the head that the batch under way will leave.
    Ahead(Stamp),
    /// The transaction has the lock of the head.
    Taken,
    /// The transaction has ended, or its end was sent.
    Over,
}

impl<'a> PostgresBatch<'a> {
    pub(crate) fn new(store: &'a mut PostgresStore, session: Arc<Session>) -> Self {
        let head = store.committing.as_ref().map(|committing| committing.stamp);
        Self {
            store,
            session,
            turn: head.map_or(Turn::Before, Turn::Ahead),
            head,
            unsent: Vec::new(),
            keys: Vec::new(),
            written: Vec::new(),
            has_written: false,
        }
    }

    /// Sends statements before the commit: a failure means that nothing was done.
    fn send(&mut self, asks: Vec<Ask>) -> Result<Vec<Answer>, StoreError> {
        if let Turn::Ahead(_) = self.turn {
            return self.send_ahead(asks).map_err(|failure| {
                self.store.stop_reading_ahead();
                self.store.again = failure.is_disconnection();
                failure.into()
            });
        }
        self.session.ask_whole(asks).map_err(|failure| {
            self.turn = Turn::Over;
            self.store.again = self.store.nothing_done(&failure, &self.session);
            failure.into()
        })
    }

    /// Reads while the batch before this one is committed. Each statement sees that batch or the
    /// one before it: the same, for what that batch does not write.
    fn send_ahead(&mut self, asks: Vec<Ask>) -> Result<Vec<Answer>, Failure> {
        let session = self.store.reading_ahead()?;
        let mut all = session.prelude();
        let before = all.len();
        all.extend(asks);
        let mut answers = session.ask_whole(all)?;
        Ok(answers.split_off(before))
    }

    /// Waits for the batch under way and takes the turn after it, for what cannot be done ahead.
    fn take_turn(&mut self) -> Result<(), StoreError> {
        let Turn::Ahead(expected) = self.turn else { return Ok(()) };
        self.store.conclude()?;
        self.turn = Turn::Before;
        let decided_on = self.head;
        self.fetch(&[])?;
        if self.head == Some(expected) {
            self.head = decided_on;
            return Ok(());
        }
        self.store.again = true;
        Err(StoreError("another node has written meanwhile".to_owned()))
    }

    /// Reads the records under keys from the database, with what they lead to; begins and locks
    /// with the same round trip where that was not done yet.
    fn fetch(&mut self, keys: &[&Key]) -> Result<Found, StoreError> {
        let mut reads = readings(keys.iter().copied());
        reads.extend(linked(keys.iter().copied()));
        let begins = self.turn == Turn::Before;
        let mut asks = if begins { self.session.prelude() } else { Vec::new() };
        asks.reserve(reads.len() + 2);
        if begins {
            asks.push(Ask::plain("BEGIN"));
            asks.push(Ask::new(journal::LOCK_HEAD, Vec::new()));
        }
        let first = asks.len();
        let (more, keeps): (Vec<_>, Vec<_>) =
            reads.into_iter().map(|Reading { ask, keep }| (ask, keep)).unzip();
        asks.extend(more);
        if asks.is_empty() {
            return Ok(Found::default());
        }
        let mut answers = self.send(asks)?;
        let read = answers.split_off(first);
        if begins {
            self.begun(&answers.pop().unwrap_or_default())?;
        }
        let mut found = Found::default();
        for (answer, keep) in read.iter().zip(keeps) {
            answer.rows.iter().try_for_each(|row| keep(row, &mut found))?;
        }
        let unpaid = found.unpaid();
        if !unpaid.is_empty() {
            let unpaid: Vec<&Key> = unpaid.iter().collect();
            found.pay(self.fetch(&unpaid)?)?;
        }
        Ok(found)
    }

    /// Notes the head that is locked now. When somebody else has moved it, what was remembered is
    /// not so any more.
    fn begun(&mut self, answer: &Answer) -> Result<(), StoreError> {
        self.turn = Turn::Taken;
        let row = answer.rows.first();
        let row = row.ok_or_else(|| StoreError("the journal has no head".to_owned()))?;
        let (head, batch) = journal::head_from_row(row)?;
        let stamp = Stamp { head, batch };
        self.store.alone = self.store.seen == Some(stamp);
        if !self.store.alone {
            self.store.kept.forget();
            self.store.seen = Some(stamp);
        }
        self.head = Some(stamp);
        Ok(())
    }

    /// Returns the head that the batch is decided on; locks it where it is not known otherwise.
    fn known_head(&mut self) -> Result<Stamp, StoreError> {
        if self.head.is_none() {
            self.fetch(&[])?;
        }
        self.head.ok_or_else(|| StoreError("the journal has no head".to_owned()))
    }

    /// Asks for what no key names, once it is this batch's turn: the one under way may write some.
    fn ask_in_turn(&mut self, ask: Ask) -> Result<Vec<Row>, StoreError> {
        self.take_turn()?;
        self.known_head()?;
        let mut asks = std::mem::take(&mut self.unsent);
        asks.push(ask);
        Ok(self.send(asks)?.pop().unwrap_or_default().rows)
    }

    /// Reads keys, each from what is remembered or from the database.
    fn read_remembering(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        let begins = self.turn == Turn::Before;
        // Before the head is locked what is remembered is only likely to be so.
        let trusted = !begins || self.store.alone;
        let mut records: Vec<Option<Record>> = match trusted {
            true => keys.iter().map(|key| self.store.kept.find(key)).collect(),
            false => vec![None; keys.len()],
        };
        let mut places: Vec<usize> = (0..keys.len()).filter(|it| records[*it].is_none()).collect();
        if places.iter().any(|place| self.is_under_way(&keys[*place])) {
            self.take_turn()?;
        }
        let mut found = self.fetch_at(keys, &places)?;
        if begins && !self.store.alone && places.len() < keys.len() {
            // Somebody else has written: what was remembered is read after all.
            let others: Vec<usize> = (0..keys.len()).filter(|it| records[*it].is_some()).collect();
            found.extend(self.fetch_at(keys, &others)?);
            records.fill(None);
            places = (0..keys.len()).collect();
        }
        for place in places {
            let record = found.take(&keys[place]);
            if let Some(record) = record.as_ref().filter(|record| Kept::keeps(record)) {
                self.store.keep_read(record.clone());
            }
            records[place] = record;
        }
        // What the keys led to will be asked for next.
        found.into_records().for_each(|record| self.store.keep_read(record));
        Ok(records)
    }

    /// Returns whether the batch under way writes what is under a key.
    fn is_under_way(&self, key: &Key) -> bool {
        self.store.committing.as_ref().is_some_and(|committing| committing.writes(key))
    }

    fn fetch_at(&mut self, keys: &[Key], places: &[usize]) -> Result<Found, StoreError> {
        let keys: Vec<&Key> = places.iter().filter_map(|place| keys.get(*place)).collect();
        self.fetch(&keys)
    }

    /// Sends what was written, and the commit.
    fn send_commit(&mut self) -> Result<(), StoreError> {
        // Nothing is sent behind a batch that may fail: the server has one at a time.
        self.store.conclude()?;
        let stamp = self.known_head()?;
        let mut head =
            vec![Box::new(signed(stamp.head.sequence)?) as Value, Box::new(Fixed(stamp.head.hash))];
        let mut asks = Vec::with_capacity(self.unsent.len() + 6);
        let mut turn = None;
        if let Turn::Ahead(expected) = self.turn {
            head.push(Box::new(signed(expected.head.sequence)?));
            head.push(Box::new(Fixed(expected.head.hash)));
            head.push(Box::new(expected.batch));
            asks.extend(self.session.prelude());
            asks.push(Ask::plain("BEGIN"));
            turn = Some(asks.len());
            asks.push(Ask::new(journal::MOVE_HEAD_FROM, head));
            asks.append(&mut self.unsent);
        } else {
            asks.append(&mut self.unsent);
            asks.push(Ask::new(journal::MOVE_HEAD, head));
        }
        asks.push(Ask::plain(NOTIFY));
        // A commit that waits for a standby must not be called off: it would be told as done.
        asks.push(Ask::plain("SET LOCAL statement_timeout = 0"));
        asks.push(Ask::plain("COMMIT"));
        self.turn = Turn::Over;
        self.session.take_warning();
        self.store.committing = Some(Committing {
            session: Arc::clone(&self.session),
            answers: self.session.start(asks)?,
            stamp: Stamp { batch: stamp.batch + 1, ..stamp },
            keys: std::mem::take(&mut self.keys),
            turn,
        });
        self.written.drain(..).for_each(|record| self.store.kept.keep(record));
        Ok(())
    }
}

impl Batch for PostgresBatch<'_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        if !self.has_written {
            return self.read_remembering(keys);
        }
        // A batch sees its own writes, and those are not remembered yet.
        self.take_turn()?;
        let unsent = std::mem::take(&mut self.unsent);
        if !unsent.is_empty() {
            self.send(unsent)?;
        }
        let mut found = self.fetch(&keys.iter().collect::<Vec<_>>())?;
        Ok(keys.iter().map(|key| found.take(key)).collect())
    }

    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError> {
        let rows = self.ask_in_turn(Ask::new(campaign::IDS, Vec::new()))?;
        rows.iter().map(campaign::id_from_row).collect()
    }

    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError> {
        let rows = self.ask_in_turn(Ask::new(card::OF_PERSON, vec![Box::new(Id(person.0))]))?;
        rows.iter().map(|row| card::from_row(row).map(|card| card.id)).collect()
    }

    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError> {
        let values: Vec<Value> = vec![Box::new(Id(person.0)), Box::new(clamped(since.0))];
        let rows = self.ask_in_turn(Ask::new(card_top_up::OF_PERSON, values))?;
        rows.iter().map(|row| card_top_up::from_row(row).map(|top_up| top_up.id)).collect()
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        self.known_head().map(|stamp| stamp.head)
    }

    fn write(&mut self, changes: &Writes) -> Result<(), StoreError> {
        let stamp = self.known_head()?;
        let kept = &self.store.kept;
        let is_known = |id| !self.has_written && kept.knows(&Key::Account(id));
        let statements = writes(changes, is_known)?;
        self.unsent.extend(statements.into_iter().map(Write::into_ask));
        let head = changes.journal.last().map_or(stamp.head, JournalRow::head);
        self.head = Some(Stamp { head, ..stamp });
        self.keys.extend(changes.records.iter().map(Record::key));
        let remembered = changes.records.iter().filter(|record| Kept::keeps(record));
        self.written.extend(remembered.cloned());
        self.has_written = true;
        Ok(())
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        if !self.has_written {
            return Ok(());
        }
        self.send_commit()?;
        self.store.settle()
    }

    fn commit_later(mut self: Box<Self>) -> Result<(), StoreError> {
        if !self.has_written {
            return self.store.conclude();
        }
        self.keys.sort_unstable();
        self.send_commit()
    }
}

impl Drop for PostgresBatch<'_> {
    fn drop(&mut self) {
        if self.turn == Turn::Taken {
            self.store.roll_back(&self.session);
        }
    }
}
