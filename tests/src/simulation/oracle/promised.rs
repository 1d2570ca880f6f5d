//! What was promised: no budget is overspent, a coupon pays once, nobody draws twice a day, and an
//! envelope's shares come to what was put into it.

use super::last::Last;
use bank::id::{AccountId, EnvelopeId, PaymentId, PersonId};
use bank::key::Kind;
use bank::memory::MemoryStore;
use bank::record::{
    Campaign, CouponState, Discount, EnvelopeState, Payment, PaymentKind, Record, SentEnvelope,
    Stock,
};
use bank::store::Reader as _;
use std::collections::{BTreeMap, BTreeSet};

impl Last {
    /// Returns whether a movement follows from another one, or from the town's beginning.
    pub(super) fn is_consequence(&self, payment: &Payment) -> bool {
        match payment.kind {
            PaymentKind::Fee(of)
            | PaymentKind::FeeReturned(of)
            | PaymentKind::Subsidy(of)
            | PaymentKind::SubsidyReturned(of)
            | PaymentKind::CashBack(of)
            | PaymentKind::CashBackReturned(of) => self.payments.contains_key(&of),
            PaymentKind::EnvelopeReturned(of) => self.payments.contains_key(&PaymentId(of.0)),
            PaymentKind::Budget(_) => payment.id == PaymentId(0xB000_0000),
            PaymentKind::CampaignBudget(_) => payment.id == PaymentId(0xD000_0000),
            _ => false,
        }
    }

