//! Coupons as they are shown: what one is worth, where and when, and why it is not used.

use super::AmountView;
use money::{Amount, Currency};
use paycode::printable;
use promotion::State;
use promotion::combination::{Unused, Verdict};
use promotion::coupon::{Coupon, Goods, Kind, Merchants, Refusal, Rules, Scope, Window};
use serde::Serialize;
use ts_rs::TS;
use wallet::coupon::{CouponBook, Discount, HeldCoupon, OfferEnd, SeenStock, StockFacts};
use wire::coupon::{CouponState, LEFT_MAX};

/// The person's coupons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CouponsView {
    /// The coupons, those received last in front.
    pub coupons: Vec<CouponView>,
    /// When this was true, in Unix milliseconds.
    pub as_of_ms: u64,
    /// Whether the operator said so just now; otherwise it is what it said last.
    pub online: bool,
}

/// What can be taken now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OfferedView {
    /// The batches.
    pub stocks: Vec<StockView>,
}

/// A batch as somebody sees it who has its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SeenStockView {
    /// What it is.
    pub stock: StockView,
    /// How many can still be taken today; null where there are plenty.
    pub left: Option<u64>,
    /// How many the person has received, those included that were used or are over.
    pub received: u32,
    /// Why he would get none now: the code that taking one would be refused with.
    pub refusal: Option<String>,
}

/// One coupon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CouponView {
    /// The coupon.
    pub coupon: String,
    /// What it is of, with its own value where one was drawn.
    pub stock: StockView,
    /// From when it is good, in Unix milliseconds.
    pub from_ms: u64,
    /// Until before when, in Unix milliseconds.
    pub until_ms: u64,
    /// Where it stands.
    pub standing: CouponStanding,
    /// The payment that it was used for.
    pub payment: Option<String>,
}

/// Where a coupon stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CouponStanding {
    /// It can be used.
    Usable,
    /// It is good later.
    Early,
    /// Its batch rests.
    Paused,
    /// It was used.
    Used,
    /// Its time is over, or its batch has ended.
    Over,
}

/// A batch of coupons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StockView {
    /// The batch.
    pub stock: String,
    /// What people read.
    pub title: String,
    /// What a coupon is worth.
    pub worth: WorthView,
    /// From which price on; null from any.
    pub threshold: Option<AmountView>,
    /// The shops, by name; null for all shops, or all but `not_at`.
    pub only_at: Option<Vec<String>>,
    /// The shops that do not take it, by name.
    pub not_at: Vec<String>,
    /// The kinds of goods that it is for; null for all but `not_for`.
    pub only_for: Option<Vec<String>>,
    /// The kinds of goods that it is not for.
    pub not_for: Vec<String>,
    /// Whether it is for one line of an order.
    pub for_item: bool,
    /// When coupons of it are used at the latest, in Unix milliseconds.
    pub until_ms: u64,
    /// On which days of the week: bit 0 is Monday.
    pub weekdays: u8,
    /// At which minutes of the day, from and until before; all when empty.
    pub hours_min: Vec<[u16; 2]>,
    /// Whether other coupons may be used beside it.
    pub stackable: bool,
    /// How many one person gets.
    pub per_person_max: u8,
    /// Whether a bound card is needed to take one.
    pub needs_card: bool,
}

/// What a coupon is worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "worth", rename_all = "snake_case")]
pub enum WorthView {
    /// An amount off.
    Off {
        /// How much.
        amount: AmountView,
    },
    /// A share off.
    Percent {
        /// Such as `12.5`.
        percent: String,
        /// The most that is taken off.
        cap: AmountView,
    },
    /// It costs this.
    Price {
        /// The price.
        amount: AmountView,
    },
    /// An amount off that is drawn when it is taken.
    Drawn {
        /// The least.
        least: AmountView,
        /// The most.
        most: AmountView,
    },
}

/// A payment's price with coupons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DiscountView {
    /// What it costs without.
    pub total: AmountView,
    /// What is saved.
    pub saving: AmountView,
    /// The coupons that are used.
    pub used: Vec<UsedCouponView>,
    /// The coupons that are not used, with why.
    pub unused: Vec<UnusedCouponView>,
}

