//! Uses a payment's coupons up: each once, what a funded one saves moves from its batch's account
//! to the merchant, in the same decision as the payment.

use super::discount::{Priced, PricedCoupon};
use crate::effects::{Effects, Stop};
use crate::id::{CouponId, PaymentId};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::record::{
    Account, Coupon, CouponState, Discount, Payment, PaymentKind, Record, Stock, UsedCoupon,
};
use crate::rejection::Rejection;
use ::money::Amount;
use sha2::{Digest as _, Sha256};

pub(crate) fn spend(
    page: &Page,
    payment: &Payment,
    total: Amount,
    priced: &Priced<'_>,
    effects: &mut Effects,
) -> Result<(), Stop> {
    let mut used = Vec::with_capacity(priced.coupons.len());
    for one in &priced.coupons {
        used.push(use_up(page, payment, one, effects)?);
    }
    effects.write(Record::Discount(Discount { payment: payment.id, total, used }));
    Ok(())
}

fn use_up(
    page: &Page,
    payment: &Payment,
    priced: &PricedCoupon<'_>,
    effects: &mut Effects,
) -> Result<UsedCoupon, Stop> {
    let PricedCoupon { coupon, stock, saving_minor } = *priced;
    let id = coupon.coupon.id;
    effects.journal(JournalEntry::CouponUsed { coupon: id, payment: payment.id, saving_minor });
    effects.write(Record::Coupon(Coupon { state: CouponState::Used(payment.id), ..*coupon }));
    // Two coupons of one batch: the second goes on from what the first has left.
    let stock = effects.stock(stock).clone();
    let budget = stock.budget.used(coupon.taken, saving_minor);
    let budget = budget.ok_or(Rejection::CouponPriceDiffers)?;
    if let Some(account) = stock.account {
        let account = page.account(account)?.ok_or(Rejection::AccountUnknown)?;
        let merchant = page.account(payment.credit)?.ok_or(Rejection::AccountUnknown)?;
        let (debit, credit): (Account, Account) =
            (effects.account(account).clone(), effects.account(merchant).clone());
        let amount = Amount::new(saving_minor, payment.amount.currency());
        let subsidy = Transfer {
            payment: part_of(payment.id, id),
            kind: PaymentKind::Subsidy(payment.id),
            debit: &debit,
            credit: &credit,
            amount: amount.map_err(|_| Rejection::BalanceTooLarge)?,
            total: None,
            fee: None,
            released_minor: 0,
            order: None,
            payer_name: &stock.title,
            payee_name: &payment.payee_name,
            note: None,
            evidence: None,
        };
        transfer(subsidy, effects)?;
    }
    let is_funded = stock.account.is_some();
    effects.write(Record::Stock(Box::new(Stock { budget, ..stock })));
    Ok(UsedCoupon { coupon: id, saving_minor, is_funded })
}

/// Returns the identifier of what moves for a coupon beside a payment or a refund: of both, so that
/// nobody has to bring one, and nobody can take it.
pub(super) fn part_of(payment: PaymentId, coupon: CouponId) -> PaymentId {
    let mut hasher = Sha256::new();
    hasher.update(b"tongbao subsidy");
    hasher.update(payment.0.to_be_bytes());
    hasher.update(coupon.0.to_be_bytes());
    let hash: [u8; 32] = hasher.finalize().into();
    PaymentId(hash.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
}
