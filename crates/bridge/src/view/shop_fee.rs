//! What the operator takes of payments to shops.

use super::AmountView;
use serde::Serialize;
use ts_rs::TS;
use wallet::merchant::ShopFee;

/// What is taken of what customers pay to a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ShopFeeView {
    /// The rate in per cent, `0.3`; null while nothing is taken.
    pub percent: Option<String>,
    /// Payments below this amount are free of it; null where none is.
    pub free_below: Option<AmountView>,
}

impl ShopFeeView {
    pub(crate) fn of(fee: Option<ShopFee>) -> Self {
        let free_below = fee.map(|fee| fee.free_below).filter(|amount| !amount.is_zero());
        Self { percent: fee.map(|fee| fee.percent()), free_below: free_below.map(AmountView::from) }
    }
}
