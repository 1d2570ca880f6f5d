//! The exact optimum on plain numbers: item offers by matching, the order's by a table, those that
//! do not stack one by one. Why that is exact stands in [`super`].

use super::matching::{Edge, ItemOffer, Matching, best_lines, bit, by_number};
use super::{CombinationError, ITEM_OFFERS_MAX, ORDER_OFFERS_MAX, Offer};
use crate::coupon::{Cut, Order, Scope};
use crate::id::CouponId;
use std::cmp::Reverse;

/// An offer that may be used.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) id: CouponId,
    pub(super) rank: usize,
    pub(super) is_stackable: bool,
    pub(super) part: Part,
}

/// What it applies to.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// One of these lines.
    Item(Vec<Edge>),
    /// The order.
    Order(OrderCut),
}

/// What it does to an order of which some goods do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OrderCut {
    pub(super) outside_minor: u64,
    pub(super) cut: Cut,
}

impl OrderCut {
    /// Returns what it takes off when this much is left to pay; one minor unit stays.
    pub(super) fn saving_minor(self, left_minor: u64) -> u64 {
        let counts_minor = left_minor.saturating_sub(self.outside_minor);
        self.cut.saving_minor(counts_minor).min(left_minor.saturating_sub(1))
    }
}

impl Candidate {
    pub(super) fn of(rank: usize, order: &Order, offer: &Offer<'_>) -> Self {
        let (rules, id) = (offer.rules, offer.coupon.id);
        let cut = rules.kind.cut(offer.coupon.value_minor);
        let part = match &rules.scope {
            Scope::Order(goods) => {
                Part::Order(OrderCut { outside_minor: order.outside_minor(goods), cut })
            }
            Scope::Item(goods) => {
                let lines = order.lines().iter().enumerate();
                let edges = lines.filter_map(|(line, bought)| {
                    let is_for = goods.contain(&bought.tags)
                        && bought.price_minor >= rules.kind.threshold_minor();
                    let saving_minor = cut.saving_minor(bought.price_minor);
                    (is_for && saving_minor > 0).then_some(Edge { line, saving_minor })
                });
                Part::Item(edges.collect())
            }
        };
        Self { id, rank, is_stackable: rules.stackable, part }
    }
}

/// Which candidates are used, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    pub(super) payable_minor: u64,
    /// Rank, line (none for the order) and saving, in the order of application.
    pub(super) steps: Vec<(usize, Option<usize>, u64)>,
}

/// How good a selection is: the least is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) payable_minor: u64,
    pub(super) count: usize,
    pub(super) item_saving_minor: Reverse<u64>,
    pub(super) item_mask: Reverse<u64>,
    pub(super) order_mask: Reverse<u64>,
}

/// Returns the best selection of candidates that are sorted by rank.
pub(super) fn best(total_minor: u64, candidates: &[Candidate]) -> Selection {
    let stackable: Vec<&Candidate> =
        candidates.iter().filter(|candidate| candidate.is_stackable).collect();
    let (mut key, mut selection) = best_of_stackable(total_minor, &stackable);
    for candidate in candidates.iter().filter(|candidate| !candidate.is_stackable) {
        let (alone_key, alone) = alone(total_minor, candidate);
        if alone_key < key {
            (key, selection) = (alone_key, alone);
        }
    }
    // Lines may be divided in several ways that save the same. The same coupons chosen by the
    // payer, or asked of the bank by the wallet, are divided in the same way.
    let used =
        |candidate: &&Candidate| selection.steps.iter().any(|(rank, ..)| *rank == candidate.rank);
    let wanted: Vec<&Candidate> = candidates.iter().filter(used).collect();
    all(total_minor, &wanted).unwrap_or(selection)
}

/// Returns the selection of all these candidates, which are sorted by rank.
pub(super) fn all(total_minor: u64, wanted: &[&Candidate]) -> Result<Selection, CombinationError> {
    if wanted.len() > 1
        && let Some(candidate) = wanted.iter().find(|candidate| !candidate.is_stackable)
    {
        return Err(CombinationError::NotAlone(candidate.id));
    }
    let (items, orders) = apart(wanted);
    for (wanted, most) in [(items.len(), ITEM_OFFERS_MAX), (orders.len(), ORDER_OFFERS_MAX)] {
        if wanted > most {
            return Err(CombinationError::LimitReached { most });
        }
    }
    let matchings = by_number(&items, items.len());
    let matching = matchings.get(items.len()).ok_or(CombinationError::ItemsTaken)?;
    let required = orders.iter().fold(0, |mask, (rank, _)| mask | bit(*rank));
    let selection = apply(total_minor, matching, &orders, required);
    let in_vain = selection.steps.iter().find(|(_, _, saving_minor)| *saving_minor == 0);
    match in_vain.and_then(|(rank, ..)| wanted.iter().find(|c| c.rank == *rank)) {
        Some(candidate) => Err(CombinationError::SavesNothing(candidate.id)),
        None => Ok(selection),
    }
}

fn alone(total_minor: u64, candidate: &Candidate) -> (Key, Selection) {
    let (items, orders) = apart(&[candidate]);
    let matchings = by_number(&items, 1);
    let none = Matching { saving_minor: 0, mask: 0, pairs: Vec::new() };
    let matching = matchings.last().unwrap_or(&none);
    let order_mask = orders.first().map_or(0, |(rank, _)| bit(*rank));
    let selection = apply(total_minor, matching, &orders, order_mask);
    let key = Key {
        payable_minor: selection.payable_minor,
        count: 1,
        item_saving_minor: Reverse(matching.saving_minor),
        item_mask: Reverse(matching.mask),
        order_mask: Reverse(order_mask),
    };
    (key, selection)
}

