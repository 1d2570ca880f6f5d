//! What the town's operator answers.

use super::{CODE, NOW_MS, PIN, Town, cny, refuse};
use futures_util::stream::{self, BoxStream, StreamExt as _};
use tokio::sync::broadcast;
use wallet::port::{ApiError, OperatorApi};
use wire::account::AccountResponse;
use wire::campaign::{CampaignResponse, CampaignsResponse, EntrantsResponse};
use wire::card::{
    BindCardRequest, BindCardResponse, CardResponse, CardsResponse, ConfirmCardRequest,
};
use wire::card_top_up::{
    CardRefusal, CardTopUpRequest, CardTopUpResponse, CardTopUpState, CardTopUpsResponse,
};
use wire::coupon::{
    CouponResponse, CouponState, CouponsResponse, OfferedResponse, SeenStockResponse,
    TakeCouponRequest, TakeCouponResponse,
};
use wire::device::{DeviceResponse, DevicesResponse, RevokeDeviceRequest};
use wire::enrolment::{
    ConfirmEnrolmentRequest, ConfirmEnrolmentResponse, StartEnrolmentRequest,
    StartEnrolmentResponse,
};
use wire::envelope::{
    ClaimEnvelopeRequest, EnvelopeResponse, EnvelopesResponse, SendEnvelopeRequest,
};
use wire::event::EventResponse;
use wire::operator::{HandleKind, OperatorResponse};
use wire::payee::{Payee, PayeeResponse};
use wire::payer_code::{PayerCodeKeyResponse, QuickPayResponse, secret_text};
use wire::payment::{PayRequest, PaymentResponse, PaymentsResponse};
use wire::pin::SetPinRequest;
use wire::receipt::ReceiptResponse;
use wire::{ErrorCode, Id, Problem, Secret};

impl OperatorApi for Town {
    async fn operator(&self, _url: &str) -> Result<OperatorResponse, ApiError> {
        let keys = self.online()?.keys.clone();
        Ok(OperatorResponse {
            keys,
            operator: "town.tongbao".to_owned(),
            name: "Town".to_owned(),
            currency: "CNY".to_owned(),
            payment_max: cny(5_000_000),
            handle_kinds: vec![HandleKind::Email],
            now_ms: NOW_MS,
            fee: None,
            sandbox: true,
        })
    }

    async fn start_enrolment(
        &self,
        _url: &str,
        request: &StartEnrolmentRequest,
    ) -> Result<StartEnrolmentResponse, ApiError> {
        drop(self.online()?);
        if !request.handle.contains('@') {
            return refuse(ErrorCode::HandleMalformed);
        }
        Ok(StartEnrolmentResponse {
            enrolment: request.enrolment,
            sent_to: "l…n@town.example".to_owned(),
            code_digits: 6,
            expires_at_ms: NOW_MS + 600_000,
        })
    }

    async fn confirm_enrolment(
        &self,
        _url: &str,
        _enrolment: Id,
        request: &ConfirmEnrolmentRequest,
    ) -> Result<ConfirmEnrolmentResponse, ApiError> {
        let books = self.online()?;
        if request.code.expose() != CODE {
            let mut problem = Problem::new(ErrorCode::CodeWrong);
            problem.tries_left = Some(4);
            return Err(ApiError::Refused(Box::new(problem)));
        }
        Ok(ConfirmEnrolmentResponse {
            person: Id(900),
            device: Id(901),
            name: request.name.clone().unwrap_or_else(|| "Lin".to_owned()),
            receive_code: Id(902),
            has_pin: books.pin.is_some(),
        })
    }

    async fn set_pin(&self, _url: &str, request: &SetPinRequest) -> Result<(), ApiError> {
        let mut books = self.online()?;
        let pin = request.pin.expose();
        if pin.len() != 6 || pin == "123456" {
            return refuse(ErrorCode::PinMalformed);
        }
        books.pin = Some(pin.to_owned());
        Ok(())
    }

    async fn payer_code_key(&self, _url: &str) -> Result<PayerCodeKeyResponse, ApiError> {
        let books = self.online()?;
        drop(books);
        let secret = secret_text(&[0x42; 32]);
        Ok(PayerCodeKeyResponse { secret, prefix: 71, now_ms: NOW_MS })
    }

    async fn account(&self, _url: &str) -> Result<AccountResponse, ApiError> {
        let books = self.online()?;
        Ok(AccountResponse {
            person: Id(900),
            name: "Lin".to_owned(),
            balance: cny(books.balance_minor),
            available: cny(books.balance_minor),
            holds: Vec::new(),
            receive_code: Id(902),
            has_pin: books.pin.is_some(),
            payment_max: cny(5_000_000),
            quick_pay: QuickPayResponse {
                payment_max: cny(10_000),
                left: cny(30_000),
                left_uses: 10,
            },
            sandbox: true,
            as_of_ms: NOW_MS,
            last_event: 1,
        })
    }