/// A coupon that a payment uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UsedCouponView {
    /// The coupon.
    pub coupon: String,
    /// What it is of.
    pub title: String,
    /// What it saves.
    pub saving: AmountView,
    /// The name of the one thing that it is used for; null for the whole order.
    pub item: Option<String>,
}

/// A coupon that a payment does not use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnusedCouponView {
    /// The coupon.
    pub coupon: String,
    /// What it is of.
    pub title: String,
    /// Why: a word of `promotion`, such as `threshold_short`.
    pub reason: String,
    /// The amount that belongs to the reason: what is missing, or what it would save.
    pub amount: Option<AmountView>,
    /// The moment that belongs to the reason, in Unix milliseconds.
    pub at_ms: Option<u64>,
    /// The days of the week that belong to the reason.
    pub weekdays: Option<u8>,
    /// The hours that belong to the reason.
    pub hours_min: Vec<[u16; 2]>,
    /// Whether the payer could use it instead.
    pub is_choice: bool,
}

impl CouponsView {
    pub(crate) fn of(book: CouponBook, now_ms: u64) -> Self {
        let CouponBook { held, zone: _, as_of_ms, online } = book;
        let coupons = held.into_iter().map(|held| CouponView::of(held, now_ms)).collect();
        Self { coupons, as_of_ms, online }
    }
}

impl SeenStockView {
    pub(crate) fn of(seen: SeenStock) -> Self {
        let SeenStock { stock, left, received, refusal } = seen;
        Self {
            stock: StockView::of(stock, None),
            left: (left < LEFT_MAX).then_some(left),
            received,
            refusal: refusal.map(|code| code.word().to_owned()),
        }
    }
}

impl CouponView {
    pub(crate) fn of(held: HeldCoupon, now_ms: u64) -> Self {
        let HeldCoupon { coupon, received_at_ms: _, state, payment, stock } = held;
        let Coupon { id, stock: _, value_minor, from, until } = coupon;
        let standing = match (state, stock.state) {
            (CouponState::Used, _) => CouponStanding::Used,
            (CouponState::Lapsed, _) | (_, State::Ended) => CouponStanding::Over,
            (CouponState::Held, _) if now_ms >= until.0 => CouponStanding::Over,
            (CouponState::Held, State::Draft | State::Paused) => CouponStanding::Paused,
            (CouponState::Held, State::Active) if now_ms < from.0 => CouponStanding::Early,
            (CouponState::Held, State::Active) => CouponStanding::Usable,
        };
        Self {
            coupon: wire::Id(id.0).to_string(),
            stock: StockView::of(stock, value_minor),
            from_ms: from.0,
            until_ms: until.0,
            standing,
            payment: payment.map(|payment| payment.to_string()),
        }
    }
}

impl StockView {
    /// Returns what is shown of a batch, or of a coupon with its own value.
    pub(crate) fn of(facts: StockFacts, value_minor: Option<u64>) -> Self {
        let StockFacts { stock, title, state: _, rules, merchant_names } = facts;
        let Rules {
            currency,
            kind,
            scope,
            merchants,
            window: Window { from: _, until },
            validity,
            stackable,
            funding: _,
            per_person_max,
            needs_card,
            limits: _,
        } = rules;
        let threshold_minor = kind.threshold_minor();
        let (only_at, not_at) = match merchants {
            Merchants::All => (None, Vec::new()),
            Merchants::Only(_) => (Some(merchant_names), Vec::new()),
            Merchants::Except(_) => (None, merchant_names),
        };
        let for_item = matches!(scope, Scope::Item(_));
        let (Scope::Order(goods) | Scope::Item(goods)) = scope;
        let texts = |tags: &std::collections::BTreeSet<promotion::coupon::Tag>| {
            tags.iter().map(|tag| tag.as_str().to_owned()).collect()
        };
        let (only_for, not_for) = match &goods {
            Goods::All => (None, Vec::new()),
            Goods::Only(tags) => (Some(texts(tags)), Vec::new()),
            Goods::Except(tags) => (None, texts(tags)),
        };
        Self {
            stock: stock.to_string(),
            title,
            worth: worth(kind, value_minor, currency),
            threshold: (threshold_minor > 0).then(|| amount(threshold_minor, currency)),
            only_at,
            not_at,
            only_for,
            not_for,
            for_item,
            until_ms: until.0,
            weekdays: validity.weekdays.bits(),
            hours_min: validity.hours.iter().map(|one| [one.from_min, one.until_min]).collect(),
            stackable,
            per_person_max,
            needs_card,
        }
    }
}

