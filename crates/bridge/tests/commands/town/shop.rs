//! What the town's operator answers to who runs a shop. Of everything there is one, and the payer
//! is the test.

use super::{NOW_MS, PIN, Town, cny, refuse};
use wallet::port::{ApiError, MerchantApi, TillApi};
use wire::goods::GoodsLine;
use wire::merchant::{
    MerchantResponse, MerchantState, MerchantsResponse, OpenMerchantRequest, WithdrawRequest,
};
use wire::order::{
    OpenOrderRequest, OrderResponse, OrderState, ReverseOrderRequest, ReverseOrderResponse,
};
use wire::payer_code::{ChargePayerCodeRequest, ChargePayerCodeResponse, QuickPayRule};
use wire::payment::{Direction, PaymentKind, PaymentResponse, PaymentsResponse};
use wire::refund::{RefundPreviewRequest, RefundPreviewResponse, RefundRequest, RefundsResponse};
use wire::slip::SlipResponse;
use wire::staff::{
    ChangeRoleRequest, InvitationResponse, InviteRequest, JoinRequest, StaffMember, StaffResponse,
    StaffRole,
};
use wire::taker::{TakerKind, TakerName};
use wire::{ErrorCode, Id, Money, Secret};

/// The code that a payer shows.
pub const PAYER_CODE: &str = "710000000000000001";
/// Above this a payer code asks for the PIN, in minor units.
const QUICK_MINOR: u64 = 10_000;

/// A shop as the operator tells it.
pub fn shop(role: StaffRole, state: MerchantState) -> MerchantResponse {
    let balance = (role != StaffRole::Cashier).then(|| cny(5_000));
    MerchantResponse {
        merchant: Id(70),
        name: "Tea House".to_owned(),
        city: "Pingyao".to_owned(),
        address: None,
        category: "5812".to_owned(),
        state,
        reason: None,
        role,
        staff: Id(71),
        labels: Vec::new(),
        available: balance.clone(),
        balance,
        refund_most: cny(20_000),
    }
}

/// One of the staff.
pub fn member(staff: u128, role: StaffRole, is_me: bool) -> StaffMember {
    StaffMember { staff: Id(staff), name: "Mei".to_owned(), role, since_ms: NOW_MS, is_me }
}

fn moved(payment: Id, kind: PaymentKind, amount: &Money) -> PaymentResponse {
    let is_back = kind == PaymentKind::Refund || kind == PaymentKind::Reversal;
    PaymentResponse {
        check: None,
        payment,
        kind,
        direction: if is_back { Direction::Out } else { Direction::In },
        amount: amount.clone(),
        counterparty: None,
        note: None,
        order: None,
        draw: None,
        goods: Vec::new(),
        discount: None,
        of: None,
        fee: None,
        refunded: None,
        at_ms: NOW_MS,
        sequence: 9,
        journal_hash: "ab".repeat(32),
    }
}

fn opened(order: Id, amount: &Money, goods: &[GoodsLine]) -> OrderResponse {
    OrderResponse {
        order,
        amount: amount.clone(),
        note: None,
        goods: goods.to_vec(),
        state: OrderState::Open,
        code: format!("order {order}"),
        opened_at_ms: NOW_MS,
        expires_at_ms: NOW_MS + 180_000,
        payment: None,
        paid_at_ms: None,
        refunded: None,
        reversed_at_ms: None,
    }
}

impl Town {
    fn known_order(&self, order: Id) -> Result<OrderResponse, ApiError> {
        let known = self.online()?.orders.get(&order).cloned();
        known.map_or_else(|| refuse(ErrorCode::OrderUnknown), Ok)
    }

    fn ended(&self, order: Id, state: OrderState) -> Result<OrderResponse, ApiError> {
        let ended = OrderResponse { state, ..self.known_order(order)? };
        self.books().orders.insert(order, ended.clone());
        Ok(ended)
    }
}

