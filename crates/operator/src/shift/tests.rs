//! Whatever is taken, given back, opened and closed: all reports and all that is in no shift come
//! to what the day comes to, and what comes later changes no report.

use super::*;
use crate::bill::Books;
use crate::figures::Asked;
use crate::figures::takers::{self, Asker};
use crate::keys::Keys;
use bank::contract::town::{self, AT, program, shift as shifts, staff};
use bank::id::{ApiKeyId, OrderId, ShiftId};
use bank::memory::MemoryStore;
use bank::record::{Role, Shift};
use bank::{Envelope, TimeMs};
use promotion::coupon::{Basket, GoodsLine};
use proof::{ShiftReport, Tips};
use proptest::prelude::*;
use wire::taker::TakerTips;

/// The shop: of person 5, whose cashier is person 6; two programs have keys.
const SHOP: u32 = 10;

/// What somebody does.
#[derive(Clone, Debug)]
enum Step {
    /// Opens or closes the shift of a taker.
    Turn(usize),
    /// Opens an order as a taker.
    Order(usize, u64),
    /// Pays the oldest order that is open.
    Pay,
    /// Pays the label.
    Label(u64),
    /// Gives back a part of the newest payment that nothing went back of, as a taker.
    Refund(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..TAKERS).prop_map(Step::Turn),
        4 => (0..TAKERS, 1..500_u64).prop_map(|(taker, minor)| Step::Order(taker, minor)),
        5 => Just(Step::Pay),
        1 => (1..500_u64).prop_map(Step::Label),
        2 => (0..TAKERS).prop_map(Step::Refund),
    ]
}

/// Owner, cashier, two programs, and the shop's own till.
const TAKERS: usize = 5;

fn taker(n: usize) -> Taker {
    match n {
        0 => Taker::Staff(staff::staff(SHOP, 5)),
        1 => Taker::Staff(staff::staff(SHOP, 6)),
        2 => Taker::Key(ApiKeyId(1)),
        3 => Taker::Key(ApiKeyId(2)),
        _ => Taker::Till,
    }
}

/// Has a till's command given by one of them.
fn given(n: usize, envelope: Envelope) -> Envelope {
    match n {
        0 => staff::act(SHOP, 5, envelope),
        1 => staff::act(SHOP, 6, envelope),
        2 => shifts::by_key(SHOP, 1, envelope),
        3 => shifts::by_key(SHOP, 2, envelope),
        _ => envelope,
    }
}

struct Town {
    store: MemoryStore,
    keys: Keys,
    _folder: tempfile::TempDir,
    next: u128,
    orders: Vec<u128>,
    paid: Vec<u128>,
    open: [Option<u128>; TAKERS],
    closed: Vec<u128>,
    /// All that were given.
    tips: Tips,
}

/// How much of an order of so much is a tip: of every other one, a tenth.
const fn tip_of(minor: u64) -> u64 {
    if minor.is_multiple_of(2) { minor / 10 } else { 0 }
}

fn with_tip(mut order: Envelope, minor: u64) -> Envelope {
    let tip_minor = tip_of(minor);
    if let (1.., bank::Command::OpenOrder(open)) = (tip_minor, &mut order.command) {
        let price_minor = minor - tip_minor;
        let sold = GoodsLine { name: None, pieces: 1, price_minor, tags: Vec::new() };
        open.goods = Some(Basket::new(vec![sold, GoodsLine::tip(tip_minor)]).expect("goods"));
    }
    order
}

