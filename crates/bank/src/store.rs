//! The store's port: what the bank asks of a database. Adapters are `bank-sqlite` and later others.

use crate::bill::SignedBill;
use crate::event::Event;
use crate::head::SignedHead;
use crate::id::{
    AccountId, CampaignId, CardId, CardTopUpId, CouponId, DeviceId, EnvelopeId, HoldId, MerchantId,
    OrderId, PaymentId, PersonId, TimeMs,
};
use crate::journal::{ChainHead, JournalRow};
use crate::key::{Key, Kind};
use crate::record::{
    Account, ApiKey, Campaign, Card, CardTopUp, Claim, Coupon, Device, Discount, Drawn, Hold,
    NeutralityEntry, OrderGoods, Payment, Record, SentEnvelope, Setting, Shift, Staff, Stock,
    Taker, Webhook,
};
use crate::tree::TreeNode;
use promotion::calendar::LocalDay;

/// The database failed; nothing of the batch was done, unless it failed while committing, when it
/// is unknown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the store failed: {0}")]
pub struct StoreError(pub String);

/// A database that commands are written to. One batch at a time.
pub trait Store: Send {
    /// Begins a batch: one database transaction.
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError>;

    /// Returns whether the last batch failed with nothing done because others were in its way or
    /// the connection had ended, so that the same batch may succeed when it is run again.
    fn may_run_again(&self) -> bool {
        false
    }

    /// Returns whether a batch is still being made durable, after [`Batch::commit_later`].
    fn is_committing(&self) -> bool {
        false
    }

    /// Waits for the batch that was last committed with [`Batch::commit_later`] and returns what
    /// became of it, once; fine when there is none.
    fn settle(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// One database transaction. Dropped without a commit, it never was.
pub trait Batch {
    /// Returns the records, one for each key, in the order of the keys.
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError>;

    /// Returns which campaigns there are, in no order.
    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError>;

    /// Returns which cards a person has bound or had, in no order.
    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError>;

    /// Returns which top-ups by card a person asked for after a moment, in no order.
    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError>;

    /// Returns the end of the journal.
    fn chain_head(&mut self) -> Result<ChainHead, StoreError>;

    /// Writes everything in bulk.
    fn write(&mut self, writes: &Writes) -> Result<(), StoreError>;

    /// Makes it durable.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;

    /// Begins to make it durable, after the batch before it is; what becomes of it is for
    /// [`Store::settle`] to say. The next batch may begin meanwhile and sees it as if it were.
    ///
    /// Stores that cannot do so make it durable at once.
    ///
    /// # Errors
    /// When nothing of it is done, because the batch before it failed: [`Store::settle`] says why.
    fn commit_later(self: Box<Self>) -> Result<(), StoreError> {
        self.commit()
    }
}

/// All that a batch changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writes {
    /// The records in their last state, each key once, in key order.
    pub records: Vec<Record>,
    /// The journal rows, in sequence.
    pub journal: Vec<JournalRow>,
    /// The events, in sequence.
    pub events: Vec<Event>,
}

/// What is read outside of batches: histories, look-ups, audits. Sees committed data only.
pub trait Reader: Send + Sync {
    /// Returns one record.
    fn record(&self, key: &Key) -> Result<Option<Record>, StoreError>;

    /// Returns records of a kind in an order of the store's own: at most `limit`, from the first
    /// one on, or those after a key; for the audit and for copies.
    fn records(
        &self,
        kind: Kind,
        after: Option<&Key>,
        limit: u32,
    ) -> Result<Vec<Record>, StoreError>;

