//! The operator's API over HTTP: each request signed by the device key, each answer bounded.

mod address;
mod answer;
mod event_stream;
mod export;
mod merchant;
mod office;
pub mod published;
mod send;
#[cfg(test)]
mod tests;
mod till;
mod tls;

pub use event_stream::EventStream;

use crate::clock::DeviceClock;
use crate::key::DeviceKey;
use reqwest::Method;
use reqwest::redirect::Policy;
use send::Call;
use std::sync::Arc;
use std::time::Duration;
use wallet::port::{ApiError, OperatorApi};
use wire::Id;
use wire::account::AccountResponse;
use wire::campaign::{CampaignResponse, CampaignsResponse, EntrantsResponse};
use wire::card::{
    BindCardRequest, BindCardResponse, CardResponse, CardsResponse, ConfirmCardRequest,
    UnbindCardRequest,
};
use wire::card_top_up::{CardTopUpRequest, CardTopUpResponse, CardTopUpsResponse};
use wire::coupon::{
    CouponsResponse, OfferedResponse, SeenStockResponse, TakeCouponRequest, TakeCouponResponse,
};
use wire::device::{DevicesResponse, RevokeDeviceRequest};
use wire::enrolment::{
    ConfirmEnrolmentRequest, ConfirmEnrolmentResponse, StartEnrolmentRequest,
    StartEnrolmentResponse,
};
use wire::envelope::{
    ClaimEnvelopeRequest, EnvelopeResponse, EnvelopesResponse, SendEnvelopeRequest,
};
use wire::operator::OperatorResponse;
use wire::payee::{Payee, PayeeResponse};
use wire::payer_code::PayerCodeKeyResponse;
use wire::payment::{PayRequest, PaymentResponse, PaymentsResponse};
use wire::pin::SetPinRequest;
use wire::receipt::ReceiptResponse;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a request may take as a whole.
const REQUEST: Duration = Duration::from_secs(10);
/// How long a stream of events may be silent: operators give a sign of life every 15 s.
const SILENCE: Duration = Duration::from_secs(45);

/// Reaches operators over HTTP.
pub struct HttpApi {
    requests: reqwest::Client,
    /// Its answers have no end, so only silence ends them.
    streams: reqwest::Client,
    vault: Arc<DeviceKey>,
    clock: DeviceClock,
    /// Why addresses with https cannot be used, if they cannot.
    no_https: Option<String>,
}

impl HttpApi {
    /// Returns the API for a device key and a clock that learns from the operator's.
    pub(crate) fn new(vault: Arc<DeviceKey>, clock: DeviceClock) -> Result<Self, reqwest::Error> {
        let (config, no_https) = tls::config();
        let builder = || {
            reqwest::Client::builder()
                .tls_backend_preconfigured(config.clone())
                .redirect(Policy::none())
                .referer(false)
                .connect_timeout(CONNECT)
                .user_agent(concat!("tongbao/", env!("CARGO_PKG_VERSION")))
        };
        let requests = builder().timeout(REQUEST).build()?;
        let streams = builder().read_timeout(SILENCE).build()?;
        Ok(Self { requests, streams, vault, clock, no_https })
    }
}

impl OperatorApi for HttpApi {
    type Events = EventStream;

    async fn operator(&self, url: &str) -> Result<OperatorResponse, ApiError> {
        let facts: OperatorResponse = self.ask(url, &Call::get("/v1/operator").unsigned()).await?;
        self.clock.learn(facts.now_ms);
        Ok(facts)
    }

    async fn start_enrolment(
        &self,
        url: &str,
        request: &StartEnrolmentRequest,
    ) -> Result<StartEnrolmentResponse, ApiError> {
        self.ask(url, &Call::with(Method::POST, "/v1/enrolments", request)?).await
    }

    async fn confirm_enrolment(
        &self,
        url: &str,
        enrolment: Id,
        request: &ConfirmEnrolmentRequest,
    ) -> Result<ConfirmEnrolmentResponse, ApiError> {
        let path = format!("/v1/enrolments/{enrolment}/confirm");
        self.ask(url, &Call::with(Method::POST, path, request)?).await
    }

    async fn set_pin(&self, url: &str, request: &SetPinRequest) -> Result<(), ApiError> {
        self.tell(url, &Call::with(Method::PUT, "/v1/pin", request)?).await
    }

    async fn payer_code_key(&self, url: &str) -> Result<PayerCodeKeyResponse, ApiError> {
        let key: PayerCodeKeyResponse = self.ask(url, &Call::get("/v1/payer-code")).await?;
        self.clock.learn(key.now_ms);
        Ok(key)
    }

    async fn account(&self, url: &str) -> Result<AccountResponse, ApiError> {
        self.ask(url, &Call::get("/v1/account")).await
    }

    async fn payee(&self, url: &str, payee: Payee) -> Result<PayeeResponse, ApiError> {
        let path = format!("/v1/payees/{}/{}", payee.kind.word(), payee.id);
        self.ask(url, &Call::get(path)).await
    }

    async fn coupons(&self, url: &str) -> Result<CouponsResponse, ApiError> {
        self.ask(url, &Call::get("/v1/coupons")).await
    }

    async fn offered_coupons(&self, url: &str) -> Result<OfferedResponse, ApiError> {
        self.ask(url, &Call::get("/v1/coupons/offered")).await
    }