impl MerchantApi for Town {
    async fn merchants(&self, _: &str) -> Result<MerchantsResponse, ApiError> {
        Ok(MerchantsResponse { merchants: self.online()?.shops.clone(), as_of_ms: NOW_MS })
    }

    async fn open_merchant(
        &self,
        _: &str,
        request: &OpenMerchantRequest,
    ) -> Result<MerchantResponse, ApiError> {
        let OpenMerchantRequest { merchant, name, city, address, category } = request.clone();
        let shop = shop(StaffRole::Owner, MerchantState::Pending);
        let address = Some(address);
        let shop = MerchantResponse { merchant, name, city, address, category, ..shop };
        self.online()?.shops.push(shop.clone());
        Ok(shop)
    }

    async fn withdraw(
        &self,
        _: &str,
        _: Id,
        request: &WithdrawRequest,
    ) -> Result<PaymentResponse, ApiError> {
        drop(self.online()?);
        if request.pin.as_ref().map(Secret::expose) != Some(PIN) {
            return refuse(ErrorCode::PinWrong);
        }
        Ok(moved(request.payment, PaymentKind::Withdrawal, &request.amount))
    }

    async fn staff(&self, _: &str, _: Id) -> Result<StaffResponse, ApiError> {
        Ok(StaffResponse { staff: self.online()?.staff.clone(), as_of_ms: NOW_MS })
    }

    async fn invite_staff(
        &self,
        _: &str,
        _: Id,
        request: &InviteRequest,
    ) -> Result<InvitationResponse, ApiError> {
        drop(self.online()?);
        let InviteRequest { invitation, secret_hash: _, role } = *request;
        Ok(InvitationResponse { invitation, role, expires_at_ms: NOW_MS + 86_400_000 })
    }

    async fn join_merchant(&self, _: &str, _: &JoinRequest) -> Result<MerchantResponse, ApiError> {
        let shop = shop(StaffRole::Cashier, MerchantState::Active);
        self.online()?.shops.push(shop.clone());
        Ok(shop)
    }

    async fn change_role(
        &self,
        _: &str,
        _: Id,
        staff: Id,
        request: &ChangeRoleRequest,
    ) -> Result<StaffResponse, ApiError> {
        let mut books = self.online()?;
        let known = books.staff.iter_mut().find(|one| one.staff == staff);
        let Some(known) = known else { return refuse(ErrorCode::StaffUnknown) };
        known.role = request.role;
        Ok(StaffResponse { staff: books.staff.clone(), as_of_ms: NOW_MS })
    }

    async fn remove_staff(&self, _: &str, _: Id, staff: Id) -> Result<StaffResponse, ApiError> {
        let mut books = self.online()?;
        books.staff.retain(|one| one.staff != staff);
        Ok(StaffResponse { staff: books.staff.clone(), as_of_ms: NOW_MS })
    }
}

impl TillApi for Town {
    async fn open_order(
        &self,
        _: &str,
        _: Id,
        request: &OpenOrderRequest,
    ) -> Result<OrderResponse, ApiError> {
        let order = opened(request.order, &request.amount, &request.goods);
        self.online()?.orders.insert(request.order, order.clone());
        Ok(order)
    }

    async fn order(&self, _: &str, _: Id, order: Id) -> Result<OrderResponse, ApiError> {
        self.known_order(order)
    }

    async fn close_order(&self, _: &str, _: Id, order: Id) -> Result<OrderResponse, ApiError> {
        self.ended(order, OrderState::Closed)
    }

    async fn reverse_order(
        &self,
        _: &str,
        _: Id,
        order: Id,
        request: &ReverseOrderRequest,
    ) -> Result<ReverseOrderResponse, ApiError> {
        let order = self.ended(order, OrderState::Reversed)?;
        let back = moved(request.reversal, PaymentKind::Reversal, &order.amount);
        Ok(ReverseOrderResponse { order: Some(order), reversal: Some(back) })
    }

