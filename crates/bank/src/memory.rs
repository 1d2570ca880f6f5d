//! A store in memory: for tests, and for trying the rules without a database. Nothing survives the
//! process.

mod batch;
mod bill;
mod card;
mod due;
mod envelope;
mod staff;
mod upkeep;

use crate::bill::SignedBill;
use crate::event::Event;
use crate::head::SignedHead;
use crate::id::{
    AccountId, CampaignId, CardTopUpId, CouponId, DeviceId, EnvelopeId, HoldId, MerchantId,
    OrderId, PaymentId, PersonId, TimeMs,
};
use crate::journal::{ChainHead, JournalEntry, JournalRow};
use crate::key::{Key, Kind};
use crate::record::{
    Account, ApiKey, Campaign, Card, CardTopUp, Claim, Coupon, CouponState, Device, Discount,
    Drawn, Hold, HoldState, Label, Merchant, NeutralityEntry, OrderGoods, Payment, PaymentKind,
    Record, SentEnvelope, Setting, Shift, Staff, Stock, Taker, Webhook,
};
use crate::store::{Reader, StoreError};
use promotion::calendar::LocalDay;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A store in memory. Clones share their contents.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Arc<Mutex<Contents>>);

#[derive(Clone, Debug, Default)]
struct Contents {
    records: BTreeMap<Key, Record>,
    payments: BTreeMap<u64, PaymentId>,
    journal: Vec<JournalRow>,
    events: Vec<Event>,
    tree: BTreeMap<(u32, u64), [u8; 32]>,
    heads: BTreeMap<u64, SignedHead>,
    bills: BTreeMap<(MerchantId, LocalDay), SignedBill>,
}

impl MemoryStore {
    fn contents(&self) -> MutexGuard<'_, Contents> {
        // A batch that panics has written nothing yet, so the contents are whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept<T>(&self, keep: impl FnMut(&Record) -> Option<T>) -> Vec<T> {
        self.contents().records.values().filter_map(keep).collect()
    }

    /// Returns every record, in the order of the keys.
    pub fn records(&self) -> Vec<Record> {
        self.contents().records.values().cloned().collect()
    }

    /// Changes the journal behind the rules' back: what an audit has to find.
    pub fn tamper_journal(&self, change: impl FnOnce(&mut Vec<JournalRow>)) {
        change(&mut self.contents().journal);
    }

    /// Changes the records behind the rules' back: what an audit has to find.
    pub fn tamper_records(&self, change: impl FnOnce(&mut BTreeMap<Key, Record>)) {
        change(&mut self.contents().records);
    }
}

impl Contents {
    /// Returns the events after a sequence; they are kept in their order.
    fn events_after(&self, after: u64) -> &[Event] {
        &self.events[self.events.partition_point(|event| event.sequence <= after)..]
    }

    fn payment(&self, id: PaymentId) -> Option<Payment> {
        match self.records.get(&Key::Payment(id)) {
            Some(Record::Payment(payment)) => Some(Payment::clone(payment)),
            _ => None,
        }
    }
}

impl Reader for MemoryStore {
    fn record(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        Ok(self.contents().records.get(key).cloned())
    }

    fn records(
        &self,
        kind: Kind,
        after: Option<&Key>,
        limit: u32,
    ) -> Result<Vec<Record>, StoreError> {
        let contents = self.contents();
        let first = after.map_or(Bound::Unbounded, Bound::Excluded);
        let rest = contents.records.range::<Key, _>((first, Bound::Unbounded));
        let of_kind = rest.filter(|(key, _)| key.kind() == kind);
        Ok(of_kind.take(limit as usize).map(|(_, record)| record.clone()).collect())
    }

