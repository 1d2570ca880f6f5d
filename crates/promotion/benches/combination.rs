//! How long the best combination of 28 coupons takes, with its explanation: 10,000 sets, drawn at
//! random and built to be awkward; of each set the least of five calls. What this machine does,
//! not what must be.

use money::{Amount, Currency};
use promotion::calendar::{TimeMs, Zone};
use promotion::combination::{Offer, best};
use promotion::coupon::{
    AmountOff, Coupon, FixedPrice, Funder, Funding, Goods, Kind, Limits, Line, Merchants, Order,
    Payee, PercentOff, Place, Rules, Scope, State, Tag, Validity, Window,
};
use promotion::id::{CouponId, MerchantId, StockId};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::time::Instant;

const COUPONS: u64 = 28;
const SETS: u64 = 2_000;
const CALLS: u64 = 5;

/// Numbers that look random and are the same in each run (xorshift).
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

type Set = (Order, Vec<(Coupon, Rules)>);
type Build = fn(&mut Drawn) -> Set;

fn main() {
    let families: [(&str, Build); 5] = [
        ("all kinds, 20 lines, at random", mixed),
        ("shares of the order, nearly alike", shares),
        ("item offers that push each other on, 200 lines", chains),
        ("item offers for every line, nearly alike", crowded),
        ("all alike: nothing but ties", ties),
    ];
    let mut drawn = Drawn(0x9e37_79b9_7f4a_7c15);
    let mut out = std::io::stdout().lock();
    let mut all = Vec::new();
    for (name, build) in families {
        let mut took: Vec<u128> = (0..SETS).map(|_| time(&build(&mut drawn))).collect();
        took.sort_unstable();
        writeln!(out, "{name}: {}", say(&took)).expect("standard output takes a line");
        all.extend(took);
    }
    all.sort_unstable();
    writeln!(out, "best combination of {COUPONS} coupons, {} sets: {}", all.len(), say(&all))
        .expect("standard output takes a line");
}

fn say(sorted_ns: &[u128]) -> String {
    let us = |ns: u128| format!("{}.{} µs", ns / 1000, ns % 1000 / 100);
    let middle = sorted_ns[sorted_ns.len() / 2];
    format!("median {}, worst {}", us(middle), us(sorted_ns[sorted_ns.len() - 1]))
}

/// The least of some calls: what else the machine does in between is not what is asked.
fn time((order, held): &Set) -> u128 {
    let offers: Vec<Offer<'_>> =
        held.iter().map(|(coupon, rules)| Offer { coupon, rules, state: State::Active }).collect();
    let place =
        Place { payee: Payee::Merchant(MerchantId(1)), at: TimeMs(1_000), zone: Zone::default() };
    let first = best(order, place, &offers).expect("28 coupons, each once");
    let took = (0..CALLS).map(|_| {
        let started = Instant::now();
        let again = best(order, place, &offers);
        let took = started.elapsed().as_nanos();
        assert_eq!(Ok(&first), again.as_ref());
        took
    });
    took.min().unwrap_or_default()
}

fn yuan() -> Currency {
    Currency::from_code("CNY").expect("known")
}

fn tag(number: u64) -> Tag {
    Tag::new(&format!("goods-{number}")).expect("a tag")
}

fn tagged(numbers: &[u64]) -> Goods {
    Goods::Only(numbers.iter().copied().map(tag).collect::<BTreeSet<_>>())
}

fn order(lines: Vec<(u64, Vec<u64>)>, rest_minor: u64) -> Order {
    let total = rest_minor + lines.iter().map(|(price_minor, _)| price_minor).sum::<u64>();
    let lines = lines
        .into_iter()
        .map(|(price_minor, tags)| Line { price_minor, tags: tags.into_iter().map(tag).collect() });
    Order::new(Amount::new(total, yuan()).expect("in range"), lines.collect()).expect("an order")
}

