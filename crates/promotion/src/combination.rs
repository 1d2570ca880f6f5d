//! The best allowed combination of coupons for an order, exactly, and why each other one is not
//! used. The wallet, the till and the bank call the same function and get the same answer.
//!
//! What is allowed: at most one offer an item line, at most [`ITEM_OFFERS_MAX`] of them, at most
//! [`ORDER_OFFERS_MAX`] offers for the whole order, each coupon once, one that does not stack
//! alone; at least 0.01 is left to pay.
//!
//! What a combination costs: thresholds ask for the prices without any offer, so that no coupon
//! takes another one's condition away. Item offers come first, each on its line. Then the order's:
//! those that set a price, then shares, then amounts; within a group the one that lapses first,
//! then by identifier. Each takes its part of what the ones before it have left, less the goods
//! that do not count for it at their full price. Shares are rounded down.
//!
//! Which is best: the one that saves most; of those the one with the fewest coupons; of those the
//! one whose item offers save most; of those the one whose coupons lapse first, item offers before
//! the order's; of those the one with the lower identifiers.
//!
//! Why the search is exact and fast: every step leaves more or the same to pay when it begins with
//! more ([`crate::coupon::Cut`]). So of all ways to use `k` item offers only the one that saves
//! most matters, and of all ways to use `c` of the first offers of the order only the one that
//! leaves least. The first is a matching of offers and lines, the second a table of a few hundred
//! numbers; no branch has to be searched, and there is no bad case.

mod explain;
mod matching;
mod ranked;
mod search;
mod settle;

pub use settle::{Settlement, SettlementError, settle};

use crate::coupon::{Coupon, Order, Place, Refusal, Rules, State};
use crate::id::CouponId;
use money::Amount;
use ranked::Ranked;
use search::Candidate;
use std::fmt;

/// How many item offers are used for one order at most.
pub const ITEM_OFFERS_MAX: usize = 20;

/// How many offers for the whole order are used for one at most.
pub const ORDER_OFFERS_MAX: usize = 8;

/// How many coupons are compared for one order at most; those that may not be used, and more of one
/// stock than an order takes, do not count.
pub const CANDIDATES_MAX: usize = 64;

/// A coupon that the payer holds, with what its stock says.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// The coupon.
    pub coupon: &'a Coupon,
    /// Its stock's rules.
    pub rules: &'a Rules,
    /// Its stock's state.
    pub state: State,
}

/// An order with the coupons that are used for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// What the order costs without any.
    pub total: Amount,
    /// What is left to pay: at least one minor unit.
    pub payable: Amount,
    /// What became of each offer, in the order in which they were given.
    pub verdicts: Vec<(CouponId, Verdict)>,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is used.
    Used {
        /// On which line of the order; none is for the whole.
        line: Option<usize>,
        /// What it saves, beside the others.
        saving: Amount,
    },
    /// It is not used.
    Unused(Unused),
}

/// Why an offer is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// It may not be used for this order.
    Refused(Refusal),
    /// It only works alone, and saves less than the others together.
    OnlyAlone {
        /// What it would save, in minor units.
        saves_minor: u64,
    },
    /// Another one is better, which only works alone.
    BesideAlone {
        /// That one.
        used: CouponId,
    },
    /// Another one is better on the line that it is for, or on each of them.
    ItemTaken {
        /// That one, on the line where this would save most.
        by: CouponId,
    },
    /// As many as one order takes are used, and each is better.
    LimitReached {
        /// How many that is.
        most: usize,
    },
    /// Only the least that must be paid is left.
    NothingLeft,
    /// Using it as well would save nothing more.
    NoGain,
    /// The payer chose without it.
    NotChosen,
}

impl Unused {
    /// Returns the stable name, for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::OnlyAlone { .. } => "only_alone",
            Self::BesideAlone { .. } => "beside_alone",
            Self::ItemTaken { .. } => "item_taken",
            Self::LimitReached { .. } => "limit_reached",
            Self::NothingLeft => "nothing_left",
            Self::NoGain => "no_gain",
            Self::NotChosen => "not_chosen",
        }
    }
}

