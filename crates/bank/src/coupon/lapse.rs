//! Ends a coupon whose time is over: what it reserved is free for others.

use crate::command::LapseCoupon;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Coupon, CouponState, Record, Stock};
use crate::rejection::Rejection;
use promotion::calendar::TimeMs;

pub(crate) fn lapse(page: &Page, command: &LapseCoupon, effects: &mut Effects) -> Answer {
    let coupon = *page.coupon(command.coupon)?.ok_or(Rejection::CouponUnknown)?;
    if coupon.state != CouponState::Held || TimeMs(effects.at().0) < coupon.coupon.until {
        return Ok(Receipt::Coupon(coupon));
    }
    let stock = page.stock(coupon.coupon.stock)?.ok_or(Rejection::StockUnknown)?;
    if let Some(budget) = stock.budget.lapsed(coupon.taken) {
        effects.write(Record::Stock(Box::new(Stock { budget, ..stock.clone() })));
    }
    effects.journal(JournalEntry::CouponLapsed { coupon: coupon.coupon.id });
    let lapsed = Coupon { state: CouponState::Lapsed, ..coupon };
    effects.write(Record::Coupon(lapsed));
    Ok(Receipt::Coupon(lapsed))
}
