//! What the town's shops sell: baskets, and orders and charges that are made of them.

use super::{charge, open_order, pay, shown};
use crate::command::{Command, Envelope, Payee};
use crate::id::OrderId;
use promotion::coupon::{Basket, Goods, GoodsLine, Tag};

/// Returns a tag.
///
/// # Panics
/// When the text is none.
pub fn tag(text: &str) -> Tag {
    Tag::new(text).expect("a tag")
}

/// Returns only the goods with this tag.
pub fn only(text: &str) -> Goods {
    Goods::Only([tag(text)].into())
}

/// Returns a line of goods.
pub fn line(name: &str, pieces: u32, price_minor: u64, tags: &[&str]) -> GoodsLine {
    let tags = tags.iter().map(|text| tag(text)).collect();
    GoodsLine { name: Some(name.to_owned()), pieces, price_minor, tags }
}

/// Returns lines as a basket.
///
/// # Panics
/// When they are none.
pub fn basket(lines: Vec<GoodsLine>) -> Basket {
    Basket::new(lines).expect("a basket")
}

/// Returns two teas of 20, a cake of 30, and 30 that nobody named: 100 together.
pub fn hundred() -> Basket {
    let typed = GoodsLine { name: None, ..line("", 1, 30, &[]) };
    basket(vec![line("Tea", 2, 20, &["drink", "hot"]), line("Cake", 1, 30, &["sweet"]), typed])
}

/// Returns baskets that differ from [`hundred`] in one thing each, and come to the same.
pub fn others() -> Vec<Basket> {
    let typed = || GoodsLine { name: None, ..line("", 1, 30, &[]) };
    let with = |first, second| basket(vec![first, second, typed()]);
    let (tea, cake) =
        (|| line("Tea", 2, 20, &["drink", "hot"]), || line("Cake", 1, 30, &["sweet"]));
    vec![
        with(line("Tee", 2, 20, &["drink", "hot"]), cake()),
        with(line("Tea", 1, 40, &["drink", "hot"]), cake()),
        with(line("Tea", 2, 20, &["drink"]), cake()),
        with(line("Tea", 2, 20, &["drin", "khot"]), cake()),
        with(cake(), tea()),
        basket(vec![tea(), cake(), line("Bread", 1, 30, &[])]),
    ]
}

/// Returns a basket that comes to 99.
pub fn cheaper() -> Basket {
    basket(vec![line("Tea", 1, 99, &["drink"])])
}

/// Gives an order or a charge its goods.
///
/// # Panics
/// When it is another command.
pub fn with_goods(mut envelope: Envelope, goods: Basket) -> Envelope {
    match &mut envelope.command {
        Command::OpenOrder(open) => open.goods = Some(goods),
        Command::ChargePayerCode(charge) => charge.goods = Some(goods),
        other => panic!("an order or a charge, not {other:?}"),
    }
    envelope
}

/// Returns an order that is paid, one that person 0 is asked for, a charge that is paid at once,
/// and an order without goods; person 0 has a device.
pub fn lived_in() -> Vec<Envelope> {
    let mut asked = charge(1_501, 0, 0, 80, 100);
    shown(&mut asked).revealed = true;
    vec![
        with_goods(open_order(1_500, 0, 100), hundred()),
        pay(1_510, 1, Payee::Order(OrderId(1_500)), 100),
        with_goods(asked, hundred()),
        with_goods(charge(1_502, 0, 0, 81, 100), hundred()),
        open_order(1_503, 0, 100),
    ]
}