impl Town {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Keys::create(folder.path()).expect("keys");
        let (store, next) = (MemoryStore::default(), 1_000);
        let (orders, paid, open, closed, tips) = Default::default();
        let town = Self { store, keys, _folder: folder, next, orders, paid, open, closed, tips };
        town.run(&town::founded(10, 1, 100_000));
        town.run(&[staff::found(SHOP, 5)]);
        town.run(&staff::joined(900, SHOP, 5, 6, Role::Cashier));
        town.run(&[program::open_key(1, SHOP), program::open_key(2, SHOP)]);
        town
    }

    fn run(&self, envelopes: &[Envelope]) {
        for envelope in envelopes {
            let outcome = bank::batch::run(&mut self.store.clone(), std::slice::from_ref(envelope));
            outcome.expect("works").remove(0).expect("nothing speaks against it");
        }
    }

    fn id(&mut self) -> u128 {
        self.next += 1;
        self.next
    }

    fn turn(&mut self, n: usize) {
        match self.open[n].take() {
            Some(shift) => {
                self.run(&[given(n, shifts::close_shift(shift, SHOP, taker(n)))]);
                self.closed.push(shift);
            }
            None => {
                let shift = self.id();
                self.run(&[given(n, shifts::open_shift(shift, SHOP, taker(n)))]);
                self.open[n] = Some(shift);
            }
        }
    }

    fn step(&mut self, step: &Step) {
        let id = self.id();
        match *step {
            Step::Turn(n) => self.turn(n),
            Step::Order(n, minor) => {
                let order = town::open_order(id, SHOP, minor);
                self.run(&[given(n, with_tip(order, minor))]);
                self.orders.push(id);
            }
            Step::Pay if self.orders.is_empty() => {}
            Step::Pay => {
                let order = self.orders.remove(0);
                let Ok(Some(Record::Order(known))) = self.store.record(&Key::Order(OrderId(order)))
                else {
                    panic!("an order")
                };
                let payee = bank::command::Payee::Order(OrderId(order));
                let minor = known.amount.minor();
                self.run(&[town::pay(id, 7, payee, minor)]);
                self.paid.push(id);
                self.tips.count += u64::from(tip_of(minor) > 0);
                self.tips.minor += tip_of(minor);
            }
            Step::Label(minor) => {
                let payee = bank::command::Payee::Label(town::label(SHOP));
                self.run(&[town::pay(id, 8, payee, minor)]);
                self.paid.push(id);
            }
            Step::Refund(n) => {
                if let Some(payment) = self.paid.pop() {
                    self.run(&[given(n, town::refund(id, payment, SHOP, 1))]);
                }
            }
        }
    }

    fn books(&self) -> Books<'_> {
        Books {
            reader: &self.store,
            operator: "harbour",
            keys: &self.keys.operator,
            pseudonyms: &self.keys.pseudonyms,
        }
    }

    fn merchant(&self) -> Merchant {
        match self.store.record(&Key::Merchant(town::merchant(SHOP))) {
            Ok(Some(Record::Merchant(merchant))) => merchant,
            other => panic!("a merchant, not {other:?}"),
        }
    }

    fn shift(&self, id: u128) -> Shift {
        match self.store.record(&Key::Shift(ShiftId(id))) {
            Ok(Some(Record::Shift(shift))) => *shift,
            other => panic!("a shift, not {other:?}"),
        }
    }

    fn report(&self, id: u128) -> ShiftReport {
        let zone = "+08:00".parse().expect("a zone");
        let report = report(self.books(), &self.merchant(), &self.shift(id), zone, None);
        report.expect("reads").expect("of a closed shift")
    }

    /// What a taker took outside of their shifts, net and in tips: what is between their bounds.
    fn outside(&self, n: usize) -> (i128, u64) {
        let mut own: Vec<Shift> = self.closed.iter().map(|id| self.shift(*id)).collect();
        own.retain(|shift| shift.taker == taker(n));
        own.sort_by_key(|shift| shift.after);
        let mut from = 0;
        let mut gaps = Vec::new();
        for shift in own {
            gaps.push((from, shift.after));
            from = shift.end.expect("closed").last;
        }
        gaps.push((from, u64::MAX));
        let net = |(after, last)| {
            let extent = Extent { taker: taker(n), after, last, seen: None, most: MOST };
            let counted = count(self.books(), &self.merchant(), extent).expect("reads");
            let counted = counted.expect("little");
            let net = i128::from(counted.payments.net()) - i128::from(counted.refunds.net());
            (net, counted.tips.minor)
        };
        gaps.into_iter().map(net).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }
}

