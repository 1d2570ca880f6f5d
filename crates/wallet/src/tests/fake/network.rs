//! A network between wallet and operator that loses, delays and doubles by a script.

use super::operator::{Answer, Operator};
use super::store::Store;
use super::{Watch, pause};
use crate::port::{ApiError, OperatorApi};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
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
use wire::{ErrorCode, Id, Problem};

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    Unreachable,
    RequestLost,
    AnswerLost,
    /// Believed lost; a payment comes in when it is let go.
    Delayed,
    /// The network sends it twice and hands back the answer to the second.
    Doubled,
    /// Done, but the answer is a gateway's.
    Gateway,
    /// Not done, for the operator was busy.
    Busy,
    RateLimited,
    Garbled,
}

impl Fault {
    pub const ALL: [Self; 10] = [
        Self::None,
        Self::Unreachable,
        Self::RequestLost,
        Self::AnswerLost,
        Self::Delayed,
        Self::Doubled,
        Self::Gateway,
        Self::Busy,
        Self::RateLimited,
        Self::Garbled,
    ];
}

type Heard = Result<EventResponse, ApiError>;
pub type FakeEvents = futures_util::stream::Iter<std::vec::IntoIter<Heard>>;

pub struct Network {
    operator: Arc<Operator>,
    pub(super) store: Arc<Store>,
    clock: Arc<Watch>,
    faults: Mutex<VecDeque<Fault>>,
    delayed: Mutex<Vec<PayRequest>>,
    /// Every payment request that was made, whatever became of it.
    pub asked: Mutex<Vec<PayRequest>>,
    /// What each opening of the stream of events gives, and after which event it was opened.
    pub streams: Mutex<VecDeque<Result<Vec<Heard>, ApiError>>>,
    pub opened_after: Mutex<Vec<u64>>,
}

impl Network {
    pub fn new(operator: Arc<Operator>, store: Arc<Store>, clock: Arc<Watch>) -> Self {
        Self {
            operator,
            store,
            clock,
            faults: Mutex::default(),
            delayed: Mutex::default(),
            asked: Mutex::default(),
            streams: Mutex::default(),
            opened_after: Mutex::default(),
        }
    }

    /// Sets what becomes of the next requests; those after them meet no fault.
    pub fn script(&self, faults: &[Fault]) {
        *self.faults.lock().expect("whole") = faults.iter().copied().collect();
    }

    /// Lets the delayed payments arrive.
    pub fn deliver(&self) {
        for request in std::mem::take(&mut *self.delayed.lock().expect("whole")) {
            let _ = self.operator.pay(&request);
        }
    }

    pub(super) async fn carry<T>(
        &self,
        work: impl Fn(&Operator) -> Answer<T> + Send,
    ) -> Result<T, ApiError> {
        self.carry_or_delay(work, || {}).await
    }

    async fn carry_or_delay<T>(
        &self,
        work: impl Fn(&Operator) -> Answer<T> + Send,
        delay: impl FnOnce() + Send,
    ) -> Result<T, ApiError> {
        let fault = self.faults.lock().expect("whole").pop_front().unwrap_or(Fault::None);
        pause().await;
        let refused = |code| Err(ApiError::Refused(Box::new(Problem::new(code))));
        let work = || work(&self.operator).map_err(ApiError::Refused);
        let answer = match fault {
            Fault::None => work(),
            Fault::Unreachable => Err(ApiError::Unreachable),
            Fault::RequestLost => Err(ApiError::AnswerLost),
            Fault::AnswerLost => {
                work().and(Err(ApiError::AnswerLost)).or(Err(ApiError::AnswerLost))
            }
            Fault::Delayed => {
                delay();
                Err(ApiError::AnswerLost)
            }
            Fault::Doubled => {
                let _ = work();
                refused(ErrorCode::SignatureReplayed)
            }
            Fault::Gateway => {
                let _ = work();
                refused(ErrorCode::Internal)
            }
            Fault::Busy => refused(ErrorCode::Overloaded),
            Fault::RateLimited => refused(ErrorCode::RateLimited),
            Fault::Garbled => {
                let _ = work();
                Err(ApiError::AnswerMalformed("column 1".to_owned()))
            }
        };
        pause().await;
        answer
    }
}

impl OperatorApi for Network {
    type Events = FakeEvents;

    async fn operator(&self, _: &str) -> Result<OperatorResponse, ApiError> {
        self.carry(|operator| Ok(operator.facts())).await
    }

    async fn start_enrolment(
        &self,
        _: &str,
        request: &StartEnrolmentRequest,
    ) -> Result<StartEnrolmentResponse, ApiError> {
        let enrolment = request.enrolment;
        self.carry(|operator| {
            operator.inner().pending = Some(enrolment);
            Ok(StartEnrolmentResponse {
                enrolment,
                sent_to: "l…n@example.org".to_owned(),
                code_digits: 6,
                expires_at_ms: operator.facts().now_ms + 600_000,
            })
        })
        .await
    }

    async fn confirm_enrolment(
        &self,
        _: &str,
        enrolment: Id,
        request: &ConfirmEnrolmentRequest,
    ) -> Result<ConfirmEnrolmentResponse, ApiError> {
        self.carry(|operator| operator.confirm(enrolment, request)).await
    }

    async fn set_pin(&self, _: &str, request: &SetPinRequest) -> Result<(), ApiError> {
        self.carry(|operator| operator.set_pin(request)).await
    }

    async fn payer_code_key(&self, _: &str) -> Result<PayerCodeKeyResponse, ApiError> {
        self.carry(|operator| Ok(operator.payer_code_key())).await
    }

