//! What a node does with a request about coupons, and how it reads those of a payment.

use super::{Served, Signature, refused};
use crate::simulation::node::Door;
use bank::command::{Discounting, ReceiveCoupon};
use bank::contract::town as numbers;
use bank::id::{CouponId, StockId};
use bank::record::{Discount, Payment, Record};
use bank::store::Reader as _;
use bank::{Command, CommandKey, Key, Receipt, Scope};
use money::Amount;
use operator::coupon::{self, Stocks};
use promotion::Seed;
use wire::coupon::{
    CouponsResponse, DiscountResponse, SavingFunder, SavingResponse, TakeCouponRequest,
    TakeCouponResponse,
};
use wire::payment::PaymentOrder;
use wire::{ErrorCode, Money};

impl Door {
    /// Returns the caller's coupons.
    pub async fn coupons(self, signature: Signature) -> Served<CouponsResponse> {
        let person = self.reading(signature).await?;
        let (contents, now) = (&self.cluster.database.contents, self.now());
        let held = contents.coupons_of(person.id, 200).expect("memory works");
        let mut stocks = Stocks::new(contents);
        held.iter().for_each(|one| stocks.find(one.coupon.stock).expect("memory works"));
        Ok(CouponsResponse {
            coupons: held.iter().map(|one| coupon::coupon(one, now)).collect(),
            stocks: stocks.told(),
            zone_ahead_min: numbers::coupon::zone().ahead_min(),
            as_of_ms: now.0,
        })
    }

    /// Gives the caller a coupon.
    pub async fn take_coupon(
        self,
        signature: Signature,
        request: TakeCouponRequest,
    ) -> Served<TakeCouponResponse> {
        let (person, signed_by) = self.caller(signature)?;
        let key = CommandKey { scope: Scope::Person(person), id: request.coupon.0 };
        let command = Command::ReceiveCoupon(ReceiveCoupon {
            coupon: CouponId(request.coupon.0),
            stock: StockId(request.stock.0),
            person,
            zone: numbers::coupon::zone(),
            seed: Seed::new([7; 32]),
            card: None,
        });
        let Receipt::Coupon(taken) = self.decide(Some(key), Some(signed_by), command).await? else {
            return refused(ErrorCode::Internal);
        };
        let mut stocks = Stocks::new(&self.cluster.database.contents);
        stocks.find(taken.coupon.stock).expect("memory works");
        let stock = stocks.told().remove(0);
        Ok(TakeCouponResponse { coupon: coupon::coupon(&taken, taken.received_at), stock })
    }

    /// Returns the coupons of an order.
    pub(super) fn discount(&self, order: &PaymentOrder) -> Option<Discounting> {
        let discount = order.discount.as_ref()?;
        Some(Discounting {
            total: Amount::try_from(&discount.total).expect("wallets write amounts"),
            coupons: discount.coupons.iter().map(|coupon| CouponId(coupon.0)).collect(),
            zone: numbers::coupon::zone(),
        })
    }

    /// Returns what coupons saved of a payment.
    pub(super) fn saved(&self, payment: &Payment) -> Option<DiscountResponse> {
        let Some(Record::Discount(Discount { total, used, .. })) =
            self.find(&Key::Discount(payment.id))
        else {
            return None;
        };
        let savings = used.iter().map(|one| SavingResponse {
            title: "Ten off 0".to_owned(),
            funder: SavingFunder::Operator,
            saving: Money::from(numbers::amount(one.saving_minor)),
        });
        Some(DiscountResponse { total: Money::from(total), savings: savings.collect() })
    }
}