#[test]
fn a_tip_goes_back_after_the_goods_whoever_gives_back_and_whenever() {
    let mut town = Town::new();
    town.step(&Step::Order(0, 100));
    town.step(&Step::Pay);
    let paid = town.paid[0];
    let after = |minutes: u64| AT.plus_ms(minutes * 60_000);
    // 90 for goods and 10 as a tip: 85 of the goods; the other 5 and 2 of the tip; 8 of the tip.
    for (minutes, n, minor) in [(1, 1, 85), (2, 0, 7), (3, 1, 8)] {
        let id = town.id();
        let mut refund = given(n, town::refund(id, paid, SHOP, minor));
        refund.at = after(minutes);
        town.run(&[refund]);
    }
    let told = |from: TimeMs| {
        let asked = Asked { from, until: after(9), as_of: after(9) };
        let asker = Asker { taker: taker(0), sees_all: true };
        let zone = "+08:00".parse().expect("a zone");
        let day = takers::of(town.books(), &town.merchant(), zone, asked, asker);
        let day = day.expect("reads").expect("little");
        let of = |own: bool| day.takers.iter().find(|one| one.is_own == own).map(|one| one.tips);
        (day.tips, of(true), of(false))
    };
    let tips = |count, minor, back_minor| TakerTips { count, minor, back_minor };
    assert_eq!(told(AT), (tips(1, 10, 10), Some(tips(1, 10, 2)), Some(tips(0, 0, 8))));
    // What went back before counts, whenever that was.
    assert_eq!(told(after(3)), (tips(0, 0, 8), None, Some(tips(0, 0, 8))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn all_reports_and_all_that_is_in_no_shift_are_the_day(
        steps in proptest::collection::vec(step(), 1..60),
        later in proptest::collection::vec(step(), 0..10),
    ) {
        let mut town = Town::new();
        for step in &steps {
            town.step(step);
        }
        for n in 0..TAKERS {
            if town.open[n].is_some() {
                town.turn(n);
            }
        }
        let reports: Vec<ShiftReport> = town.closed.iter().map(|id| town.report(*id)).collect();
        let numbers: Vec<u64> = reports.iter().map(|report| report.number).collect();
        prop_assert_eq!(numbers, (1..=reports.len() as u64).collect::<Vec<_>>());
        let asked = Asked { from: AT, until: AT.plus_ms(1), as_of: TimeMs(0) };
        let asker = Asker { taker: Taker::Till, sees_all: true };
        let zone = "+08:00".parse().expect("a zone");
        let day = takers::of(town.books(), &town.merchant(), zone, asked, asker);
        let day = day.expect("reads").expect("little");
        let labels = day.takers.iter().filter(|taker| taker.kind == wire::taker::TakerKind::Label);
        let labels: i64 = labels.map(|taker| taker.net_minor).sum();
        let outside: Vec<(i128, u64)> = (0..TAKERS).map(|n| town.outside(n)).collect();
        let tips: u64 = reports.iter().map(|report| report.tips.minor).sum();
        let other_tips: u64 = outside.iter().map(|(_, tips)| tips).sum();
        prop_assert_eq!(tips + other_tips, town.tips.minor);
        // A refund of 1 takes nothing of a tip.
        let (count, minor) = (town.tips.count, town.tips.minor);
        prop_assert_eq!(day.tips, TakerTips { count, minor, back_minor: 0 });
        let outside: i128 = outside.iter().map(|(net, _)| net).sum();
        let within: i128 = reports.iter().map(ShiftReport::net).sum();
        prop_assert_eq!(within + outside + i128::from(labels), i128::from(day.net_minor));
        let counted: u64 = reports.iter().map(|report| report.payments.count).sum();
        prop_assert!(counted <= day.payments.count);

        let closed = town.closed.clone();
        for step in &later {
            town.step(step);
        }
        let again: Vec<ShiftReport> = closed.iter().map(|id| town.report(*id)).collect();
        prop_assert_eq!(again, reports, "what comes later changes no report");
        prop_assert!(bank::audit::audit(&town.store).expect("reads").is_clean());
    }
}
