//! What a payment costs with its coupons, by the same function that the wallet asks: the payer
//! signed a price, and it is that price or nothing moves.

use crate::command::{Discounting, Pay, Payee};
use crate::effects::Stop;
use crate::goods;
use crate::id::{CouponId, TimeMs};
use crate::page::Page;
use crate::record::{Coupon, CouponState, Owner, Stock};
use crate::rejection::Rejection;
use promotion::combination::{self, Combination, CombinationError, Offer};
use promotion::coupon::{Order, Place, Refusal};

/// A payment's coupons and what each saves.
pub(crate) struct Priced<'a> {
    pub(crate) coupons: Vec<PricedCoupon<'a>>,
}

pub(crate) struct PricedCoupon<'a> {
    pub(crate) coupon: &'a Coupon,
    pub(crate) stock: &'a Stock,
    pub(crate) saving_minor: u64,
}

/// Returns what a payment's coupons save; stops unless they come to the price that was signed.
pub(crate) fn priced<'a>(
    page: &'a Page,
    pay: &Pay,
    discount: &Discounting,
    payee: Owner,
    at: TimeMs,
) -> Result<Priced<'a>, Stop> {
    let Owner::Merchant(merchant) = payee else { return Err(Rejection::CouponsNotTaken.into()) };
    if discount.coupons.is_empty() || discount.total.currency() != pay.amount.currency() {
        return Err(Rejection::CouponPriceDiffers.into());
    }
    let mut held = Vec::with_capacity(discount.coupons.len());
    for id in &discount.coupons {
        held.push(find(page, pay, *id)?);
    }
    let goods = match pay.payee {
        Payee::Order(order) => page.goods(order)?.map(|goods| &goods.basket),
        Payee::Label(_) | Payee::Receive(_) => None,
    };
    // An order is paid whole, so its goods come to the total.
    let order = goods::order_of(goods, discount.total).map_err(|_| Rejection::AmountZero)?;
    let combination =
        combine(&held, discount, &order, super::best::place(merchant, at, discount.zone))?;
    if combination.payable != pay.amount {
        return Err(Rejection::CouponPriceDiffers.into());
    }
    let mut coupons = Vec::with_capacity(held.len());
    for ((coupon, stock), id) in held.into_iter().zip(&discount.coupons) {
        let saving = combination.used().find(|(used, _)| used == id);
        let (_, saving) = saving.ok_or(Rejection::CouponPriceDiffers)?;
        coupons.push(PricedCoupon { coupon, stock, saving_minor: saving.minor() });
    }
    Ok(Priced { coupons })
}

fn find<'a>(page: &'a Page, pay: &Pay, id: CouponId) -> Result<(&'a Coupon, &'a Stock), Stop> {
    let coupon = page.coupon(id)?.filter(|coupon| coupon.person == pay.payer);
    let coupon = coupon.ok_or(Rejection::CouponUnknown)?;
    match coupon.state {
        CouponState::Held => {}
        CouponState::Used(_) => return Err(Rejection::CouponUsed.into()),
        CouponState::Lapsed => return Err(Rejection::CouponLapsed.into()),
    }
    let stock = page.stock(coupon.coupon.stock)?.ok_or(Rejection::StockUnknown)?;
    Ok((coupon, stock))
}

fn combine(
    held: &[(&Coupon, &Stock)],
    discount: &Discounting,
    order: &Order,
    place: Place,
) -> Result<Combination, Rejection> {
    let offers = held.iter().map(|(coupon, stock)| Offer {
        coupon: &coupon.coupon,
        rules: &stock.rules,
        state: stock.state,
    });
    let offers: Vec<Offer<'_>> = offers.collect();
    combination::price(order, place, &offers, &discount.coupons).map_err(|error| match error {
        CombinationError::Refused(_, Refusal::Lapsed { .. }) => Rejection::CouponLapsed,
        _ => Rejection::CouponPriceDiffers,
    })
}