    fn payments(
        &self,
        account: AccountId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Payment>, StoreError> {
        let contents = self.contents();
        let is_own = |payment: &Payment| payment.debit == account || payment.credit == account;
        if let Some(before) = before {
            let at = contents.payments.get(&before).and_then(|id| contents.payment(*id));
            if !at.is_some_and(|payment| is_own(&payment)) {
                return Ok(Vec::new());
            }
        }
        let newest = contents.payments.range(..before.unwrap_or(u64::MAX)).rev();
        let payments = newest.filter_map(|(_, id)| contents.payment(*id)).filter(is_own);
        Ok(payments.take(limit as usize).collect())
    }

    fn events(&self, after: u64, limit: u32) -> Result<Vec<Event>, StoreError> {
        let contents = self.contents();
        Ok(contents.events_after(after).iter().take(limit as usize).copied().collect())
    }

    fn events_of(
        &self,
        account: AccountId,
        after: u64,
        max: u32,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        let contents = self.contents();
        let later = contents.events_after(after).iter();
        let heard = later.filter(|event| event.hearers().any(|hearer| hearer == account));
        let heard: Vec<Event> = heard.copied().collect();
        Ok((heard.len() <= max as usize).then_some(heard))
    }

    fn last_event(&self) -> Result<u64, StoreError> {
        Ok(self.contents().events.last().map_or(0, |event| event.sequence))
    }

    fn journal(&self, after: u64, limit: u32) -> Result<Vec<JournalRow>, StoreError> {
        let contents = self.contents();
        let rows = contents.journal.iter().filter(|row| row.sequence > after);
        Ok(rows.take(limit as usize).cloned().collect())
    }

    fn chain_head(&self) -> Result<ChainHead, StoreError> {
        Ok(self.contents().journal.last().map_or_else(ChainHead::default, JournalRow::head))
    }

    fn row_hashes(&self, after: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError> {
        Ok(self.journal(after, limit)?.iter().map(|row| row.hash).collect())
    }

    fn tree_nodes(&self, level: u32, from: u64, limit: u32) -> Result<Vec<[u8; 32]>, StoreError> {
        let contents = self.contents();
        let nodes = contents.tree.range((level, from)..(level, u64::MAX));
        Ok(nodes.take(limit as usize).map(|(_, hash)| *hash).collect())
    }

    fn tree_size(&self, level: u32) -> Result<u64, StoreError> {
        Ok(self.contents().tree.range((level, 0)..(level, u64::MAX)).count() as u64)
    }

    fn head(&self, size: u64) -> Result<Option<SignedHead>, StoreError> {
        Ok(self.contents().heads.get(&size).cloned())
    }

    fn heads(&self, before: Option<u64>, limit: u32) -> Result<Vec<SignedHead>, StoreError> {
        let contents = self.contents();
        let newest = contents.heads.range(..before.unwrap_or(u64::MAX)).rev();
        Ok(newest.take(limit as usize).map(|(_, head)| head.clone()).collect())
    }

    fn payments_by_sequence(&self, after: u64, limit: u32) -> Result<Vec<Payment>, StoreError> {
        let contents = self.contents();
        let mut payments: Vec<Payment> = contents
            .records
            .values()
            .filter_map(|record| match record {
                Record::Payment(payment) if payment.sequence > after => {
                    Some(Payment::clone(payment))
                }
                _ => None,
            })
            .collect();
        payments.sort_by_key(|payment| payment.sequence);
        payments.truncate(limit as usize);
        Ok(payments)
    }

    fn accounts(&self, after: Option<AccountId>, limit: u32) -> Result<Vec<Account>, StoreError> {
        let contents = self.contents();
        let accounts = contents.records.values().filter_map(|record| match record {
            Record::Account(account) if after.is_none_or(|after| account.id > after) => {
                Some(account.clone())
            }
            _ => None,
        });
        Ok(accounts.take(limit as usize).collect())
    }

    fn devices(&self, after: Option<DeviceId>, limit: u32) -> Result<Vec<Device>, StoreError> {
        let contents = self.contents();
        let devices = contents.records.values().filter_map(|record| match record {
            Record::Device(device) if after.is_none_or(|after| device.id > after) => {
                Some(device.clone())
            }
            _ => None,
        });
        Ok(devices.take(limit as usize).collect())
    }

    fn returns(&self, payment: PaymentId) -> Result<Vec<Payment>, StoreError> {
        let all = self.payments_by_sequence(0, u32::MAX)?.into_iter();
        let of = |kind| match kind {
            PaymentKind::Refund(of) | PaymentKind::Reversal(of) => of == payment,
            _ => false,
        };
        Ok(all.filter(|movement| of(movement.kind)).collect())
    }

    fn holds(&self, account: AccountId, limit: u32) -> Result<Vec<Hold>, StoreError> {
        let mut holds = self.kept(|record| match record {
            Record::Hold(hold) if hold.debit == account && hold.state == HoldState::Pending => {
                Some(hold.clone())
            }
            _ => None,
        });
        holds.sort_by_key(|hold| (hold.expires_at, hold.id));
        holds.truncate(limit as usize);
        Ok(holds)
    }

    fn orders_due(&self, at: TimeMs, limit: u32) -> Result<Vec<OrderId>, StoreError> {
        Ok(self.due_orders(at, limit))
    }

    fn holds_due(&self, at: TimeMs, limit: u32) -> Result<Vec<HoldId>, StoreError> {
        Ok(self.due_holds(at, limit))
    }

    fn devices_since(&self, at: TimeMs, limit: u32) -> Result<Vec<Device>, StoreError> {
        let mut devices = self.devices(None, u32::MAX)?;
        devices.retain(|device| device.enrolled_at >= at);
        devices.sort_by_key(|device| std::cmp::Reverse((device.enrolled_at, device.id)));
        devices.truncate(limit as usize);
        Ok(devices)
    }

    fn devices_of(&self, person: PersonId, limit: u32) -> Result<Vec<Device>, StoreError> {
        let mut devices = self.devices_since(TimeMs(0), u32::MAX)?;
        devices.retain(|device| device.person == person);
        devices.truncate(limit as usize);
        Ok(devices)
    }

    fn merchant_by_till_key(
        &self,
        till_key_hash: &[u8; 32],
    ) -> Result<Option<Merchant>, StoreError> {
        let merchants = self.merchants()?.into_iter().map(|(merchant, _)| merchant);
        Ok(merchants.into_iter().find(|merchant| merchant.till_key_hash == *till_key_hash))
    }

    fn api_key_by_hash(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>, StoreError> {
        let keys = self.kept(|record| match record {
            Record::ApiKey(key) if key.secret_hash == *secret_hash => Some(key.clone()),
            _ => None,
        });
        Ok(keys.into_iter().next())
    }

    fn api_keys_of(&self, merchant: MerchantId) -> Result<Vec<ApiKey>, StoreError> {
        Ok(self.kept(|record| match record {
            Record::ApiKey(key) if key.merchant == merchant => Some(key.clone()),
            _ => None,
        }))
    }

    fn webhooks_of(&self, merchant: MerchantId) -> Result<Vec<Webhook>, StoreError> {
        Ok(self.kept(|record| match record {
            Record::Webhook(webhook) if webhook.merchant == merchant => Some(webhook.clone()),
            _ => None,
        }))
    }

    fn labels(&self, merchant: MerchantId) -> Result<Vec<Label>, StoreError> {
        let merchants = self.merchants()?.into_iter();
        let of_merchant = merchants.filter(|(known, _)| known.id == merchant);
        Ok(of_merchant.flat_map(|(_, labels)| labels).collect())
    }

    fn merchants(&self) -> Result<Vec<(Merchant, Vec<Label>)>, StoreError> {
        let contents = self.contents();
        let labels_of = |merchant: &Merchant| {
            let labels = contents.records.values().filter_map(|record| match record {
                Record::Label(label) if label.merchant == merchant.id => Some(label.clone()),
                _ => None,
            });
            labels.collect()
        };
        let merchants = contents.records.values().filter_map(|record| match record {
            Record::Merchant(merchant) => Some((merchant.clone(), labels_of(merchant))),
            _ => None,
        });
        Ok(merchants.collect())
    }

    fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        Ok(self.kept(|record| match record {
            Record::Setting(setting) => Some(*setting),
            _ => None,
        }))
    }

    fn setting_changes(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError> {
        let contents = self.contents();
        let changes = contents.journal.iter().rev().filter(|row| {
            matches!(row.entry, JournalEntry::SettingChanged { .. })
                && before.is_none_or(|before| row.sequence < before)
        });
        Ok(changes.take(limit as usize).cloned().collect())
    }

    fn stocks(&self) -> Result<Vec<Stock>, StoreError> {
        Ok(self.kept(|record| match record {
            Record::Stock(stock) => Some(stock.as_ref().clone()),
            _ => None,
        }))
    }

    fn coupons_of(&self, person: PersonId, limit: u32) -> Result<Vec<Coupon>, StoreError> {
        let mut coupons = self.kept(|record| match record {
            Record::Coupon(coupon) if coupon.person == person => Some(*coupon),
            _ => None,
        });
        let is_held = |one: &Coupon| one.state == CouponState::Held;
        coupons
            .sort_by_key(|one| std::cmp::Reverse((is_held(one), one.received_at, one.coupon.id)));
        coupons.truncate(limit as usize);
        Ok(coupons)
    }

    fn coupons_due(&self, at: TimeMs, limit: u32) -> Result<Vec<CouponId>, StoreError> {
        Ok(self.due_coupons(at, limit))
    }

    fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        Ok(self.kept(|record| match record {
            Record::Campaign(campaign) => Some(campaign.as_ref().clone()),
            _ => None,
        }))
    }

    fn draws(
        &self,
        campaign: CampaignId,
        day: LocalDay,
        after: Option<PaymentId>,
        limit: u32,
    ) -> Result<Vec<Drawn>, StoreError> {
        let is_of = |drawn: &Drawn| {
            let draw = drawn.draw();
            draw.is_some_and(|draw| (draw.campaign, draw.day) == (campaign, day))
                && after.is_none_or(|after| drawn.payment > after)
        };
        let mut draws = self.kept(|record| match record {
            Record::Drawn(drawn) if is_of(drawn) => Some(*drawn),
            _ => None,
        });
        draws.truncate(limit as usize);
        Ok(draws)
    }

    fn envelopes_of(&self, person: PersonId, limit: u32) -> Result<Vec<SentEnvelope>, StoreError> {
        Ok(self.envelopes(person, limit))
    }

    fn claims(&self, envelope: EnvelopeId) -> Result<Vec<Claim>, StoreError> {
        let mut claims = self.kept(|record| match record {
            Record::Claim(claim) if claim.envelope == envelope => Some(*claim),
            _ => None,
        });
        claims.sort_by_key(|claim| claim.place);
        Ok(claims)
    }

    fn envelopes_due(&self, sent_at: TimeMs, limit: u32) -> Result<Vec<EnvelopeId>, StoreError> {
        Ok(self.due_envelopes(sent_at, limit))
    }

    fn discounts(&self, payments: &[PaymentId]) -> Result<Vec<Discount>, StoreError> {
        Ok(self.discounts_of(payments))
    }

    fn goods(&self, orders: &[OrderId]) -> Result<Vec<OrderGoods>, StoreError> {
        Ok(self.goods_of(orders))
    }

    fn bill(&self, merchant: MerchantId, day: LocalDay) -> Result<Option<SignedBill>, StoreError> {
        Ok(self.contents().bills.get(&(merchant, day)).cloned())
    }

    fn bills(
        &self,
        merchant: MerchantId,
        before: Option<LocalDay>,
        limit: u32,
    ) -> Result<Vec<SignedBill>, StoreError> {
        Ok(self.bills_of(merchant, before, limit))
    }

    fn all_bills(
        &self,
        after: Option<(MerchantId, LocalDay)>,
        limit: u32,
    ) -> Result<Vec<SignedBill>, StoreError> {
        Ok(self.bills_after(after, limit))
    }

    fn staff_of(&self, merchant: MerchantId, limit: u32) -> Result<Vec<Staff>, StoreError> {
        Ok(self.staff(limit, |staff| staff.merchant == merchant))
    }

    fn works_of(&self, person: PersonId, limit: u32) -> Result<Vec<Staff>, StoreError> {
        Ok(self.staff(limit, |staff| staff.person == person))
    }

    fn cards_of(&self, person: PersonId) -> Result<Vec<Card>, StoreError> {
        Ok(self.bound_cards(person))
    }

    fn card_top_ups_of(
        &self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUp>, StoreError> {
        Ok(self.top_ups_of(person, since))
    }

    fn card_top_ups_asked(
        &self,
        after: Option<(TimeMs, CardTopUpId)>,
        limit: u32,
    ) -> Result<Vec<CardTopUp>, StoreError> {
        Ok(self.top_ups_asked(after, limit))
    }

    fn neutrality(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<NeutralityEntry>, StoreError> {
        Ok(self.neutrality_entries(before, limit))
    }

    fn shifts_of(
        &self,
        merchant: MerchantId,
        taker: Option<Taker>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Shift>, StoreError> {
        Ok(self.closed_shifts(merchant, taker, before, limit))
    }

    fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
