//! What the bank knows of what was sold.

use crate::id::OrderId;
use promotion::coupon::Basket;

/// The goods of an order, or of a payer code that was charged at once; absent for one without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderGoods {
    /// The order; the payment's own identifier where there was none.
    pub order: OrderId,
    /// The goods.
    pub basket: Basket,
}
