//! Gives back what a shop was paid, whole or in part.

use super::charge::is_in_doubt;
use crate::amount::read_note;
use crate::goods::{self, Goods};
use crate::merchant::TakerName;
use crate::port::{Ports, TillApi as _};
use crate::state::{Payment, Profile, UnfinishedRefund};
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use money::{Amount, Currency};
use wire::coupon::SavingFunder;
use wire::refund::{CouponBecomes, RefundPreviewRequest, RefundPreviewResponse};
use wire::refund::{RefundRequest, RefundsResponse};
use wire::{ErrorCode, Id, Money};

/// What went back of a payment so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refunds {
    /// The payment, as the shop sees it.
    pub payment: Payment,
    /// What was sold with it; none where only the amount is known.
    pub goods: Option<Goods>,
    /// Who took it; absent where the payer scanned a label.
    pub taken_by: Option<TakerName>,
    /// What can still be refunded.
    pub left: Amount,
    /// The refunds, or the reversal, oldest first.
    pub refunds: Vec<Payment>,
}

/// What a refund would give back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundPreview {
    /// What of the payment would be refunded.
    pub amount: Amount,
    /// What would come back for it in money.
    pub cash: Amount,
    /// What of that would go on to the campaign of which the payment had won.
    pub clawed_back: Option<Amount>,
    /// What of the operator's fee would come back to the shop.
    pub fee_back: Option<Amount>,
    /// What would become of the coupons that were used.
    pub coupons: Vec<RefundedCoupon>,
    /// What could still be refunded afterwards.
    pub left: Amount,
    /// In how many parts.
    pub refunds_left: u32,
}

/// What a refund would do with a coupon that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundedCoupon {
    /// What people read of it.
    pub title: String,
    /// Who paid for it.
    pub funder: SavingFunder,
    /// What the shop would give back to its batch or funder.
    pub given_back: Option<Amount>,
    /// Where it would stand.
    pub becomes: CouponBecomes,
}

fn refunded_coupon(
    coupon: wire::refund::RefundedCoupon,
    currency: Currency,
) -> Result<RefundedCoupon, WalletError> {
    let wire::refund::RefundedCoupon { title, funder, given_back, becomes } = coupon;
    let given_back = given_back.map(|back| answer::amount(&back, currency)).transpose()?;
    Ok(RefundedCoupon { title, funder, given_back, becomes })
}

impl<P: Ports> Wallet<P> {
    /// Returns what went back of a payment of a shop, and what still can.
    ///
    /// # Errors
    /// `NotEnrolled`, `payment_unknown`, `staff_role_insufficient`, and what the network does.
    pub async fn refunds(&self, merchant: Id, payment: Id) -> Result<Refunds, WalletError> {
        let Profile { operator_url: url, currency, .. } = self.profile()?;
        let answer = self.ports.api().refunds(&url, merchant, payment).await?;
        let RefundsResponse { payment: paid, goods, taken_by, left, refunds } = answer;
        let paid = answer::payment(paid, currency)?;
        if paid.payment != payment {
            return Err(WalletError::AnswerMalformed("another payment".to_owned()));
        }
        let refunds = refunds.into_iter().map(|one| answer::payment(one, currency));
        let refunds: Vec<Payment> = refunds.collect::<Result<_, _>>()?;
        self.learn_refunds(&refunds)?;
        let price = paid.discount.as_ref().map_or(paid.amount, |discount| discount.total);
        let goods = goods::of_order(goods, Some(price))?;
        let taken_by = taken_by.map(TakerName::from);
        let left = answer::amount(&left, currency)?;
        Ok(Refunds { payment: paid, goods, taken_by, left, refunds })
    }

    /// Forgets attempts at refunds that are seen to be done: the same asked for after that is
    /// another one.
    fn learn_refunds(&self, done: &[Payment]) -> Result<(), WalletError> {
        let is_done = |known: &UnfinishedRefund| done.iter().any(|one| one.payment == known.refund);
        if self.state().unfinished_refunds.iter().any(is_done) {
            self.change(|state| state.unfinished_refunds.retain(|known| !is_done(known)))?;
        }
        Ok(())
    }

