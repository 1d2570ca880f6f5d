//! A receipt from what the operator tells, with what the till knows.

use crate::model::{Discount, Funder, Line, Refund, Slip};
use money::Amount;
use promotion::calendar::{TimeMs, Zone};
use wire::coupon::{SavingFunder, SavingResponse};
use wire::money::MoneyError;
use wire::slip::{SlipRefund, SlipResponse};

impl Slip {
    /// Returns the receipt of what the operator tells, and of what was bought.
    ///
    /// # Errors
    /// When an amount is none.
    pub fn told(response: SlipResponse, lines: Vec<Line>) -> Result<Self, MoneyError> {
        let SlipResponse {
            name,
            city,
            payment,
            order: _,
            number,
            at_ms,
            zone_ahead_min,
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
        Ok(Self {
            shop: name,
            city,
            number,
            at: TimeMs(at_ms),
            // An operator cannot have a zone that is none.
            zone: Zone::new(zone_ahead_min).unwrap_or_default(),
            lines,
            total: Amount::try_from(&total)?,
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
