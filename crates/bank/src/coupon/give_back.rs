//! Takes back what a payment's coupons saved, because it is refunded or reversed: a funded saving
//! goes from the merchant to where it came from, and a coupon that is still good to its payer.

use crate::effects::{Effects, Stop};
use crate::id::PaymentId;
use crate::journal::JournalEntry;
use crate::key::Key;
use crate::page::{Missing, Page};
use crate::payment::{Transfer, transfer};
use crate::record::{Coupon, CouponState, Payment, PaymentKind, Record, Stock};
use crate::refund::{CouponReturn, CouponsOf};
use crate::rejection::Rejection;
use ::money::Amount;
use promotion::coupon::Funding;

/// Returns the coupons of a payment; none when it had none.
pub(crate) fn of_payment(page: &Page, payment: PaymentId) -> Result<Option<CouponsOf>, Missing> {
    CouponsOf::find(payment, |key: &Key| match page.knows(key) {
        true => Ok(page.record(key).cloned()),
        false => Err(Missing::Records(vec![key.clone()])),
    })
}

pub(crate) fn take_back(
    page: &Page,
    payment: &Payment,
    refund: PaymentId,
    coupons: &[CouponReturn],
    effects: &mut Effects,
) -> Result<(), Stop> {
    for back in coupons {
        let coupon = *page.coupon(back.coupon)?.ok_or(Rejection::CouponUnknown)?;
        let stock = page.stock(coupon.coupon.stock)?.ok_or(Rejection::StockUnknown)?;
        let stock = effects.stock(stock).clone();
        effects.journal(JournalEntry::CouponTakenBack {
            coupon: back.coupon,
            refund,
            saving_minor: back.saving_minor,
            is_out_again: back.is_out_again,
        });
        if back.is_funded && back.saving_minor > 0 {
            pay_funder(page, payment, (refund, back), &stock, effects)?;
        }
        let mut budget = stock.budget.came_back(back.saving_minor).unwrap_or(stock.budget);
        if back.is_out_again {
            budget = budget.out_again(coupon.taken).unwrap_or(budget);
            effects.write(Record::Coupon(Coupon { state: CouponState::Held, ..coupon }));
        }
        effects.write(Record::Stock(Box::new(Stock { budget, ..stock })));
    }
    Ok(())
}

/// Moves what a coupon saved from the merchant to its batch; to the funder, once the batch has
/// ended.
fn pay_funder(
    page: &Page,
    payment: &Payment,
    (refund, back): (PaymentId, &CouponReturn),
    stock: &Stock,
    effects: &mut Effects,
) -> Result<(), Stop> {
    let own = stock.account.ok_or(Rejection::AccountUnknown)?;
    let (credit, name) = match stock.rules.funding {
        Funding::Funded(funder) if stock.state == promotion::State::Ended => {
            super::money::funder(page, funder, stock.rules.currency)?
        }
        _ => (page.account(own)?.ok_or(Rejection::AccountUnknown)?, stock.title.as_str()),
    };
    let debit = page.account(payment.credit)?.ok_or(Rejection::AccountUnknown)?;
    let (debit, credit) = (effects.account(debit).clone(), effects.account(credit).clone());
    let amount = Amount::new(back.saving_minor, stock.rules.currency);
    let returned = Transfer {
        payment: super::spend::part_of(refund, back.coupon),
        kind: PaymentKind::SubsidyReturned(payment.id),
        debit: &debit,
        credit: &credit,
        amount: amount.map_err(|_| Rejection::BalanceTooLarge)?,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: &payment.payee_name,
        payee_name: name,
        note: None,
        evidence: None,
    };
    transfer(returned, effects)?;
    Ok(())
}
