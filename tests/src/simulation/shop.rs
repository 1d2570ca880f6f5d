//! A shop's till: opens, closes and reverses orders, charges payer codes, refunds. It keeps its own
//! identifiers and asks again with the same one until the answer is definite.

use super::clockwork::WORLD;
use super::door::shop::Charged;
use super::network::{for_a_while, until_definite};
use super::node::Cluster;
use super::oracle::{Payer, Told};
use super::promotion;
use super::town::Town;
use bank::Key;
use bank::command::{CloseOrder, OpenOrder, Refund};
use bank::contract::town as numbers;
use bank::id::{MerchantId, OrderId, PaymentId};
use bank::record::PaymentKind;
use bank::store::Reader as _;
use money::Amount;
use std::sync::Arc;
use wire::ErrorCode;

/// From when on no copy of a charge can be taken any more, in milliseconds after its scan: a code
/// lives for a minute, longer by what its payer's clock may be ahead and nodes' may differ.
const CODE_IS_DEAD_AFTER_MS: u64 = 90_000;

/// A till and what it remembers.
pub struct Till {
    town: Arc<Town>,
    number: u32,
    merchant: MerchantId,
    attempts: Vec<OrderId>,
}

impl Till {
    pub fn new(town: Arc<Town>, number: u32) -> Self {
        Self { town, number, merchant: numbers::merchant(number), attempts: Vec::new() }
    }

    pub async fn open_all_day(mut self) {
        let sim = self.town.cluster.sim.clone();
        loop {
            sim.sleep(sim.between(300, 6_000)).await;
            if let Some(digits) = self.town.take_payer_code() {
                self.scan(digits).await;
            }
            if !self.town.take_act() {
                sim.sleep(60_000).await;
                continue;
            }
            match sim.below(100) {
                0..50 => self.open().await,
                50..62 => self.close().await,
                62..80 => self.reverse().await,
                _ => self.refund().await,
            }
        }
    }

    fn amount(&self) -> Amount {
        numbers::amount(self.town.cluster.sim.one_of(&[1, 700, 1_999, 5_000, 9_900, 12_000]))
    }

    fn an_attempt(&self) -> Option<OrderId> {
        (!self.attempts.is_empty()).then(|| self.town.cluster.sim.one_of(&self.attempts))
    }

    async fn open(&mut self) {
        let sim = &self.town.cluster.sim;
        let amount = self.amount();
        let open = OpenOrder {
            order: OrderId(sim.number() >> 1),
            merchant: self.merchant,
            amount,
            note: None,
            goods: promotion::goods(amount),
            open_for_s: sim.one_of(&[5, 60, 180, 600]),
            payment_max_minor: Amount::MINOR_MAX,
        };
        self.attempts.push(open.order);
        let opened =
            until_definite(&self.town.cluster, move |door| door.open_order(open.clone())).await;
        if let Some(Ok(code)) = opened {
            self.town.show_order(code);
        }
    }

    async fn close(&mut self) {
        let Some(order) = self.an_attempt() else { return };
        let close = CloseOrder { order, merchant: self.merchant };
        until_definite(&self.town.cluster, move |door| door.close_order(close.clone())).await;
    }

    /// Charges a code; now and then another till has seen it too.
    async fn scan(&mut self, digits: String) {
        let sim = self.town.cluster.sim.clone();
        if sim.happens(400) {
            let other = (self.number + 1) % super::town::SHOPS;
            let (town, digits) = (Arc::clone(&self.town), digits.clone());
            let (payment, amount) = (PaymentId(sim.number() >> 1), self.amount());
            sim.spawn(WORLD, async move {
                charge(&town, payment, other, amount, digits).await;
            });
        }
        let payment = PaymentId(sim.number() >> 1);
        self.attempts.push(OrderId(payment.0));
        charge(&self.town, payment, self.number, self.amount(), digits).await;
    }

    async fn reverse(&mut self) {
        let Some(order) = self.an_attempt() else { return };
        take_back(&self.town, order, self.number).await;
    }