    async fn seen_stock(&self, url: &str, stock: Id) -> Result<SeenStockResponse, ApiError> {
        self.ask(url, &Call::get(format!("/v1/coupons/stocks/{stock}"))).await
    }

    async fn take_coupon(
        &self,
        url: &str,
        request: &TakeCouponRequest,
    ) -> Result<TakeCouponResponse, ApiError> {
        self.ask(url, &Call::with(Method::POST, "/v1/coupons", request)?).await
    }

    async fn campaigns(&self, url: &str) -> Result<CampaignsResponse, ApiError> {
        self.ask(url, &Call::get("/v1/campaigns").unsigned()).await
    }

    async fn campaign(&self, url: &str, campaign: Id) -> Result<CampaignResponse, ApiError> {
        self.ask(url, &Call::get(format!("/v1/campaigns/{campaign}")).unsigned()).await
    }

    async fn entrants(&self, url: &str) -> Result<EntrantsResponse, ApiError> {
        self.ask(url, &Call::get("/v1/entrants")).await
    }

    async fn cards(&self, url: &str) -> Result<CardsResponse, ApiError> {
        self.ask(url, &Call::get("/v1/cards")).await
    }

    async fn bind_card(
        &self,
        url: &str,
        request: &BindCardRequest,
    ) -> Result<BindCardResponse, ApiError> {
        self.ask(url, &Call::with(Method::POST, "/v1/card-bindings", request)?).await
    }

    async fn confirm_card(
        &self,
        url: &str,
        binding: Id,
        request: &ConfirmCardRequest,
    ) -> Result<CardResponse, ApiError> {
        let path = format!("/v1/card-bindings/{binding}/confirm");
        self.ask(url, &Call::with(Method::POST, path, request)?).await
    }

    async fn card_top_ups(&self, url: &str) -> Result<CardTopUpsResponse, ApiError> {
        self.ask(url, &Call::get("/v1/card-top-ups")).await
    }

    async fn top_up(
        &self,
        url: &str,
        request: &CardTopUpRequest,
    ) -> Result<CardTopUpResponse, ApiError> {
        self.ask(url, &Call::with(Method::POST, "/v1/card-top-ups", request)?).await
    }

    async fn card_top_up(&self, url: &str, top_up: Id) -> Result<CardTopUpResponse, ApiError> {
        self.ask(url, &Call::get(format!("/v1/card-top-ups/{top_up}"))).await
    }

    async fn unbind_card(&self, url: &str, card: Id) -> Result<CardsResponse, ApiError> {
        let path = format!("/v1/cards/{card}/unbind");
        self.ask(url, &Call::with(Method::POST, path, &UnbindCardRequest {})?).await
    }

    async fn devices(&self, url: &str) -> Result<DevicesResponse, ApiError> {
        self.ask(url, &Call::get("/v1/devices")).await
    }

    async fn revoke_device(
        &self,
        url: &str,
        device: Id,
        request: &RevokeDeviceRequest,
    ) -> Result<DevicesResponse, ApiError> {
        let path = format!("/v1/devices/{device}/revoke");
        self.ask(url, &Call::with(Method::POST, path, request)?).await
    }

    async fn send_envelope(
        &self,
        url: &str,
        request: &SendEnvelopeRequest,
    ) -> Result<EnvelopeResponse, ApiError> {
        self.ask(url, &Call::with(Method::POST, "/v1/envelopes", request)?).await
    }

    async fn claim_envelope(
        &self,
        url: &str,
        envelope: Id,
        request: &ClaimEnvelopeRequest,
    ) -> Result<EnvelopeResponse, ApiError> {
        let path = format!("/v1/envelopes/{envelope}/claims");
        self.ask(url, &Call::with(Method::POST, path, request)?).await
    }

    async fn envelope(&self, url: &str, envelope: Id) -> Result<EnvelopeResponse, ApiError> {
        self.ask(url, &Call::get(format!("/v1/envelopes/{envelope}"))).await
    }

    async fn envelopes(&self, url: &str) -> Result<EnvelopesResponse, ApiError> {
        self.ask(url, &Call::get("/v1/envelopes")).await
    }

    async fn pay(&self, url: &str, request: &PayRequest) -> Result<PaymentResponse, ApiError> {
        self.ask(url, &Call::with(Method::POST, "/v1/payments", request)?).await
    }

    async fn payment(&self, url: &str, payment: Id) -> Result<PaymentResponse, ApiError> {
        self.ask(url, &Call::get(format!("/v1/payments/{payment}"))).await
    }

    async fn receipt(&self, url: &str, payment: Id) -> Result<ReceiptResponse, ApiError> {
        self.ask(url, &Call::get(format!("/v1/payments/{payment}/receipt"))).await
    }

    async fn payments(
        &self,
        url: &str,
        before: Option<u64>,
        limit: u32,
    ) -> Result<PaymentsResponse, ApiError> {
        let before = before.map(|before| format!("before={before}&")).unwrap_or_default();
        self.ask(url, &Call::get(format!("/v1/payments?{before}limit={limit}"))).await
    }

    async fn events(&self, url: &str, after: u64) -> Result<EventStream, ApiError> {
        let call = Call::get("/v1/events").after_event(after);
        self.open(url, &call).await.map(EventStream::new)
    }
}
