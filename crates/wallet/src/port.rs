//! The ports: what the wallet asks of its surroundings. Adapters live in `wallet-io`.

mod merchant;
mod office;
mod till;

pub use merchant::MerchantApi;
pub use office::{ExportAnswer, OfficeApi};
pub use till::TillApi;

use crate::state::SavedState;
use std::future::Future;
use wire::account::AccountResponse;
use wire::campaign::{CampaignResponse, CampaignsResponse, EntrantsResponse};
use wire::card::{
    BindCardRequest, BindCardResponse, CardResponse, CardsResponse, ConfirmCardRequest,
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
use wire::event::EventResponse;
use wire::operator::OperatorResponse;
use wire::payee::{Payee, PayeeResponse};
use wire::payer_code::PayerCodeKeyResponse;
use wire::payment::{PayRequest, PaymentResponse, PaymentsResponse};
use wire::pin::SetPinRequest;
use wire::receipt::ReceiptResponse;
use wire::{Id, Problem};

/// All ports of one wallet, as one type.
pub trait Ports: Send + Sync + 'static {
    /// Where state is kept.
    type Store: WalletStore;
    /// How the operator is reached.
    type Api: OperatorApi + MerchantApi + TillApi + OfficeApi;
    /// Where the device key is.
    type Vault: KeyVault;
    /// What time it is.
    type Clock: Clock;
    /// Where identifiers come from.
    type Random: Random;

    /// Returns the store.
    fn store(&self) -> &Self::Store;
    /// Returns the operator's API.
    fn api(&self) -> &Self::Api;
    /// Returns the key vault.
    fn vault(&self) -> &Self::Vault;
    /// Returns the clock.
    fn clock(&self) -> &Self::Clock;
    /// Returns the source of random numbers.
    fn random(&self) -> &Self::Random;
}

/// The state could not be read or written durably.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the wallet's store failed: {0}")]
pub struct StoreError(pub String);

/// Keeps the wallet's state, encrypted at rest. A save that returned is durable.
pub trait WalletStore: Send + Sync {
    /// Returns the state as it was saved last; the default when nothing was.
    fn load(&self) -> Result<SavedState, StoreError>;
    /// Replaces the state: all of it or nothing.
    fn save(&self, state: &SavedState) -> Result<(), StoreError>;
}

/// The device key could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device key could not be used: {0}")]
pub struct VaultError(pub String);

/// Holds the device's P-256 key, which never leaves it.
pub trait KeyVault: Send + Sync {
    /// Returns the public key (uncompressed point), making the key pair when there is none.
    fn public_key(&self) -> Result<[u8; 65], VaultError>;
    /// Signs with ES256: SHA-256, then ECDSA; returns `r || s`.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], VaultError>;
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Returns Unix milliseconds, corrected by the offset.
    fn now_ms(&self) -> u64;
    /// Returns how far the operator's clock is ahead of the device's, as it was learnt.
    fn offset_ms(&self) -> i64;
    /// Takes over what was learnt before.
    fn set_offset_ms(&self, offset_ms: i64);
    /// Waits.
    fn sleep_ms(&self, ms: u64) -> impl Future<Output = ()> + Send;
}

/// Makes unguessable numbers.
pub trait Random: Send + Sync {
    /// Returns 128 random bits.
    fn number(&self) -> u128;
}

/// Why the operator gave no good answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The operator refused, definitely.
    #[error("{}", .0.title)]
    Refused(Box<Problem>),
    /// Nothing was sent: no connection came about.
    #[error("the operator cannot be reached")]
    Unreachable,
    /// Something was sent and no whole answer came: it may have been done or not.
    #[error("the operator's answer was lost")]
    AnswerLost,
    /// The answer was not of the contract.
    #[error("the operator's answer cannot be understood: {0}")]
    AnswerMalformed(String),
    /// The address is not one that may be used (only https, or http on this machine).
    #[error("this operator address cannot be used: {0}")]
    AddressRefused(String),
}

