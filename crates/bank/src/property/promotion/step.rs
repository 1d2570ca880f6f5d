//! What happens in the town: small steps by number, and the commands that they are.

use super::{CAMPAIGN_MINOR, FEE, PEOPLE, STOCKS, rules, terms};
use crate::command::{Command, Envelope, Payee, ReverseOrder};
use crate::contract::town::fee::with_fee;
use crate::contract::town::{
    self, campaign as town_campaign, coupon as town_coupon, envelope as town_envelope,
    goods as town_goods,
};
use crate::goods;
use crate::id::{OrderId, PaymentId, TimeMs};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::record::{Coupon, CouponState, Record, Stock};
use crate::store::Reader as _;
use promotion::calendar::DAY_MS;
use promotion::combination::{self, Combination, CombinationError, Offer};
use promotion::coupon::{Basket, Limits, Payee as Payer, Place};
use promotion::envelope::Split;
use promotion::id::{CouponId, MerchantId};
use promotion::{Change, Seed};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The time from one step to the next: refunds of one payment are a minute apart.
const STEP_MS: u64 = 61_000;

/// One step; `which` chooses among what there is so far.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Take {
        stock: u32,
        person: u32,
    },
    Pay {
        payer: u32,
        shop: u32,
        minor: u64,
        coupons: Coupons,
    },
    Charge {
        payer: u32,
        shop: u32,
        minor: u64,
    },
    /// A part of a payment, or all that is left of it.
    Refund {
        which: u8,
        minor: Option<u64>,
    },
    Reverse {
        which: u8,
    },
    Lapse {
        which: u8,
    },
    ChangeStock {
        stock: u32,
        change: Change,
    },
    LimitStock {
        stock: u32,
        pieces: u64,
        money_for: u64,
        has_seen: bool,
    },
    ChangeCampaign {
        change: Change,
    },
    LimitCampaign {
        minor: u64,
        has_seen: bool,
    },
    ShowSeed,
    Send {
        sender: u32,
        minor: u64,
        shares: u16,
        is_lucky: bool,
    },
    Claim {
        which: u8,
        person: u32,
    },
    Return {
        which: u8,
    },
    Again {
        which: u8,
    },
    Hours {
        hours: u8,
    },
}

/// The coupons of a payment.
#[derive(Clone, Copy, Debug)]
pub(super) enum Coupons {
    None,
    /// Those that save most, as a wallet finds them.
    Best,
    /// Those that save most, for one minor unit less.
    BestForLess,
    /// All that the payer holds.
    All,
    /// This one, of the payer's or of all, whatever became of it, for what it would cost with it.
    One {
        which: u8,
        is_own: bool,
    },
}

/// Which of some coupons are used.
#[derive(Clone, Copy)]
enum Choice {
    Best,
    All,
}

/// How a command must end.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expected {
    Anything,
    PriceTaken,
    PriceRefused,
    /// Where it is paid, for this.
    Costs(u64),
}

impl Arbitrary for Step {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> BoxedStrategy<Self> {
        let (people, shops, stocks) = (0..=PEOPLE, 0_u32..2, 0..STOCKS);
        prop_oneof![
            8 => (stocks.clone(), people.clone())
                .prop_map(|(stock, person)| Step::Take { stock, person }),
            12 => (people.clone(), shops.clone(), 1_u64..150, coupons()).prop_map(
                |(payer, shop, minor, coupons)| Step::Pay { payer, shop, minor, coupons }
            ),
            2 => (people.clone(), shops, 1_u64..60)
                .prop_map(|(payer, shop, minor)| Step::Charge { payer, shop, minor }),
            5 => (any::<u8>(), prop::option::of(1_u64..150))
                .prop_map(|(which, minor)| Step::Refund { which, minor }),
            2 => any::<u8>().prop_map(|which| Step::Reverse { which }),
            2 => any::<u8>().prop_map(|which| Step::Lapse { which }),
            5 => budgets(stocks),
            2 => (people.clone(), 1_u64..200, 1_u16..5, any::<bool>()).prop_map(
                |(sender, minor, shares, is_lucky)| Step::Send { sender, minor, shares, is_lucky }
            ),
            4 => (any::<u8>(), people).prop_map(|(which, person)| Step::Claim { which, person }),
            1 => any::<u8>().prop_map(|which| Step::Return { which }),
            1 => Just(Step::ShowSeed),
            3 => any::<u8>().prop_map(|which| Step::Again { which }),
            3 => prop_oneof![Just(1_u8), Just(24), Just(50)]
                .prop_map(|hours| Step::Hours { hours }),
        ]
        .boxed()
    }
}