    /// Returns payments of an account, newest first: at most `limit`, from the newest on, or from
    /// the one before that of sequence `before`. None when `before` is no payment of the account:
    /// histories are read by their own links, so that a page costs what it holds.
    fn payments(
        &self,
        account: AccountId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Payment>, StoreError>;

    /// Returns events after a sequence, oldest first, of all accounts.
    fn events(&self, after: u64, limit: u32) -> Result<Vec<Event>, StoreError>;

    /// Returns all events that an account hears after a sequence, oldest first; nothing when they
    /// are more than `max`, so that it costs no more than that.
    fn events_of(
        &self,
        account: AccountId,
        after: u64,
        max: u32,
    ) -> Result<Option<Vec<Event>>, StoreError>;

    /// Returns the sequence of the last event.
    fn last_event(&self) -> Result<u64, StoreError>;

    /// Returns journal rows after a sequence, oldest first.
    fn journal(&self, after: u64, limit: u32) -> Result<Vec<JournalRow>, StoreError>;

    /// Returns the end of the journal.
    fn chain_head(&self) -> Result<ChainHead, StoreError>;

    /// Returns the hashes of journal rows after a sequence, oldest first.
    fn row_hashes(&self, after: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError>;

    /// Returns the kept hashes of a level of the tree from a place on, in their order.
    fn tree_nodes(&self, level: u32, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError>;

    /// Returns how many hashes of a level of the tree are kept.
    fn tree_size(&self, level: u32) -> Result<u64, StoreError>;

    /// Returns the signed head of a size.
    fn head(&self, size: u64) -> Result<Option<SignedHead>, StoreError>;

    /// Returns signed heads, newest first: at most `limit` with a size below `before`.
    fn heads(&self, before: Option<u64>, limit: u32) -> Result<Vec<SignedHead>, StoreError>;

    /// Returns payments of all accounts after a journal sequence, oldest first; for the audit.
    fn payments_by_sequence(&self, after: u64, limit: u32) -> Result<Vec<Payment>, StoreError>;

    /// Returns accounts after an identifier, in the order of identifiers.
    fn accounts(&self, after: Option<AccountId>, limit: u32) -> Result<Vec<Account>, StoreError>;

    /// Returns devices after an identifier, in the order of identifiers; for who shows payer codes.
    fn devices(&self, after: Option<DeviceId>, limit: u32) -> Result<Vec<Device>, StoreError>;

    /// Returns devices enrolled at a moment or later, those enrolled last in front.
    fn devices_since(&self, at: TimeMs, limit: u32) -> Result<Vec<Device>, StoreError>;

    /// Returns the devices that a person has or had, those enrolled last in front.
    fn devices_of(&self, person: PersonId, limit: u32) -> Result<Vec<Device>, StoreError>;

    /// Returns what went back of a payment by refunds and reversals, oldest first; never more than
    /// a payment can have.
    fn returns(&self, payment: PaymentId) -> Result<Vec<Payment>, StoreError>;

    /// Returns the pending holds on an account, those that end first in front.
    fn holds(&self, account: AccountId, limit: u32) -> Result<Vec<Hold>, StoreError>;

    /// Returns open orders whose time is over at a moment, those that were over first in front.
    fn orders_due(&self, at: TimeMs, limit: u32) -> Result<Vec<OrderId>, StoreError>;

    /// Returns pending holds whose time is over at a moment, those that were over first in front.
    fn holds_due(&self, at: TimeMs, limit: u32) -> Result<Vec<HoldId>, StoreError>;

    /// Returns the merchant whose till shows a key with this hash.
    fn merchant_by_till_key(
        &self,
        till_key_hash: &[u8; 32],
    ) -> Result<Option<crate::record::Merchant>, StoreError>;

    /// Returns the key of a merchant's program with this hash.
    fn api_key_by_hash(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>, StoreError>;

    /// Returns the keys that a merchant's programs have or had, in the order of identifiers.
    fn api_keys_of(&self, merchant: MerchantId) -> Result<Vec<ApiKey>, StoreError>;

    /// Returns the addresses that a merchant has or had, in the order of identifiers.
    fn webhooks_of(&self, merchant: MerchantId) -> Result<Vec<Webhook>, StoreError>;

    /// Returns a merchant's labels, in the order of identifiers.
    fn labels(&self, merchant: MerchantId) -> Result<Vec<crate::record::Label>, StoreError>;

    /// Returns every merchant with its labels, in the order of identifiers; for the desk.
    fn merchants(
        &self,
    ) -> Result<Vec<(crate::record::Merchant, Vec<crate::record::Label>)>, StoreError>;

    /// Returns every setting that was changed, in the order of their keys.
    fn settings(&self) -> Result<Vec<Setting>, StoreError>;

    /// Returns the journal rows that changed settings, newest first: at most `limit` with a
    /// sequence below `before`.
    fn setting_changes(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError>;

    /// Returns every batch of coupons, in the order of identifiers.
    fn stocks(&self) -> Result<Vec<Stock>, StoreError>;

    /// Returns a person's coupons, held ones in front, of each sort those received last: what has
    /// ended never hides what can be used.
    fn coupons_of(&self, person: PersonId, limit: u32) -> Result<Vec<Coupon>, StoreError>;

    /// Returns coupons that are held and whose time is over at a moment, those that were over first
    /// in front.
    fn coupons_due(&self, at: TimeMs, limit: u32) -> Result<Vec<CouponId>, StoreError>;

    /// Returns every campaign, in the order of identifiers.
    fn campaigns(&self) -> Result<Vec<Campaign>, StoreError>;

    /// Returns the draws of a campaign's day, in the order of their payments' identifiers: at most
    /// `limit`, from the first one on, or those after a payment.
    fn draws(
        &self,
        campaign: CampaignId,
        day: LocalDay,
        after: Option<PaymentId>,
        limit: u32,
    ) -> Result<Vec<Drawn>, StoreError>;

    /// Returns the envelopes that a person sent, may claim alone, or claimed a share of, those sent
    /// last in front.
    fn envelopes_of(&self, person: PersonId, limit: u32) -> Result<Vec<SentEnvelope>, StoreError>;

    /// Returns the claims of an envelope, in the order of the shares.
    fn claims(&self, envelope: EnvelopeId) -> Result<Vec<Claim>, StoreError>;

    /// Returns open envelopes that were sent at a moment or before, those sent first in front.
    fn envelopes_due(&self, sent_at: TimeMs, limit: u32) -> Result<Vec<EnvelopeId>, StoreError>;

    /// Returns what coupons saved of these payments, in no order; nothing of those without.
    fn discounts(&self, payments: &[PaymentId]) -> Result<Vec<Discount>, StoreError>;

    /// Returns what these orders are made of; those of which only the amount is known are left out.
    fn goods(&self, orders: &[OrderId]) -> Result<Vec<OrderGoods>, StoreError>;

    /// Returns the signed bill of a shop's day.
    fn bill(&self, merchant: MerchantId, day: LocalDay) -> Result<Option<SignedBill>, StoreError>;

    /// Returns a shop's signed bills, newest first: at most `limit` of days before `before`.
    fn bills(
        &self,
        merchant: MerchantId,
        before: Option<LocalDay>,
        limit: u32,
    ) -> Result<Vec<SignedBill>, StoreError>;

    /// Returns the signed bills of all shops in the order of shops and days: at most `limit`, from
    /// the first one on, or those after a shop's day; for the audit and for copies.
    fn all_bills(
        &self,
        after: Option<(MerchantId, LocalDay)>,
        limit: u32,
    ) -> Result<Vec<SignedBill>, StoreError>;
    /// Returns who works for a merchant now, those who joined first in front.
    fn staff_of(&self, merchant: MerchantId, limit: u32) -> Result<Vec<Staff>, StoreError>;

    /// Returns for whom a person works now, in the order in which they joined.
    fn works_of(&self, person: PersonId, limit: u32) -> Result<Vec<Staff>, StoreError>;

    /// Returns a merchant's closed shifts, of one taker where one is named, those with the highest
    /// numbers in front: at most `limit` with a number below `before`.
    fn shifts_of(
        &self,
        merchant: MerchantId,
        taker: Option<Taker>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Shift>, StoreError>;

    /// Returns the cards that a person has bound or had, in the order of identifiers.
    fn cards_of(&self, person: PersonId) -> Result<Vec<Card>, StoreError>;

    /// Returns the top-ups by card that a person asked for after a moment, or of which the issuer's
    /// word is not known, those asked for last in front.
    fn card_top_ups_of(
        &self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUp>, StoreError>;

    /// Returns the top-ups by card of which the issuer's word is not known, those asked for first
    /// in front: at most `limit`, from the first one on, or those after one.
    fn card_top_ups_asked(
        &self,
        after: Option<(TimeMs, CardTopUpId)>,
        limit: u32,
    ) -> Result<Vec<CardTopUp>, StoreError>;

    /// Returns entries of the neutrality log, newest first: at most `limit` with a number below
    /// `before`.
    fn neutrality(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<NeutralityEntry>, StoreError>;

    /// Returns whether the store answers.
    fn ready(&self) -> Result<(), StoreError>;
}

/// The upkeep of a store: not part of any command.
pub trait Upkeep: Send {
    /// Forgets nonces that expired before a moment; returns how many.
    fn forget_nonces(&mut self, expired_before: TimeMs) -> Result<u64, StoreError>;

    /// Keeps hashes of the tree; those that are there already stay as they are.
    fn keep_tree(&mut self, nodes: &[TreeNode]) -> Result<(), StoreError>;

    /// Keeps a signed head, unless there is one of its size.
    fn keep_head(&mut self, head: &SignedHead) -> Result<(), StoreError>;

    /// Keeps a signed bill, unless there is one of its shop and day.
    fn keep_bill(&mut self, bill: &SignedBill) -> Result<(), StoreError>;
}