    async fn payee(&self, _url: &str, payee: Payee) -> Result<PayeeResponse, ApiError> {
        let books = self.online()?;
        let known = books.payees.get(&payee).cloned();
        known.map_or_else(|| refuse(ErrorCode::PayeeUnknown), Ok)
    }

    async fn coupons(&self, _url: &str) -> Result<CouponsResponse, ApiError> {
        let books = self.online()?;
        let coupons = books.coupons.clone();
        let stocks = if coupons.is_empty() { Vec::new() } else { books.stocks.clone() };
        Ok(CouponsResponse { coupons, stocks, zone_ahead_min: 480, as_of_ms: NOW_MS })
    }

    async fn offered_coupons(&self, _url: &str) -> Result<OfferedResponse, ApiError> {
        Ok(OfferedResponse { stocks: self.online()?.stocks.clone() })
    }

    async fn seen_stock(&self, _url: &str, stock: Id) -> Result<SeenStockResponse, ApiError> {
        let books = self.online()?;
        let stock = books.stocks.iter().find(|known| known.stock == stock).cloned();
        let Some(stock) = stock else { return refuse(ErrorCode::StockUnknown) };
        let received = u32::try_from(books.coupons.len()).expect("a few");
        let refusal = (received >= 2).then_some(ErrorCode::CouponPersonUsed);
        let left = 101 - u64::from(received);
        Ok(SeenStockResponse { stock, left, received, refusal, as_of_ms: NOW_MS })
    }

    async fn take_coupon(
        &self,
        _url: &str,
        request: &TakeCouponRequest,
    ) -> Result<TakeCouponResponse, ApiError> {
        let mut books = self.online()?;
        let stock = books.stocks.iter().find(|stock| stock.stock == request.stock).cloned();
        let Some(stock) = stock else { return refuse(ErrorCode::StockUnknown) };
        if books.coupons.len() >= 2 {
            return refuse(ErrorCode::CouponPersonUsed);
        }
        let coupon = CouponResponse {
            coupon: request.coupon,
            stock: request.stock,
            value_minor: None,
            from_ms: NOW_MS - 1000,
            until_ms: NOW_MS + 86_400_000,
            received_at_ms: NOW_MS,
            state: CouponState::Held,
            payment: None,
        };
        books.coupons.insert(0, coupon.clone());
        Ok(TakeCouponResponse { coupon, stock })
    }

    async fn cards(&self, _: &str) -> Result<CardsResponse, ApiError> {
        Ok(CardsResponse { cards: self.online()?.cards.clone(), can_bind: true })
    }

    async fn bind_card(
        &self,
        _: &str,
        request: &BindCardRequest,
    ) -> Result<BindCardResponse, ApiError> {
        drop(self.online()?);
        let BindCardRequest { binding, number, holder } = request;
        if (number.expose(), holder.as_str()) != ("9000 0000 0000 1017", "Lin") {
            return refuse(ErrorCode::CardRefused);
        }
        let (binding, sent_to) = (*binding, "+86···01".to_owned());
        let expires_at_ms = NOW_MS + 600_000;
        Ok(BindCardResponse { binding, sent_to, code_digits: 6, expires_at_ms })
    }

    async fn confirm_card(
        &self,
        _: &str,
        _: Id,
        request: &ConfirmCardRequest,
    ) -> Result<CardResponse, ApiError> {
        let mut books = self.online()?;
        if request.code.expose() != "123456" {
            return refuse(ErrorCode::CodeWrong);
        }
        let (brand, last_four) = ("Harbour Bank".to_owned(), "1017".to_owned());
        let card = CardResponse { card: Id(600), brand, last_four, bound_at_ms: NOW_MS };
        books.cards = vec![card.clone()];
        Ok(card)
    }

    async fn card_top_ups(&self, _: &str) -> Result<CardTopUpsResponse, ApiError> {
        let top_ups = self.online()?.top_ups.clone();
        let (min, max, left) = (cny(100), cny(200_000), cny(150_000));
        Ok(CardTopUpsResponse { min, max, left, top_ups })
    }

    async fn top_up(
        &self,
        _: &str,
        request: &CardTopUpRequest,
    ) -> Result<CardTopUpResponse, ApiError> {
        let mut books = self.online()?;
        let CardTopUpRequest { top_up, card, amount, pin } = request.clone();
        if let Some(known) = books.top_ups.iter().find(|known| known.top_up == top_up) {
            return Ok(known.clone());
        }
        let Some(known) = books.cards.iter().find(|known| known.card == card).cloned() else {
            return refuse(ErrorCode::CardUnknown);
        };
        if pin.is_none_or(|pin| pin.expose() != PIN) {
            return refuse(ErrorCode::PinWrong);
        }
        let (state, reason) = match amount.minor {
            ..=50_000 => (CardTopUpState::Paid, None),
            50_001..=100_000 => (CardTopUpState::Refused, Some(CardRefusal::FundsShort)),
            _ => (CardTopUpState::Waiting, None),
        };
        let asked = CardTopUpResponse {
            top_up,
            card,
            brand: known.brand,
            last_four: known.last_four,
            amount,
            state,
            reason,
            payment: (state == CardTopUpState::Paid).then_some(Id(601)),
            asked_at_ms: NOW_MS,
        };
        books.top_ups.insert(0, asked.clone());
        Ok(asked)
    }

