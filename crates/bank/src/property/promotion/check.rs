//! What must hold after every command, from the records alone: budgets, coupons, payments and what
//! went back of them, the campaign, envelopes.

use super::FEE;
use crate::contract::town::campaign::day_of;
use crate::id::{AccountId, CouponId, PaymentId, PersonId, StockId, TimeMs};
use crate::memory::MemoryStore;
use crate::record::{
    Account, Coupon, CouponState, Discount, Drawn, EnvelopeState, Floor, Payment, PaymentKind,
    Record, Stock,
};
use crate::store::Reader as _;
use promotion::State;
use promotion::calendar::LocalDay;
use promotion::coupon::Funding;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the bank has.
#[derive(Default)]
struct Books {
    accounts: BTreeMap<AccountId, Account>,
    payments: BTreeMap<PaymentId, Arc<Payment>>,
    stocks: BTreeMap<StockId, Stock>,
    coupons: BTreeMap<CouponId, Coupon>,
    discounts: BTreeMap<PaymentId, Discount>,
    /// How much of each payment's price went back, in minor units.
    returned: BTreeMap<PaymentId, u64>,
    drawn: Vec<Drawn>,
    /// What people won and kept, in minor units.
    won_minor: u64,
    received: BTreeMap<(StockId, PersonId), u32>,
}

impl Books {
    fn of(store: &MemoryStore) -> Self {
        let mut books = Self::default();
        for record in store.records() {
            match record {
                Record::Account(account) => drop(books.accounts.insert(account.id, account)),
                Record::Payment(payment) => drop(books.payments.insert(payment.id, payment)),
                Record::Stock(stock) => drop(books.stocks.insert(stock.id, *stock)),
                Record::Coupon(coupon) => drop(books.coupons.insert(coupon.coupon.id, coupon)),
                Record::Discount(discount) => {
                    books.discounts.insert(discount.payment, discount);
                }
                Record::Returned(returned) => {
                    books.returned.insert(returned.payment, returned.minor);
                }
                Record::Drawn(drawn) => books.drawn.push(drawn),
                Record::Entrant(entrant) => books.won_minor += entrant.won_minor,
                Record::Receiver(receiver) => {
                    books.received.insert((receiver.stock, receiver.person), receiver.count);
                }
                _ => {}
            }
        }
        books
    }

    /// Returns the movements of a payment: those of these kinds, in minor units.
    fn moved(&self, is_one: impl Fn(&Payment) -> bool) -> u64 {
        let moved = self.payments.values().filter(|payment| is_one(payment));
        moved.map(|payment| payment.amount.minor()).sum()
    }

    /// Returns what a payment cost without coupons, in minor units.
    fn price_minor(&self, payment: &Payment) -> u64 {
        let discount = self.discounts.get(&payment.id);
        discount.map_or(payment.amount.minor(), |discount| discount.total.minor())
    }

    /// Returns whether all of a payment's price went back.
    fn is_all_back(&self, payment: PaymentId) -> bool {
        let paid = &self.payments[&payment];
        self.returned.get(&payment).copied().unwrap_or_default() == self.price_minor(paid)
    }

    fn balance(&self, account: AccountId) -> u64 {
        u64::try_from(self.accounts[&account].balance.minor()).expect("above its floor")
    }

    fn check_accounts(&self) {
        let accounts = self.accounts.values();
        assert_eq!(accounts.map(|account| account.balance.minor()).sum::<i64>(), 0, "all is zero");
        for account in self.accounts.values() {
            assert!(account.floor == Floor::None || account.available_minor() >= 0, "{account:?}");
        }
    }

