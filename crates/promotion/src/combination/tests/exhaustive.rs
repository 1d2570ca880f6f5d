//! The slow way, written apart from the search: every set of coupons on every choice of lines,
//! each priced as the rules say, and the best by the order that [`crate::combination`] documents.
//! For small sets.

use crate::combination::{ITEM_OFFERS_MAX, ORDER_OFFERS_MAX, Offer};
use crate::coupon::{Coupon, Cut, Kind, Order, Place, Rules, Scope, usable};
use crate::id::CouponId;
use std::cmp::Reverse;

/// One way to use some of the offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) payable_minor: u64,
    /// Sorted by identifier.
    pub(crate) used: Vec<CouponId>,
}

/// Returns the best way, trying all.
pub(crate) fn best(order: &Order, place: Place, offers: &[Offer<'_>]) -> Way {
    let mut best = None;
    each(order, place, offers, &mut |key, way| {
        if best.as_ref().is_none_or(|(known, _)| key < *known) {
            best = Some((key, way));
        }
    });
    best.expect("using nothing is a way").1
}

/// Returns the least to pay with exactly these coupons, trying all lines.
pub(crate) fn cheapest(
    order: &Order,
    place: Place,
    offers: &[Offer<'_>],
    chosen: &[CouponId],
) -> Option<u64> {
    let mut wanted = chosen.to_vec();
    wanted.sort_unstable();
    let mut least: Option<u64> = None;
    each(order, place, offers, &mut |_, way| {
        if way.used == wanted {
            least = Some(least.map_or(way.payable_minor, |least| least.min(way.payable_minor)));
        }
    });
    least
}

/// Earlier expiry first, then the identifier; position in this order is what masks are made of.
type Masks = (Reverse<Vec<bool>>, Reverse<Vec<bool>>);
type Key = (u64, usize, Reverse<u64>, Masks);

fn each(order: &Order, place: Place, offers: &[Offer<'_>], found: &mut dyn FnMut(Key, Way)) {
    let mut good: Vec<Offer<'_>> = offers.to_vec();
    good.retain(|o| usable(o.coupon, o.rules, o.state, order, place).is_ok());
    good.sort_by_key(|offer| (offer.coupon.until, offer.coupon.id));
    let mut choice: Vec<Option<usize>> = vec![None; good.len()];
    walk(order, &good, 0, &mut choice, found);
}

/// `choice` is for each offer the line that it is on; an offer for the order is on line 0.
fn walk(
    order: &Order,
    offers: &[Offer<'_>],
    at: usize,
    choice: &mut Vec<Option<usize>>,
    found: &mut dyn FnMut(Key, Way),
) {
    let Some(offer) = offers.get(at) else {
        if let Some((key, way)) = priced(order, offers, choice) {
            found(key, way);
        }
        return;
    };
    choice[at] = None;
    walk(order, offers, at + 1, choice, found);
    let lines = match &offer.rules.scope {
        Scope::Order(_) => 0..1,
        Scope::Item(_) => 0..order.lines().len(),
    };
    for line in lines {
        choice[at] = Some(line);
        walk(order, offers, at + 1, choice, found);
    }
    choice[at] = None;
}

fn priced(order: &Order, offers: &[Offer<'_>], choice: &[Option<usize>]) -> Option<(Key, Way)> {
    let used: Vec<(usize, &Offer<'_>, usize)> = offers
        .iter()
        .zip(choice)
        .enumerate()
        .filter_map(|(rank, (offer, line))| line.map(|line| (rank, offer, line)))
        .collect();
    if used.len() > 1 && used.iter().any(|(_, offer, _)| !offer.rules.stackable) {
        return None;
    }
    let is_item = |offer: &Offer<'_>| matches!(offer.rules.scope, Scope::Item(_));
    let (items, mut orders): (Vec<_>, Vec<_>) = used.iter().partition(|(_, o, _)| is_item(o));
    if items.len() > ITEM_OFFERS_MAX || orders.len() > ORDER_OFFERS_MAX {
        return None;
    }
    let mut item_saving = 0;
    for (at, (_, offer, line)) in items.iter().enumerate() {
        let taken = items[..at].iter().any(|(_, _, other)| other == line);
        let bought = &order.lines()[*line];
        let saving = cut(offer).saving_minor(bought.price_minor);
        let goods = offer.rules.scope.goods().contain(&bought.tags);
        let reached = bought.price_minor >= offer.rules.kind.threshold_minor();
        if taken || !goods || !reached || saving == 0 {
            return None;
        }
        item_saving += saving;
    }
    let mut left = order.total().minor().saturating_sub(item_saving).max(1);
    orders.sort_by_key(|(_, offer, _)| group(offer.rules, offer.coupon));
    for (_, offer, _) in &orders {
        let outside = order.outside_minor(offer.rules.scope.goods());
        let saving = cut(offer).saving_minor(left.saturating_sub(outside));
        left -= saving.min(left - 1);
    }
    let mask = |list: &[(usize, &Offer<'_>, usize)]| {
        let has = |rank| list.iter().any(|(used, ..)| *used == rank);
        Reverse((0..offers.len()).map(has).collect())
    };
    let key = (left, used.len(), Reverse(item_saving), (mask(&items), mask(&orders)));
    let mut ids: Vec<CouponId> = used.iter().map(|(_, offer, _)| offer.coupon.id).collect();
    ids.sort_unstable();
    Some((key, Way { payable_minor: left, used: ids }))
}

fn cut(offer: &Offer<'_>) -> Cut {
    offer.rules.kind.cut(offer.coupon.value_minor)
}

/// Prices, shares, amounts; then expiry, then identifier.
fn group(rules: &Rules, coupon: &Coupon) -> (u8, crate::calendar::TimeMs, CouponId) {
    let group = match rules.kind {
        Kind::FixedPrice(_) => 0,
        Kind::PercentOff(_) => 1,
        Kind::AmountOff(_) | Kind::RandomValue(_) => 2,
    };
    (group, coupon.until, coupon.id)
}
