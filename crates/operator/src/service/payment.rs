//! Payments with what has become of them since: read for histories, receipts and events.

use crate::service::view::{self, Side};
use crate::service::{ReadError, Service};
use bank::id::{MerchantId, PaymentId};
use bank::record::{Account, Order, OrderState, Payment, PaymentKind, Record, Returned, Stock};
use bank::refund::{CouponsOf, RefundPreview, cash_until};
use bank::store::StoreError;
use bank::{Key, TimeMs};
use promotion::coupon::{Funder, Funding};
use std::sync::Arc;
use wire::coupon::{DiscountResponse, SavingFunder, SavingResponse};
use wire::order::OrderResponse;
use wire::payment::PaymentResponse;
use wire::refund::{CouponBecomes, RefundedCoupon};
use wire::{Id, Money};

impl Service {
    /// Returns a payment as one of its sides sees it now: with what coupons saved and how much
    /// money of it went back to the payer, or with the order of the payment that it belongs to.
    ///
    /// # Errors
    /// When the store fails.
    pub fn seen_payment(
        &self,
        payment: &Payment,
        side: Side,
    ) -> Result<PaymentResponse, StoreError> {
        let seen = view::payment(payment, side, &self.config);
        Ok(match payment.kind {
            PaymentKind::Label(_) | PaymentKind::Order(_) | PaymentKind::PayerCode(_) => {
                let coupons = self.coupons_of(payment.id)?;
                let refunded = self.returned(payment.id)?.map(|returned| {
                    let minor = cash_until(payment, coupons.as_ref(), returned.minor);
                    Money { minor, currency: payment.amount.currency().code().to_owned() }
                });
                let draw = self.draw_of(payment)?;
                let discount = coupons.as_ref().map(|it| self.discount(payment, it)).transpose()?;
                let fee = self.fee_of(payment.id, side)?;
                PaymentResponse { refunded, discount, draw, fee, ..seen }
            }
            PaymentKind::Refund(of)
            | PaymentKind::Reversal(of)
            | PaymentKind::Subsidy(of)
            | PaymentKind::SubsidyReturned(of)
            | PaymentKind::CashBack(of)
            | PaymentKind::CashBackReturned(of)
            | PaymentKind::Fee(of)
            | PaymentKind::FeeReturned(of) => {
                let order = match self.reader.record(&Key::Payment(of))? {
                    Some(Record::Payment(paid)) => match paid.kind {
                        PaymentKind::Order(order) => Some(Id(order.0)),
                        _ => None,
                    },
                    _ => None,
                };
                let fee = match payment.kind {
                    PaymentKind::Refund(_) | PaymentKind::Reversal(_) => {
                        self.fee_of(payment.id, side)?
                    }
                    _ => None,
                };
                PaymentResponse { order, fee, ..seen }
            }
            PaymentKind::Held(_) => PaymentResponse { fee: self.fee_of(payment.id, side)?, ..seen },
            PaymentKind::Transfer(_)
            | PaymentKind::Envelope(_)
            | PaymentKind::Share(_)
            | PaymentKind::EnvelopeReturned(_)
            | PaymentKind::TopUp
            | PaymentKind::CardTopUp(_)
            | PaymentKind::Budget(_)
            | PaymentKind::CampaignBudget(_)
            | PaymentKind::Withdrawal(_)
            | PaymentKind::Booking => seen,
        })
    }

    /// Returns an order as its till sees it now: with its goods, and with how much money of its
    /// payment went back to the payer, which is less than of its price where coupons saved
    /// something.
    ///
    /// # Errors
    /// When the store fails.
    pub fn seen_order(
        &self,
        order: &Order,
        now: TimeMs,
        code: String,
    ) -> Result<OrderResponse, StoreError> {
        let goods = self.goods_of(order.id)?;
        let seen = OrderResponse { goods, ..view::order(order, now, code) };
        let (payment, price_minor) = match order.state {
            OrderState::Reversed { payment: Some(payment), .. } => (payment, order.amount.minor()),
            OrderState::Refunded { payment, refunded_minor, .. } => (payment, refunded_minor),
            _ => return Ok(seen),
        };
        let Some(Record::Payment(payment)) = self.reader.record(&Key::Payment(payment))? else {
            return Err(StoreError("an order without its payment".to_owned()));
        };
        let coupons = self.coupons_of(payment.id)?;
        let minor = cash_until(&payment, coupons.as_ref(), price_minor);
        let refunded = Some(view::money(minor, payment.amount.currency()));
        Ok(OrderResponse { refunded, ..seen })
    }

    /// Reads what went back of a payment.
    ///
    /// # Errors
    /// When the store fails.
    pub fn returned(&self, payment: PaymentId) -> Result<Option<Returned>, StoreError> {
        match self.reader.record(&Key::Returned(payment))? {
            Some(Record::Returned(returned)) => Ok(Some(returned)),
            _ => Ok(None),
        }
    }