    /// What coupons reserve and saved is what the batch counts, within its limits; the rest of its
    /// money lies in its account.
    fn check_stock(&self, stock: &Stock) {
        let (budget, limits) = (&stock.budget, &stock.budget.limits);
        assert_eq!(*limits, stock.rules.limits);
        let of_stock = self.coupons.values().filter(|one| one.coupon.stock == stock.id);
        let (mut reserved, mut pieces) = (0, 0);
        for coupon in of_stock.clone() {
            let is_held = coupon.state == CouponState::Held;
            reserved += if is_held { coupon.taken.reserved_minor } else { 0 };
            pieces += u64::from(coupon.state != CouponState::Lapsed);
        }
        assert_eq!((budget.reserved_minor, budget.pieces), (reserved, pieces), "{stock:?}");
        assert!(budget.reserved_minor + budget.used_minor <= limits.money_minor, "{stock:?}");
        assert!(budget.pieces <= limits.pieces, "{stock:?}");
        let Some(own) = stock.account else { return self.check_given_up(stock) };
        let (kept, is_out) = match stock.state {
            State::Active | State::Paused => (self.balance(own) + budget.used_minor, true),
            State::Draft | State::Ended => (self.balance(own), false),
        };
        assert_eq!(kept, if is_out { limits.money_minor } else { 0 }, "{stock:?}");
        if is_out {
            let subsidies =
                self.moved(|it| matches!(it.kind, PaymentKind::Subsidy(_)) && it.debit == own);
            let back = self
                .moved(|it| matches!(it.kind, PaymentKind::SubsidyReturned(_)) && it.credit == own);
            assert_eq!(subsidies - back, budget.used_minor, "{stock:?}");
        }
    }

    /// What a shop gives up is used until the whole price went back.
    fn check_given_up(&self, stock: &Stock) {
        assert_eq!(stock.rules.funding, Funding::Unfunded);
        let live = self.discounts.values().filter(|one| !self.is_all_back(one.payment));
        let used = live.flat_map(|discount| &discount.used);
        let of_stock = used.filter(|used| self.coupons[&used.coupon].coupon.stock == stock.id);
        let saved: u64 = of_stock.map(|used| used.saving_minor).sum();
        assert_eq!(stock.budget.used_minor, saved, "{stock:?}");
    }

    /// A coupon pays for one payment; for another one only after all of that went back.
    fn check_coupon(&self, coupon: &Coupon) {
        let id = coupon.coupon.id;
        let uses = self
            .discounts
            .values()
            .filter(|discount| discount.used.iter().any(|used| used.coupon == id));
        let uses: Vec<PaymentId> = uses.map(|discount| discount.payment).collect();
        let live: Vec<PaymentId> =
            uses.iter().copied().filter(|payment| !self.is_all_back(*payment)).collect();
        assert!(live.len() <= 1, "used twice: {coupon:?} for {live:?}");
        match coupon.state {
            CouponState::Used(payment) => {
                assert!(uses.contains(&payment), "{coupon:?}");
                assert!(live.iter().all(|one| *one == payment), "{coupon:?}");
            }
            CouponState::Held | CouponState::Lapsed => assert_eq!(live, [], "{coupon:?}"),
        }
    }

    fn check_people(&self) {
        let mut counted: BTreeMap<(StockId, PersonId), u32> = BTreeMap::new();
        for coupon in self.coupons.values() {
            *counted.entry((coupon.coupon.stock, coupon.person)).or_default() += 1;
        }
        assert_eq!(counted, self.received);
        for ((stock, _), count) in counted {
            assert!(count <= u32::from(self.stocks[&stock].rules.per_person_max));
        }
    }

    /// Something is always paid, the savings come to the rest, and no more goes back than came.
    fn check_payment(&self, payment: &Payment) {
        let (PaymentKind::Label(_) | PaymentKind::PayerCode(_)) = payment.kind else { return };
        let (id, price) = (payment.id, self.price_minor(payment));
        let saved = self
            .discounts
            .get(&id)
            .map_or(0, |discount| discount.used.iter().map(|used| used.saving_minor).sum::<u64>());
        assert!(payment.amount.minor() >= 1, "{payment:?}");
        assert_eq!(payment.amount.minor() + saved, price, "{payment:?}");
        let moved_as = |kind: PaymentKind| self.moved(|it| it.kind == kind);
        let subsidy = moved_as(PaymentKind::Subsidy(id));
        let subsidy_back = moved_as(PaymentKind::SubsidyReturned(id));
        let (won, won_back) =
            (moved_as(PaymentKind::CashBack(id)), moved_as(PaymentKind::CashBackReturned(id)));
        let back = self
            .moved(|it| it.kind == PaymentKind::Refund(id) || it.kind == PaymentKind::Reversal(id));
        let returned = self.returned.get(&id).copied().unwrap_or_default();
        assert!(returned <= price, "{payment:?}");
        assert!(back <= payment.amount.minor(), "{payment:?}");
        assert!(won <= payment.amount.minor(), "{payment:?}");
        assert!(subsidy_back <= subsidy && won_back <= won, "{payment:?}");
        let fee = moved_as(PaymentKind::Fee(id));
        let fee_back = moved_as(PaymentKind::FeeReturned(id));
        assert_eq!(fee, FEE.of(payment.amount.minor()), "{payment:?}");
        assert_eq!(fee_back, fee * returned / price, "{payment:?}");
        if returned == price {
            assert_eq!((back, won_back), (payment.amount.minor(), won), "{payment:?}");
        }
    }