    async fn card_top_up(&self, _: &str, top_up: Id) -> Result<CardTopUpResponse, ApiError> {
        let known = self.online()?.top_ups.iter().find(|known| known.top_up == top_up).cloned();
        known.map_or_else(|| refuse(ErrorCode::CardTopUpUnknown), Ok)
    }

    async fn unbind_card(&self, url: &str, card: Id) -> Result<CardsResponse, ApiError> {
        let known = self.online()?.cards.iter().any(|one| one.card == card);
        if !known {
            return refuse(ErrorCode::CardUnknown);
        }
        self.online()?.cards.clear();
        self.cards(url).await
    }

    async fn devices(&self, _: &str) -> Result<DevicesResponse, ApiError> {
        let is_revoked = self.online()?.other_device_revoked;
        let device = |n, is_current, is_revoked| DeviceResponse {
            device: Id(n),
            enrolled_at_ms: NOW_MS,
            is_current,
            is_revoked,
            revoked_at_ms: is_revoked.then_some(NOW_MS),
        };
        Ok(DevicesResponse { devices: vec![device(2, true, false), device(1, false, is_revoked)] })
    }

    async fn revoke_device(
        &self,
        url: &str,
        device: Id,
        request: &RevokeDeviceRequest,
    ) -> Result<DevicesResponse, ApiError> {
        if request.pin.as_ref().map(Secret::expose) != self.online()?.pin.as_deref() {
            return refuse(ErrorCode::PinWrong);
        }
        if device != Id(1) {
            return refuse(ErrorCode::DeviceNotFound);
        }
        self.online()?.other_device_revoked = true;
        self.devices(url).await
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
        let campaigns = self.online()?.campaigns.clone();
        Ok(CampaignsResponse { campaigns, as_of_ms: NOW_MS })
    }

    async fn campaign(&self, _: &str, campaign: Id) -> Result<CampaignResponse, ApiError> {
        let books = self.online()?;
        let told = books.campaigns.iter().find(|told| told.campaign == campaign).cloned();
        told.map_or_else(|| refuse(ErrorCode::NotFound), Ok)
    }

    async fn entrants(&self, _: &str) -> Result<EntrantsResponse, ApiError> {
        let books = self.online()?;
        let (entrants, held_out) = (books.entrants.clone(), books.held_out.clone());
        Ok(EntrantsResponse { entrants, held_out, as_of_ms: NOW_MS })
    }

    async fn envelopes(&self, _: &str) -> Result<EnvelopesResponse, ApiError> {
        Err(ApiError::Unreachable)
    }

    async fn pay(&self, _url: &str, request: &PayRequest) -> Result<PaymentResponse, ApiError> {
        let mut books = self.online()?;
        let done = books.pay(request)?;
        if books.loses_answers { Err(ApiError::AnswerLost) } else { Ok(done) }
    }

    async fn payment(&self, _url: &str, payment: Id) -> Result<PaymentResponse, ApiError> {
        let books = self.online()?;
        if books.loses_answers {
            return Err(ApiError::AnswerLost);
        }
        let done = books.payments.iter().find(|done| done.payment == payment).cloned();
        done.map_or_else(|| refuse(ErrorCode::PaymentUnknown), Ok)
    }

    async fn receipt(&self, _url: &str, _payment: Id) -> Result<ReceiptResponse, ApiError> {
        drop(self.online()?);
        refuse(ErrorCode::PaymentUnknown)
    }

    async fn payments(
        &self,
        _url: &str,
        before: Option<u64>,
        _limit: u32,
    ) -> Result<PaymentsResponse, ApiError> {
        let books = self.online()?;
        let older = |one: &&PaymentResponse| before.is_none_or(|before| one.sequence < before);
        let payments = books.payments.iter().rev().filter(older).cloned().collect();
        Ok(PaymentsResponse { payments, next_before: None, as_of_ms: NOW_MS })
    }

    async fn events(&self, _url: &str, _after: u64) -> Result<Self::Events, ApiError> {
        let receiver = self.online()?.events.subscribe();
        let next = |mut receiver: broadcast::Receiver<EventResponse>| async move {
            receiver.recv().await.ok().map(|event| (Ok(event), receiver))
        };
        Ok(stream::unfold(receiver, next).boxed())
    }

    type Events = BoxStream<'static, Result<EventResponse, ApiError>>;
}
