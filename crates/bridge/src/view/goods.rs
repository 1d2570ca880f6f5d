//! What an order is made of.

use super::AmountView;
use money::{Amount, Currency};
use paycode::printable;
use serde::Serialize;
use ts_rs::TS;
use wallet::goods::{Goods, GoodsLine};

/// So many of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct GoodsLineView {
    /// What it is, as the shop wrote it; null for what was typed without a name.
    pub name: Option<String>,
    /// Whether it is a tip, which nothing is bought for.
    pub is_tip: bool,
    /// How many.
    pub pieces: u32,
    /// What one costs.
    pub price: AmountView,
    /// What they cost together.
    pub sum: AmountView,
}

impl GoodsLineView {
    /// Returns the lines of an order in a currency; none where only its amount is known.
    pub(crate) fn all(goods: Option<&Goods>, currency: Currency) -> Vec<Self> {
        let amount = |minor| Amount::new(minor, currency).unwrap_or(Amount::zero(currency)).into();
        let line = |line: &GoodsLine| Self {
            name: line.name.as_deref().map(printable),
            is_tip: line.is_tip(),
            pieces: line.pieces,
            price: amount(line.price_minor),
            sum: amount(line.price_minor.saturating_mul(u64::from(line.pieces))),
        };
        goods.map(|goods| goods.lines().iter().map(line).collect()).unwrap_or_default()
    }
}