    async fn account(&self, _: &str) -> Result<AccountResponse, ApiError> {
        self.carry(Operator::account).await
    }

    async fn payee(&self, _: &str, payee: Payee) -> Result<PayeeResponse, ApiError> {
        self.carry(|operator| operator.payee(payee)).await
    }

    async fn coupons(&self, _: &str) -> Result<CouponsResponse, ApiError> {
        self.carry(|operator| operator.coupons()).await
    }

    async fn offered_coupons(&self, _: &str) -> Result<OfferedResponse, ApiError> {
        let offered = self.carry(|operator| operator.coupons()).await?;
        Ok(OfferedResponse { stocks: offered.stocks })
    }

    async fn seen_stock(&self, _: &str, stock: Id) -> Result<SeenStockResponse, ApiError> {
        self.carry(|operator| operator.seen_stock(stock)).await
    }

    async fn take_coupon(
        &self,
        _: &str,
        _: &TakeCouponRequest,
    ) -> Result<TakeCouponResponse, ApiError> {
        let gone = Problem::new(ErrorCode::CouponsGone);
        self.carry(|_| Err(Box::new(gone.clone()))).await
    }

    async fn campaigns(&self, _: &str) -> Result<CampaignsResponse, ApiError> {
        self.carry(|operator| Ok(operator.campaigns())).await
    }

    async fn campaign(&self, _: &str, campaign: Id) -> Result<CampaignResponse, ApiError> {
        self.carry(|operator| operator.campaign(campaign)).await
    }

    async fn entrants(&self, _: &str) -> Result<EntrantsResponse, ApiError> {
        self.carry(|operator| Ok(operator.entrants())).await
    }

    async fn cards(&self, _: &str) -> Result<CardsResponse, ApiError> {
        self.carry(|operator| Ok(operator.cards())).await
    }

    async fn bind_card(
        &self,
        _: &str,
        request: &BindCardRequest,
    ) -> Result<BindCardResponse, ApiError> {
        self.carry(|operator| operator.bind_card(request)).await
    }

    async fn confirm_card(
        &self,
        _: &str,
        binding: Id,
        request: &ConfirmCardRequest,
    ) -> Result<CardResponse, ApiError> {
        self.carry(|operator| operator.confirm_card(binding, request)).await
    }

    async fn card_top_ups(&self, _: &str) -> Result<CardTopUpsResponse, ApiError> {
        self.carry(|operator| Ok(operator.card_top_ups())).await
    }

    async fn top_up(
        &self,
        _: &str,
        request: &CardTopUpRequest,
    ) -> Result<CardTopUpResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.carry(|operator| operator.top_up(request)).await
    }

    async fn card_top_up(&self, _: &str, top_up: Id) -> Result<CardTopUpResponse, ApiError> {
        self.carry(|operator| operator.card_top_up(top_up)).await
    }

    async fn unbind_card(&self, _: &str, card: Id) -> Result<CardsResponse, ApiError> {
        self.carry(|operator| operator.unbind_card(card)).await
    }

    async fn devices(&self, _: &str) -> Result<DevicesResponse, ApiError> {
        self.carry(|operator| Ok(operator.devices())).await
    }

    async fn revoke_device(
        &self,
        _: &str,
        device: Id,
        request: &RevokeDeviceRequest,
    ) -> Result<DevicesResponse, ApiError> {
        self.carry(|operator| operator.revoke_device(device, request)).await
    }

    async fn send_envelope(
        &self,
        _: &str,
        request: &SendEnvelopeRequest,
    ) -> Result<EnvelopeResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.carry(|operator| operator.send_envelope(request)).await
    }

    async fn claim_envelope(
        &self,
        _: &str,
        envelope: Id,
        request: &ClaimEnvelopeRequest,
    ) -> Result<EnvelopeResponse, ApiError> {
        self.carry(|operator| operator.claim_envelope(envelope, request)).await
    }

    async fn envelope(&self, _: &str, envelope: Id) -> Result<EnvelopeResponse, ApiError> {
        self.carry(|operator| operator.envelope(envelope)).await
    }

    async fn envelopes(&self, _: &str) -> Result<EnvelopesResponse, ApiError> {
        self.carry(Operator::envelopes).await
    }

    async fn pay(&self, _: &str, request: &PayRequest) -> Result<PaymentResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.asked.lock().expect("whole").push(request.clone());
        let delay = || self.delayed.lock().expect("whole").push(request.clone());
        self.carry_or_delay(|operator| operator.pay(request), delay).await
    }

    async fn payment(&self, _: &str, payment: Id) -> Result<PaymentResponse, ApiError> {
        let answer = self.carry(|operator| operator.payment(payment)).await;
        if !matches!(answer, Err(ApiError::Unreachable | ApiError::AnswerLost)) {
            self.clock.learn();
        }
        answer
    }

    async fn receipt(&self, _: &str, payment: Id) -> Result<ReceiptResponse, ApiError> {
        self.carry(|operator| operator.receipt(payment)).await
    }

    async fn payments(
        &self,
        _: &str,
        before: Option<u64>,
        limit: u32,
    ) -> Result<PaymentsResponse, ApiError> {
        self.carry(|operator| operator.payments(before, limit)).await
    }

    async fn events(&self, _: &str, after: u64) -> Result<FakeEvents, ApiError> {
        self.opened_after.lock().expect("whole").push(after);
        let next = self.streams.lock().expect("whole").pop_front();
        next.unwrap_or(Err(ApiError::Unreachable)).map(futures_util::stream::iter)
    }
}
