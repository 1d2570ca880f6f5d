//! The writer: one connection, one transaction a batch.

use crate::connection::{OpenError, failed, open_writer};
use crate::table;
use bank::bill::SignedBill;
use bank::event::{Event, Happened};
use bank::head::SignedHead;
use bank::id::{CampaignId, CardId, CardTopUpId, PersonId};
use bank::journal::ChainHead;
use bank::kept::Kept;
use bank::record::Payment;
use bank::store::{Batch, Store, StoreError, Upkeep, Writes};
use bank::tree::TreeNode;
use bank::{Key, Record, TimeMs};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;

/// The bank's store on an SQLite file, for writing.
///
/// Several handles, also of several processes, may write to one file: batches wait for each other.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    kept: Kept,
    /// Changes when another connection commits.
    data_version: i64,
    /// Whether a batch was written and its commit is not certain.
    is_uncertain: bool,
}

impl SqliteStore {
    /// Opens the file; makes it where there is none, and brings it to the known schema.
    ///
    /// # Errors
    /// See [`OpenError`]. A foreign file and a newer one are not touched.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let connection = open_writer(path)?;
        let kept = Kept::default();
        Ok(Self { connection, kept, data_version: 0, is_uncertain: false })
    }
}

impl Store for SqliteStore {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        // Immediate: what is read must still be so when it is written.
        let behavior = TransactionBehavior::Immediate;
        let Self { connection, kept, data_version, is_uncertain } = self;
        let transaction = connection.transaction_with_behavior(behavior).map_err(failed)?;
        let version = version(&transaction).map_err(failed)?;
        // What was kept is not so any more when somebody else wrote, or a batch came to nothing.
        if version != *data_version || *is_uncertain {
            kept.forget();
        }
        (*data_version, *is_uncertain) = (version, false);
        Ok(Box::new(SqliteBatch { transaction, kept, is_uncertain }))
    }
}

impl Upkeep for SqliteStore {
    fn forget_nonces(&mut self, expired_before: TimeMs) -> Result<u64, StoreError> {
        let forgotten = table::device::forget_nonces(&self.connection, expired_before);
        forgotten.map(|count| count as u64).map_err(failed)
    }

    fn keep_tree(&mut self, nodes: &[TreeNode]) -> Result<(), StoreError> {
        let transaction = self.connection.transaction().map_err(failed)?;
        for node in nodes {
            table::tree::write(&transaction, node).map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    fn keep_head(&mut self, head: &SignedHead) -> Result<(), StoreError> {
        table::tree::write_head(&self.connection, head).map_err(failed)
    }

    fn keep_bill(&mut self, bill: &SignedBill) -> Result<(), StoreError> {
        table::bill::write(&self.connection, bill).map_err(failed)
    }
}

/// Returns SQLite's count of what other connections committed.
fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))
}

/// One transaction; rolled back when dropped.
struct SqliteBatch<'a> {
    transaction: Transaction<'a>,
    kept: &'a mut Kept,
    is_uncertain: &'a mut bool,
}

impl SqliteBatch<'_> {
    fn find(&mut self, key: &Key) -> rusqlite::Result<Option<Record>> {
        if let Some(record) = self.kept.find(key) {
            return Ok(Some(record));
        }
        let found = table::find(&self.transaction, key)?;
        if let Some(record) = found.as_ref().filter(|record| Kept::keeps(record)) {
            self.kept.keep(record.clone());
        }
        Ok(found)
    }
}

impl Batch for SqliteBatch<'_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        let mut records = Vec::with_capacity(keys.len());
        for key in keys {
            records.push(self.find(key).map_err(failed)?);
        }
        Ok(records)
    }

    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError> {
        table::campaign::ids(&self.transaction).map_err(failed)
    }

    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError> {
        let cards = table::card::of_person(&self.transaction, person).map_err(failed)?;
        Ok(cards.into_iter().map(|card| card.id).collect())
    }

    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError> {
        let of_person = table::card_top_up::of_person(&self.transaction, person, since);
        Ok(of_person.map_err(failed)?.into_iter().map(|top_up| top_up.id).collect())
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        table::journal::head(&self.transaction).map_err(failed)
    }

    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let Writes { records, journal, events } = writes;
        *self.is_uncertain = true;
        check_events(records, events)?;
        let mut writer = table::Writer::new(&self.transaction);
        for record in records {
            writer.write(record).map_err(failed)?;
            if Kept::keeps(record) {
                self.kept.keep(record.clone());
            }
        }
        for event in events {
            table::event::write(&self.transaction, event).map_err(failed)?;
        }
        let mut appender = table::journal::Appender::new(&self.transaction);
        for row in journal {
            appender.append(row).map_err(failed)?;
        }
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.transaction.commit().map_err(failed)?;
        *self.is_uncertain = false;
        Ok(())
    }
}

/// Payments are their own events, so each such event must be one of them.
fn check_events(records: &[Record], events: &[Event]) -> Result<(), StoreError> {
    let payments = records.iter().filter_map(|record| match record {
        Record::Payment(payment) => Some(event(payment)),
        _ => None,
    });
    let mut told: Vec<Event> = payments.collect();
    told.sort_unstable_by_key(|event| event.sequence);
    let paid = events.iter().filter(|event| matches!(event.happened, Happened::Paid { .. }));
    if told.iter().eq(paid) {
        return Ok(());
    }
    Err(StoreError("events that are not the payments of the batch".to_owned()))
}

fn event(payment: &Payment) -> Event {
    let Payment { sequence, id, debit, credit, .. } = *payment;
    Event { sequence, happened: Happened::Paid { payment: id, debit, credit } }
}