    async fn charge_payer_code(
        &self,
        _: &str,
        _: Id,
        request: &ChargePayerCodeRequest,
    ) -> Result<ChargePayerCodeResponse, ApiError> {
        let mut books = self.online()?;
        if request.payer_code.expose() != PAYER_CODE {
            return refuse(ErrorCode::PayerCodeUnknown);
        }
        if request.amount.minor > QUICK_MINOR {
            let order = opened(request.payment, &request.amount, &request.goods);
            books.orders.insert(request.payment, order.clone());
            return Ok(ChargePayerCodeResponse::PinNeeded { order, rule: QuickPayRule::Amount });
        }
        let payment = moved(request.payment, PaymentKind::PayerCode, &request.amount);
        books.taken.push(payment.clone());
        Ok(ChargePayerCodeResponse::Paid { payment })
    }

    async fn refund(
        &self,
        _: &str,
        _: Id,
        request: &RefundRequest,
    ) -> Result<PaymentResponse, ApiError> {
        let back = moved(request.refund, PaymentKind::Refund, &request.amount);
        let back = PaymentResponse { of: request.payment, note: request.reason.clone(), ..back };
        self.online()?.taken.push(back.clone());
        Ok(back)
    }

    async fn preview_refund(
        &self,
        url: &str,
        merchant: Id,
        request: &RefundPreviewRequest,
    ) -> Result<RefundPreviewResponse, ApiError> {
        let left = self.refunds(url, merchant, request.payment.unwrap()).await?.left;
        let Some(rest) = left.minor.checked_sub(request.amount.minor) else {
            return refuse(ErrorCode::RefundTooMuch);
        };
        let amount = request.amount.clone();
        let (cash, left) = (amount.clone(), cny(rest));
        Ok(RefundPreviewResponse {
            amount,
            cash,
            clawed_back: None,
            fee_back: None,
            coupons: Vec::new(),
            left,
            refunds_left: 49,
        })
    }

    async fn refunds(&self, _: &str, _: Id, of: Id) -> Result<RefundsResponse, ApiError> {
        let books = self.online()?;
        let Some(payment) = books.taken.iter().find(|one| one.payment == of).cloned() else {
            return refuse(ErrorCode::PaymentUnknown);
        };
        let refunds: Vec<_> =
            books.taken.iter().filter(|one| one.of == Some(of)).cloned().collect();
        let back: u64 = refunds.iter().map(|one| one.amount.minor).sum();
        let order = payment.order.and_then(|order| books.orders.get(&order));
        let goods = order.map(|order| order.goods.clone()).unwrap_or_default();
        let taken_by = Some(TakerName {
            kind: TakerKind::Key,
            staff: None,
            key: Some(Id(5)),
            name: Some("Till 2".to_owned()),
            role: None,
        });
        let left = cny(payment.amount.minor - back);
        Ok(RefundsResponse { left, payment, goods, taken_by, refunds })
    }

    async fn slip(&self, _: &str, _: Id, of: Id) -> Result<SlipResponse, ApiError> {
        let books = self.online()?;
        let Some(paid) = books.taken.iter().find(|one| one.payment == of).cloned() else {
            return refuse(ErrorCode::PaymentUnknown);
        };
        Ok(SlipResponse {
            name: "Tea House".to_owned(),
            city: "Pingyao".to_owned(),
            payment: of,
            order: paid.order,
            number: 12,
            at_ms: NOW_MS,
            zone_ahead_min: 480,
            goods: Vec::new(),
            total: paid.amount.clone(),
            discounts: Vec::new(),
            paid: paid.amount,
            note: paid.note,
            refunds: Vec::new(),
            check: Some("07".to_owned()),
            link: "https://pay.example.org/r/token".to_owned(),
        })
    }

    async fn takings(
        &self,
        _: &str,
        _: Id,
        _: Option<u64>,
        _: u32,
    ) -> Result<PaymentsResponse, ApiError> {
        let payments = self.online()?.taken.iter().rev().cloned().collect();
        Ok(PaymentsResponse { payments, next_before: None, as_of_ms: NOW_MS })
    }
}
