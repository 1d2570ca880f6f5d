//! What moved beside a payment, and goes back in step with it.

use crate::fee;
use crate::page::{Missing, Page};
use crate::record::{Drawn, Owner, Payment};
use crate::refund::{CouponReturn, CouponsOf};
use promotion::refund::Refund;

/// What moved beside a payment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The coupons that were used.
    pub coupons: Option<&'a CouponsOf>,
    /// The draw that it had.
    pub drawn: Option<&'a Drawn>,
    /// The movement that took the operator's fee of it.
    pub fee: Option<&'a Payment>,
}

impl<'a> Beside<'a> {
    /// Returns what moved beside a payment, given its coupons.
    pub(crate) fn find(
        page: &'a Page,
        payment: &Payment,
        coupons: Option<&'a CouponsOf>,
    ) -> Result<Self, Missing> {
        let (drawn, fee) = (page.drawn(payment.id)?, fee::of_payment(page, payment.id)?);
        Ok(Self { coupons, drawn, fee })
    }

    /// Returns what becomes of the coupons by a merchant's refund.
    pub(super) fn returns(&self, refund: &Refund, merchant: Owner) -> Vec<CouponReturn> {
        self.coupons.map_or_else(Vec::new, |coupons| coupons.returns(refund, merchant))
    }

    /// Returns what goes back of the fee while what is returned of a price grows, in minor units.
    pub(super) fn fee_back(&self, price_minor: u64, before_minor: u64, after_minor: u64) -> u64 {
        let fee_minor = self.fee.map_or(0, |fee| fee.amount.minor());
        let until = |minor| fee::returned_until(fee_minor, price_minor, minor);
        until(after_minor).saturating_sub(until(before_minor))
    }
}
