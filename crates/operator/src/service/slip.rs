//! What stands on a shop's receipt, from what the bank has of the payment.

use crate::service::Service;
use crate::service::view::{self, Side};
use bank::Key;
use bank::record::{Account, Merchant, Owner, Payment, Record};
use bank::store::StoreError;
use wire::payment::PaymentKind;
use wire::slip::{SlipRefund, SlipResponse};
use wire::{Id, Money};

impl Service {
    /// Returns what stands on the receipt of a payment to a shop; none for what is no purchase.
    ///
    /// # Errors
    /// When the store fails.
    pub fn slip(
        &self,
        payment: &Payment,
        merchant: &Merchant,
    ) -> Result<Option<SlipResponse>, StoreError> {
        let side = Side { account: merchant.account, is_merchant: true };
        let seen = view::payment(payment, side, &self.config);
        if payment.credit != merchant.account
            || !(seen.kind.is_spoken() || seen.kind == PaymentKind::Held)
        {
            return Ok(None);
        }
        let coupons = self.coupons_of(payment.id)?;
        let refunds = self.reader.returns(payment.id)?;
        let refunds = refunds.iter().map(|back| SlipRefund {
            payment: Id(back.id.0),
            at_ms: back.at.0,
            amount: Money::from(back.amount),
        });
        let total = coupons.as_ref().map_or(payment.amount, |it| it.discount.total);
        let saved = coupons.as_ref().map(|it| self.discount(payment, it)).transpose()?;
        let token = self.keys.slip_links.token(payment.id);
        Ok(Some(SlipResponse {
            name: merchant.name.clone(),
            city: merchant.city.clone(),
            payment: seen.payment,
            order: seen.order,
            number: seen.sequence,
            at_ms: seen.at_ms,
            zone_ahead_min: self.config.time_zone.zone().ahead_min(),
            goods: self.goods_of_payment(payment)?,
            total: Money::from(total),
            discounts: saved.map(|saved| saved.savings).unwrap_or_default(),
            paid: seen.amount,
            note: seen.note,
            refunds: refunds.collect(),
            check: seen.check,
            link: format!("{}/r/{token}", self.config.public_url),
        }))
    }

    /// Returns what stands on the receipt that a link's token opens; none where it opens none.
    ///
    /// # Errors
    /// When the store fails.
    pub fn slip_of(&self, token: &str) -> Result<Option<SlipResponse>, StoreError> {
        let Some(payment) = self.keys.slip_links.payment(token) else { return Ok(None) };
        let Some(Record::Payment(payment)) = self.reader.record(&Key::Payment(payment))? else {
            return Ok(None);
        };
        let account = self.reader.record(&Key::Account(payment.credit))?;
        let Some(Record::Account(Account { owner: Owner::Merchant(id), .. })) = account else {
            return Ok(None);
        };
        match self.reader.record(&Key::Merchant(id))? {
            Some(Record::Merchant(merchant)) => self.slip(&payment, &merchant),
            _ => Ok(None),
        }
    }
}
