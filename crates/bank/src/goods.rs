//! The goods of an order: checked when it is opened, kept beside it, and seen by the coupons that
//! pay a part of it. The bytes of them that are hashed: how many lines; of each its name or 0,
//! pieces, price, how many tags, and each tag's text.

use crate::canonical::Bytes;
use crate::effects::{Effects, Stop};
use crate::id::OrderId;
use crate::journal::{GoodsListed, JournalEntry};
use crate::note::is_line;
use crate::record::{OrderGoods, Record};
use crate::rejection::Rejection;
use money::Amount;
use promotion::coupon::{Basket, GoodsLine, Order, OrderError};

/// The largest number of characters of a name of goods.
const NAME_CHARS_MAX: usize = 40;

/// Refuses goods whose names are none, or that come to something else than the amount.
pub(crate) fn check(goods: Option<&Basket>, amount: Amount) -> Result<(), Stop> {
    let Some(goods) = goods else { return Ok(()) };
    let is_named = |line: &GoodsLine| {
        let name = line.name.as_deref();
        name.is_none_or(|name| !name.is_empty() && name.trim() == name && fits(name))
    };
    if !goods.lines().iter().all(is_named) {
        return Err(Rejection::GoodsMalformed.into());
    }
    if goods.total_minor() != amount.minor() {
        return Err(Rejection::GoodsSumDiffers.into());
    }
    Ok(())
}

fn fits(name: &str) -> bool {
    is_line(name, NAME_CHARS_MAX)
}

/// Keeps the goods of an order where it has some, and says in the journal which they are, before
/// the row of the order or payment itself.
pub(crate) fn list(order: OrderId, goods: Option<&Basket>, effects: &mut Effects) {
    let Some(goods) = goods else { return };
    let digest = goods_digest(goods);
    effects.journal(JournalEntry::GoodsListed(GoodsListed { order, digest }));
    effects.write(Record::Goods(OrderGoods { order, basket: goods.clone() }));
}

/// Returns what coupons see of an order: its goods, or nothing but its price.
pub(crate) fn order_of(goods: Option<&Basket>, total: Amount) -> Result<Order, OrderError> {
    goods.map_or_else(|| Order::new(total, Vec::new()), |goods| goods.order(total))
}

/// Returns the SHA-256 of goods, which the journal has.
pub(crate) fn goods_digest(goods: &Basket) -> [u8; 32] {
    put(Bytes::default(), goods).sha256()
}

/// Puts the bytes of goods behind others.
pub(crate) fn put(bytes: Bytes, goods: &Basket) -> Bytes {
    goods.lines().iter().fold(bytes.number(goods.lines().len() as u64), |bytes, line| {
        let GoodsLine { name, pieces, price_minor, tags } = line;
        let bytes = bytes.optional_text(name.as_deref()).number(u64::from(*pieces));
        let bytes = bytes.number(*price_minor).number(tags.len() as u64);
        tags.iter().fold(bytes, |bytes, tag| bytes.text(tag.as_str()))
    })
}
