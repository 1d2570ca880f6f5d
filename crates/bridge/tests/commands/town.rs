//! An operator and a device in memory: the ports of a wallet without network, disk and keyring.

use futures_util::stream::{self, BoxStream, StreamExt as _};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::broadcast;
use wallet::port::{
    ApiError, Clock, KeyVault, OperatorApi, Ports, Random, StoreError, VaultError, WalletStore,
};
use wallet::state::SavedState;
use wire::account::AccountResponse;
use wire::campaign::{CampaignResponse, CampaignsResponse, EntrantResponse, EntrantsResponse};
use wire::card::{
    BindCardRequest, BindCardResponse, CardResponse, CardsResponse, ConfirmCardRequest,
};
use wire::coupon::{
    CouponKind, CouponResponse, CouponState, CouponsResponse, DiscountResponse, Listed,
    OfferedResponse, OrderDiscount, SavingResponse, SeenStockResponse, StockResponse, StockState,
    TakeCouponRequest, TakeCouponResponse,
};
use wire::enrolment::{
    ConfirmEnrolmentRequest, ConfirmEnrolmentResponse, StartEnrolmentRequest,
    StartEnrolmentResponse,
};
use wire::envelope::{
    ClaimEnvelopeRequest, EnvelopeResponse, EnvelopesResponse, SendEnvelopeRequest,
};
use wire::event::EventResponse;
use wire::operator::{HandleKind, OperatorResponse};
use wire::payee::{Payee, PayeeKind, PayeeResponse};
use wire::payer_code::{PayerCodeKeyResponse, QuickPayResponse, secret_text};
use wire::payment::{
    Direction, PayRequest, PaymentKind, PaymentOrder, PaymentResponse, PaymentsResponse,
};
use wire::pin::SetPinRequest;
use wire::receipt::ReceiptResponse;
use wire::{ErrorCode, Id, Money, Problem};

pub const URL: &str = "https://town.example";
pub const CODE: &str = "271828";
pub const PIN: &str = "314159";
pub const NOW_MS: u64 = 1_900_000_000_000;

pub fn cny(minor: u64) -> Money {
    Money { minor, currency: "CNY".to_owned() }
}

fn refuse<T>(code: ErrorCode) -> Result<T, ApiError> {
    Err(ApiError::Refused(Box::new(Problem::new(code))))
}

/// What the operator knows, and how it behaves.
pub struct Books {
    pub is_online: bool,
    /// Whether payments are done but never answered.
    pub loses_answers: bool,
    pub pin: Option<String>,
    pub pin_tries: u8,
    pub balance_minor: u64,
    pub payees: HashMap<Payee, PayeeResponse>,
    pub payments: Vec<PaymentResponse>,
    pub coupons: Vec<CouponResponse>,
    pub cards: Vec<CardResponse>,
    pub stocks: Vec<StockResponse>,
    pub campaigns: Vec<CampaignResponse>,
    pub entrants: Vec<EntrantResponse>,
    pub events: broadcast::Sender<EventResponse>,
}

/// The town, shared between a test and its wallet.
#[derive(Clone)]
pub struct Town(Arc<Mutex<Books>>);

impl Town {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Books {
            is_online: true,
            loses_answers: false,
            pin: None,
            pin_tries: 5,
            balance_minor: 10_000,
            payees: HashMap::new(),
            payments: Vec::new(),
            coupons: Vec::new(),
            cards: Vec::new(),
            stocks: Vec::new(),
            campaigns: Vec::new(),
            entrants: Vec::new(),
            events: broadcast::channel(8).0,
        })))
    }

    pub fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().unwrap()
    }

    /// Registers a payee and returns what it is.
    pub fn settle(&self, kind: PayeeKind, name: &str, amount: Option<Money>) -> Payee {
        let mut books = self.books();
        let payee = Payee { kind, id: Id(books.payees.len() as u128 + 1) };
        let city = (kind != PayeeKind::Receive).then(|| "Pingyao".to_owned());
        let expires_at_ms = (kind == PayeeKind::Order).then_some(NOW_MS + 3_600_000);
        let name = name.to_owned();
        let merchant = (kind != PayeeKind::Receive).then_some(SHOP);
        let known =
            PayeeResponse { payee, name, merchant, city, amount, note: None, expires_at_ms };
        books.payees.insert(payee, known);
        payee
    }

    fn online(&self) -> Result<MutexGuard<'_, Books>, ApiError> {
        let books = self.books();
        if books.is_online { Ok(books) } else { Err(ApiError::Unreachable) }
    }
}

