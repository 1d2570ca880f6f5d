//! What bills are made of, and the bills that were signed.

use super::MemoryStore;
use crate::bill::SignedBill;
use crate::id::{MerchantId, OrderId, PaymentId};
use crate::key::Key;
use crate::record::{Discount, OrderGoods, Record};
use promotion::calendar::LocalDay;
use std::ops::Bound;

impl MemoryStore {
    pub(super) fn discounts_of(&self, payments: &[PaymentId]) -> Vec<Discount> {
        let contents = self.contents();
        let found = payments.iter().map(|id| contents.records.get(&Key::Discount(*id)));
        let discounts = found.filter_map(|record| match record {
            Some(Record::Discount(discount)) => Some(discount.clone()),
            _ => None,
        });
        discounts.collect()
    }

    pub(super) fn goods_of(&self, orders: &[OrderId]) -> Vec<OrderGoods> {
        let contents = self.contents();
        let found = orders.iter().map(|id| contents.records.get(&Key::Goods(*id)));
        let goods = found.filter_map(|record| match record {
            Some(Record::Goods(goods)) => Some(goods.clone()),
            _ => None,
        });
        goods.collect()
    }

    pub(super) fn bills_of(
        &self,
        merchant: MerchantId,
        before: Option<LocalDay>,
        limit: u32,
    ) -> Vec<SignedBill> {
        let contents = self.contents();
        let is_asked = |bill: &&SignedBill| {
            bill.merchant == merchant && before.is_none_or(|before| bill.day < before)
        };
        let bills = contents.bills.values().rev().filter(is_asked);
        bills.take(limit as usize).cloned().collect()
    }

    pub(super) fn bills_after(
        &self,
        after: Option<(MerchantId, LocalDay)>,
        limit: u32,
    ) -> Vec<SignedBill> {
        let contents = self.contents();
        let first = after.map_or(Bound::Unbounded, Bound::Excluded);
        let bills = contents.bills.range((first, Bound::Unbounded));
        bills.take(limit as usize).map(|(_, bill)| bill.clone()).collect()
    }
}