    /// Reads the movement that took the fee of a payment, or gave it back with a refund.
    ///
    /// # Errors
    /// When the store fails.
    pub fn fee_moved(&self, movement: PaymentId) -> Result<Option<Payment>, StoreError> {
        match self.reader.record(&Key::Payment(PaymentId::of_fee(movement)))? {
            Some(Record::Payment(fee)) => Ok(Some(Arc::unwrap_or_clone(fee))),
            _ => Ok(None),
        }
    }

    /// Returns what was taken of a payment, or given back; to the shop alone.
    fn fee_of(&self, movement: PaymentId, side: Side) -> Result<Option<Money>, StoreError> {
        if !side.is_merchant {
            return Ok(None);
        }
        Ok(self.fee_moved(movement)?.map(|fee| Money::from(fee.amount)))
    }

    /// Reads the coupons of a payment; none when it had none.
    ///
    /// # Errors
    /// When the store fails.
    pub fn coupons_of(&self, payment: PaymentId) -> Result<Option<CouponsOf>, StoreError> {
        CouponsOf::find(payment, |key| self.reader.record(key))
    }

    /// Returns what coupons saved of a payment, with the titles of their batches and who paid it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn discount(
        &self,
        payment: &Payment,
        coupons: &CouponsOf,
    ) -> Result<DiscountResponse, StoreError> {
        let CouponsOf { discount, coupons } = coupons;
        let mut savings = Vec::with_capacity(discount.used.len());
        for used in &discount.used {
            let coupon = coupons.iter().find(|(coupon, _)| coupon.coupon.id == used.coupon);
            let (title, funder) = match coupon {
                Some((_, stock)) => (stock.title.clone(), self.funder(payment, stock)?),
                None => (String::new(), SavingFunder::Operator),
            };
            let saving = view::money(used.saving_minor, discount.total.currency());
            savings.push(SavingResponse { title, funder, saving });
        }
        Ok(DiscountResponse { total: Money::from(discount.total), savings })
    }

    /// Returns what a refund would do with the coupons of a payment.
    ///
    /// # Errors
    /// When the store fails.
    pub fn refunded_coupons(
        &self,
        payment: &Payment,
        coupons: &CouponsOf,
        preview: &RefundPreview,
    ) -> Result<Vec<RefundedCoupon>, StoreError> {
        let currency = payment.amount.currency();
        let each = coupons.coupons.iter().zip(&preview.coupons).map(|((_, stock), back)| {
            let becomes = match preview.left_minor {
                _ if back.is_out_again => CouponBecomes::Returned,
                0 => CouponBecomes::Over,
                1.. => CouponBecomes::Used,
            };
            let is_given_back = back.is_funded && back.saving_minor > 0;
            Ok(RefundedCoupon {
                title: stock.title.clone(),
                funder: self.funder(payment, stock)?,
                given_back: is_given_back.then(|| view::money(back.saving_minor, currency)),
                becomes,
            })
        });
        each.collect()
    }

    fn funder(&self, payment: &Payment, stock: &Stock) -> Result<SavingFunder, StoreError> {
        let by = match stock.rules.funding {
            Funding::Funded(Funder::Operator) => return Ok(SavingFunder::Operator),
            Funding::Unfunded => return Ok(SavingFunder::Shop),
            Funding::Funded(Funder::Merchant(by)) => by,
        };
        let merchant = self.reader.record(&Key::Merchant(MerchantId(by.0)))?;
        Ok(match merchant {
            Some(Record::Merchant(it)) if it.account == payment.credit => SavingFunder::Shop,
            _ => SavingFunder::OtherShop,
        })
    }

    /// Reads an account.
    ///
    /// # Errors
    /// When the store fails, or an owner has no account.
    pub fn account(&self, id: bank::id::AccountId) -> Result<Account, ReadError> {
        match self.reader.record(&Key::Account(id))? {
            Some(Record::Account(account)) => Ok(account),
            _ => Err(StoreError("an owner without an account".to_owned()).into()),
        }
    }
}

/// Returns what is in an account, and what of it can be paid.
///
/// # Errors
/// When either is below zero: only the desk's account can be, and nobody asks for that one.
pub fn money(account: &Account) -> Result<(Money, Money), StoreError> {
    let minor = |minor: i64| {
        u64::try_from(minor).map_err(|_| StoreError("a balance below zero".to_owned()))
    };
    let currency = account.balance.currency();
    let money = |minor| Money { minor, currency: currency.code().to_owned() };
    Ok((money(minor(account.balance.minor())?), money(minor(account.available_minor())?)))
}
