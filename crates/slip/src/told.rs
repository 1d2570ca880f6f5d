//! A receipt from what the operator tells, with what the till knows.

use crate::model::{Discount, Funder, Line, Refund, Slip};
use money::Amount;
use promotion::calendar::{TimeMs, Zone};
use promotion::coupon::Tag;
use wire::Money;
use wire::coupon::{SavingFunder, SavingResponse};
use wire::goods::GoodsLine;
use wire::money::MoneyError;
use wire::slip::{SlipRefund, SlipResponse};

impl Slip {
    /// Returns the receipt of what the operator tells. `known` is what was bought where the order
    /// did not carry it.
    ///
    /// # Errors
    /// When an amount is none.
    pub fn told(response: SlipResponse, known: Vec<Line>) -> Result<Self, MoneyError> {
        let SlipResponse {
            name,
            city,
            payment,
            order: _,
            number,
            at_ms,
            zone_ahead_min,
            goods,
            total,
            discounts,
            paid,
            note,
            refunds,
            check,
            link,
        } = response;
        let discount = |SavingResponse { title, funder, saving }: SavingResponse| {
            let funder = match funder {
                SavingFunder::Operator => Funder::Operator,
                SavingFunder::Shop => Funder::Shop,
                SavingFunder::OtherShop => Funder::OtherShop,
            };
            Amount::try_from(&saving).map(|saving| Discount { title, funder, saving })
        };
        let refund = |SlipRefund { payment: _, at_ms, amount }: SlipRefund| {
            Amount::try_from(&amount).map(|amount| Refund { at: TimeMs(at_ms), amount })
        };
        let total = Amount::try_from(&total)?;
        let lines = match goods.as_slice() {
            [] => known,
            goods => goods.iter().map(|goods| line(goods, total)).collect::<Result<_, _>>()?,
        };
        Ok(Self {
            shop: name,
            city,
            number,
            at: TimeMs(at_ms),
            // An operator cannot have a zone that is none.
            zone: Zone::new(zone_ahead_min).unwrap_or_default(),
            lines,
            total,
            discounts: discounts.into_iter().map(discount).collect::<Result<_, _>>()?,
            paid: Amount::try_from(&paid)?,
            note,
            refunds: refunds.into_iter().map(refund).collect::<Result<_, _>>()?,
            payment: payment.to_string(),
            check,
            link: Some(link),
        })
    }
}

/// Returns a line of goods, in the currency of what they cost together.
fn line(goods: &GoodsLine, total: Amount) -> Result<Line, MoneyError> {
    let GoodsLine { name, pieces, price_minor, tags } = goods;
    let amount = |minor: u64| {
        let currency = total.currency().code().to_owned();
        Amount::try_from(&Money { minor, currency })
    };
    Ok(Line {
        name: name.clone(),
        is_tip: tags.iter().any(|tag| tag == Tag::tip().as_str()),
        pieces: *pieces,
        price: amount(*price_minor)?,
        sum: amount(price_minor.saturating_mul(u64::from(*pieces)))?,
    })
}
