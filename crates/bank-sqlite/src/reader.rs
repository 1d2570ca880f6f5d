//! Readers: a small pool of connections that see committed data only.

use crate::connection::{OpenError, failed, open_reader};
use crate::{copy, table};
use bank::TimeMs;
use bank::bill::SignedBill;
use bank::event::Event;
use bank::head::SignedHead;
use bank::id::{
    AccountId, CampaignId, CardTopUpId, CouponId, DeviceId, EnvelopeId, HoldId, MerchantId,
    OrderId, PaymentId, PersonId,
};
use bank::journal::{ChainHead, JournalRow};
use bank::key::Kind;
use bank::record::{
    Account, ApiKey, Campaign, Card, CardTopUp, Claim, Coupon, Device, Discount, Drawn, Hold,
    Label, Merchant, NeutralityEntry, OrderGoods, Payment, SentEnvelope, Setting, Shift, Staff,
    Stock, Taker, Webhook,
};
use bank::store::{Reader, StoreError};
use bank::{Key, Record};
use promotion::calendar::LocalDay;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How many idle connections are kept.
const IDLE_MAX: usize = 8;

/// The bank's store on an SQLite file, for reading: from any number of threads.
#[derive(Debug)]
pub struct SqliteReader {
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// Connections that are made when needed; each read sees the newest state.
    Pool { path: PathBuf, idle: Mutex<Vec<Connection>> },
    /// One connection inside one transaction: all reads see the same state.
    Snapshot { path: PathBuf, connection: Mutex<Connection> },
}

impl SqliteReader {
    /// Opens an existing file.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let idle = Mutex::new(vec![open_reader(path)?]);
        Ok(Self { source: Source::Pool { path: path.to_owned(), idle } })
    }

    /// Returns a reader for which nothing moves any more: what an audit needs while payments go
    /// on. The file's log grows until it is dropped.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn snapshot(&self) -> Result<Self, OpenError> {
        let path = self.path().to_owned();
        let connection = open_reader(&path)?;
        // A deferred transaction begins to see with its first read.
        connection.execute_batch("BEGIN; SELECT sequence FROM journal LIMIT 1;")?;
        let connection = Mutex::new(connection);
        Ok(Self { source: Source::Snapshot { path, connection } })
    }

    /// Reads every page and holds indexes against their tables: what the bank's audit cannot see,
    /// such as a payment that is there and that a look-up by its identifier would not find.
    ///
    /// # Errors
    /// When anything is damaged, or the file cannot be read.
    pub fn check_pages(&self) -> Result<(), StoreError> {
        let sql = "PRAGMA integrity_check(1)";
        let told: String =
            self.read(|connection| connection.query_row(sql, [], |row| row.get(0)))?;
        match told.as_str() {
            "ok" => Ok(()),
            told => Err(StoreError(format!("the file is damaged: {told}; restore a backup"))),
        }
    }

    /// Copies the database into a new file, while it is in use; the copy is on disk when this
    /// returns.
    ///
    /// # Errors
    /// See [`crate::CopyError`].
    pub fn backup(&self, to: &Path) -> Result<(), crate::CopyError> {
        copy::copy(self.path(), to)
    }

    fn path(&self) -> &Path {
        match &self.source {
            Source::Pool { path, .. } | Source::Snapshot { path, .. } => path,
        }
    }

    fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let (path, idle) = match &self.source {
            Source::Pool { path, idle } => (path, idle),
            Source::Snapshot { connection, .. } => {
                let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
                return read(&connection).map_err(failed);
            }
        };
        let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match taken {
            Some(connection) => connection,
            None => open_reader(path).map_err(|error| StoreError(error.to_string()))?,
        };
        let result = read(&connection).map_err(failed)?;
        let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push(connection);
        }
        Ok(result)
    }
}

impl Reader for SqliteReader {
    fn record(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        self.read(|connection| table::find(connection, key))
    }

    fn records(
        &self,
        kind: Kind,
        after: Option<&Key>,
        limit: u32,
    ) -> Result<Vec<Record>, StoreError> {
        self.read(|connection| table::page(connection, kind, after, limit))
    }

