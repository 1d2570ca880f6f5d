//! What orders are made of, in the wire's words and in the bank's.

use crate::problem::Fault;
use crate::service::Service;
use bank::Key;
use bank::id::OrderId;
use bank::record::{Payment, PaymentKind, Record};
use bank::store::StoreError;
use promotion::coupon::{Basket, GoodsLine, Tag, TagError};
use wire::ErrorCode;

/// Reads the goods of an order; none where none are given.
///
/// # Errors
/// `goods_malformed`, with the rule that is broken.
pub fn read(lines: &[wire::goods::GoodsLine]) -> Result<Option<Basket>, Fault> {
    if lines.is_empty() {
        return Ok(None);
    }
    let malformed = |why: String| Fault::from(ErrorCode::GoodsMalformed).detail(why);
    let line = |line: &wire::goods::GoodsLine| {
        let wire::goods::GoodsLine { name, pieces, price_minor, tags } = line.clone();
        let tags: Result<Vec<Tag>, TagError> = tags.iter().map(|tag| Tag::new(tag)).collect();
        Ok(GoodsLine { name, pieces, price_minor, tags: tags? })
    };
    let lines: Result<Vec<GoodsLine>, TagError> = lines.iter().map(line).collect();
    let lines = lines.map_err(|error| malformed(error.to_string()))?;
    Basket::new(lines).map(Some).map_err(|error| malformed(error.to_string()))
}

/// Returns goods as the wire tells them.
pub fn told(goods: &Basket) -> Vec<wire::goods::GoodsLine> {
    let line = |line: &GoodsLine| {
        let GoodsLine { name, pieces, price_minor, tags } = line.clone();
        let tags = tags.iter().map(|tag| tag.as_str().to_owned()).collect();
        wire::goods::GoodsLine { name, pieces, price_minor, tags }
    };
    goods.lines().iter().map(line).collect()
}

/// Returns under which order's identifier the goods of a payment are kept: a charge of a payer code
/// has that of its payment.
pub fn order_of(payment: &Payment) -> Option<OrderId> {
    match payment.kind {
        PaymentKind::Order(order) => Some(order),
        PaymentKind::PayerCode(_) => Some(OrderId(payment.id.0)),
        _ => None,
    }
}

impl Service {
    /// Reads what an order is made of; nothing where only its amount is known.
    ///
    /// # Errors
    /// When the store fails.
    pub fn goods_of(&self, order: OrderId) -> Result<Vec<wire::goods::GoodsLine>, StoreError> {
        Ok(match self.reader.record(&Key::Goods(order))? {
            Some(Record::Goods(goods)) => told(&goods.basket),
            _ => Vec::new(),
        })
    }

    /// Reads what was sold with a payment.
    ///
    /// # Errors
    /// When the store fails.
    pub fn goods_of_payment(
        &self,
        payment: &Payment,
    ) -> Result<Vec<wire::goods::GoodsLine>, StoreError> {
        order_of(payment).map_or_else(|| Ok(Vec::new()), |order| self.goods_of(order))
    }
}
