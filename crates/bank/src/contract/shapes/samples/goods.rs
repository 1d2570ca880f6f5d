//! Goods at the edges of what they can hold.

use super::{HIGH, TEXT};
use crate::contract::town::goods as town_goods;
use crate::id::OrderId;
use crate::journal::{GoodsListed, JournalEntry};
use crate::record::{OrderGoods, Record};
use ::money::Amount;
use promotion::coupon::{Basket, GoodsLine};

/// Returns goods of two orders.
pub(super) fn records() -> Vec<Record> {
    let tags: Vec<String> = (0..8).map(|n| format!("{n}").repeat(32)).collect();
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let most = vec![town_goods::line(TEXT, 4, 1, &tags); Basket::LINES_MAX];
    let dear = GoodsLine { name: None, ..town_goods::line("", 1, Amount::MINOR_MAX, &[]) };
    let of = |order, lines| {
        let basket = town_goods::basket(lines);
        Record::Goods(OrderGoods { order: OrderId(order), basket })
    };
    vec![of(0, most), of(HIGH, vec![dear])]
}

/// Returns a row.
pub(super) fn journal() -> Vec<JournalEntry> {
    vec![JournalEntry::GoodsListed(GoodsListed { order: OrderId(HIGH), digest: [0xFE; 32] })]
}