    /// Returns how much of what was promised came about.
    pub(super) fn count_promised(&self) -> [(&'static str, usize); 7] {
        let count = |is_one: fn(PaymentKind) -> bool| {
            self.payments.values().filter(|payment| is_one(payment.kind)).count()
        };
        [
            ("fees", count(|kind| matches!(kind, PaymentKind::Fee(_)))),
            ("fees returned", count(|kind| matches!(kind, PaymentKind::FeeReturned(_)))),
            ("subsidies", count(|kind| matches!(kind, PaymentKind::Subsidy(_)))),
            ("subsidies returned", count(|kind| matches!(kind, PaymentKind::SubsidyReturned(_)))),
            ("cash-backs", count(|kind| matches!(kind, PaymentKind::CashBack(_)))),
            ("cash-backs returned", count(|kind| matches!(kind, PaymentKind::CashBackReturned(_)))),
            ("envelopes returned", count(|kind| matches!(kind, PaymentKind::EnvelopeReturned(_)))),
        ]
    }

    pub(super) fn check_promised(&self, store: &MemoryStore) -> Vec<String> {
        let mut found = Vec::new();
        let mut discounts = Vec::new();
        for record in store.records() {
            match record {
                Record::Stock(stock) => found.extend(self.check_stock(&stock)),
                Record::Campaign(campaign) => found.extend(self.check_campaign(store, &campaign)),
                Record::Envelope(sent) => found.extend(self.check_envelope(store, &sent)),
                Record::Discount(discount) => discounts.push(discount),
                Record::Coupon(coupon) if coupon.state == CouponState::Held => {
                    found.push(format!("still held: {coupon:?}"));
                }
                _ => {}
            }
        }
        found.extend(self.check_coupons(store, &discounts));
        found
    }

    fn moved(&self, is_one: impl Fn(&Payment) -> bool) -> u64 {
        let moved = self.payments.values().filter(|payment| is_one(payment));
        moved.map(|payment| payment.amount.minor()).sum()
    }

    fn left(&self, account: AccountId) -> u64 {
        let balance = self.accounts.get(&account).map(|account| account.balance.minor());
        balance.and_then(|minor| u64::try_from(minor).ok()).unwrap_or(u64::MAX)
    }

    /// What is spent and what is left come to what was laid aside.
    fn check_stock(&self, stock: &Stock) -> Option<String> {
        let own = stock.account?;
        let is_subsidy = |it: &Payment| matches!(it.kind, PaymentKind::Subsidy(_));
        let is_back = |it: &Payment| matches!(it.kind, PaymentKind::SubsidyReturned(_));
        let spent = self.moved(|it| is_subsidy(it) && it.debit == own)
            - self.moved(|it| is_back(it) && it.credit == own);
        let limit = stock.budget.limits.money_minor;
        let is_kept = spent <= limit && spent.checked_add(self.left(own)) == Some(limit);
        (!is_kept).then(|| format!("{spent} are spent, {} left of {stock:?}", self.left(own)))
    }

    /// A coupon pays for one payment; for another only after all of that went back.
    fn check_coupons(&self, store: &MemoryStore, discounts: &[Discount]) -> Vec<String> {
        let returned = store.records().into_iter().filter_map(|record| match record {
            Record::Returned(returned) => Some((returned.payment, returned.minor)),
            _ => None,
        });
        let returned: BTreeMap<PaymentId, u64> = returned.collect();
        let mut live = BTreeSet::new();
        let mut found = Vec::new();
        for discount in discounts {
            let saved: u64 = discount.used.iter().map(|used| used.saving_minor).sum();
            let paid = self.payments.get(&discount.payment).map(|paid| paid.amount.minor());
            if paid.and_then(|paid| paid.checked_add(saved)) != Some(discount.total.minor()) {
                found.push(format!("{paid:?} was paid: {discount:?}"));
            }
            if returned.get(&discount.payment) == Some(&discount.total.minor()) {
                continue;
            }
            let twice = discount.used.iter().filter(|used| !live.insert(used.coupon));
            found.extend(twice.map(|used| format!("used twice: {used:?}")));
        }
        found
    }

    /// What was won and what is left come to the budget, and there is one draw a person and day.
    fn check_campaign(&self, store: &MemoryStore, campaign: &Campaign) -> Vec<String> {
        let mut found = Vec::new();
        let (own, mut days) = (campaign.account, BTreeSet::new());
        let won = self.moved(|it| matches!(it.kind, PaymentKind::CashBack(_)) && it.debit == own)
            - self.moved(|it| {
                matches!(it.kind, PaymentKind::CashBackReturned(_)) && it.credit == own
            });
        let limit = campaign.budget_minor;
        if won > limit || won.checked_add(self.left(own)) != Some(limit) {
            found.push(format!("{won} are won, {} left of {campaign:?}", self.left(own)));
        }
        let drawn = bank::store::Reader::records(store, Kind::Drawn, None, u32::MAX);
        for record in drawn.expect("memory works") {
            let Record::Drawn(drawn) = record else { continue };
            let payer = self.payments.get(&drawn.payment).map(|payment| payment.debit);
            if let Some(draw) = drawn.draw()
                && !days.insert((payer, draw.day))
            {
                found.push(format!("a second draw of a day: {drawn:?}"));
            }
        }
        found
    }

    /// Each person has one share, all of it comes to what was put in, and nothing is open at last.
    fn check_envelope(&self, store: &MemoryStore, sent: &SentEnvelope) -> Vec<String> {
        let id: EnvelopeId = sent.envelope.id;
        let claims = store.claims(id).expect("memory works");
        let people: BTreeSet<PersonId> = claims.iter().map(|claim| claim.person).collect();
        let claimed = self.moved(|it| it.kind == PaymentKind::Share(id));
        let back = self.moved(|it| it.kind == PaymentKind::EnvelopeReturned(id));
        let mut found = Vec::new();
        if people.len() != claims.len() {
            found.push(format!("claimed twice by somebody: {claims:?}"));
        }
        if claimed + back != sent.envelope.total.minor() || self.left(sent.account()) != 0 {
            found.push(format!("{claimed} claimed and {back} back of {sent:?}"));
        }
        if sent.state == EnvelopeState::Open {
            found.push(format!("still open: {sent:?}"));
        }
        found
    }
}
