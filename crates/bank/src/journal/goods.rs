//! Rows about goods, and their bytes; the layout is in the module above.

use crate::canonical::Bytes;
use crate::id::OrderId;

/// What an order is made of: the row of the order, or of the payment, follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoodsListed {
    /// The order.
    pub order: OrderId,
    /// The SHA-256 of its goods.
    pub digest: [u8; 32],
}

pub(super) fn content(bytes: Bytes, listed: &GoodsListed) -> Bytes {
    let GoodsListed { order, digest } = listed;
    bytes.tag(160).id(order.0).fixed(digest)
}
