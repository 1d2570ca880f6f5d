//! The tills of a shop in the model of an operator: orders, charged codes, refunds, each done once.

use super::network::Network;
use super::operator::{Answer, Operator, SHOP, money, refuse};
use crate::port::{ApiError, TillApi};
use std::collections::BTreeMap;
use wire::coupon::{DiscountResponse, SavingFunder, SavingResponse};
use wire::goods::GoodsLine;
use wire::order::{
    OpenOrderRequest, OrderResponse, OrderState, ReverseOrderRequest, ReverseOrderResponse,
};
use wire::payer_code::{ChargePayerCodeRequest, ChargePayerCodeResponse, QuickPayRule};
use wire::payment::{Direction, PaymentKind, PaymentResponse, PaymentsResponse};
use wire::refund::{CouponBecomes, RefundPreviewRequest, RefundPreviewResponse, RefundRequest};
use wire::refund::{RefundedCoupon, RefundsResponse};
use wire::slip::{SlipRefund, SlipResponse};
use wire::{ErrorCode, Id, Money};

/// The code that a payer shows; charged above this amount it asks for the PIN.
pub const PAYER_CODE: &str = "710000000000000001";
pub const QUICK_MAX: u64 = 10_000;
/// How long after an attempt it can be reversed, in milliseconds.
pub const REVERSIBLE_MS: u64 = 15_000;
pub const OPEN_MS: u64 = 180_000;

#[derive(Clone, Default)]
pub struct FakeTill {
    pub orders: BTreeMap<Id, OrderResponse>,
    /// What was paid and given back, oldest first.
    pub payments: Vec<PaymentResponse>,
    /// What coupons of whoever shows the code save of a charge, in minor units.
    pub saves_minor: u64,
    /// Whether the person may only read.
    pub is_auditor: bool,
}

impl FakeTill {
    pub fn paid(&mut self, payment: Id, order: Option<Id>, amount: &Money) -> PaymentResponse {
        let paid = self.moved(payment, PaymentKind::PayerCode, Direction::In, amount);
        let paid = PaymentResponse { order, ..paid };
        self.payments.push(paid.clone());
        paid
    }

    fn moved(
        &self,
        payment: Id,
        kind: PaymentKind,
        direction: Direction,
        amount: &Money,
    ) -> PaymentResponse {
        PaymentResponse {
            check: None,
            payment,
            kind,
            direction,
            amount: amount.clone(),
            counterparty: None,
            note: None,
            order: None,
            goods: Vec::new(),
            discount: None,
            draw: None,
            of: None,
            fee: None,
            refunded: None,
            at_ms: 5,
            sequence: 100 + self.payments.len() as u64,
            journal_hash: "0".repeat(64),
        }
    }

    fn open(
        &mut self,
        now_ms: u64,
        order: Id,
        amount: &Money,
        goods: &[GoodsLine],
    ) -> OrderResponse {
        let open = OrderResponse {
            order,
            amount: amount.clone(),
            note: None,
            goods: goods.to_vec(),
            state: OrderState::Open,
            code: format!("order {order}"),
            opened_at_ms: now_ms,
            expires_at_ms: now_ms + OPEN_MS,
            payment: None,
            paid_at_ms: None,
            refunded: None,
            reversed_at_ms: None,
        };
        self.orders.entry(order).or_insert(open).clone()
    }

    fn goods_of(&self, paid: &PaymentResponse) -> Vec<GoodsLine> {
        let order = paid.order.and_then(|order| self.orders.get(&order));
        order.map(|order| order.goods.clone()).unwrap_or_default()
    }

    fn given_back(&self, of: Id) -> u64 {
        let back = self.payments.iter().filter(|one| one.of == Some(of));
        back.map(|one| one.amount.minor).sum()
    }
}

impl Operator {
    /// The payer pays an open order.
    pub fn pays_order(&self, order: Id) {
        let till = &mut self.inner().till;
        let known = till.orders.get(&order).expect("an order").clone();
        assert_eq!(known.state, OrderState::Open);
        till.paid(Id(order.0 + 1_000_000), Some(order), &known.amount);
        let known = till.orders.get_mut(&order).expect("an order");
        known.state = OrderState::Paid;
        known.payment = Some(Id(order.0 + 1_000_000));
        known.paid_at_ms = Some(self.clock.now_ms());
    }

    fn till<T>(&self, merchant: Id, work: impl FnOnce(&mut FakeTill) -> Answer<T>) -> Answer<T> {
        let till = &mut self.inner().till;
        if merchant != SHOP {
            return refuse(ErrorCode::PayeeUnknown);
        }
        work(till)
    }

