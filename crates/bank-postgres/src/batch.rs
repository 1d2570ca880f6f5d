//! One batch: a transaction under the lock of the journal's head, in two round trips where what it
//! needs is remembered: (begin, lock, read) and (write, commit).

use crate::column::{Fixed, signed};
use crate::error::Failure;
use crate::session::{Answer, Ask, Session};
use crate::store::{PostgresStore, Stamp};
use crate::table::{Found, Reading, journal, linked, readings, writes};
use bank::journal::{ChainHead, JournalRow};
use bank::kept::Kept;
use bank::store::{Batch, StoreError, Writes};
use bank::{Key, Record};
use std::sync::Arc;

/// What listeners are told by.
pub(crate) const NOTIFY: &str = "NOTIFY tongbao";

/// For how many batches plans are kept: they are made for the sizes that tables have then, and
/// those of a young bank grow fast.
const PLANS_KEPT_FOR: u32 = 128;

/// One transaction; rolled back when dropped.
pub(crate) struct PostgresBatch<'a> {
    store: &'a mut PostgresStore,
    session: Arc<Session>,
    /// The head that is locked, once the transaction has begun; moved by what is written.
    locked: Option<Stamp>,
    /// What is written and not sent yet.
    unsent: Vec<Ask>,
    /// The records that were written: remembered when they are committed.
    written: Vec<Record>,
    has_written: bool,
    ended: bool,
}

impl<'a> PostgresBatch<'a> {
    pub(crate) fn new(store: &'a mut PostgresStore, session: Arc<Session>) -> Self {
        session.take_warning();
        Self {
            store,
            session,
            locked: None,
            unsent: Vec::new(),
            written: Vec::new(),
            has_written: false,
            ended: false,
        }
    }

    /// Sends statements before the commit: a failure means that nothing was done.
    fn send(&mut self, asks: Vec<Ask>) -> Result<Vec<Answer>, StoreError> {
        self.session.ask_whole(asks).map_err(|failure| {
            self.ended = true;
            self.nothing_done(failure)
        })
    }

    /// Returns the error of a batch of which nothing was done, and notes whether it may be run
    /// again.
    fn nothing_done(&mut self, failure: Failure) -> StoreError {
        let disconnected = failure.is_disconnection() || self.session.is_closed();
        self.store.again = disconnected || failure.is_lost_race();
        if disconnected {
            self.store.disconnect();
        } else {
            self.roll_back();
        }
        failure.into()
    }

    /// Ends the transaction. Waited for: it must not reach the server behind the beginning of the
    /// next one.
    fn roll_back(&mut self) {
        self.ended = true;
        if self.session.ask_whole(vec![Ask::plain("ROLLBACK")]).is_err() {
            self.store.disconnect();
        }
    }

    /// Reads the records under keys from the database, with what they lead to; begins and locks
    /// with the same round trip where that was not done yet.
    fn fetch(&mut self, keys: &[&Key]) -> Result<Found, StoreError> {
        let mut reads = readings(keys.iter().copied());
        reads.extend(linked(keys.iter().copied()));
        let begins = self.locked.is_none();
        let mut asks = Vec::with_capacity(reads.len() + 2);
        if begins {
            if self.store.begun % PLANS_KEPT_FOR == PLANS_KEPT_FOR - 1 {
                asks.push(Ask::plain("DISCARD PLANS"));
            }
            asks.push(Ask::plain("BEGIN"));
            asks.push(Ask::new(journal::LOCK_HEAD, Vec::new()));
        }
        let (more, keeps): (Vec<_>, Vec<_>) =
            reads.into_iter().map(|Reading { ask, keep }| (ask, keep)).unzip();
        asks.extend(more);
        if asks.is_empty() {
            return Ok(Found::default());
        }
        let mut answers = self.send(asks)?.into_iter();
        if begins {
            if self.store.begun % PLANS_KEPT_FOR == PLANS_KEPT_FOR - 1 {
                answers.next();
            }
            self.store.begun = self.store.begun.wrapping_add(1);
            answers.next();
            self.begun(&answers.next().unwrap_or_default())?;
        }
        let mut found = Found::default();
        for (answer, keep) in answers.zip(keeps) {
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
        let row = answer.rows.first();
        let row = row.ok_or_else(|| StoreError("the journal has no head".to_owned()))?;
        let (head, batch) = journal::head_from_row(row)?;
        let stamp = Stamp { head, batch };
        self.store.alone = self.store.seen == Some(stamp);
        if !self.store.alone {
            self.store.kept.forget();
            self.store.seen = Some(stamp);
        }
        self.locked = Some(stamp);
        Ok(())
    }

    fn lock(&mut self) -> Result<Stamp, StoreError> {
        if self.locked.is_none() {
            self.fetch(&[])?;
        }
        self.locked.ok_or_else(|| StoreError("the journal has no head".to_owned()))
    }

    /// Reads keys, each from what is remembered or from the database.
    fn read_remembering(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        // Before the head is locked what is remembered is only likely to be so.
        let trusted = self.locked.is_some() || self.store.alone;
        let mut records: Vec<Option<Record>> = match trusted {
            true => keys.iter().map(|key| self.store.kept.find(key).cloned()).collect(),
            false => vec![None; keys.len()],
        };
        let missing = |records: &[Option<Record>]| -> Vec<usize> {
            let places = records.iter().enumerate();
            places.filter(|(_, record)| record.is_none()).map(|(place, _)| place).collect()
        };
        let begins = self.locked.is_none();
        let mut places = missing(&records);
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
                self.store.kept.keep(record.clone());
            }
            records[place] = record;
        }
        // What the keys led to will be asked for next.
        found.into_records().for_each(|record| self.store.kept.keep(record));
        Ok(records)
    }

    fn fetch_at(&mut self, keys: &[Key], places: &[usize]) -> Result<Found, StoreError> {
        let keys: Vec<&Key> = places.iter().filter_map(|place| keys.get(*place)).collect();
        self.fetch(&keys)
    }
}

