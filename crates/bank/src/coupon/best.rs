//! What a charge of a payer code costs: nobody has chosen, so the payer's best allowed combination
//! is used, found by the same function that wallets show it by. No coupon ever refuses a charge.

use super::discount::{Priced, PricedCoupon};
use crate::command::ChargePayerCode;
use crate::goods;
use crate::id::{MerchantId, PersonId, TimeMs};
use crate::page::{Missing, Page};
use crate::record::{Coupon, CouponState, Stock};
use ::money::Amount;
use promotion::combination::{self, Offer};
use promotion::coupon::{Payee, Place};

/// What is left to pay, and the coupons that save the rest.
pub(crate) struct Best<'a> {
    pub(crate) payable: Amount,
    pub(crate) priced: Priced<'a>,
}

/// Returns the best combination of the coupons that the payer holds; none where no coupon saves
/// anything. More than can be compared are as none: paid without, rather than not at all.
pub(crate) fn best<'a>(
    page: &'a Page,
    command: &ChargePayerCode,
    payer: PersonId,
    at: TimeMs,
) -> Result<Option<Best<'a>>, Missing> {
    let held = held(page, command, payer)?;
    let order = goods::order_of(command.goods.as_ref(), command.amount);
    let Ok(order) = order else { return Ok(None) };
    let place = place(command.merchant, at, command.offered.zone);
    let offers = held.iter().map(|(coupon, stock)| Offer {
        coupon: &coupon.coupon,
        rules: &stock.rules,
        state: stock.state,
    });
    let offers: Vec<Offer<'_>> = offers.collect();
    let Ok(combination) = combination::best(&order, place, &offers) else { return Ok(None) };
    let coupons = combination.used().filter_map(|(id, saving)| {
        let (coupon, stock) = held.iter().find(|(coupon, _)| coupon.coupon.id == id)?;
        Some(PricedCoupon { coupon, stock, saving_minor: saving.minor() })
    });
    let coupons: Vec<PricedCoupon<'a>> = coupons.collect();
    let payable = combination.payable;
    Ok((!coupons.is_empty()).then_some(Best { payable, priced: Priced { coupons } }))
}

/// Returns where and when an order of a merchant is paid.
pub(super) fn place(merchant: MerchantId, at: TimeMs, zone: promotion::calendar::Zone) -> Place {
    let payee = Payee::Merchant(promotion::id::MerchantId(merchant.0));
    Place { payee, at: promotion::calendar::TimeMs(at.0), zone }
}

/// Returns those of the offered coupons that the payer holds now, each once, with their batches.
fn held<'a>(
    page: &'a Page,
    command: &ChargePayerCode,
    payer: PersonId,
) -> Result<Vec<(&'a Coupon, &'a Stock)>, Missing> {
    let mut held: Vec<(&Coupon, &Stock)> = Vec::with_capacity(command.offered.coupons.len());
    for id in &command.offered.coupons {
        let Some(coupon) = page.coupon(*id)? else { continue };
        let is_held = coupon.person == payer && coupon.state == CouponState::Held;
        if !is_held || held.iter().any(|(one, _)| one.coupon.id == *id) {
            continue;
        }
        if let Some(stock) = page.stock(coupon.coupon.stock)? {
            held.push((coupon, stock));
        }
    }
    Ok(held)
}