    /// Asks what a refund of typed digits would give back.
    ///
    /// # Errors
    /// As [`Self::refunds`]; `AmountMalformed`, `amount_zero`, and why it would not be done:
    /// `refund_too_much`, `refund_too_soon`, …
    pub async fn preview_refund(
        &self,
        merchant: Id,
        payment: Id,
        amount: &str,
    ) -> Result<RefundPreview, WalletError> {
        let Profile { operator_url: url, currency, .. } = self.profile()?;
        let amount = refund_amount(amount, currency)?;
        let request =
            RefundPreviewRequest { payment: Some(payment), order: None, amount: amount.into() };
        let answer = self.ports.api().preview_refund(&url, merchant, &request).await?;
        let RefundPreviewResponse { amount: of, cash, clawed_back, fee_back, .. } = answer;
        let RefundPreviewResponse { coupons, left, refunds_left, .. } = answer;
        let read = |money: &Money| answer::amount(money, currency);
        if read(&of)? != amount {
            return Err(WalletError::AnswerMalformed("another amount".to_owned()));
        }
        let clawed_back = clawed_back.as_ref().map(read).transpose()?;
        let coupons = coupons.into_iter().map(|coupon| refunded_coupon(coupon, currency));
        Ok(RefundPreview {
            amount,
            cash: read(&cash)?,
            clawed_back,
            fee_back: fee_back.as_ref().map(read).transpose()?,
            coupons: coupons.collect::<Result<_, _>>()?,
            left: read(&left)?,
            refunds_left,
        })
    }

    /// Refunds typed digits of a payment. A refund whose answer was lost goes again under its
    /// identifier when the same is asked again, so it is done once.
    ///
    /// # Errors
    /// As [`Self::preview_refund`]; `Offline` and `AnswerLost` when its end is not known.
    pub async fn refund(
        &self,
        merchant: Id,
        payment: Id,
        amount: &str,
        reason: Option<String>,
    ) -> Result<Payment, WalletError> {
        let Profile { operator_url: url, currency, .. } = self.profile()?;
        let reason = read_note(reason)?;
        let amount = refund_amount(amount, currency)?;
        let new_id = self.new_id();
        let refund = self.change(|state| {
            let same = |known: &&UnfinishedRefund| {
                (known.merchant, known.payment) == (merchant, payment)
                    && (known.amount, &known.reason) == (amount, &reason)
            };
            if let Some(known) = state.unfinished_refunds.iter().find(same) {
                return known.refund;
            }
            let reason = reason.clone();
            let refund = UnfinishedRefund { refund: new_id, merchant, payment, amount, reason };
            state.unfinished_refunds.push(refund);
            new_id
        })?;
        let request = RefundRequest {
            refund,
            payment: Some(payment),
            order: None,
            amount: amount.into(),
            reason,
        };
        let answer = self.ports.api().refund(&url, merchant, &request).await;
        if answer.as_ref().err().is_none_or(|error| !is_in_doubt(error)) {
            self.change(|state| state.unfinished_refunds.retain(|known| known.refund != refund))?;
        }
        let done = answer::payment(answer?, currency)?;
        if done.payment != refund || done.of.is_some_and(|of| of != payment) {
            return Err(WalletError::AnswerMalformed("another refund".to_owned()));
        }
        Ok(done)
    }
}

/// Reads digits of a refund: what it may be at most is for the payment to say.
fn refund_amount(digits: &str, currency: Currency) -> Result<Amount, WalletError> {
    let amount =
        Amount::parse(digits.trim(), currency).map_err(|_| WalletError::AmountMalformed)?;
    if amount.is_zero() {
        return Err(WalletError::rule(ErrorCode::AmountZero));
    }
    Ok(amount)
}
