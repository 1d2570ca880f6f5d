//! What tips came to: what customers gave above the price of goods, and what of it went back.
//!
//! A refund says how much goes back, and not of what. So goods go back first and the tip last: of
//! all that went back of a payment, what is more than its goods cost is of the tip.

use crate::bill::trade::{Trade, TradeKind, returned};
use crate::service::goods::order_of;
use bank::id::{OrderId, PaymentId};
use bank::record::OrderGoods;
use bank::store::{Reader, StoreError};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// How many orders' goods are read at once.
const AT_ONCE: usize = 500;

/// What tips came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tips {
    /// How many payments had one.
    pub count: u64,
    /// What they came to, in minor units.
    pub minor: u64,
    /// What of tips went back.
    pub back_minor: u64,
}

impl Tips {
    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        let Self { count, minor, back_minor } = other;
        self.count = self.count.saturating_add(*count);
        self.minor = self.minor.saturating_add(*minor);
        self.back_minor = self.back_minor.saturating_add(*back_minor);
    }
}

/// A trade that may have to do with a tip.
struct Waiting<T> {
    order: OrderId,
    kind: TradeKind,
    /// What went back of which payment with it, and its row.
    back: Option<(PaymentId, u64, u64)>,
    of: T,
}

/// Adds up tips by whose they are, in the order of the journal; goods are read many at once.
pub struct Tipping<'a, T> {
    reader: &'a dyn Reader,
    waiting: Vec<Waiting<T>>,
    /// What went back of payments that had a tip: each time with its row.
    back: BTreeMap<PaymentId, Vec<(u64, u64)>>,
    tips: BTreeMap<T, Tips>,
}

impl<'a, T: Copy + Ord> Tipping<'a, T> {
    /// Begins with none.
    pub const fn new(reader: &'a dyn Reader) -> Self {
        Self { reader, waiting: Vec::new(), back: BTreeMap::new(), tips: BTreeMap::new() }
    }

    /// Takes the next trade, and whose it is.
    ///
    /// # Errors
    /// When the store fails.
    pub fn feed(&mut self, trade: &Trade, of: T) -> Result<(), StoreError> {
        let back = trade.of.map(|paid| (paid, trade.sums.price, trade.payment.sequence));
        let order = match trade.kind {
            TradeKind::Payment => order_of(&trade.payment),
            // The goods of a payer code that was charged are kept under its payment.
            _ => trade.order.or(trade.of.map(|paid| OrderId(paid.0))),
        };
        let Some(order) = order else { return Ok(()) };
        self.waiting.push(Waiting { order, kind: trade.kind, back, of });
        if self.waiting.len() >= AT_ONCE { self.read() } else { Ok(()) }
    }

    /// Returns what they came to; who had none is left out.
    ///
    /// # Errors
    /// When the store fails.
    pub fn finish(mut self) -> Result<BTreeMap<T, Tips>, StoreError> {
        self.read()?;
        Ok(self.tips)
    }

    fn read(&mut self) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut orders: Vec<OrderId> = waiting.iter().map(|one| one.order).collect();
        orders.sort_unstable();
        orders.dedup();
        let goods = self.reader.goods(&orders)?.into_iter();
        let goods: BTreeMap<OrderId, OrderGoods> =
            goods.map(|goods| (goods.order, goods)).collect();
        for one in waiting {
            let Some(OrderGoods { basket, .. }) = goods.get(&one.order) else { continue };
            let tip = basket.tip_minor();
            if tip == 0 {
                continue;
            }
            let one = match (one.kind, one.back) {
                (TradeKind::Payment, _) => (one.of, Tips { count: 1, minor: tip, back_minor: 0 }),
                (_, Some(back)) => {
                    let price = basket.total_minor().saturating_sub(tip);
                    let back_minor = self.went_back(price, back)?;
                    (one.of, Tips { back_minor, ..Tips::default() })
                }
                (_, None) => continue,
            };
            self.tips.entry(one.0).or_default().add(&one.1);
        }
        Ok(())
    }

    /// Returns how much of the tip went back with what went back of a payment.
    fn went_back(
        &mut self,
        goods_minor: u64,
        (paid, minor, row): (PaymentId, u64, u64),
    ) -> Result<u64, StoreError> {
        let all = match self.back.entry(paid) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(went_back(self.reader, paid)?),
        };
        let before = all.iter().filter(|(earlier, _)| *earlier < row).map(|(_, minor)| minor).sum();
        let of_tip = |back: u64| back.saturating_sub(goods_minor);
        Ok(of_tip(minor.saturating_add(before)) - of_tip(before))
    }
}

/// Returns what went back of a payment's price, each with its row: a payment has few of them.
fn went_back(reader: &dyn Reader, paid: PaymentId) -> Result<Vec<(u64, u64)>, StoreError> {
    let all = reader.returns(paid)?;
    let each = all.iter().map(|back| Ok((back.sequence, returned(reader, back)?.1)));
    each.collect()
}
