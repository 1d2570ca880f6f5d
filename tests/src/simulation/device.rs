//! A device with a wallet on it: the ports of the real `wallet` crate, over the simulated network,
//! clock and disk. The program can be ended at any moment; what was saved survives.

use super::clockwork::{Owner, Sim};
use super::door::{Served, Signature};
use super::network;
use super::node::{Cluster, Door};
use bank::id::DeviceId;
use futures_util::stream::Stream;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::sync::mpsc;
use wallet::port::{
    ApiError, Clock, KeyVault, OperatorApi, Ports, Random, StoreError, VaultError, WalletStore,
};
use wallet::state::SavedState;
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
use wire::{ErrorCode, Id};

/// How far the clock may be off before an answer's whole seconds say anything about it.
const COARSE_MS: u64 = 2_500;

/// What outlives the program: the disk, the device's clock, its key.
pub struct Hardware {
    pub number: u8,
    pub saved: Mutex<SavedState>,
    pub skew_ms: AtomicI64,
}

/// One run of the wallet's program on a device.
#[derive(Clone)]
pub struct Device {
    pub cluster: Arc<Cluster>,
    pub hardware: Arc<Hardware>,
    pub owner: Owner,
    offset_ms: Arc<AtomicI64>,
    has_ended: Arc<AtomicBool>,
}

impl Device {
    /// Starts the program; what it knows is what was saved.
    pub fn start(cluster: &Arc<Cluster>, hardware: &Arc<Hardware>) -> Self {
        let owner = cluster.sim.new_owner();
        let (cluster, hardware) = (Arc::clone(cluster), Arc::clone(hardware));
        let (offset_ms, has_ended) = Default::default();
        Self { cluster, hardware, owner, offset_ms, has_ended }
    }

    fn sim(&self) -> &Sim {
        &self.cluster.sim
    }

    fn key(&self) -> [u8; 65] {
        let mut key = [self.hardware.number; 65];
        key[0] = 4;
        key
    }

    fn device_ms(&self) -> u64 {
        let skew_ms = self.hardware.skew_ms.load(Ordering::Relaxed);
        self.sim().now_ms().saturating_add_signed(skew_ms)
    }

    fn learn(&self, operator_ms: u64) {
        let offset_ms = i128::from(operator_ms) - i128::from(self.device_ms());
        self.set_offset_ms(i64::try_from(offset_ms).expect("clocks of this century"));
    }

    fn signature(&self) -> Signature {
        Signature {
            device: DeviceId::of_public_key(&self.key()),
            created_s: self.now_ms() / 1000,
            nonce: self.sim().number(),
        }
    }

    /// Sends a signed request; one that was refused for its time is signed once more with what the
    /// answer said of the operator's clock, as the HTTP adapter does.
    async fn send<T, F>(
        &self,
        serve: impl Fn(Door, Signature) -> F + Clone + Send + Sync + 'static,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Future<Output = Served<T>> + Send + 'static,
    {
        let mut tries = 2;
        loop {
            let (serve, signature) = (serve.clone(), self.signature());
            // The time comes with every answer, refusals too.
            let handle = move |door: Door| {
                let served = serve(door.clone(), signature);
                async move {
                    let answer = served.await;
                    Ok((answer, door.now().0))
                }
            };
            let (answer, now_ms) = network::ask(&self.cluster, handle).await?;
            let date_ms = now_ms / 1000 * 1000;
            if self.now_ms().abs_diff(date_ms) > COARSE_MS {
                self.learn(date_ms);
            }
            tries -= 1;
            match answer {
                Ok(answer) => return Ok(answer),
                Err(problem) if problem.code == ErrorCode::SignatureExpired && tries > 0 => {}
                Err(problem) => return Err(ApiError::Refused(problem)),
            }
        }
    }
}

impl Ports for Device {
    type Store = Self;
    type Api = Self;
    type Vault = Self;
    type Clock = Self;
    type Random = Self;

    fn store(&self) -> &Self {
        self
    }

    fn api(&self) -> &Self {
        self
    }

    fn vault(&self) -> &Self {
        self
    }

    fn clock(&self) -> &Self {
        self
    }

    fn random(&self) -> &Self {
        self
    }
}

impl WalletStore for Device {
    fn load(&self) -> Result<SavedState, StoreError> {
        Ok(self.hardware.saved.lock().expect("one thread").clone())
    }

    /// Now and then the program ends in the middle of a save: all of it is written, or nothing.
    fn save(&self, state: &SavedState) -> Result<(), StoreError> {
        let dead = || StoreError("the program has ended".to_owned());
        // What ended goes on until it waits next, and writes nothing any more.
        if self.has_ended.load(Ordering::Relaxed) {
            return Err(dead());
        }
        let ends = !self.cluster.is_calm() && self.sim().happens(15);
        if !ends || self.sim().happens(500) {
            *self.hardware.saved.lock().expect("one thread") = state.clone();
        }
        if ends {
            self.sim().note(format_args!("device {}: ends while it saves", self.hardware.number));
            self.has_ended.store(true, Ordering::Relaxed);
            self.sim().end(self.owner);
            return Err(dead());
        }
        Ok(())
    }
}

impl KeyVault for Device {
    fn public_key(&self) -> Result<[u8; 65], VaultError> {
        Ok(self.key())
    }

    fn sign(&self, _message: &[u8]) -> Result<[u8; 64], VaultError> {
        Ok([0x51; 64])
    }
}

impl Clock for Device {
    fn now_ms(&self) -> u64 {
        self.device_ms().saturating_add_signed(self.offset_ms())
    }