    fn charge(
        &self,
        merchant: Id,
        asked: &ChargePayerCodeRequest,
    ) -> Answer<ChargePayerCodeResponse> {
        let now_ms = self.clock.now_ms();
        self.till(merchant, |till| {
            if let Some(paid) = till.payments.iter().find(|one| one.payment == asked.payment) {
                return Ok(ChargePayerCodeResponse::Paid { payment: paid.clone() });
            }
            if asked.payer_code.expose() != PAYER_CODE {
                return refuse(ErrorCode::PayerCodeUnknown);
            }
            if asked.amount.minor > QUICK_MAX {
                let order = till.open(now_ms, asked.payment, &asked.amount, &asked.goods);
                let rule = QuickPayRule::Amount;
                return Ok(ChargePayerCodeResponse::PinNeeded { order, rule });
            }
            let left = money(asked.amount.minor - till.saves_minor);
            till.paid(asked.payment, None, &left);
            let (saving, total) = (money(till.saves_minor), asked.amount.clone());
            let (title, funder) = ("Ten off".to_owned(), SavingFunder::Shop);
            let savings = vec![SavingResponse { title, funder, saving }];
            let paid = till.payments.last_mut().expect("just paid");
            if till.saves_minor > 0 {
                paid.discount = Some(DiscountResponse { total, savings });
            }
            Ok(ChargePayerCodeResponse::Paid { payment: paid.clone() })
        })
    }

    fn close(&self, merchant: Id, order: Id) -> Answer<OrderResponse> {
        self.till(merchant, |till| {
            let Some(known) = till.orders.get_mut(&order) else {
                return refuse(ErrorCode::OrderUnknown);
            };
            if known.state == OrderState::Paid {
                return refuse(ErrorCode::OrderPaid);
            }
            known.state = OrderState::Closed;
            Ok(known.clone())
        })
    }

    fn reverse(&self, merchant: Id, of: Id, reversal: Id) -> Answer<ReverseOrderResponse> {
        let now_ms = self.clock.now_ms();
        self.till(merchant, |till| {
            let paid = till.payments.iter().find(|one| one.payment == of || one.order == Some(of));
            let paid = paid.cloned();
            let order = till.orders.get(&of).cloned();
            if paid.is_none() && order.is_none() {
                return refuse(ErrorCode::OrderUnknown);
            }
            let began_ms = order.as_ref().map_or(now_ms, |order| order.opened_at_ms);
            if order.is_some() && now_ms < began_ms + REVERSIBLE_MS {
                return refuse(ErrorCode::ReversalTooSoon);
            }
            let back = paid.map(|paid| {
                let known = till.payments.iter().find(|one| one.of == Some(paid.payment)).cloned();
                known.unwrap_or_else(|| {
                    let kind = PaymentKind::Reversal;
                    let back = till.moved(reversal, kind, Direction::Out, &paid.amount);
                    let back = PaymentResponse { of: Some(paid.payment), ..back };
                    till.payments.push(back.clone());
                    back
                })
            });
            let order = till.orders.get_mut(&of).map(|order| {
                order.state = OrderState::Reversed;
                order.refunded = back.as_ref().map(|back| back.amount.clone());
                order.clone()
            });
            Ok(ReverseOrderResponse { order, reversal: back })
        })
    }

    fn refund(&self, merchant: Id, asked: &RefundRequest) -> Answer<PaymentResponse> {
        self.till(merchant, |till| {
            if let Some(done) = till.payments.iter().find(|one| one.payment == asked.refund) {
                return Ok(done.clone());
            }
            if till.is_auditor {
                return refuse(ErrorCode::PaymentNotRefundable);
            }
            let of = asked.payment.expect("a payment");
            let paid = till.payments.iter().find(|one| one.payment == of).cloned();
            let Some(paid) = paid else { return refuse(ErrorCode::PaymentUnknown) };
            if till.given_back(of) + asked.amount.minor > paid.amount.minor {
                return refuse(ErrorCode::RefundTooMuch);
            }
            let kind = PaymentKind::Refund;
            let back = till.moved(asked.refund, kind, Direction::Out, &asked.amount);
            let back = PaymentResponse { of: Some(of), note: asked.reason.clone(), ..back };
            till.payments.push(back.clone());
            Ok(back)
        })
    }

    fn refunds(&self, merchant: Id, of: Id) -> Answer<RefundsResponse> {
        self.till(merchant, |till| {
            let Some(paid) = till.payments.iter().find(|one| one.payment == of) else {
                return refuse(ErrorCode::PaymentUnknown);
            };
            let refunds = till.payments.iter().filter(|one| one.of == Some(of)).cloned().collect();
            let left = money(paid.amount.minor - till.given_back(of));
            let goods = till.goods_of(paid);
            Ok(RefundsResponse { payment: paid.clone(), goods, taken_by: None, left, refunds })
        })
    }