fn coupons() -> impl Strategy<Value = Coupons> {
    prop_oneof![
        2 => Just(Coupons::None),
        4 => Just(Coupons::Best),
        1 => Just(Coupons::BestForLess),
        1 => Just(Coupons::All),
        3 => (any::<u8>(), any::<bool>())
            .prop_map(|(which, is_own)| Coupons::One { which, is_own }),
    ]
}

fn budgets(stocks: std::ops::Range<u32>) -> impl Strategy<Value = Step> {
    // Resuming is likelier than ending for good.
    let change = prop::sample::select(vec![
        Change::Activate,
        Change::Pause,
        Change::Pause,
        Change::Resume,
        Change::Resume,
        Change::Resume,
        Change::End,
    ]);
    let has_seen = || prop::bool::weighted(0.9);
    prop_oneof![
        1 => (stocks.clone(), change.clone())
            .prop_map(|(stock, change)| Step::ChangeStock { stock, change }),
        2 => (stocks, 1_u64..9, 1_u64..9, has_seen()).prop_map(
            |(stock, pieces, money_for, has_seen)| {
                Step::LimitStock { stock, pieces, money_for, has_seen }
            }
        ),
        1 => change.prop_map(|change| Step::ChangeCampaign { change }),
        1 => (1..2 * CAMPAIGN_MINOR, has_seen())
            .prop_map(|(minor, has_seen)| Step::LimitCampaign { minor, has_seen }),
    ]
}

/// What there is so far, and the time.
pub(super) struct World {
    at: TimeMs,
    next: u128,
    asked: Vec<Envelope>,
    coupons: Vec<u128>,
    /// Each with its shop.
    payments: Vec<(u128, u32)>,
    envelopes: Vec<u128>,
}

impl Default for World {
    fn default() -> Self {
        let (at, next) = (town::AT, 1_000);
        let (asked, coupons, payments, envelopes) = Default::default();
        Self { at, next, asked, coupons, payments, envelopes }
    }
}

/// Returns what a price is made of: two teas and the rest; nothing that is known, of one in three.
fn goods_of(minor: u64) -> Option<Basket> {
    let tea_minor = minor / 4;
    let is_known = !minor.is_multiple_of(3) && tea_minor > 0;
    let tea = || town_goods::line("Tea", 2, tea_minor, &["tea"]);
    let rest = || town_goods::line("Cake", 1, minor - 2 * tea_minor, &[]);
    is_known.then(|| town_goods::basket(vec![tea(), rest()]))
}

fn chosen<T: Copy>(of: &[T], which: u8) -> Option<T> {
    of.get(usize::from(which) % of.len().max(1)).copied()
}

impl World {
    /// Returns the command of a step and how it must end; none when there is nothing to do it with.
    pub(super) fn envelope(
        &mut self,
        step: Step,
        store: &MemoryStore,
    ) -> Option<(Envelope, Expected)> {
        self.at = self.at.plus_ms(STEP_MS);
        if let Step::Again { which } = step {
            // Only what has a key is asked with the same key; the rest is a new question.
            let count = self.asked.len().max(1);
            return Some((self.asked.get(usize::from(which) % count)?.clone(), Expected::Anything));
        }
        self.next += 1;
        let id = self.next;
        let (envelope, expected) = match step {
            Step::Pay { payer, shop, minor, coupons } => {
                self.payments.push((id, shop));
                self.pay((id, payer, shop), minor, coupons, store)?
            }
            Step::Charge { payer, shop, minor } => {
                self.payments.push((id, shop));
                self.charge((id, payer, shop), minor, store)?
            }
            Step::ChangeStock { .. }
            | Step::LimitStock { .. }
            | Step::ChangeCampaign { .. }
            | Step::LimitCampaign { .. }
            | Step::ShowSeed => (self.at_desk(id, step, store)?, Expected::Anything),
            _ => (self.other(id, step, store)?, Expected::Anything),
        };
        let envelope = with_fee(FEE, Envelope { at: self.at, ..envelope });
        self.asked.push(envelope.clone());
        Some((envelope, expected))
    }