    fn payments(
        &self,
        account: AccountId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Payment>, StoreError> {
        self.read(|connection| table::payment::of_account(connection, account, before, limit))
    }

    fn events(&self, after: u64, limit: u32) -> Result<Vec<Event>, StoreError> {
        self.read(|connection| table::event::page(connection, after, limit))
    }

    fn events_of(
        &self,
        account: AccountId,
        after: u64,
        max: u32,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        self.read(|connection| table::event::of_account(connection, account, after, max))
    }

    fn last_event(&self) -> Result<u64, StoreError> {
        self.read(table::event::last)
    }

    fn journal(&self, after: u64, limit: u32) -> Result<Vec<JournalRow>, StoreError> {
        self.read(|connection| table::journal::page(connection, after, limit))
    }

    fn chain_head(&self) -> Result<ChainHead, StoreError> {
        self.read(table::journal::head)
    }

    fn row_hashes(&self, after: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError> {
        self.read(|connection| table::journal::hashes(connection, after, limit))
    }

    fn tree_nodes(&self, level: u32, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError> {
        self.read(|connection| table::tree::nodes(connection, level, from, limit))
    }

    fn tree_size(&self, level: u32) -> Result<u64, StoreError> {
        self.read(|connection| table::tree::size(connection, level))
    }

    fn head(&self, size: u64) -> Result<Option<SignedHead>, StoreError> {
        self.read(|connection| table::tree::head(connection, size))
    }

    fn heads(&self, before: Option<u64>, limit: u32) -> Result<Vec<SignedHead>, StoreError> {
        self.read(|connection| table::tree::heads(connection, before, limit))
    }

    fn payments_by_sequence(&self, after: u64, limit: u32) -> Result<Vec<Payment>, StoreError> {
        self.read(|connection| table::payment::by_sequence(connection, after, limit))
    }

    fn accounts(&self, after: Option<AccountId>, limit: u32) -> Result<Vec<Account>, StoreError> {
        self.read(|connection| table::account::page(connection, after, limit))
    }

    fn devices(&self, after: Option<DeviceId>, limit: u32) -> Result<Vec<Device>, StoreError> {
        self.read(|connection| table::device::page(connection, after, limit))
    }

    fn devices_since(&self, at: TimeMs, limit: u32) -> Result<Vec<Device>, StoreError> {
        self.read(|connection| table::device::since(connection, at, limit))
    }

    fn devices_of(&self, person: PersonId, limit: u32) -> Result<Vec<Device>, StoreError> {
        self.read(|connection| table::device::of_person(connection, person, limit))
    }

    fn returns(&self, payment: PaymentId) -> Result<Vec<Payment>, StoreError> {
        self.read(|connection| table::payment::returns_of(connection, payment))
    }

    fn holds(&self, account: AccountId, limit: u32) -> Result<Vec<Hold>, StoreError> {
        self.read(|connection| table::hold::pending_of(connection, account, limit))
    }

    fn orders_due(&self, at: TimeMs, limit: u32) -> Result<Vec<OrderId>, StoreError> {
        self.read(|connection| table::order::due(connection, at, limit))
    }

    fn holds_due(&self, at: TimeMs, limit: u32) -> Result<Vec<HoldId>, StoreError> {
        self.read(|connection| table::hold::due(connection, at, limit))
    }

    fn merchant_by_till_key(
        &self,
        till_key_hash: &[u8; 32],
    ) -> Result<Option<Merchant>, StoreError> {
        self.read(|connection| table::merchant::find_by_till_key(connection, till_key_hash))
    }

    fn api_key_by_hash(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>, StoreError> {
        self.read(|connection| table::api_key::find_by_hash(connection, secret_hash))
    }

    fn api_keys_of(&self, merchant: MerchantId) -> Result<Vec<ApiKey>, StoreError> {
        self.read(|connection| table::api_key::of_merchant(connection, merchant))
    }

    fn webhooks_of(&self, merchant: MerchantId) -> Result<Vec<Webhook>, StoreError> {
        self.read(|connection| table::webhook::of_merchant(connection, merchant))
    }

    fn labels(&self, merchant: MerchantId) -> Result<Vec<Label>, StoreError> {
        self.read(|connection| table::merchant::labels(connection, merchant))
    }

    fn merchants(&self) -> Result<Vec<(Merchant, Vec<Label>)>, StoreError> {
        self.read(table::merchant::all)
    }

    fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        self.read(table::setting::all)
    }

    fn setting_changes(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError> {
        self.read(|connection| table::journal::setting_changes(connection, before, limit))
    }

    fn stocks(&self) -> Result<Vec<Stock>, StoreError> {
        self.read(table::stock::all)
    }

    fn coupons_of(&self, person: PersonId, limit: u32) -> Result<Vec<Coupon>, StoreError> {
        self.read(|connection| table::coupon::of_person(connection, person, limit))
    }

    fn coupons_due(&self, at: TimeMs, limit: u32) -> Result<Vec<CouponId>, StoreError> {
        self.read(|connection| table::coupon::due(connection, at, limit))
    }

    fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        self.read(table::campaign::all)
    }

    fn draws(
        &self,
        campaign: CampaignId,
        day: LocalDay,
        after: Option<PaymentId>,
        limit: u32,
    ) -> Result<Vec<Drawn>, StoreError> {
        self.read(|connection| table::campaign::of_day(connection, (campaign, day), after, limit))
    }

    fn envelopes_of(&self, person: PersonId, limit: u32) -> Result<Vec<SentEnvelope>, StoreError> {
        self.read(|connection| table::envelope::of_person(connection, person, limit))
    }

    fn claims(&self, envelope: EnvelopeId) -> Result<Vec<Claim>, StoreError> {
        self.read(|connection| table::envelope::claims(connection, envelope))
    }

    fn envelopes_due(&self, sent_at: TimeMs, limit: u32) -> Result<Vec<EnvelopeId>, StoreError> {
        self.read(|connection| table::envelope::due(connection, sent_at, limit))
    }

    fn staff_of(&self, merchant: MerchantId, limit: u32) -> Result<Vec<Staff>, StoreError> {
        self.read(|connection| table::staff::of_merchant(connection, merchant, limit))
    }

    fn works_of(&self, person: PersonId, limit: u32) -> Result<Vec<Staff>, StoreError> {
        self.read(|connection| table::staff::of_person(connection, person, limit))
    }

    fn shifts_of(
        &self,
        merchant: MerchantId,
        taker: Option<Taker>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Shift>, StoreError> {
        self.read(|connection| {
            table::shift::of_merchant(connection, merchant, taker, before, limit)
        })
    }

    fn cards_of(&self, person: PersonId) -> Result<Vec<Card>, StoreError> {
        self.read(|connection| table::card::of_person(connection, person))
    }

    fn card_top_ups_of(
        &self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUp>, StoreError> {
        self.read(|connection| table::card_top_up::of_person(connection, person, since))
    }

    fn card_top_ups_asked(
        &self,
        after: Option<(TimeMs, CardTopUpId)>,
        limit: u32,
    ) -> Result<Vec<CardTopUp>, StoreError> {
        self.read(|connection| table::card_top_up::asked(connection, after, limit))
    }

    fn discounts(&self, payments: &[PaymentId]) -> Result<Vec<Discount>, StoreError> {
        self.read(|connection| table::discount::of_payments(connection, payments))
    }

    fn goods(&self, orders: &[OrderId]) -> Result<Vec<OrderGoods>, StoreError> {
        self.read(|connection| table::goods::of_orders(connection, orders))
    }

    fn bill(&self, merchant: MerchantId, day: LocalDay) -> Result<Option<SignedBill>, StoreError> {
        self.read(|connection| table::bill::find(connection, merchant, day))
    }

    fn bills(
        &self,
        merchant: MerchantId,
        before: Option<LocalDay>,
        limit: u32,
    ) -> Result<Vec<SignedBill>, StoreError> {
        self.read(|connection| table::bill::of_merchant(connection, merchant, before, limit))
    }

    fn all_bills(
        &self,
        after: Option<(MerchantId, LocalDay)>,
        limit: u32,
    ) -> Result<Vec<SignedBill>, StoreError> {
        self.read(|connection| table::bill::page(connection, after, limit))
    }

    fn neutrality(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<NeutralityEntry>, StoreError> {
        self.read(|connection| table::neutrality::page(connection, before, limit))
    }

    fn ready(&self) -> Result<(), StoreError> {
        self.read(|connection| table::journal::head(connection).map(drop))
    }
}
