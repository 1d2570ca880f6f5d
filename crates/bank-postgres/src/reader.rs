//! Readers: a small pool of connections that see committed data only, on the server that writes.

use crate::column::{Fixed, Id, Value, clamped, taker_columns};
use crate::error::{Failure, OpenError};
use crate::migration;
use crate::pool::Pool;
use crate::session::{Purpose, Session};
use crate::table::{self, Found, Reading, readings};
use crate::target::Target;
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
use bank::{Key, Record, TimeMs};
use promotion::calendar::LocalDay;
use std::fmt;
use std::sync::Arc;
use tokio_postgres::Row;

/// The bank's store on a PostgreSQL database, for reading: from any number of threads.
pub struct PostgresReader {
    source: Source,
}

enum Source {
    /// Connections that are made when needed; each read sees the newest state.
    Pool(Pool),
    /// One connection inside one transaction: all reads see the same state.
    Snapshot(Target, Arc<Session>),
}

impl PostgresReader {
    /// Connects to a database that has been migrated.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(target: &Target) -> Result<Self, OpenError> {
        let session = Session::open(target, Purpose::Reading)?;
        migration::check(&session)?;
        Ok(Self { source: Source::Pool(Pool::new(target.clone(), session)) })
    }

    /// Returns a reader for which nothing moves any more: what an audit needs while payments go on.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn snapshot(&self) -> Result<Self, OpenError> {
        let target = self.target().clone();
        let session = Session::open(&target, Purpose::Snapshot)?;
        // A transaction begins to see with its first read.
        session.rows(table::journal::READY, Vec::new())?;
        Ok(Self { source: Source::Snapshot(target, session) })
    }

    fn target(&self) -> &Target {
        match &self.source {
            Source::Pool(pool) => pool.target(),
            Source::Snapshot(target, _) => target,
        }
    }

    fn run<T>(&self, read: impl Fn(&Arc<Session>) -> Result<T, Failure>) -> Result<T, Failure> {
        match &self.source {
            Source::Pool(pool) => pool.run(read),
            Source::Snapshot(_, session) => read(session),
        }
    }

    fn rows(
        &self,
        sql: &'static str,
        values: impl Fn() -> Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        Ok(self.run(|session| session.rows(sql, values()))?)
    }

    fn all<T>(
        &self,
        sql: &'static str,
        values: impl Fn() -> Vec<Value>,
        from_row: fn(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.rows(sql, values)?.iter().map(from_row).collect()
    }

    fn find(&self, keys: &[Key]) -> Result<Found, StoreError> {
        let answers = self.run(|session| {
            let asks = readings(keys.iter()).into_iter().map(|reading| reading.ask);
            session.ask_whole(asks.collect())
        })?;
        let mut found = Found::default();
        for (answer, Reading { keep, .. }) in answers.iter().zip(readings(keys.iter())) {
            answer.rows.iter().try_for_each(|row| keep(row, &mut found))?;
        }
        let unpaid = found.unpaid();
        if !unpaid.is_empty() {
            found.pay(self.find(&unpaid)?)?;
        }
        Ok(found)
    }
}

impl fmt::Debug for PostgresReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresReader").field("target", self.target()).finish_non_exhaustive()
    }
}

/// Returns a value for a list that goes on after an identifier: the first page has none.
fn page(after: Option<u128>, limit: u32) -> Vec<Value> {
    let limit: Value = Box::new(i64::from(limit));
    match after {
        None => vec![limit],
        Some(id) => vec![Box::new(Id(id)), limit],
    }
}

/// Returns the values for a list that goes on after a sequence.
fn after(sequence: u64, limit: u32) -> Vec<Value> {
    vec![Box::new(clamped(sequence)), Box::new(i64::from(limit))]
}

impl Reader for PostgresReader {
    fn record(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        Ok(self.find(std::slice::from_ref(key))?.take(key))
    }