fn held(id: u64, kind: Kind, scope: Scope, stackable: bool) -> (Coupon, Rules) {
    let (from, until) = (TimeMs(0), TimeMs(10_000 + id % 5));
    let coupon =
        Coupon { id: CouponId(id.into()), stock: StockId(1), value_minor: None, from, until };
    let rules = Rules {
        currency: yuan(),
        kind,
        scope,
        merchants: Merchants::All,
        window: Window { from, until },
        validity: Validity::ALWAYS,
        stackable,
        funding: Funding::Funded(Funder::Operator),
        per_person_max: 1,
        needs_card: false,
        limits: Limits {
            money_minor: 1_000_000,
            pieces: 1000,
            money_a_day_minor: None,
            pieces_a_day: None,
        },
    };
    (coupon, rules)
}

fn off(threshold_minor: u64, off_minor: u64) -> Kind {
    Kind::AmountOff(AmountOff { threshold_minor, off_minor })
}

fn percent(basis_points: u64, cap_minor: u64) -> Kind {
    let basis_points = u16::try_from(basis_points).expect("a share");
    Kind::PercentOff(PercentOff { threshold_minor: 0, basis_points, cap_minor })
}

fn mixed(drawn: &mut Drawn) -> Set {
    let lines = (0..20).map(|_| (100 + drawn.below(5_000), vec![drawn.below(6), drawn.below(6)]));
    let lines = lines.collect();
    let coupons = (0..COUPONS).map(|id| {
        let kind = match drawn.below(3) {
            0 => off(drawn.below(4_000), 1 + drawn.below(900)),
            1 => percent(1 + drawn.below(5_000), 1 + drawn.below(2_000)),
            _ => Kind::FixedPrice(FixedPrice {
                price_minor: 50 + drawn.below(2_000),
                saves_max_minor: 1_000,
            }),
        };
        let goods = if drawn.below(3) == 0 {
            Goods::All
        } else {
            tagged(&[drawn.below(6), drawn.below(6)])
        };
        let scope = if drawn.below(2) == 0 { Scope::Order(goods) } else { Scope::Item(goods) };
        held(id, kind, scope, drawn.below(8) > 0)
    });
    let coupons = coupons.collect();
    (order(lines, drawn.below(3_000)), coupons)
}

fn shares(drawn: &mut Drawn) -> Set {
    let coupons = (0..COUPONS).map(|id| {
        let kind = percent(1_000 + drawn.below(9), 900 + drawn.below(200));
        held(id, kind, Scope::Order(Goods::All), true)
    });
    let coupons = coupons.collect();
    (order(Vec::new(), 9_000 + drawn.below(2_000)), coupons)
}

/// Each offer is for two kinds of goods, one of which it shares with the next.
fn chains(drawn: &mut Drawn) -> Set {
    let lines = (0..200).map(|line| (1_000 + drawn.below(50), vec![line % 29])).collect();
    let coupons = (0..COUPONS).map(|id| {
        let kind = percent(1_000 + drawn.below(100), 10_000);
        held(id, kind, Scope::Item(tagged(&[id, id + 1])), true)
    });
    let coupons = coupons.collect();
    (order(lines, 0), coupons)
}

fn crowded(drawn: &mut Drawn) -> Set {
    let lines = (0..28).map(|_| (1_000 + drawn.below(900), vec![1])).collect();
    let coupons = (0..COUPONS).map(|id| {
        let kind = percent(1_000 + drawn.below(2_000), 100 + drawn.below(300));
        held(id, kind, Scope::Item(Goods::All), true)
    });
    let coupons = coupons.collect();
    (order(lines, 0), coupons)
}

fn ties(drawn: &mut Drawn) -> Set {
    let lines = (0..20).map(|_| (1_000, vec![1])).collect();
    let items = drawn.below(COUPONS);
    let coupons = (0..COUPONS).map(|id| {
        let is_item = id < items;
        let scope = if is_item { Scope::Item(Goods::All) } else { Scope::Order(Goods::All) };
        held(id, percent(1_000, 100), scope, true)
    });
    (order(lines, 0), coupons.collect())
}
