//! The till of a shop over HTTP: each request names the shop, and the signature covers its name.

use super::HttpApi;
use super::send::Call;
use reqwest::Method;
use serde::Serialize;
use wallet::port::{ApiError, TillApi};
use wire::Id;
use wire::order::{OpenOrderRequest, OrderResponse, ReverseOrderRequest, ReverseOrderResponse};
use wire::payer_code::{ChargePayerCodeRequest, ChargePayerCodeResponse};
use wire::payment::{PaymentResponse, PaymentsResponse};
use wire::refund::{RefundPreviewRequest, RefundPreviewResponse, RefundRequest, RefundsResponse};
use wire::slip::SlipResponse;

fn post(merchant: Id, path: String, body: &impl Serialize) -> Result<Call, ApiError> {
    Ok(Call::with(Method::POST, path, body)?.for_merchant(merchant))
}

impl TillApi for HttpApi {
    async fn open_order(
        &self,
        url: &str,
        merchant: Id,
        request: &OpenOrderRequest,
    ) -> Result<OrderResponse, ApiError> {
        self.ask(url, &post(merchant, "/v1/orders".to_owned(), request)?).await
    }

    async fn order(&self, url: &str, merchant: Id, order: Id) -> Result<OrderResponse, ApiError> {
        self.ask(url, &Call::get(format!("/v1/orders/{order}")).for_merchant(merchant)).await
    }

    async fn close_order(
        &self,
        url: &str,
        merchant: Id,
        order: Id,
    ) -> Result<OrderResponse, ApiError> {
        let call = Call::post(format!("/v1/orders/{order}/close")).for_merchant(merchant);
        self.ask(url, &call).await
    }

    async fn reverse_order(
        &self,
        url: &str,
        merchant: Id,
        order: Id,
        request: &ReverseOrderRequest,
    ) -> Result<ReverseOrderResponse, ApiError> {
        self.ask(url, &post(merchant, format!("/v1/orders/{order}/reverse"), request)?).await
    }

    async fn charge_payer_code(
        &self,
        url: &str,
        merchant: Id,
        request: &ChargePayerCodeRequest,
    ) -> Result<ChargePayerCodeResponse, ApiError> {
        self.ask(url, &post(merchant, "/v1/payer-code/payments".to_owned(), request)?).await
    }

    async fn refund(
        &self,
        url: &str,
        merchant: Id,
        request: &RefundRequest,
    ) -> Result<PaymentResponse, ApiError> {
        self.ask(url, &post(merchant, "/v1/refunds".to_owned(), request)?).await
    }

    async fn preview_refund(
        &self,
        url: &str,
        merchant: Id,
        request: &RefundPreviewRequest,
    ) -> Result<RefundPreviewResponse, ApiError> {
        self.ask(url, &post(merchant, "/v1/refunds/preview".to_owned(), request)?).await
    }

    async fn refunds(
        &self,
        url: &str,
        merchant: Id,
        payment: Id,
    ) -> Result<RefundsResponse, ApiError> {
        let call = Call::get(format!("/v1/refunds?payment={payment}")).for_merchant(merchant);
        self.ask(url, &call).await
    }

    async fn slip(&self, url: &str, merchant: Id, payment: Id) -> Result<SlipResponse, ApiError> {
        let call = Call::get(format!("/v1/till/slips/{payment}")).for_merchant(merchant);
        self.ask(url, &call).await
    }

    async fn takings(
        &self,
        url: &str,
        merchant: Id,
        before: Option<u64>,
        limit: u32,
    ) -> Result<PaymentsResponse, ApiError> {
        let before = before.map(|before| format!("before={before}&")).unwrap_or_default();
        let call = Call::get(format!("/v1/till/payments?{before}limit={limit}"));
        self.ask(url, &call.for_merchant(merchant)).await
    }
}
