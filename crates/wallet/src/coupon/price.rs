//! What a payment costs with coupons: the best combination, or what the payer chose, and for each
//! coupon what it saves or why it is not used.

use super::CouponBook;
use crate::WalletError;
use crate::goods::Goods;
use money::Amount;
use promotion::calendar::TimeMs;
use promotion::combination::{self, Combination, CombinationError, Offer};
pub use promotion::combination::{Unused, Verdict};
use promotion::coupon::{Order, Payee, Place};
use promotion::id::{CouponId, MerchantId};
use wire::coupon::CouponState;
use wire::{ErrorCode, Id};

/// Which coupons a payment uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Those that save most together.
    #[default]
    Best,
    /// These, all of them; none when empty.
    These(Vec<Id>),
}

impl Choice {
    /// Returns whether the payer named coupons that must be used.
    pub(crate) const fn names_some(&self) -> bool {
        matches!(self, Self::These(coupons) if !coupons.is_empty())
    }
}

/// A payment's price with coupons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// What it costs without.
    pub total: Amount,
    /// What is left to pay.
    pub payable: Amount,
    /// What became of each coupon that is held: those that are used in front, then those that could
    /// be, then those that may not.
    pub offers: Vec<OfferEnd>,
}

/// What became of one coupon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferEnd {
    /// The coupon.
    pub coupon: Id,
    /// What people read of its batch.
    pub title: String,
    /// Whether it is used and saves something, or why not.
    pub verdict: Verdict,
    /// The name of the one piece that it is used for; none for the whole order, and for what has no
    /// name.
    pub item: Option<String>,
}

impl Discount {
    /// Returns the coupons that are used, in the order in which they are signed.
    pub fn used(&self) -> Vec<Id> {
        let used = self.offers.iter().filter(|end| matches!(end.verdict, Verdict::Used { .. }));
        used.map(|end| end.coupon).collect()
    }
}

/// Returns what a payment to a merchant costs; nothing when the person has no coupon.
///
/// # Errors
/// `coupon_price_differs` when what was chosen is not held, not allowed, or not any more.
pub(crate) fn price(
    book: &CouponBook,
    merchant: Id,
    (total, goods): (Amount, Option<&Goods>),
    at_ms: u64,
    choice: &Choice,
) -> Result<Option<Discount>, WalletError> {
    let held: Vec<_> = book.held.iter().filter(|one| one.state == CouponState::Held).collect();
    let order = match goods {
        Some(goods) => goods.order(total),
        None => Order::new(total, Vec::new()),
    };
    let Ok(order) = order else { return Ok(None) };
    if held.is_empty() && !choice.names_some() {
        return Ok(None);
    }
    let payee = Payee::Merchant(MerchantId(merchant.0));
    let place = Place { payee, at: TimeMs(at_ms), zone: book.zone };
    let offers = held.iter().map(|one| Offer {
        coupon: &one.coupon,
        rules: &one.stock.rules,
        state: one.stock.state,
    });
    let offers: Vec<Offer<'_>> = offers.collect();
    let combination = match choice {
        Choice::Best => combination::best(&order, place, &offers),
        Choice::These(ids) => {
            let chosen: Vec<CouponId> = ids.iter().map(|id| CouponId(id.0)).collect();
            combination::price(&order, place, &offers, &chosen)
        }
    };
    let Combination { total, payable, verdicts } = match combination {
        Ok(combination) => combination,
        // More than can be compared: paid without, rather than not at all.
        Err(CombinationError::TooMany) if *choice == Choice::Best => return Ok(None),
        Err(_) => return Err(WalletError::rule(ErrorCode::CouponPriceDiffers)),
    };
    let ends = verdicts.into_iter().zip(&held).map(|((id, verdict), one)| OfferEnd {
        coupon: Id(id.0),
        title: one.stock.title.clone(),
        item: match (&verdict, goods) {
            (Verdict::Used { line: Some(piece), .. }, Some(goods)) => {
                goods.of_piece(*piece).and_then(|line| line.name.clone())
            }
            _ => None,
        },
        verdict,
    });
    let mut offers: Vec<OfferEnd> = ends.collect();
    offers.sort_by_key(|end| rank(&end.verdict));
    Ok(Some(Discount { total, payable, offers }))
}

const fn rank(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Used { .. } => 0,
        Verdict::Unused(Unused::Refused(_)) => 2,
        Verdict::Unused(_) => 1,
    }
}
