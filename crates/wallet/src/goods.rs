//! What an order is made of: read from what the operator tells, and put together at a till.

use crate::WalletError;
use crate::state::Item;
use money::Amount;
pub use promotion::coupon::{Basket as Goods, GOODS_FORM, GoodsLine, Tag};
use wire::ErrorCode;

/// Reads goods that somebody wrote or kept; none where there are none.
///
/// # Errors
/// `goods_malformed`.
pub fn read(lines: Vec<wire::goods::GoodsLine>) -> Result<Option<Goods>, WalletError> {
    if lines.is_empty() {
        return Ok(None);
    }
    let malformed = || WalletError::rule(ErrorCode::GoodsMalformed);
    let line = |line: wire::goods::GoodsLine| {
        let wire::goods::GoodsLine { name, pieces, price_minor, tags } = line;
        let tags = tags.iter().map(|tag| Tag::new(tag)).collect::<Result<_, _>>();
        Ok(GoodsLine { name, pieces, price_minor, tags: tags.map_err(|_| malformed())? })
    };
    let lines: Result<Vec<GoodsLine>, WalletError> = lines.into_iter().map(line).collect();
    Goods::new(lines?).map(Some).map_err(|_| malformed())
}

/// Returns goods as the wire tells them.
pub fn told(goods: Option<&Goods>) -> Vec<wire::goods::GoodsLine> {
    let line = |line: &GoodsLine| {
        let GoodsLine { name, pieces, price_minor, tags } = line.clone();
        let tags = tags.iter().map(|tag| tag.as_str().to_owned()).collect();
        wire::goods::GoodsLine { name, pieces, price_minor, tags }
    };
    goods.map(|goods| goods.lines().iter().map(line).collect()).unwrap_or_default()
}

/// Reads the goods of an order that the operator tells, which come to its amount.
pub(crate) fn of_order(
    lines: Vec<wire::goods::GoodsLine>,
    amount: Option<Amount>,
) -> Result<Option<Goods>, WalletError> {
    let odd = || WalletError::AnswerMalformed("goods".to_owned());
    let goods = read(lines).map_err(|_| odd())?;
    match &goods {
        Some(goods) if Some(goods.total_minor()) != amount.map(|amount| amount.minor()) => {
            Err(odd())
        }
        _ => Ok(goods),
    }
}

/// Returns what an attempt is made of: things of the catalogue, what was typed besides up to the
/// price, and a tip above it. None where nothing is of the catalogue and there is no tip. Where an
/// order cannot carry so many things, the price is paid as if it had been typed.
pub(crate) fn of_basket(
    lines: &[(Item, u32, Amount)],
    price: Amount,
    tip: Option<Amount>,
) -> Option<Goods> {
    let typed = |price_minor| GoodsLine { name: None, pieces: 1, price_minor, tags: Vec::new() };
    let tip = tip.map(|tip| GoodsLine::tip(tip.minor()));
    let sold = lines.iter().map(|(item, pieces, _)| GoodsLine {
        name: Some(item.name.clone()),
        pieces: *pieces,
        price_minor: item.price.minor(),
        tags: item.tags.clone(),
    });
    let mut goods: Vec<GoodsLine> = sold.collect();
    if goods.is_empty() && tip.is_none() {
        return None;
    }
    let sum_minor: u64 = lines.iter().map(|(_, _, sum)| sum.minor()).sum();
    match price.minor().checked_sub(sum_minor)? {
        0 => {}
        rest => goods.push(typed(rest)),
    }
    goods.extend(tip.clone());
    let whole = || Goods::new(vec![typed(price.minor()), tip?]).ok();
    Goods::new(goods).ok().or_else(whole)
}
