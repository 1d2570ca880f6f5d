//! Moves money of a payment back to its payer's account, and remembers how much went back.

use crate::effects::{Effects, Stop};
use crate::id::{OrderId, PaymentId};
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::record::{Payment, PaymentKind, Record, Returned};
use crate::refund::CouponReturn;
use crate::rejection::Rejection;
use crate::{campaign, coupon, fee};
use money::Amount;
use std::sync::Arc;

/// What goes back; all checks but the accounts' own have passed.
pub(crate) struct GiveBack<'a> {
    pub(crate) movement: PaymentId,
    /// A refund or a reversal.
    pub(crate) kind: PaymentKind,
    pub(crate) payment: &'a Payment,
    pub(crate) returned: Option<&'a Returned>,
    /// What of the price goes back.
    pub(crate) amount: Amount,
    /// What of that comes back in money.
    pub(crate) cash: Amount,
    /// What of that goes on to a campaign.
    pub(crate) clawed_back: Amount,
    /// What the operator gives back of its fee.
    pub(crate) fee_back: Amount,
    /// What becomes of the coupons.
    pub(crate) coupons: Vec<CouponReturn>,
    pub(crate) order: Option<OrderId>,
    pub(crate) note: Option<String>,
}

pub(crate) fn give_back(
    page: &Page,
    give: GiveBack<'_>,
    effects: &mut Effects,
) -> Result<Arc<Payment>, Stop> {
    let GiveBack { movement, kind, payment, returned, amount, cash, coupons, .. } = give;
    let (order, note, clawed_back) = (give.order, give.note, give.clawed_back);
    fee::give_back(page, payment, movement, give.fee_back, effects)?;
    let debit = page.account(payment.credit)?.ok_or(Rejection::AccountUnknown)?;
    let debit = effects.account(debit).clone();
    let credit = page.account(payment.debit)?.ok_or(Rejection::AccountUnknown)?;
    let returning = Transfer {
        payment: movement,
        kind,
        debit: &debit,
        credit,
        amount: cash,
        // A coupon comes back with the whole price, so it is told by what became of one.
        total: (!coupons.is_empty()).then_some(amount),
        fee: None,
        released_minor: 0,
        order,
        payer_name: &payment.payee_name,
        payee_name: &payment.payer_name,
        note,
        evidence: None,
    };
    let moved = transfer(returning, effects)?;
    coupon::take_back(page, payment, movement, &coupons, effects)?;
    campaign::claw_back(page, payment, movement, clawed_back, effects)?;
    let (minor, count) = returned.map_or((0, 0), |returned| (returned.minor, returned.count));
    effects.write(Record::Returned(Returned {
        payment: payment.id,
        minor: minor + amount.minor(),
        count: count + 1,
        last_at: effects.at(),
        reversal: matches!(kind, PaymentKind::Reversal(_)).then_some(movement),
    }));
    Ok(moved)
}