    fn slip(&self, merchant: Id, of: Id) -> Answer<SlipResponse> {
        let RefundsResponse { payment: paid, goods, taken_by: _, left: _, refunds } =
            self.refunds(merchant, of)?;
        let refund = |back: PaymentResponse| SlipRefund {
            payment: back.payment,
            at_ms: back.at_ms,
            amount: back.amount,
        };
        Ok(SlipResponse {
            name: "Noodle House".to_owned(),
            city: "Harbour".to_owned(),
            payment: of,
            order: paid.order,
            number: paid.sequence,
            at_ms: paid.at_ms,
            zone_ahead_min: 480,
            goods,
            total: paid.amount.clone(),
            discounts: Vec::new(),
            paid: paid.amount,
            note: None,
            refunds: refunds.into_iter().map(refund).collect(),
            check: None,
            link: format!("https://pay.harbour.example/r/{of}"),
        })
    }

    fn preview(&self, merchant: Id, asked: &RefundPreviewRequest) -> Answer<RefundPreviewResponse> {
        let left = self.refunds(merchant, asked.payment.expect("a payment"))?.left;
        let Some(rest) = left.minor.checked_sub(asked.amount.minor) else {
            return refuse(ErrorCode::RefundTooMuch);
        };
        let (amount, left) = (asked.amount.clone(), money(rest));
        Ok(RefundPreviewResponse {
            cash: amount.clone(),
            amount: amount.clone(),
            clawed_back: None,
            fee_back: None,
            coupons: vec![RefundedCoupon {
                title: "Ten off".to_owned(),
                funder: SavingFunder::Operator,
                given_back: Some(amount.clone()),
                becomes: CouponBecomes::Used,
            }],
            left,
            refunds_left: 49,
        })
    }
}

impl TillApi for Network {
    async fn open_order(
        &self,
        _: &str,
        merchant: Id,
        request: &OpenOrderRequest,
    ) -> Result<OrderResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.carry(|operator| {
            let now_ms = operator.clock.now_ms();
            let OpenOrderRequest { order, amount, goods, .. } = request;
            operator.till(merchant, |till| Ok(till.open(now_ms, *order, amount, goods)))
        })
        .await
    }

    async fn order(&self, _: &str, merchant: Id, order: Id) -> Result<OrderResponse, ApiError> {
        self.carry(|operator| {
            operator.till(merchant, |till| {
                let known = till.orders.get(&order).cloned();
                known.map_or_else(|| refuse(ErrorCode::OrderUnknown), Ok)
            })
        })
        .await
    }

    async fn close_order(
        &self,
        _: &str,
        merchant: Id,
        order: Id,
    ) -> Result<OrderResponse, ApiError> {
        self.carry(|operator| operator.close(merchant, order)).await
    }

    async fn reverse_order(
        &self,
        _: &str,
        merchant: Id,
        order: Id,
        request: &ReverseOrderRequest,
    ) -> Result<ReverseOrderResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.carry(|operator| operator.reverse(merchant, order, request.reversal)).await
    }

    async fn charge_payer_code(
        &self,
        _: &str,
        merchant: Id,
        request: &ChargePayerCodeRequest,
    ) -> Result<ChargePayerCodeResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.carry(|operator| operator.charge(merchant, request)).await
    }

    async fn refund(
        &self,
        _: &str,
        merchant: Id,
        request: &RefundRequest,
    ) -> Result<PaymentResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.carry(|operator| operator.refund(merchant, request)).await
    }

    async fn preview_refund(
        &self,
        _: &str,
        merchant: Id,
        request: &RefundPreviewRequest,
    ) -> Result<RefundPreviewResponse, ApiError> {
        self.carry(|operator| operator.preview(merchant, request)).await
    }

    async fn refunds(
        &self,
        _: &str,
        merchant: Id,
        payment: Id,
    ) -> Result<RefundsResponse, ApiError> {
        self.carry(|operator| operator.refunds(merchant, payment)).await
    }

    async fn slip(&self, _: &str, merchant: Id, of: Id) -> Result<SlipResponse, ApiError> {
        self.carry(|operator| operator.slip(merchant, of)).await
    }

    async fn takings(
        &self,
        _: &str,
        merchant: Id,
        _: Option<u64>,
        _: u32,
    ) -> Result<PaymentsResponse, ApiError> {
        self.carry(|operator| {
            operator.till(merchant, |till| {
                let payments = till.payments.iter().rev().cloned().collect();
                Ok(PaymentsResponse { payments, next_before: None, as_of_ms: 9 })
            })
        })
        .await
    }
}