fn amount(minor: u64, currency: Currency) -> AmountView {
    Amount::new(minor, currency).unwrap_or(Amount::zero(currency)).into()
}

fn worth(kind: Kind, value_minor: Option<u64>, currency: Currency) -> WorthView {
    let amount = |minor| amount(minor, currency);
    match (kind, value_minor) {
        (Kind::AmountOff(kind), _) => WorthView::Off { amount: amount(kind.off_minor) },
        (Kind::PercentOff(kind), _) => {
            WorthView::Percent { percent: percent(kind.basis_points), cap: amount(kind.cap_minor) }
        }
        (Kind::FixedPrice(kind), _) => WorthView::Price { amount: amount(kind.price_minor) },
        (Kind::RandomValue(_), Some(minor)) => WorthView::Off { amount: amount(minor) },
        (Kind::RandomValue(kind), None) => {
            WorthView::Drawn { least: amount(kind.least_minor), most: amount(kind.most_minor) }
        }
    }
}

/// Writes hundredths of a percent without zeros that say nothing.
pub(super) fn percent(basis_points: u16) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl DiscountView {
    pub(crate) fn of(discount: Discount) -> Self {
        let Discount { total, payable, offers } = discount;
        let saving = total.checked_sub(payable).unwrap_or(Amount::zero(total.currency()));
        let (mut used, mut unused) = (Vec::new(), Vec::new());
        for OfferEnd { coupon, title, verdict, item } in offers {
            let coupon = coupon.to_string();
            match verdict {
                Verdict::Used { line: _, saving } => {
                    let item = item.as_deref().map(printable);
                    used.push(UsedCouponView { coupon, title, saving: saving.into(), item });
                }
                Verdict::Unused(why) => {
                    unused.push(UnusedCouponView::of(coupon, title, &why, total.currency()));
                }
            }
        }
        Self { total: total.into(), saving: saving.into(), used, unused }
    }
}

impl UnusedCouponView {
    fn of(coupon: String, title: String, why: &Unused, currency: Currency) -> Self {
        let reason = why.code().to_owned();
        let mut view = Self {
            coupon,
            title,
            reason,
            amount: None,
            at_ms: None,
            weekdays: None,
            hours_min: Vec::new(),
            is_choice: !matches!(why, Unused::Refused(_)),
        };
        match why {
            Unused::OnlyAlone { saves_minor } => view.amount = Some(amount(*saves_minor, currency)),
            Unused::Refused(Refusal::TooEarly { from: at } | Refusal::Lapsed { until: at }) => {
                view.at_ms = Some(at.0);
            }
            Unused::Refused(Refusal::WrongWeekday { weekdays }) => {
                view.weekdays = Some(weekdays.bits());
            }
            Unused::Refused(Refusal::WrongHours { hours }) => {
                let hours = hours.iter().flatten();
                view.hours_min = hours.map(|one| [one.from_min, one.until_min]).collect();
            }
            Unused::Refused(Refusal::ThresholdShort { short_minor }) => {
                view.amount = Some(amount(*short_minor, currency));
            }
            _ => {}
        }
        view
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_are_written_without_idle_zeros() {
        for (basis_points, text) in [(1500, "15"), (1250, "12.5"), (1, "0.01"), (9999, "99.99")] {
            assert_eq!(percent(basis_points), text);
        }
    }
}
