//! The till of a shop, as its staff reach it: signed by the device, for the shop that is named.

use super::ApiError;
use std::future::Future;
use wire::Id;
use wire::order::{OpenOrderRequest, OrderResponse, ReverseOrderRequest, ReverseOrderResponse};
use wire::payer_code::{ChargePayerCodeRequest, ChargePayerCodeResponse};
use wire::payment::{PaymentResponse, PaymentsResponse};
use wire::refund::{RefundPreviewRequest, RefundPreviewResponse, RefundRequest, RefundsResponse};
use wire::slip::SlipResponse;

/// What a shop's till asks of the operator at one address. Each request names the shop, and the
/// person's role in it decides.
pub trait TillApi: Send + Sync {
    /// `POST /v1/orders`.
    fn open_order(
        &self,
        url: &str,
        merchant: Id,
        request: &OpenOrderRequest,
    ) -> impl Future<Output = Result<OrderResponse, ApiError>> + Send;
    /// `GET /v1/orders/{order}`.
    fn order(
        &self,
        url: &str,
        merchant: Id,
        order: Id,
    ) -> impl Future<Output = Result<OrderResponse, ApiError>> + Send;
    /// `POST /v1/orders/{order}/close`.
    fn close_order(
        &self,
        url: &str,
        merchant: Id,
        order: Id,
    ) -> impl Future<Output = Result<OrderResponse, ApiError>> + Send;
    /// `POST /v1/orders/{order}/reverse`.
    fn reverse_order(
        &self,
        url: &str,
        merchant: Id,
        order: Id,
        request: &ReverseOrderRequest,
    ) -> impl Future<Output = Result<ReverseOrderResponse, ApiError>> + Send;
    /// `POST /v1/payer-code/payments`.
    fn charge_payer_code(
        &self,
        url: &str,
        merchant: Id,
        request: &ChargePayerCodeRequest,
    ) -> impl Future<Output = Result<ChargePayerCodeResponse, ApiError>> + Send;
    /// `POST /v1/refunds`.
    fn refund(
        &self,
        url: &str,
        merchant: Id,
        request: &RefundRequest,
    ) -> impl Future<Output = Result<PaymentResponse, ApiError>> + Send;
    /// `POST /v1/refunds/preview`.
    fn preview_refund(
        &self,
        url: &str,
        merchant: Id,
        request: &RefundPreviewRequest,
    ) -> impl Future<Output = Result<RefundPreviewResponse, ApiError>> + Send;
    /// `GET /v1/refunds?payment=ID`.
    fn refunds(
        &self,
        url: &str,
        merchant: Id,
        payment: Id,
    ) -> impl Future<Output = Result<RefundsResponse, ApiError>> + Send;
    /// `GET /v1/till/slips/{payment}`.
    fn slip(
        &self,
        url: &str,
        merchant: Id,
        payment: Id,
    ) -> impl Future<Output = Result<SlipResponse, ApiError>> + Send;
    /// `GET /v1/till/payments`.
    fn takings(
        &self,
        url: &str,
        merchant: Id,
        before: Option<u64>,
        limit: u32,
    ) -> impl Future<Output = Result<PaymentsResponse, ApiError>> + Send;
}