    /// One draw a person and day, and what was won is what is gone of the budget.
    fn check_campaign(&self, store: &MemoryStore) {
        let mut days: BTreeSet<(AccountId, LocalDay)> = BTreeSet::new();
        for drawn in &self.drawn {
            let payment = &self.payments[&drawn.payment];
            let Some(draw) = drawn.draw() else { continue };
            assert_eq!(draw.paid, payment.amount, "{drawn:?}");
            assert!(days.insert((payment.debit, draw.day)), "twice a day: {drawn:?}");
            assert_eq!(draw.day, day_of(payment.at), "{drawn:?}");
        }
        for campaign in store.campaigns().expect("memory works") {
            let left = self.balance(campaign.account);
            assert!(self.won_minor <= campaign.budget_minor, "{campaign:?}");
            match campaign.state {
                State::Active | State::Paused => {
                    assert_eq!(left + self.won_minor, campaign.budget_minor, "{campaign:?}");
                }
                State::Draft | State::Ended => assert_eq!(left, 0, "{campaign:?}"),
            }
        }
    }
}

/// Checks all of it.
pub(super) fn check(store: &MemoryStore) {
    let books = Books::of(store);
    books.check_accounts();
    books.stocks.values().for_each(|stock| books.check_stock(stock));
    books.coupons.values().for_each(|coupon| books.check_coupon(coupon));
    books.check_people();
    books.payments.values().for_each(|payment| books.check_payment(payment));
    books.check_campaign(store);
    check_envelopes(store);
}

/// Checks a day's limits, just after a coupon was taken on it.
pub(super) fn check_day(store: &MemoryStore, stock: StockId, at: TimeMs) {
    let books = Books::of(store);
    let limits = &books.stocks[&stock].budget.limits;
    let of_day = books
        .coupons
        .values()
        .filter(|one| one.coupon.stock == stock && day_of(one.received_at) == day_of(at));
    let (mut pieces, mut minor) = (0, 0);
    for coupon in of_day {
        pieces += 1;
        minor += coupon.taken.reserved_minor;
    }
    assert!(limits.pieces_a_day.is_none_or(|most| pieces <= most), "{pieces} of {limits:?}");
    assert!(limits.money_a_day_minor.is_none_or(|most| minor <= most), "{minor} of {limits:?}");
}

/// An envelope's shares come to what was put into it, and what is not claimed is still there or
/// went back.
fn check_envelopes(store: &MemoryStore) {
    let books = Books::of(store);
    for record in store.records() {
        let Record::Envelope(sent) = record else { continue };
        let (id, total) = (sent.envelope.id, sent.envelope.total.minor());
        let claims = store.claims(id).expect("memory works");
        let people: BTreeSet<PersonId> = claims.iter().map(|claim| claim.person).collect();
        assert_eq!(people.len(), claims.len(), "one share each: {sent:?}");
        let claimed = books.moved(|it| it.kind == PaymentKind::Share(id));
        let back = books.moved(|it| it.kind == PaymentKind::EnvelopeReturned(id));
        let left = books.balance(sent.account());
        assert_eq!(claimed + back + left, total, "{sent:?}");
        let sealed = sent.sealed().expect("it was sent");
        assert_eq!(sealed.shares.iter().map(|share| share.minor).sum::<u64>(), total, "{sent:?}");
        let is_whole = claims.len() == sealed.shares.len();
        assert_eq!(sent.state == EnvelopeState::Finished, is_whole, "{sent:?}");
        assert!(sent.state == EnvelopeState::Open || left == 0, "{sent:?}");
    }
}
