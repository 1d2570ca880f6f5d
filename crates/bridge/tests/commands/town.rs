//! An operator and a device in memory: the ports of a wallet without network, disk and keyring.

mod api;
pub mod office;
pub mod shop;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::broadcast;
use wallet::port::{ApiError, Clock, KeyVault, Ports, Random, StoreError, VaultError, WalletStore};
use wallet::state::SavedState;
use wire::campaign::{CampaignResponse, EntrantResponse};
use wire::card::CardResponse;
use wire::card_top_up::CardTopUpResponse;
use wire::coupon::{
    CouponKind, CouponResponse, CouponState, DiscountResponse, Listed, OrderDiscount, SavingFunder,
    SavingResponse, StockResponse, StockState,
};
use wire::event::EventResponse;
use wire::merchant::MerchantResponse;
use wire::operator::OperatorKey;
use wire::order::OrderResponse;
use wire::payee::{Payee, PayeeKind, PayeeResponse};
use wire::payment::{Direction, PayRequest, PaymentKind, PaymentOrder, PaymentResponse};
use wire::sound_box::SoundBoxResponse;
use wire::staff::StaffMember;
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
    /// Whether the person's other device was revoked.
    pub other_device_revoked: bool,
    pub top_ups: Vec<CardTopUpResponse>,
    pub stocks: Vec<StockResponse>,
    pub shops: Vec<MerchantResponse>,
    pub staff: Vec<StaffMember>,
    pub orders: HashMap<Id, OrderResponse>,
    /// What the shops were paid and gave back, oldest first.
    pub taken: Vec<PaymentResponse>,
    pub campaigns: Vec<CampaignResponse>,
    pub entrants: Vec<EntrantResponse>,
    /// The keys with which the operator signs.
    pub keys: Vec<OperatorKey>,
    /// The sound boxes of the shop.
    pub boxes: Vec<SoundBoxResponse>,
    /// What the shop said against its limit.
    pub appeal: Option<String>,
    /// The campaigns of which the person is in the comparison group.
    pub held_out: Vec<Id>,
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
            other_device_revoked: false,
            top_ups: Vec::new(),
            stocks: Vec::new(),
            shops: Vec::new(),
            staff: Vec::new(),
            orders: HashMap::new(),
            taken: Vec::new(),
            campaigns: Vec::new(),
            entrants: Vec::new(),
            keys: Vec::new(),
            boxes: Vec::new(),
            appeal: None,
            held_out: Vec::new(),
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
        let (note, goods) = (None, Vec::new());
        let known =
            PayeeResponse { payee, name, merchant, city, amount, note, goods, expires_at_ms };
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
            goods: Vec::new(),
            discount: order.discount.as_ref().map(|discount| self.saved(order, discount)),
            of: None,
            fee: None,
            refunded: None,
            check: None,
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
        let (title, funder) = ("Ten off fifty".to_owned(), SavingFunder::Operator);
        let savings = vec![SavingResponse { title, funder, saving }];
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