    fn other(&mut self, id: u128, step: Step, store: &MemoryStore) -> Option<Envelope> {
        Some(match step {
            Step::Take { stock, person } => {
                self.coupons.push(id);
                town_coupon::receive(id, stock, person)
            }
            Step::Refund { which, minor } => {
                let (payment, shop) = chosen(&self.payments, which)?;
                let minor = minor.unwrap_or_else(|| left_minor(store, payment));
                town::refund(id, payment, shop, minor)
            }
            Step::Reverse { which } => {
                let (payment, shop) = chosen(&self.payments, which)?;
                town::plain(Command::ReverseOrder(ReverseOrder {
                    order: OrderId(payment),
                    merchant: town::merchant(shop),
                    reversal: PaymentId(id),
                    day_began_at: TimeMs(0),
                }))
            }
            Step::Lapse { which } => town_coupon::lapse(0, chosen(&self.coupons, which)?),
            Step::Send { sender, minor, shares, is_lucky } => {
                self.envelopes.push(id);
                let mut send = town_envelope::to_send(id, sender, minor, shares);
                send.split = if is_lucky { Split::Lucky } else { Split::Equal };
                send.seed = Seed::new([id.to_be_bytes()[15]; 32]);
                send.order_expires_at = self.at.plus_ms(1);
                town_envelope::send_with(send)
            }
            Step::Claim { which, person } => {
                town_envelope::claim(id, chosen(&self.envelopes, which)?, person)
            }
            Step::Return { which } => town_envelope::give_back(0, chosen(&self.envelopes, which)?),
            Step::Hours { hours } => {
                self.at = self.at.plus_ms(u64::from(hours) * DAY_MS / 24);
                return None;
            }
            _ => return None,
        })
    }

    fn at_desk(&self, id: u128, step: Step, store: &MemoryStore) -> Option<Envelope> {
        Some(match step {
            Step::ChangeStock { stock, change } => town_coupon::change_stock(id, stock, change),
            Step::LimitStock { stock, pieces, money_for, has_seen } => {
                let was = find_stock(store, stock)?.budget.limits;
                let each_minor = rules(stock).kind.most_minor();
                let limits = Limits { pieces, money_minor: money_for * each_minor, ..was };
                let seen = if has_seen { was } else { Limits { pieces: was.pieces + 1, ..was } };
                town_coupon::limit_stock(id, stock, seen, limits)
            }
            Step::ChangeCampaign { change } => town_campaign::change_campaign(id, 0, change),
            Step::LimitCampaign { minor, has_seen } => {
                let was = store.campaigns().ok()?.first()?.budget_minor;
                let seen = if has_seen { was } else { was + 1 };
                town_campaign::limit_campaign(id, 0, seen, minor)
            }
            Step::ShowSeed => {
                let yesterday = town_campaign::day_of(self.at).plus_days(-1);
                town_campaign::show_seed(self.at, &terms(), yesterday)
            }
            _ => return None,
        })
    }

    /// Returns a charge of a payer code with a draw, of two in three with goods. Everybody's
    /// coupons are offered, whatever became of them; it has to cost what the payer's wallet works
    /// out.
    fn charge(
        &self,
        (id, payer, shop): (u128, u32, u32),
        minor: u64,
        store: &MemoryStore,
    ) -> Option<(Envelope, Expected)> {
        let step = u64::try_from(id).ok()?;
        let mut charge = town::charge(id, shop, payer, step, minor);
        let charged = town::charged(&mut charge);
        charged.drawing = Some(town_campaign::drawing(&terms(), self.at));
        charged.draw_evidence = [charged.code_hash[7]; 32];
        charged.goods = goods_of(minor);
        charged.offered.coupons = self.coupons.iter().map(|id| CouponId(*id)).collect();
        let held = store.coupons_of(town::person(payer), u32::MAX).ok()?;
        let held: Vec<Coupon> =
            held.into_iter().filter(|it| it.state == CouponState::Held).collect();
        let sold = (minor, goods_of(minor));
        let (left, _) = self.priced(shop, &sold, Choice::Best, &held, store).ok()?;
        Some((charge, Expected::Costs(left)))
    }