impl Batch for PostgresBatch<'_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        if !self.has_written {
            return self.read_remembering(keys);
        }
        // A batch sees its own writes, and those are not remembered yet.
        let unsent = std::mem::take(&mut self.unsent);
        if !unsent.is_empty() {
            self.send(unsent)?;
        }
        let mut found = self.fetch(&keys.iter().collect::<Vec<_>>())?;
        Ok(keys.iter().map(|key| found.take(key)).collect())
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        self.lock().map(|stamp| stamp.head)
    }

    fn write(&mut self, changes: &Writes) -> Result<(), StoreError> {
        let stamp = self.lock()?;
        let kept = &self.store.kept;
        let is_known = |id| !self.has_written && kept.knows(&Key::Account(id));
        let statements = writes(changes, is_known)?;
        self.unsent.extend(statements.into_iter().map(crate::table::Write::into_ask));
        let head = changes.journal.last().map_or(stamp.head, JournalRow::head);
        self.locked = Some(Stamp { head, ..stamp });
        let remembered = changes.records.iter().filter(|record| Kept::keeps(record));
        self.written.extend(remembered.cloned());
        self.has_written = true;
        Ok(())
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        if !self.has_written {
            return Ok(());
        }
        let stamp = self.lock()?;
        let mut asks = std::mem::take(&mut self.unsent);
        let head = vec![
            Box::new(signed(stamp.head.sequence)?) as _,
            Box::new(Fixed(stamp.head.hash)) as _,
        ];
        asks.push(Ask::new(journal::MOVE_HEAD, head));
        asks.push(Ask::plain(NOTIFY));
        // A commit that waits for a standby must not be called off: it would be told as done.
        asks.push(Ask::plain("SET LOCAL statement_timeout = 0"));
        asks.push(Ask::plain("COMMIT"));
        self.ended = true;
        let mut answers = match self.session.ask(asks) {
            Ok(answers) => answers,
            Err(failure) => return Err(self.unknown(failure)),
        };
        let committed = answers.pop();
        for answer in answers {
            // The server had not come to the commit: it made a rollback of it.
            match answer {
                Ok(_) => {}
                Err(failure) if failure.code.is_some() => return Err(self.nothing_done(failure)),
                Err(failure) => return Err(self.unknown(failure)),
            }
        }
        match committed {
            Some(Ok(_)) if self.session.take_warning() => Err(self.unknown(Failure::connection(
                "the server warned while it committed: a standby may not have the batch",
            ))),
            Some(Ok(_)) => {
                let batch = stamp.batch + 1;
                self.store.seen = Some(Stamp { batch, ..stamp });
                self.written.drain(..).for_each(|record| self.store.kept.keep(record));
                Ok(())
            }
            Some(Err(failure)) if failure.is_lost_race() => Err(self.nothing_done(failure)),
            Some(Err(failure)) => Err(self.unknown(failure)),
            None => Err(self.unknown(Failure::connection("the commit was not answered"))),
        }
    }
}

impl PostgresBatch<'_> {
    /// Returns the error of a batch that may or may not be committed.
    fn unknown(&mut self, failure: Failure) -> StoreError {
        self.store.disconnect();
        let StoreError(reason) = failure.into();
        StoreError(format!("whether the batch was committed is unknown: {reason}"))
    }
}

impl Drop for PostgresBatch<'_> {
    fn drop(&mut self) {
        if self.locked.is_some() && !self.ended {
            self.roll_back();
        }
    }
}