    /// Refunds one of the newest payments: a part of it, the rest, or a little too much.
    async fn refund(&mut self) {
        let cluster = &self.town.cluster;
        let own = numbers::merchant_account(self.number);
        let newest = cluster.database.contents.payments(own, None, 12).expect("memory works");
        let is_paid = |kind| {
            matches!(
                kind,
                PaymentKind::Label(_) | PaymentKind::Order(_) | PaymentKind::PayerCode(_)
            )
        };
        let newest: Vec<_> =
            newest.into_iter().filter(|one| one.credit == own && is_paid(one.kind)).collect();
        if newest.is_empty() {
            return;
        }
        let paid = cluster.sim.one_of(&newest);
        let minor = paid.amount.minor();
        let minor = cluster.sim.one_of(&[1, minor / 2, minor, minor + 1]).max(1);
        let refund = Refund {
            refund: PaymentId(cluster.sim.number() >> 1),
            payment: paid.id,
            merchant: self.merchant,
            amount: numbers::amount(minor),
            reason: None,
        };
        let id = refund.refund;
        // With coupons a part of the price is more than what comes back for it in money.
        let key = Key::Discount(paid.id);
        let has_coupons = cluster.database.contents.record(&key).expect("memory works").is_some();
        let moved = (!has_coupons).then_some(minor);
        cluster.oracle.intend(id, Payer::Account(own), moved);
        match until_definite(cluster, move |door| door.refund(refund.clone())).await {
            Some(Ok(movement)) => cluster.oracle.told_done(id, Told::of(&movement)),
            Some(Err(code)) => cluster.oracle.told_over(id, code),
            None => {}
        }
    }
}

/// Charges a code; a till that gives up without an answer takes the charge back when its code is
/// dead.
async fn charge(town: &Arc<Town>, payment: PaymentId, number: u32, amount: Amount, digits: String) {
    let Cluster { oracle, sim, .. } = &*town.cluster;
    oracle.intend(payment, Payer::Shower, Some(amount.minor()));
    let (shown, merchant) = (digits.clone(), numbers::merchant(number));
    let charged = for_a_while(&town.cluster, sim.one_of(&[1, 2, 12]), move |door| {
        door.charge(payment, merchant, amount, digits.clone())
    });
    match charged.await {
        Some(Ok(Charged::Paid(paid))) => {
            oracle.charged(&shown, payment);
            oracle.told_done(payment, Told::of(&paid));
        }
        // Its order is paid under an identifier of the payer's device.
        Some(Ok(Charged::PinAsked)) => oracle.told_over(payment, ErrorCode::PinMissing),
        Some(Err(code)) => oracle.told_over(payment, code),
        None => {
            let town = Arc::clone(town);
            sim.clone().spawn(WORLD, async move {
                town.cluster.sim.sleep(CODE_IS_DEAD_AFTER_MS).await;
                town.cluster.oracle.count("charges in doubt", 1);
                let answer = take_back(&town, OrderId(payment.0), number).await;
                if let Some(Err(code @ ErrorCode::OrderUnknown)) = answer
                    && town.counts_as_over(code)
                {
                    town.cluster.oracle.told_over(payment, code);
                }
            });
        }
    }
}

/// Takes an attempt back, and says what the till was told.
async fn take_back(town: &Arc<Town>, order: OrderId, number: u32) -> Option<Result<(), ErrorCode>> {
    let Cluster { oracle, sim, .. } = &*town.cluster;
    let (merchant, reversal) = (numbers::merchant(number), PaymentId(sim.number() >> 1));
    oracle.intend(reversal, Payer::Account(numbers::merchant_account(number)), None);
    let answer =
        until_definite(&town.cluster, move |door| door.reverse(order, merchant, reversal)).await?;
    if let Ok(movement) = &answer {
        oracle.told_reversed(order);
        if let Some(movement) = movement {
            oracle.told_done(movement.id, Told::of(movement));
        }
    }
    Some(answer.map(drop))
}