/// The operator's API at one address. Requests but `operator` are signed by the device key.
pub trait OperatorApi: Send + Sync {
    /// `GET /v1/operator`.
    fn operator(
        &self,
        url: &str,
    ) -> impl Future<Output = Result<OperatorResponse, ApiError>> + Send;
    /// `POST /v1/enrolments`.
    fn start_enrolment(
        &self,
        url: &str,
        request: &StartEnrolmentRequest,
    ) -> impl Future<Output = Result<StartEnrolmentResponse, ApiError>> + Send;
    /// `POST /v1/enrolments/{enrolment}/confirm`.
    fn confirm_enrolment(
        &self,
        url: &str,
        enrolment: Id,
        request: &ConfirmEnrolmentRequest,
    ) -> impl Future<Output = Result<ConfirmEnrolmentResponse, ApiError>> + Send;
    /// `PUT /v1/pin`.
    fn set_pin(
        &self,
        url: &str,
        request: &SetPinRequest,
    ) -> impl Future<Output = Result<(), ApiError>> + Send;
    /// `GET /v1/payer-code`.
    fn payer_code_key(
        &self,
        url: &str,
    ) -> impl Future<Output = Result<PayerCodeKeyResponse, ApiError>> + Send;
    /// `GET /v1/account`.
    fn account(&self, url: &str) -> impl Future<Output = Result<AccountResponse, ApiError>> + Send;
    /// `GET /v1/payees/{kind}/{id}`.
    fn payee(
        &self,
        url: &str,
        payee: Payee,
    ) -> impl Future<Output = Result<PayeeResponse, ApiError>> + Send;
    /// `GET /v1/coupons`.
    fn coupons(&self, url: &str) -> impl Future<Output = Result<CouponsResponse, ApiError>> + Send;
    /// `GET /v1/coupons/offered`.
    fn offered_coupons(
        &self,
        url: &str,
    ) -> impl Future<Output = Result<OfferedResponse, ApiError>> + Send;
    /// `GET /v1/coupons/stocks/{stock}`.
    fn seen_stock(
        &self,
        url: &str,
        stock: Id,
    ) -> impl Future<Output = Result<SeenStockResponse, ApiError>> + Send;
    /// `POST /v1/coupons`.
    fn take_coupon(
        &self,
        url: &str,
        request: &TakeCouponRequest,
    ) -> impl Future<Output = Result<TakeCouponResponse, ApiError>> + Send;
    /// `GET /v1/campaigns`.
    fn campaigns(
        &self,
        url: &str,
    ) -> impl Future<Output = Result<CampaignsResponse, ApiError>> + Send;
    /// `GET /v1/campaigns/{campaign}`.
    fn campaign(
        &self,
        url: &str,
        campaign: Id,
    ) -> impl Future<Output = Result<CampaignResponse, ApiError>> + Send;
    /// `GET /v1/entrants`.
    fn entrants(
        &self,
        url: &str,
    ) -> impl Future<Output = Result<EntrantsResponse, ApiError>> + Send;
    /// `GET /v1/cards`.
    fn cards(&self, url: &str) -> impl Future<Output = Result<CardsResponse, ApiError>> + Send;
    /// `POST /v1/card-bindings`.
    fn bind_card(
        &self,
        url: &str,
        request: &BindCardRequest,
    ) -> impl Future<Output = Result<BindCardResponse, ApiError>> + Send;
    /// `POST /v1/card-bindings/{binding}/confirm`.
    fn confirm_card(
        &self,
        url: &str,
        binding: Id,
        request: &ConfirmCardRequest,
    ) -> impl Future<Output = Result<CardResponse, ApiError>> + Send;
    /// `GET /v1/card-top-ups`.
    fn card_top_ups(
        &self,
        url: &str,
    ) -> impl Future<Output = Result<CardTopUpsResponse, ApiError>> + Send;
    /// `POST /v1/card-top-ups`.
    fn top_up(
        &self,
        url: &str,
        request: &CardTopUpRequest,
    ) -> impl Future<Output = Result<CardTopUpResponse, ApiError>> + Send;
    /// `GET /v1/card-top-ups/{top_up}`.
    fn card_top_up(
        &self,
        url: &str,
        top_up: Id,
    ) -> impl Future<Output = Result<CardTopUpResponse, ApiError>> + Send;
    /// `POST /v1/cards/{card}/unbind`.
    fn unbind_card(
        &self,
        url: &str,
        card: Id,
    ) -> impl Future<Output = Result<CardsResponse, ApiError>> + Send;
    /// `GET /v1/devices`.
    fn devices(&self, url: &str) -> impl Future<Output = Result<DevicesResponse, ApiError>> + Send;
    /// `POST /v1/devices/{device}/revoke`.
    fn revoke_device(
        &self,
        url: &str,
        device: Id,
        request: &RevokeDeviceRequest,
    ) -> impl Future<Output = Result<DevicesResponse, ApiError>> + Send;
    /// `POST /v1/envelopes`.
    fn send_envelope(
        &self,
        url: &str,
        request: &SendEnvelopeRequest,
    ) -> impl Future<Output = Result<EnvelopeResponse, ApiError>> + Send;
    /// `POST /v1/envelopes/{envelope}/claims`.
    fn claim_envelope(
        &self,
        url: &str,
        envelope: Id,
        request: &ClaimEnvelopeRequest,
    ) -> impl Future<Output = Result<EnvelopeResponse, ApiError>> + Send;
    /// `GET /v1/envelopes/{envelope}`.
    fn envelope(
        &self,
        url: &str,
        envelope: Id,
    ) -> impl Future<Output = Result<EnvelopeResponse, ApiError>> + Send;
    /// `GET /v1/envelopes`.
    fn envelopes(
        &self,
        url: &str,
    ) -> impl Future<Output = Result<EnvelopesResponse, ApiError>> + Send;
    /// `POST /v1/payments`.
    fn pay(
        &self,
        url: &str,
        request: &PayRequest,
    ) -> impl Future<Output = Result<PaymentResponse, ApiError>> + Send;
    /// `GET /v1/payments/{payment}`.
    fn payment(
        &self,
        url: &str,
        payment: Id,
    ) -> impl Future<Output = Result<PaymentResponse, ApiError>> + Send;
    /// `GET /v1/payments/{payment}/receipt`.
    fn receipt(
        &self,
        url: &str,
        payment: Id,
    ) -> impl Future<Output = Result<ReceiptResponse, ApiError>> + Send;
    /// `GET /v1/payments`.
    fn payments(
        &self,
        url: &str,
        before: Option<u64>,
        limit: u32,
    ) -> impl Future<Output = Result<PaymentsResponse, ApiError>> + Send;
    /// `GET /v1/events`: waits for the events after a number; ends when the connection does.
    fn events(
        &self,
        url: &str,
        after: u64,
    ) -> impl Future<Output = Result<Self::Events, ApiError>> + Send;
    /// The stream that `events` opens.
    type Events: futures_util::Stream<Item = Result<EventResponse, ApiError>> + Send + Unpin;
}