    fn records(
        &self,
        kind: Kind,
        after: Option<&Key>,
        limit: u32,
    ) -> Result<Vec<Record>, StoreError> {
        use table::keys;
        let answers = self.run(|session| session.ask_whole(vec![keys::ask(kind, after, limit)]))?;
        let rows = answers.iter().flat_map(|answer| &answer.rows);
        let keys: Vec<Key> =
            rows.map(|row| keys::from_row(kind, row)).collect::<Result<_, StoreError>>()?;
        let mut found = self.find(&keys)?;
        Ok(keys.iter().filter_map(|key| found.take(key)).collect())
    }

    fn payments(
        &self,
        account: AccountId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Payment>, StoreError> {
        let values = || -> Vec<Value> {
            let before = before.map(clamped);
            vec![Box::new(Id(account.0)), Box::new(before), Box::new(i64::from(limit))]
        };
        let paid = self.all(table::payment::OF_ACCOUNT, values, table::payment::from_row)?;
        Ok(paid.into_iter().map(|paid| paid.payment).collect())
    }

    fn events(&self, sequence: u64, limit: u32) -> Result<Vec<Event>, StoreError> {
        self.all(table::event::PAGE, || after(sequence, limit), table::event::from_row)
    }

    fn events_of(
        &self,
        account: AccountId,
        after: u64,
        max: u32,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        let values = || -> Vec<Value> {
            let one_too_many = i64::from(max) + 1;
            vec![Box::new(Id(account.0)), Box::new(clamped(after)), Box::new(one_too_many)]
        };
        let events = self.all(table::event::OF_ACCOUNT, values, table::event::from_row)?;
        Ok((events.len() <= max as usize).then_some(events))
    }

    fn last_event(&self) -> Result<u64, StoreError> {
        let rows = self.rows(table::event::LAST, Vec::new)?;
        let row = rows.first().ok_or_else(|| StoreError("no answer".to_owned()))?;
        crate::column::Fields::of(row).number()
    }

    fn journal(&self, sequence: u64, limit: u32) -> Result<Vec<JournalRow>, StoreError> {
        self.all(table::journal::PAGE, || after(sequence, limit), table::journal::from_row)
    }

    fn chain_head(&self) -> Result<ChainHead, StoreError> {
        let heads = self.all(table::journal::HEAD, Vec::new, table::journal::head_from_row)?;
        heads.first().map(|(head, _)| *head).ok_or_else(|| StoreError("no head".to_owned()))
    }

    fn row_hashes(&self, sequence: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError> {
        self.all(table::journal::HASHES, || after(sequence, limit), table::tree::hash_from_row)
    }

    fn tree_nodes(&self, level: u32, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError> {
        let values = || -> Vec<Value> {
            vec![table::tree::level(level), Box::new(clamped(from)), Box::new(i64::from(limit))]
        };
        self.all(table::tree::NODES, values, table::tree::hash_from_row)
    }

    fn tree_size(&self, level: u32) -> Result<u64, StoreError> {
        let rows = self.rows(table::tree::SIZE, || vec![table::tree::level(level)])?;
        let row = rows.first().ok_or_else(|| StoreError("no answer".to_owned()))?;
        crate::column::Fields::of(row).number()
    }

    fn head(&self, size: u64) -> Result<Option<SignedHead>, StoreError> {
        let values = || -> Vec<Value> { vec![Box::new(clamped(size))] };
        Ok(self.all(table::tree::HEAD, values, table::tree::head_from_row)?.pop())
    }

    fn heads(&self, before: Option<u64>, limit: u32) -> Result<Vec<SignedHead>, StoreError> {
        let values = || after(before.unwrap_or(u64::MAX), limit);
        self.all(table::tree::HEADS, values, table::tree::head_from_row)
    }

    fn payments_by_sequence(&self, sequence: u64, limit: u32) -> Result<Vec<Payment>, StoreError> {
        let values = || after(sequence, limit);
        let paid = self.all(table::payment::BY_SEQUENCE, values, table::payment::from_row)?;
        Ok(paid.into_iter().map(|paid| paid.payment).collect())
    }

    fn accounts(&self, after: Option<AccountId>, limit: u32) -> Result<Vec<Account>, StoreError> {
        use table::account::{FIRST_PAGE, PAGE, from_row};
        let sql = if after.is_some() { PAGE } else { FIRST_PAGE };
        self.all(sql, || page(after.map(|id| id.0), limit), from_row)
    }

    fn devices(&self, after: Option<DeviceId>, limit: u32) -> Result<Vec<Device>, StoreError> {
        use table::device::{FIRST_PAGE, PAGE, from_row};
        let sql = if after.is_some() { PAGE } else { FIRST_PAGE };
        self.all(sql, || page(after.map(|id| id.0), limit), from_row)
    }

    fn devices_since(&self, at: TimeMs, limit: u32) -> Result<Vec<Device>, StoreError> {
        use table::device::{SINCE, from_row};
        self.all(SINCE, || after(at.0, limit), from_row)
    }

    fn devices_of(&self, person: PersonId, limit: u32) -> Result<Vec<Device>, StoreError> {
        use table::device::{OF_PERSON, from_row};
        self.all(OF_PERSON, || page(Some(person.0), limit), from_row)
    }

    fn returns(&self, payment: PaymentId) -> Result<Vec<Payment>, StoreError> {
        let values = || -> Vec<Value> { vec![Box::new(Id(payment.0))] };
        let paid = self.all(table::payment::RETURNS_OF, values, table::payment::from_row)?;
        Ok(paid.into_iter().map(|paid| paid.payment).collect())
    }

    fn holds(&self, account: AccountId, limit: u32) -> Result<Vec<Hold>, StoreError> {
        let values = || page(Some(account.0), limit);
        self.all(table::hold::PENDING_OF, values, table::hold::from_row)
    }

    fn orders_due(&self, at: TimeMs, limit: u32) -> Result<Vec<OrderId>, StoreError> {
        self.all(table::order::DUE, || after(at.0, limit), table::order::id_from_row)
    }

    fn holds_due(&self, at: TimeMs, limit: u32) -> Result<Vec<HoldId>, StoreError> {
        self.all(table::hold::DUE, || after(at.0, limit), table::hold::id_from_row)
    }

    fn merchant_by_till_key(
        &self,
        till_key_hash: &[u8; 32],
    ) -> Result<Option<Merchant>, StoreError> {
        use table::merchant::{BY_TILL_KEY, from_row};
        let values = || -> Vec<Value> { vec![Box::new(Fixed(*till_key_hash))] };
        Ok(self.all(BY_TILL_KEY, values, from_row)?.into_iter().next())
    }

    fn api_key_by_hash(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>, StoreError> {
        use table::api_key::{BY_HASH, from_row};
        let values = || -> Vec<Value> { vec![Box::new(Fixed(*secret_hash))] };
        Ok(self.all(BY_HASH, values, from_row)?.into_iter().next())
    }

    fn api_keys_of(&self, merchant: MerchantId) -> Result<Vec<ApiKey>, StoreError> {
        use table::api_key::{OF_MERCHANT, from_row};
        self.all(OF_MERCHANT, || vec![Box::new(Id(merchant.0))], from_row)
    }

    fn webhooks_of(&self, merchant: MerchantId) -> Result<Vec<Webhook>, StoreError> {
        use table::webhook::{OF_MERCHANT, from_row};
        self.all(OF_MERCHANT, || vec![Box::new(Id(merchant.0))], from_row)
    }

    fn labels(&self, merchant: MerchantId) -> Result<Vec<Label>, StoreError> {
        use table::merchant::{LABELS_OF, label_from_row};
        self.all(LABELS_OF, || vec![Box::new(Id(merchant.0))], label_from_row)
    }

    fn merchants(&self) -> Result<Vec<(Merchant, Vec<Label>)>, StoreError> {
        use table::merchant::{ALL, ALL_LABELS, from_row, label_from_row, with_labels};
        // Labels last: each of them has its merchant among those read before, or is left out.
        let merchants = self.all(ALL, Vec::new, from_row)?;
        Ok(with_labels(merchants, self.all(ALL_LABELS, Vec::new, label_from_row)?))
    }

    fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        use table::setting::{ALL, from_row};
        let mut settings = self.all(ALL, Vec::new, from_row)?;
        settings.sort_by_key(|setting| setting.key);
        Ok(settings)
    }

    fn setting_changes(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError> {
        let values = || after(before.unwrap_or(u64::MAX), limit);
        self.all(table::journal::SETTING_CHANGES, values, table::journal::from_row)
    }

    fn stocks(&self) -> Result<Vec<Stock>, StoreError> {
        self.all(table::stock::ALL, Vec::new, table::stock::from_row)
    }

    fn coupons_of(&self, person: PersonId, limit: u32) -> Result<Vec<Coupon>, StoreError> {
        use table::coupon::{OF_PERSON, from_row};
        self.all(OF_PERSON, || page(Some(person.0), limit), from_row)
    }

    fn coupons_due(&self, at: TimeMs, limit: u32) -> Result<Vec<CouponId>, StoreError> {
        self.all(table::coupon::DUE, || after(at.0, limit), table::coupon::id_from_row)
    }

    fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        self.all(table::campaign::ALL, Vec::new, table::campaign::from_row)
    }

    fn draws(
        &self,
        campaign: CampaignId,
        day: LocalDay,
        after: Option<PaymentId>,
        limit: u32,
    ) -> Result<Vec<Drawn>, StoreError> {
        use table::campaign::{OF_DAY, OF_DAY_AFTER, drawn_from_row};
        let values = || {
            let limit = i64::from(limit);
            let mut values: Vec<Value> =
                vec![Box::new(Id(campaign.0)), Box::new(day.0), Box::new(limit)];
            values.extend(after.map(|after| Box::new(Id(after.0)) as Value));
            values
        };
        let sql = if after.is_some() { OF_DAY_AFTER } else { OF_DAY };
        self.all(sql, values, drawn_from_row)
    }

    fn envelopes_of(&self, person: PersonId, limit: u32) -> Result<Vec<SentEnvelope>, StoreError> {
        use table::envelope::{OF_PERSON, from_row};
        self.all(OF_PERSON, || page(Some(person.0), limit), from_row)
    }

    fn claims(&self, envelope: EnvelopeId) -> Result<Vec<Claim>, StoreError> {
        let values = || -> Vec<Value> { vec![Box::new(Id(envelope.0))] };
        self.all(table::envelope::CLAIMS, values, table::envelope::claim_from_row)
    }

    fn envelopes_due(&self, sent_at: TimeMs, limit: u32) -> Result<Vec<EnvelopeId>, StoreError> {
        use table::envelope::{DUE, id_from_row};
        self.all(DUE, || after(sent_at.0, limit), id_from_row)
    }

    fn staff_of(&self, merchant: MerchantId, limit: u32) -> Result<Vec<Staff>, StoreError> {
        let values =
            || -> Vec<Value> { vec![Box::new(Id(merchant.0)), Box::new(i64::from(limit))] };
        self.all(table::staff::OF_MERCHANT, values, table::staff::from_row)
    }

    fn works_of(&self, person: PersonId, limit: u32) -> Result<Vec<Staff>, StoreError> {
        let values = || -> Vec<Value> { vec![Box::new(Id(person.0)), Box::new(i64::from(limit))] };
        self.all(table::staff::OF_PERSON, values, table::staff::from_row)
    }

    fn shifts_of(
        &self,
        merchant: MerchantId,
        taker: Option<Taker>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Shift>, StoreError> {
        let values = || -> Vec<Value> {
            let (number, id) = taker.map(taker_columns).unzip();
            let before = before.map_or(i64::MAX, clamped);
            let (merchant, limit) = (Id(merchant.0), i64::from(limit));
            let (number, id) = (Box::new(number), Box::new(id.flatten()));
            vec![Box::new(merchant), Box::new(before), number, id, Box::new(limit)]
        };
        self.all(table::shift::OF_MERCHANT, values, table::shift::from_row)
    }

    fn cards_of(&self, person: PersonId) -> Result<Vec<Card>, StoreError> {
        let values = || -> Vec<Value> { vec![Box::new(Id(person.0))] };
        self.all(table::card::OF_PERSON, values, table::card::from_row)
    }

    fn card_top_ups_of(
        &self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUp>, StoreError> {
        use table::card_top_up::{OF_PERSON, from_row};
        let values = || -> Vec<Value> { vec![Box::new(Id(person.0)), Box::new(clamped(since.0))] };
        self.all(OF_PERSON, values, from_row)
    }

    fn card_top_ups_asked(
        &self,
        after: Option<(TimeMs, CardTopUpId)>,
        limit: u32,
    ) -> Result<Vec<CardTopUp>, StoreError> {
        use table::card_top_up::{ASKED, from_row};
        let (at, id) = after.map_or((-1, 0), |(at, id)| (clamped(at.0), id.0));
        let values =
            || -> Vec<Value> { vec![Box::new(at), Box::new(Id(id)), Box::new(i64::from(limit))] };
        self.all(ASKED, values, from_row)
    }

    fn discounts(&self, payments: &[PaymentId]) -> Result<Vec<Discount>, StoreError> {
        let ids: Vec<Id> = payments.iter().map(|payment| Id(payment.0)).collect();
        let values = || -> Vec<Value> { vec![Box::new(ids.clone())] };
        self.all(table::discount::FIND, values, table::discount::from_row)
    }

    fn goods(&self, orders: &[OrderId]) -> Result<Vec<OrderGoods>, StoreError> {
        let values = || table::goods::key(orders);
        self.all(table::goods::FIND, values, table::goods::from_row)
    }

    fn bill(&self, merchant: MerchantId, day: LocalDay) -> Result<Option<SignedBill>, StoreError> {
        let values = || table::bill::key(merchant, day);
        Ok(self.all(table::bill::FIND, values, table::bill::from_row)?.pop())
    }

    fn bills(
        &self,
        merchant: MerchantId,
        before: Option<LocalDay>,
        limit: u32,
    ) -> Result<Vec<SignedBill>, StoreError> {
        let values = || -> Vec<Value> {
            let before = before.map(|day| day.0);
            vec![Box::new(Id(merchant.0)), Box::new(before), Box::new(i64::from(limit))]
        };
        self.all(table::bill::OF_MERCHANT, values, table::bill::from_row)
    }

    fn all_bills(
        &self,
        after: Option<(MerchantId, LocalDay)>,
        limit: u32,
    ) -> Result<Vec<SignedBill>, StoreError> {
        use table::bill::{FIRST_PAGE, PAGE, from_row};
        match after {
            None => self.all(FIRST_PAGE, || page(None, limit), from_row),
            Some((merchant, day)) => {
                let values = || {
                    let mut values = table::bill::key(merchant, day);
                    values.push(Box::new(i64::from(limit)));
                    values
                };
                self.all(PAGE, values, from_row)
            }
        }
    }

    fn neutrality(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<NeutralityEntry>, StoreError> {
        let values = || -> Vec<Value> {
            vec![Box::new(before.map_or(i64::MAX, clamped)), Box::new(i64::from(limit))]
        };
        self.all(table::neutrality::PAGE, values, table::neutrality::from_row)
    }

    fn ready(&self) -> Result<(), StoreError> {
        self.rows(table::journal::READY, Vec::new).map(drop)
    }
}
