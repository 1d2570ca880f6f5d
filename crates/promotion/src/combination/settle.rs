//! Who pays what for a combination: the payer, the funders, and the merchant what nobody funds.

use super::{Combination, Offer};
use crate::coupon::{Funder, Funding};
use crate::id::CouponId;
use money::{Amount, AmountError};
use std::fmt;

/// How an order with a combination is paid. Payer and funders together pay what the merchant gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// What the payer pays.
    pub payer_pays: Amount,
    /// What the merchant gets: the total, less what nobody funds.
    pub merchant_gets: Amount,
    /// What is paid out of the money laid aside for each funded coupon's stock.
    pub funded: Vec<(CouponId, Funder, Amount)>,
    /// What the merchant gives up, for each unfunded coupon.
    pub given_up: Vec<(CouponId, Amount)>,
}

/// A combination of other offers than these, or one whose sums do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettlementError;

impl fmt::Display for SettlementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the combination is not one of these offers")
    }
}

impl std::error::Error for SettlementError {}

impl From<AmountError> for SettlementError {
    fn from(_: AmountError) -> Self {
        Self
    }
}

/// Returns who pays what.
///
/// # Errors
/// When a used coupon is not among the offers.
pub fn settle(
    combination: &Combination,
    offers: &[Offer<'_>],
) -> Result<Settlement, SettlementError> {
    let mut settlement = Settlement {
        payer_pays: combination.payable,
        merchant_gets: combination.payable,
        funded: Vec::new(),
        given_up: Vec::new(),
    };
    for (id, saving) in combination.used() {
        let offer = offers.iter().find(|offer| offer.coupon.id == id).ok_or(SettlementError)?;
        match offer.rules.funding {
            Funding::Funded(funder) => {
                settlement.merchant_gets = settlement.merchant_gets.checked_add(saving)?;
                settlement.funded.push((id, funder, saving));
            }
            Funding::Unfunded => settlement.given_up.push((id, saving)),
        }
    }
    Ok(settlement)
}