/// The sentence without its numbers, which the caller writes in the reader's language.
impl fmt::Display for Unused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused(refusal) => return refusal.fmt(f),
            Self::OnlyAlone { .. } => "it only works alone, and the others save more together",
            Self::BesideAlone { .. } => "a better one only works alone",
            Self::ItemTaken { .. } => "a better one is on the item",
            Self::LimitReached { .. } => "as many as one order takes are used, and save more",
            Self::NothingLeft => "only the least that must be paid is left",
            Self::NoGain => "it would save nothing more",
            Self::NotChosen => "it was not chosen",
        })
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CombinationError {
    /// More than [`CANDIDATES_MAX`] different coupons may be used for this order.
    TooMany,
    /// A coupon is given or chosen twice.
    Twice(CouponId),
    /// A chosen coupon is not among the offers.
    Unknown(CouponId),
    /// A chosen coupon may not be used.
    Refused(CouponId, Refusal),
    /// A chosen coupon only works alone.
    NotAlone(CouponId),
    /// More are chosen than one order takes, of those for items or for the order.
    LimitReached {
        /// How many it takes.
        most: usize,
    },
    /// The chosen item offers do not find a line each.
    ItemsTaken,
    /// A chosen coupon would save nothing beside the others.
    SavesNothing(CouponId),
}

impl fmt::Display for CombinationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooMany => "more coupons than can be compared for one order",
            Self::Twice(_) => "a coupon is given twice",
            Self::Unknown(_) => "a chosen coupon is not among the offers",
            Self::Refused(..) => "a chosen coupon may not be used here",
            Self::NotAlone(_) => "a chosen coupon only works alone",
            Self::LimitReached { .. } => "more coupons are chosen than one order takes",
            Self::ItemsTaken => "the chosen coupons do not find an item each",
            Self::SavesNothing(_) => "a chosen coupon saves nothing beside the others",
        })
    }
}

impl std::error::Error for CombinationError {}

impl Combination {
    /// Returns what is saved.
    pub fn saving(&self) -> Amount {
        // Never below zero: savings are taken off the total.
        self.total.checked_sub(self.payable).unwrap_or(Amount::zero(self.total.currency()))
    }

    /// Returns the coupons that are used, with what each saves.
    pub fn used(&self) -> impl Iterator<Item = (CouponId, Amount)> + '_ {
        self.verdicts.iter().filter_map(|(coupon, verdict)| match verdict {
            Verdict::Used { saving, .. } => Some((*coupon, *saving)),
            Verdict::Unused(_) => None,
        })
    }
}

/// Returns the best combination for an order, and why each other offer is not used. The answer
/// does not depend on the order in which the offers are given.
///
/// # Errors
/// [`CombinationError::TooMany`] or [`CombinationError::Twice`].
pub fn best(
    order: &Order,
    place: Place,
    offers: &[Offer<'_>],
) -> Result<Combination, CombinationError> {
    let ranked = Ranked::of(order, place, offers, None)?;
    let selection = search::best(order.total().minor(), &ranked.candidates);
    Ok(explain::combination(order, &ranked, &selection, explain::By::Saving))
}

/// Returns what an order costs with the coupons that the payer has chosen, all of them.
///
/// # Errors
/// Why this combination is not allowed; see [`CombinationError`].
pub fn price(
    order: &Order,
    place: Place,
    offers: &[Offer<'_>],
    chosen: &[CouponId],
) -> Result<Combination, CombinationError> {
    let ranked = Ranked::of(order, place, offers, Some(chosen))?;
    for (at, id) in chosen.iter().enumerate() {
        if chosen[..at].contains(id) {
            return Err(CombinationError::Twice(*id));
        }
        match ranked.given.iter().find(|(given, _)| given == id) {
            None => return Err(CombinationError::Unknown(*id)),
            Some((_, Some(refusal))) => return Err(CombinationError::Refused(*id, *refusal)),
            Some((_, None)) => {}
        }
    }
    let wanted: Vec<&Candidate> = ranked.candidates.iter().collect();
    let selection = search::all(order.total().minor(), &wanted)?;
    Ok(explain::combination(order, &ranked, &selection, explain::By::Payer))
}

#[cfg(test)]
mod tests;