impl Books {
    fn pay(&mut self, request: &PayRequest) -> Result<PaymentResponse, ApiError> {
        let order = &request.order;
        if let Some(done) = self.payments.iter().find(|done| done.payment == order.payment) {
            return Ok(done.clone());
        }
        if request.pin.as_ref().map(|pin| pin.expose()) != self.pin.as_deref() {
            self.pin_tries -= 1;
            let mut problem = Problem::new(ErrorCode::PinWrong);
            problem.tries_left = Some(self.pin_tries);
            return Err(ApiError::Refused(Box::new(problem)));
        }
        let Some(left) = self.balance_minor.checked_sub(order.amount.minor) else {
            return refuse(ErrorCode::InsufficientFunds);
        };
        self.balance_minor = left;
        let (kind, is_order) = match order.payee.kind {
            PayeeKind::Label => (PaymentKind::Label, false),
            PayeeKind::Order => (PaymentKind::Order, true),
            PayeeKind::Receive => (PaymentKind::Transfer, false),
        };
        let done = PaymentResponse {
            payment: order.payment,
            kind,
            direction: Direction::Out,
            amount: order.amount.clone(),
            counterparty: self.payees.get(&order.payee).map(|payee| payee.name.clone()),
            note: order.note.clone(),
            order: is_order.then_some(order.payee.id),
            draw: None,
            discount: order.discount.as_ref().map(|discount| self.saved(order, discount)),
            of: None,
            refunded: None,
            at_ms: NOW_MS,
            sequence: self.payments.len() as u64 + 1,
            journal_hash: "ab".repeat(32),
        };
        self.payments.push(done.clone());
        Ok(done)
    }
}

impl Books {
    /// Uses the coupons up, and says what they saved: the whole is told as of the first.
    fn saved(&mut self, order: &PaymentOrder, discount: &OrderDiscount) -> DiscountResponse {
        for coupon in &mut self.coupons {
            if discount.coupons.contains(&coupon.coupon) {
                (coupon.state, coupon.payment) = (CouponState::Used, Some(order.payment));
            }
        }
        let saving = cny(discount.total.minor - order.amount.minor);
        let savings = vec![SavingResponse { title: "Ten off fifty".to_owned(), saving }];
        DiscountResponse { total: discount.total.clone(), savings }
    }
}

/// The shop of every label and order.
pub const SHOP: Id = Id(77);

/// Ten off from fifty on, two a person, stackable, at every shop or at some.
pub fn ten_off(stock: u128, merchants: Listed<Id>, merchant_names: Vec<String>) -> StockResponse {
    StockResponse {
        stock: Id(stock),
        title: "Ten off fifty".to_owned(),
        state: StockState::Active,
        currency: "CNY".to_owned(),
        kind: CouponKind::AmountOff { threshold_minor: 5000, off_minor: 1000 },
        for_item: false,
        goods: Listed::All,
        merchants,
        merchant_names,
        window_ms: [NOW_MS - 86_400_000, NOW_MS + 86_400_000],
        wait_days: 0,
        days: None,
        weekdays: 0b111_1111,
        hours_min: Vec::new(),
        stackable: true,
        given_up: false,
        per_person_max: 2,
        needs_card: false,
    }
}

pub struct TownPorts {
    town: Town,
    store: Memory,
    next: AtomicU64,
    slept_ms: AtomicU64,
}

impl TownPorts {
    pub fn new(town: Town) -> Self {
        Self {
            town,
            store: Memory::default(),
            next: AtomicU64::new(1),
            slept_ms: AtomicU64::new(0),
        }
    }
}

impl Ports for TownPorts {
    type Store = Memory;
    type Api = Town;
    type Vault = Self;
    type Clock = Self;
    type Random = Self;

    fn store(&self) -> &Memory {
        &self.store
    }
    fn api(&self) -> &Town {
        &self.town
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

#[derive(Default)]
pub struct Memory(Mutex<SavedState>);

impl WalletStore for Memory {
    fn load(&self) -> Result<SavedState, StoreError> {
        Ok(self.0.lock().unwrap().clone())
    }
    fn save(&self, state: &SavedState) -> Result<(), StoreError> {
        *self.0.lock().unwrap() = state.clone();
        Ok(())
    }
}

impl KeyVault for TownPorts {
    fn public_key(&self) -> Result<[u8; 65], VaultError> {
        Ok([4; 65])
    }
    fn sign(&self, _message: &[u8]) -> Result<[u8; 64], VaultError> {
        Ok([7; 64])
    }
}

impl Clock for TownPorts {
    fn now_ms(&self) -> u64 {
        NOW_MS + self.slept_ms.load(Ordering::Relaxed)
    }
    fn offset_ms(&self) -> i64 {
        0
    }
    fn set_offset_ms(&self, _offset_ms: i64) {}
    async fn sleep_ms(&self, ms: u64) {
        self.slept_ms.fetch_add(ms, Ordering::Relaxed);
        // Shorter than asked for, but not nothing: the listener would spin.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

impl Random for TownPorts {
    fn number(&self) -> u128 {
        u128::from(self.next.fetch_add(1, Ordering::Relaxed))
    }
}

impl OperatorApi for Town {
    async fn operator(&self, _url: &str) -> Result<OperatorResponse, ApiError> {
        drop(self.online()?);
        Ok(OperatorResponse {
            keys: Vec::new(),
            operator: "town.tongbao".to_owned(),
            name: "Town".to_owned(),
            currency: "CNY".to_owned(),
            payment_max: cny(5_000_000),
            handle_kinds: vec![HandleKind::Email],
            now_ms: NOW_MS,
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
        let received = books.coupons.len() as u32;
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

    async fn unbind_card(&self, url: &str, card: Id) -> Result<CardsResponse, ApiError> {
        let known = self.online()?.cards.iter().any(|one| one.card == card);
        if !known {
            return refuse(ErrorCode::CardUnknown);
        }
        self.online()?.cards.clear();
        self.cards(url).await
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
        let entrants = self.online()?.entrants.clone();
        Ok(EntrantsResponse { entrants, as_of_ms: NOW_MS })
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