    fn offset_ms(&self) -> i64 {
        self.offset_ms.load(Ordering::Relaxed)
    }

    fn set_offset_ms(&self, offset_ms: i64) {
        self.offset_ms.store(offset_ms, Ordering::Relaxed);
    }

    fn sleep_ms(&self, ms: u64) -> impl Future<Output = ()> + Send {
        self.sim().sleep(ms)
    }
}

impl Random for Device {
    fn number(&self) -> u128 {
        self.sim().number()
    }
}

/// A stream of events on its way to a device.
pub struct Events(mpsc::UnboundedReceiver<Result<EventResponse, ApiError>>);

impl Stream for Events {
    type Item = Result<EventResponse, ApiError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

impl OperatorApi for Device {
    type Events = Events;

    async fn operator(&self, _: &str) -> Result<OperatorResponse, ApiError> {
        let facts = network::ask(&self.cluster, |door| async move { Ok(door.operator()) }).await?;
        self.learn(facts.now_ms);
        Ok(facts)
    }

    async fn start_enrolment(
        &self,
        _: &str,
        request: &StartEnrolmentRequest,
    ) -> Result<StartEnrolmentResponse, ApiError> {
        let (request, key) = (request.clone(), self.key());
        self.send(move |door, signature| door.start_enrolment(signature, request.clone(), key))
            .await
    }

    async fn confirm_enrolment(
        &self,
        _: &str,
        enrolment: Id,
        request: &ConfirmEnrolmentRequest,
    ) -> Result<ConfirmEnrolmentResponse, ApiError> {
        let request = request.clone();
        self.send(move |door, signature| {
            door.confirm_enrolment(signature, enrolment, request.clone())
        })
        .await
    }

    async fn set_pin(&self, _: &str, request: &SetPinRequest) -> Result<(), ApiError> {
        let request = request.clone();
        self.send(move |door, signature| door.set_pin(signature, request.clone())).await
    }

    async fn payer_code_key(&self, _: &str) -> Result<PayerCodeKeyResponse, ApiError> {
        let key = self.send(|door, signature| door.payer_code_key(signature)).await?;
        self.learn(key.now_ms);
        Ok(key)
    }

    async fn account(&self, _: &str) -> Result<AccountResponse, ApiError> {
        self.send(|door, signature| door.account(signature)).await
    }

    async fn payee(&self, _: &str, payee: Payee) -> Result<PayeeResponse, ApiError> {
        self.send(move |door, signature| door.payee(signature, payee)).await
    }

    async fn send_envelope(
        &self,
        _: &str,
        _: &SendEnvelopeRequest,
    ) -> Result<EnvelopeResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn claim_envelope(
        &self,
        _: &str,
        _: Id,
        _: &ClaimEnvelopeRequest,
    ) -> Result<EnvelopeResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn envelope(&self, _: &str, _: Id) -> Result<EnvelopeResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn campaigns(&self, _: &str) -> Result<CampaignsResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn campaign(&self, _: &str, _: Id) -> Result<CampaignResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn entrants(&self, _: &str) -> Result<EntrantsResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn envelopes(&self, _: &str) -> Result<EnvelopesResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn pay(&self, _: &str, request: &PayRequest) -> Result<PaymentResponse, ApiError> {
        let request = request.clone();
        self.send(move |door, signature| door.pay(signature, request.clone())).await
    }

    async fn payment(&self, _: &str, payment: Id) -> Result<PaymentResponse, ApiError> {
        self.send(move |door, signature| door.payment(signature, payment)).await
    }

    /// Receipts are checked where they are made.
    async fn receipt(&self, _: &str, _: Id) -> Result<ReceiptResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn coupons(&self, _: &str) -> Result<CouponsResponse, ApiError> {
        self.send(|door, signature| door.coupons(signature)).await
    }

    async fn offered_coupons(&self, _: &str) -> Result<OfferedResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn cards(&self, _: &str) -> Result<CardsResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn bind_card(&self, _: &str, _: &BindCardRequest) -> Result<BindCardResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn confirm_card(
        &self,
        _: &str,
        _: Id,
        _: &ConfirmCardRequest,
    ) -> Result<CardResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn seen_stock(&self, _: &str, _: Id) -> Result<SeenStockResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn card_top_ups(&self, _: &str) -> Result<CardTopUpsResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn top_up(&self, _: &str, _: &CardTopUpRequest) -> Result<CardTopUpResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn card_top_up(&self, _: &str, _: Id) -> Result<CardTopUpResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn unbind_card(&self, _: &str, _: Id) -> Result<CardsResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn devices(&self, _: &str) -> Result<DevicesResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn revoke_device(
        &self,
        _: &str,
        _: Id,
        _: &RevokeDeviceRequest,
    ) -> Result<DevicesResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn take_coupon(
        &self,
        _: &str,
        request: &TakeCouponRequest,
    ) -> Result<TakeCouponResponse, ApiError> {
        let request = request.clone();
        self.send(move |door, signature| door.take_coupon(signature, request.clone())).await
    }

    async fn payments(
        &self,
        _: &str,
        before: Option<u64>,
        limit: u32,
    ) -> Result<PaymentsResponse, ApiError> {
        self.send(move |door, signature| door.payments(signature, before, limit)).await
    }

    async fn events(&self, _: &str, after: u64) -> Result<Events, ApiError> {
        let events = self.send(move |door, signature| door.events(signature, after)).await?;
        Ok(Events(events))
    }
}
