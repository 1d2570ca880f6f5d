//! Which coupons come into question for an order, and in which order they are preferred.

use super::search::Candidate;
use super::{CANDIDATES_MAX, CombinationError, ITEM_OFFERS_MAX, ORDER_OFFERS_MAX, Offer};
use crate::coupon::{Order, Place, Refusal, Scope, usable};
use crate::id::CouponId;

/// The offers with those that may be used, each with its rank: the one that lapses first, then
/// by identifier.
pub(super) struct Ranked {
    /// Each offer's coupon with its refusal, in the order in which they were given.
    pub(super) given: Vec<(CouponId, Option<Refusal>)>,
    /// Those that may be used, by rank.
    pub(super) candidates: Vec<Candidate>,
    /// Those that may be used but are no better than enough others of their stock.
    pub(super) spare: Vec<Candidate>,
}

impl Ranked {
    /// `among` are the only ones that come into question; none is all.
    pub(super) fn of(
        order: &Order,
        place: Place,
        offers: &[Offer<'_>],
        among: Option<&[CouponId]>,
    ) -> Result<Self, CombinationError> {
        let mut given = Vec::with_capacity(offers.len());
        let mut good = Vec::with_capacity(offers.len());
        for offer in offers {
            let refusal = usable(offer.coupon, offer.rules, offer.state, order, place).err();
            let in_question = among.is_none_or(|among| among.contains(&offer.coupon.id));
            if refusal.is_none() && in_question {
                good.push(*offer);
            }
            given.push((offer.coupon.id, refusal));
        }
        let mut ids: Vec<CouponId> = given.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(CombinationError::Twice(pair[0]));
        }
        good.sort_unstable_by_key(|offer| (offer.coupon.until, offer.coupon.id));
        let (good, spare) =
            if good.len() > CANDIDATES_MAX { enough_of_each(good) } else { (good, Vec::new()) };
        if good.len() > CANDIDATES_MAX {
            return Err(CombinationError::TooMany);
        }
        let of = |(rank, offer): (usize, &Offer<'_>)| Candidate::of(rank, order, offer);
        Ok(Self {
            given,
            candidates: good.iter().enumerate().map(of).collect(),
            spare: spare.iter().map(|offer| Candidate::of(CANDIDATES_MAX, order, offer)).collect(),
        })
    }
}

/// Parts coupons, which are sorted by rank, into those that can matter and the others: of coupons
/// that are alike in all but expiry and identifier an order takes only so many, and the first ones
/// are the best of them.
fn enough_of_each<'a>(good: Vec<Offer<'a>>) -> (Vec<Offer<'a>>, Vec<Offer<'a>>) {
    let mut enough: Vec<Offer<'a>> = Vec::new();
    let mut spare = Vec::new();
    for offer in good {
        let most = match &offer.rules.scope {
            _ if !offer.rules.stackable => 1,
            Scope::Item(_) => ITEM_OFFERS_MAX,
            Scope::Order(_) => ORDER_OFFERS_MAX,
        };
        let alike = |other: &&Offer<'_>| {
            other.coupon.stock == offer.coupon.stock
                && other.coupon.value_minor == offer.coupon.value_minor
                && other.rules == offer.rules
        };
        if enough.iter().filter(alike).count() < most {
            enough.push(offer);
        } else {
            spare.push(offer);
        }
    }
    (enough, spare)
}