    /// Returns a payment with a draw, for the price that the payer's wallet works out.
    fn pay(
        &self,
        (id, payer, shop): (u128, u32, u32),
        minor: u64,
        coupons: Coupons,
        store: &MemoryStore,
    ) -> Option<(Envelope, Expected)> {
        let payee = Payee::Label(town::label(shop));
        let none = (minor, Vec::new(), Expected::Anything);
        let (left, used, expected) = match coupons {
            Coupons::None => none,
            Coupons::One { which, is_own } => {
                let own = store.coupons_of(town::person(payer), u32::MAX).ok()?;
                let own: Vec<u128> = own.iter().map(|coupon| coupon.coupon.id.0).collect();
                let id = CouponId(chosen(if is_own { &own } else { &self.coupons }, which)?);
                let Ok(Some(Record::Coupon(coupon))) = store.record(&Key::Coupon(id)) else {
                    return None;
                };
                let is_good = coupon.person == town::person(payer);
                let is_good = is_good && coupon.state == CouponState::Held;
                let left = match self.priced(shop, &(minor, None), Choice::All, &[coupon], store) {
                    Ok((left, _)) => left,
                    Err(_) => minor,
                };
                let expected = if is_good { Expected::Anything } else { Expected::PriceRefused };
                (left, vec![id.0], expected)
            }
            Coupons::Best | Coupons::BestForLess | Coupons::All => {
                let held = store.coupons_of(town::person(payer), u32::MAX).ok()?;
                let held: Vec<Coupon> =
                    held.into_iter().filter(|it| it.state == CouponState::Held).collect();
                let choice =
                    if matches!(coupons, Coupons::All) { Choice::All } else { Choice::Best };
                match self.priced(shop, &(minor, None), choice, &held, store) {
                    // Nothing is left out, so one of them is not allowed.
                    Err(all) => (minor, all, Expected::PriceRefused),
                    Ok((_, used)) if used.is_empty() => none,
                    Ok((left, used)) if matches!(coupons, Coupons::BestForLess) && left > 1 => {
                        (left - 1, used, Expected::PriceRefused)
                    }
                    Ok((left, used)) => (left, used, Expected::PriceTaken),
                }
            }
        };
        let mut pay = match used.as_slice() {
            [] => town::pay(id, payer, payee, left),
            used => town_coupon::pay_less(id, payer, payee, (minor, left), used),
        };
        if let Command::Pay(pay) = &mut pay.command {
            pay.drawing = Some(town_campaign::drawing(&terms(), self.at));
            pay.order_expires_at = self.at.plus_ms(60_000);
        }
        Some((pay, expected))
    }

    /// Returns what coupons make of a price, and which are used: the best of them, or all; as an
    /// error all of them, where not all may be used.
    fn priced(
        &self,
        shop: u32,
        (minor, sold): &(u64, Option<Basket>),
        choice: Choice,
        held: &[Coupon],
        store: &MemoryStore,
    ) -> Result<(u64, Vec<u128>), Vec<u128>> {
        let stocks: BTreeMap<_, Stock> = (0..STOCKS)
            .filter_map(|n| find_stock(store, n))
            .map(|stock| (stock.id, *stock))
            .collect();
        let held = held.iter();
        let offers: Vec<Offer<'_>> = held
            .filter_map(|coupon| {
                let stock = stocks.get(&coupon.coupon.stock)?;
                Some(Offer { coupon: &coupon.coupon, rules: &stock.rules, state: stock.state })
            })
            .collect();
        let order = goods::order_of(sold.as_ref(), town::amount(*minor)).expect("an order");
        let place = Place {
            payee: Payer::Merchant(MerchantId(town::merchant(shop).0)),
            at: promotion::calendar::TimeMs(self.at.0),
            zone: town_coupon::zone(),
        };
        let all: Vec<CouponId> = offers.iter().map(|offer| offer.coupon.id).collect();
        let found: Result<Combination, CombinationError> = match choice {
            Choice::All => combination::price(&order, place, &offers, &all),
            Choice::Best => combination::best(&order, place, &offers),
        };
        let found = found.map_err(|_| all.iter().map(|id| id.0).collect::<Vec<_>>())?;
        let used = found.used().map(|(id, _)| id.0).collect();
        Ok((found.payable.minor(), used))
    }
}

fn find_stock(store: &MemoryStore, n: u32) -> Option<Box<Stock>> {
    match store.record(&Key::Stock(town_coupon::stock(n))) {
        Ok(Some(Record::Stock(stock))) => Some(stock),
        _ => None,
    }
}

/// Returns what of a payment's price has not gone back.
fn left_minor(store: &MemoryStore, payment: u128) -> u64 {
    let id = PaymentId(payment);
    let find = |key: Key| store.record(&key).expect("memory works");
    let price = match (find(Key::Discount(id)), find(Key::Payment(id))) {
        (Some(Record::Discount(discount)), _) => discount.total.minor(),
        (_, Some(Record::Payment(payment))) => payment.amount.minor(),
        _ => 0,
    };
    match find(Key::Returned(id)) {
        Some(Record::Returned(returned)) => price - returned.minor,
        _ => price,
    }
}
