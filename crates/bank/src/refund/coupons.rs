//! The coupons of a payment that is refunded: what of their savings goes back, and which the payer
//! has again.

use crate::id::{CouponId, MerchantId, PaymentId, StockId};
use crate::key::Key;
use crate::record::{Coupon, Discount, Drawn, Owner, Payment, Record, Stock};
use ::money::Amount;
use promotion::State;
use promotion::coupon::{Budget, Funder, Funding};
use promotion::refund::{CouponBack, Paid, Refund, UsedCoupon};
use std::collections::BTreeMap;

/// A payment's coupons, as they stand now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponsOf {
    /// What they saved.
    pub discount: Discount,
    /// Each with its batch, in the discount's order.
    pub coupons: Vec<(Coupon, Box<Stock>)>,
}

/// What becomes of one coupon by a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CouponReturn {
    /// The coupon.
    pub coupon: CouponId,
    /// What of its saving goes back to its batch's budget, in minor units.
    pub saving_minor: u64,
    /// Whether the merchant pays that to the funder, rather than having given it up, or keeping it:
    /// what a batch that has ended gets goes to its funder, which may be the merchant.
    pub is_funded: bool,
    /// Whether the payer has the coupon again.
    pub is_out_again: bool,
}

impl CouponsOf {
    /// Reads the coupons of a payment; none when it had none.
    ///
    /// # Errors
    /// What reading a record does.
    pub fn find<E>(
        payment: PaymentId,
        mut read: impl FnMut(&Key) -> Result<Option<Record>, E>,
    ) -> Result<Option<Self>, E> {
        let Some(Record::Discount(discount)) = read(&Key::Discount(payment))? else {
            return Ok(None);
        };
        let mut coupons = Vec::with_capacity(discount.used.len());
        for used in &discount.used {
            if let Some(Record::Coupon(coupon)) = read(&Key::Coupon(used.coupon))?
                && let Some(Record::Stock(stock)) = read(&Key::Stock(coupon.coupon.stock))?
            {
                coupons.push((coupon, stock));
            }
        }
        Ok(Some(Self { discount, coupons }))
    }

    /// Returns what becomes of each coupon by a merchant's refund.
    pub(super) fn returns(&self, refund: &Refund, merchant: Owner) -> Vec<CouponReturn> {
        let mut budgets: BTreeMap<StockId, Budget> = BTreeMap::new();
        let used = self.discount.used.iter().zip(&self.coupons);
        let returns = used.map(|(used, (coupon, stock))| {
            let back = refund.coupons.iter().find(|(id, _)| *id == used.coupon);
            let funded = refund.funded.iter().find(|(id, ..)| *id == used.coupon);
            // What a merchant gave up counts as used until the whole price has gone back.
            let given_up_minor = if back.is_some() { used.saving_minor } else { 0 };
            let saving_minor = funded.map_or(given_up_minor, |(.., amount)| amount.minor());
            let budget = budgets.entry(stock.id).or_insert(stock.budget);
            *budget = budget.came_back(saving_minor).unwrap_or(*budget);
            let is_good = matches!(back, Some((_, CouponBack::Returned)));
            let again = budget.out_again(coupon.taken).filter(|_| is_good);
            *budget = again.unwrap_or(*budget);
            CouponReturn {
                coupon: used.coupon,
                saving_minor,
                is_funded: used.is_funded && !is_own_and_ended(stock, merchant),
                is_out_again: again.is_some(),
            }
        });
        returns.collect()
    }

    fn paid(&self, payment: &Payment) -> Paid {
        let currency = payment.amount.currency();
        let saving = |minor| Amount::new(minor, currency).unwrap_or(Amount::zero(currency));
        let (mut funded, mut given_up) = (Vec::new(), Vec::new());
        for (used, (_, stock)) in self.discount.used.iter().zip(&self.coupons) {
            let by = match stock.rules.funding {
                Funding::Funded(funder) => funder,
                Funding::Unfunded => Funder::Operator,
            };
            match used.is_funded {
                true => funded.push((used.coupon, by, saving(used.saving_minor))),
                false => given_up.push((used.coupon, saving(used.saving_minor))),
            }
        }
        Paid { cash: payment.amount, funded, given_up, won: None }
    }

    fn used(&self) -> Vec<UsedCoupon> {
        let used = self.coupons.iter().map(|(coupon, stock)| UsedCoupon {
            id: coupon.coupon.id,
            until: coupon.coupon.until,
            stock: stock.state,
        });
        used.collect()
    }
}

/// Returns whether what comes back for a batch would go from a merchant to itself.
fn is_own_and_ended(stock: &Stock, merchant: Owner) -> bool {
    let Funding::Funded(Funder::Merchant(funder)) = stock.rules.funding else { return false };
    stock.state == State::Ended && merchant == Owner::Merchant(MerchantId(funder.0))
}

/// Returns how a payment was paid, and its coupons as they stand now.
pub(super) fn paid(
    payment: &Payment,
    coupons: Option<&CouponsOf>,
    drawn: Option<&Drawn>,
) -> (Paid, Vec<UsedCoupon>) {
    let won = drawn.and_then(Drawn::draw).map(|draw| draw.won);
    let (paid, used) = match coupons {
        Some(coupons) => (coupons.paid(payment), coupons.used()),
        None => {
            let (cash, funded, given_up) = (payment.amount, Vec::new(), Vec::new());
            (Paid { cash, funded, given_up, won: None }, Vec::new())
        }
    };
    (Paid { won, ..paid }, used)
}