/// An offer for the order: its rank and what it does.
type Ordered = (usize, OrderCut);

/// Item offers by rank, and the order's in the order of application.
fn apart(candidates: &[&Candidate]) -> (Vec<ItemOffer>, Vec<Ordered>) {
    let (mut items, mut orders) = (Vec::new(), Vec::new());
    for candidate in candidates {
        match &candidate.part {
            Part::Item(edges) => items.push((candidate.rank, edges)),
            Part::Order(cut) => orders.push((candidate.rank, *cut)),
        }
    }
    orders.sort_by_key(|(rank, cut)| (cut.cut.turn(), *rank));
    let count = items.len();
    let offers = items
        .into_iter()
        .map(|(rank, edges)| ItemOffer { rank, edges: best_lines(edges.clone(), count) });
    (offers.collect(), orders)
}

fn best_of_stackable(total_minor: u64, candidates: &[&Candidate]) -> (Key, Selection) {
    let (items, orders) = apart(candidates);
    let matchings = by_number(&items, ITEM_OFFERS_MAX);
    let mut found: Option<(Key, usize, usize)> = None;
    for (items_used, matching) in matchings.iter().enumerate() {
        let left_minor = after_items(total_minor, matching);
        let table = least_left(left_minor, &orders, 0, 0);
        for (orders_used, payable_minor) in table.into_iter().enumerate() {
            let Some(payable_minor) = payable_minor else { continue };
            let key = Key {
                payable_minor,
                count: items_used + orders_used,
                item_saving_minor: Reverse(matching.saving_minor),
                item_mask: Reverse(matching.mask),
                order_mask: Reverse(0),
            };
            if found.as_ref().is_none_or(|(best, ..)| key < *best) {
                found = Some((key, items_used, orders_used));
            }
        }
    }
    let none = Matching { saving_minor: 0, mask: 0, pairs: Vec::new() };
    let Some((mut key, items_used, orders_used)) = found else {
        // There is always the selection of nothing.
        return (nothing(total_minor), apply(total_minor, &none, &[], 0));
    };
    let matching = matchings.get(items_used).unwrap_or(&none);
    let left_minor = after_items(total_minor, matching);
    let order_mask = earliest(left_minor, &orders, orders_used, key.payable_minor);
    key.order_mask = Reverse(order_mask);
    (key, apply(total_minor, matching, &orders, order_mask))
}

const fn nothing(total_minor: u64) -> Key {
    Key {
        payable_minor: total_minor,
        count: 0,
        item_saving_minor: Reverse(0),
        item_mask: Reverse(0),
        order_mask: Reverse(0),
    }
}

/// What is left after the item offers: one minor unit stays.
fn after_items(total_minor: u64, matching: &Matching) -> u64 {
    total_minor.saturating_sub(matching.saving_minor).max(1)
}

/// What is left to pay at least when none, one, two … of the order's offers are used; nothing
/// where that many cannot be.
type Table = [Option<u64>; ORDER_OFFERS_MAX + 1];

/// Fills the table: all of the `required` are used, none of the `barred`.
fn least_left(left_minor: u64, orders: &[Ordered], required: u64, barred: u64) -> Table {
    let mut table: Table = [None; ORDER_OFFERS_MAX + 1];
    table[0] = Some(left_minor);
    for (rank, cut) in orders {
        if barred & bit(*rank) != 0 {
            continue;
        }
        let is_required = required & bit(*rank) != 0;
        for used in (0..=ORDER_OFFERS_MAX).rev() {
            let without = if is_required { None } else { table[used] };
            let with = used.checked_sub(1).and_then(|before| table[before]);
            let with = with.map(|left| left - cut.saving_minor(left));
            table[used] = match (without, with) {
                (Some(without), Some(with)) => Some(without.min(with)),
                (one, other) => one.or(other),
            };
        }
    }
    table
}

/// Returns, of the sets of `count` offers that leave `payable_minor`, the one that lapses first:
/// each offer in turn is taken in when some such set has it and all taken in before.
fn earliest(left_minor: u64, orders: &[Ordered], count: usize, payable_minor: u64) -> u64 {
    let mut ranks: Vec<usize> = orders.iter().map(|(rank, _)| *rank).collect();
    ranks.sort_unstable();
    let (mut required, mut barred, mut taken) = (0, 0, 0);
    for rank in ranks {
        if taken == count {
            break;
        }
        let with = required | bit(rank);
        if least_left(left_minor, orders, with, barred)[count] == Some(payable_minor) {
            required = with;
            taken += 1;
        } else {
            barred |= bit(rank);
        }
    }
    required
}

/// Goes through the offers in the order of application.
fn apply(total_minor: u64, matching: &Matching, orders: &[Ordered], mask: u64) -> Selection {
    let mut left_minor = total_minor;
    let mut steps = Vec::with_capacity(matching.pairs.len() + ORDER_OFFERS_MAX);
    for (rank, line, saving_minor) in &matching.pairs {
        let saving_minor = (*saving_minor).min(left_minor.saturating_sub(1));
        left_minor -= saving_minor;
        steps.push((*rank, Some(*line), saving_minor));
    }
    for (rank, cut) in orders.iter().filter(|(rank, _)| mask & bit(*rank) != 0) {
        let saving_minor = cut.saving_minor(left_minor);
        left_minor -= saving_minor;
        steps.push((*rank, None, saving_minor));
    }
    Selection { payable_minor: left_minor, steps }
}
