//! A model of an operator: what it has done is the truth that a wallet's belief is held against.

use super::card::FakeCards;
use super::card_top_up::FakeTopUps;
use super::device::FakeDevices;
use super::envelope::FakeEnvelope;
use super::merchant::FakeMerchants;
use super::office::FakeOffice;
use super::till::FakeTill;
use super::{PIN, START_MS, Watch};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use wire::account::AccountResponse;
use wire::campaign::{CampaignResponse, CampaignsResponse, EntrantResponse, EntrantsResponse};
use wire::coupon::{
    CouponsResponse, DiscountResponse, SavingFunder, SavingResponse, SeenStockResponse,
};
use wire::enrolment::{ConfirmEnrolmentRequest, ConfirmEnrolmentResponse};
use wire::goods::GoodsLine;
use wire::operator::{HandleKind, OperatorKey, OperatorResponse};
use wire::payee::{Payee, PayeeKind, PayeeResponse};
use wire::payer_code::{PayerCodeKeyResponse, QuickPayResponse, secret_text};
use wire::payment::{
    Direction, PayRequest, PaymentKind, PaymentOrder, PaymentResponse, PaymentsResponse,
};
use wire::pin::SetPinRequest;
use wire::receipt::ReceiptResponse;
use wire::{ErrorCode, Id, Money, Problem, Secret};

pub const PERSON: Id = Id(8);
pub const RECEIVE: Id = Id(80);
pub const PAYER_SECRET: [u8; 32] = [0x77; 32];
pub const PAYMENT_MAX: u64 = 500_000;
pub const CODE: &str = "123456";
pub const LABEL: Payee = Payee { kind: PayeeKind::Label, id: Id(1) };
pub const ORDER: Payee = Payee { kind: PayeeKind::Order, id: Id(2) };
pub const FRIEND: Payee = Payee { kind: PayeeKind::Receive, id: Id(3) };

pub type Answer<T> = Result<T, Box<Problem>>;

pub struct Operator {
    pub(super) clock: Arc<Watch>,
    inner: Mutex<Inner>,
}

pub struct Inner {
    pub balance: u64,
    pub pin: Option<Secret>,
    pub done: BTreeMap<Id, (PaymentOrder, PaymentResponse)>,
    pub closed: bool,
    pub is_enrolled: bool,
    pub pending: Option<Id>,
    pub last_event: u64,
    /// The largest payment, in minor units.
    pub payment_max: u64,
    /// The campaigns of which the person is in the comparison group.
    pub held_out: Vec<Id>,
    /// Whether it is a sandbox.
    pub sandbox: bool,
    /// The keys that it lists.
    pub keys: Vec<OperatorKey>,
    /// What the shop's order is made of.
    pub goods: Vec<GoodsLine>,
    /// The person's coupons.
    pub coupons: Option<CouponsResponse>,
    /// The person's cards, and the bindings that were begun and done.
    pub cards: FakeCards,
    pub top_ups: FakeTopUps,
    /// The person's other device.
    pub devices: FakeDevices,
    /// The shops, and who works there.
    pub merchants: FakeMerchants,
    /// What the tills of the person's shop did.
    pub till: FakeTill,
    /// The books and fittings of that shop.
    pub office: FakeOffice,
    /// What it says of any payment, in the place of what it has done.
    pub tells: Option<PaymentResponse>,
    /// The receipts that it gives.
    pub receipts: BTreeMap<Id, ReceiptResponse>,
    /// The campaign that runs.
    pub campaign: Option<CampaignResponse>,
    /// How the person stands in it.
    pub entrant: Option<EntrantResponse>,
    /// The envelope that was sent, with the seed that made its shares, and who claimed how far.
    pub envelope: Option<FakeEnvelope>,
    /// How often one was asked for that was sent already, or was not there before.
    pub envelopes_sent: u64,
    sequence: u64,
}

pub fn refuse<T>(code: ErrorCode) -> Answer<T> {
    Err(Box::new(Problem::new(code)))
}

/// The shop of every label and order.
pub const SHOP: Id = Id(77);

pub fn money(minor: u64) -> Money {
    Money { minor, currency: "CNY".to_owned() }
}

impl Operator {
    pub fn new(clock: Arc<Watch>) -> Self {
        let inner = Inner {
            balance: 10_000,
            pin: Some(Secret::new(PIN)),
            done: BTreeMap::new(),
            closed: false,
            is_enrolled: false,
            pending: None,
            last_event: 40,
            sandbox: false,
            held_out: Vec::new(),
            payment_max: PAYMENT_MAX,
            keys: Vec::new(),
            goods: Vec::new(),
            coupons: None,
            cards: FakeCards::default(),
            top_ups: FakeTopUps::default(),
            devices: FakeDevices::default(),
            merchants: FakeMerchants::default(),
            till: FakeTill::default(),
            office: FakeOffice::default(),
            tells: None,
            receipts: BTreeMap::new(),
            campaign: None,
            entrant: None,
            envelope: None,
            envelopes_sent: 0,
            sequence: 100,
        };
        Self { clock, inner: Mutex::new(inner) }
    }

    pub fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("whole")
    }

    pub fn enrol(&self) {
        self.inner().is_enrolled = true;
    }

    /// Returns the payments that were done.
    pub fn done(&self) -> Vec<Id> {
        self.inner().done.keys().copied().collect()
    }

    pub fn facts(&self) -> OperatorResponse {
        let inner = self.inner();
        OperatorResponse {
            keys: inner.keys.clone(),
            operator: "demo.tongbao".to_owned(),
            name: "Demo Town".to_owned(),
            currency: "CNY".to_owned(),
            payment_max: money(inner.payment_max),
            handle_kinds: vec![HandleKind::Email],
            now_ms: self.clock.now_ms(),
            fee: None,
            sandbox: inner.sandbox,
        }
    }

    pub fn receipt(&self, payment: Id) -> Answer<ReceiptResponse> {
        let receipt = self.inner().receipts.get(&payment).cloned();
        receipt.map_or_else(|| refuse(ErrorCode::PaymentUnknown), Ok)
    }

    /// The operator has what the person has coupons of, and three of each are left.
    pub fn seen_stock(&self, stock: Id) -> Answer<SeenStockResponse> {
        let book = self.coupons()?;
        let known = book.stocks.into_iter().find(|known| known.stock == stock);
        let Some(stock) = known else { return refuse(ErrorCode::StockUnknown) };
        let refusal = Some(ErrorCode::CouponPersonUsed);
        Ok(SeenStockResponse { stock, left: 3, received: 1, refusal, as_of_ms: book.as_of_ms })
    }

    pub fn coupons(&self) -> Answer<CouponsResponse> {
        let as_of_ms = self.clock.now_ms();
        let none = CouponsResponse {
            coupons: Vec::new(),
            stocks: Vec::new(),
            zone_ahead_min: 480,
            as_of_ms,
        };
        Ok(self.inner().coupons.clone().unwrap_or(none))
    }

    pub fn campaigns(&self) -> CampaignsResponse {
        let campaigns = self.inner().campaign.iter().cloned().collect();
        CampaignsResponse { campaigns, as_of_ms: self.clock.now_ms() }
    }

    pub fn campaign(&self, campaign: Id) -> Answer<CampaignResponse> {
        let told = self.inner().campaign.clone().filter(|told| told.campaign == campaign);
        told.map_or_else(|| refuse(ErrorCode::NotFound), Ok)
    }

    pub fn entrants(&self) -> EntrantsResponse {
        let entrants = self.inner().entrant.iter().cloned().collect();
        let held_out = self.inner().held_out.clone();
        EntrantsResponse { entrants, held_out, as_of_ms: self.clock.now_ms() }
    }

    pub fn confirm(
        &self,
        enrolment: Id,
        request: &ConfirmEnrolmentRequest,
    ) -> Answer<ConfirmEnrolmentResponse> {
        let mut inner = self.inner();
        if inner.pending != Some(enrolment) {
            return refuse(ErrorCode::EnrolmentUnknown);
        }
        if request.code.expose() != CODE {
            return refuse(ErrorCode::CodeWrong);
        }
        // The harsher of the two ways: a code that was used is gone, also for a second try.
        inner.pending = None;
        inner.is_enrolled = true;
        let name = request.name.clone().unwrap_or_else(|| "Lin".to_owned());
        let has_pin = inner.pin.is_some();
        Ok(ConfirmEnrolmentResponse {
            person: PERSON,
            device: Id(9),
            name,
            receive_code: RECEIVE,
            has_pin,
        })
    }

    pub fn set_pin(&self, request: &SetPinRequest) -> Answer<()> {
        let mut inner = self.inner();
        match (&inner.pin, &request.current_pin) {
            (Some(_), None) => return refuse(ErrorCode::PinMissing),
            (Some(pin), Some(current)) if pin != current => return refuse(ErrorCode::PinWrong),
            _ => {}
        }
        inner.pin = Some(request.pin.clone());
        Ok(())
    }

    pub fn account(&self) -> Answer<AccountResponse> {
        let inner = self.inner();
        if !inner.is_enrolled {
            return refuse(ErrorCode::DeviceUnknown);
        }
        Ok(AccountResponse {
            person: PERSON,
            name: "Lin".to_owned(),
            balance: money(inner.balance),
            available: money(inner.balance),
            holds: Vec::new(),
            receive_code: RECEIVE,
            has_pin: inner.pin.is_some(),
            payment_max: money(inner.payment_max),
            quick_pay: QuickPayResponse {
                payment_max: money(10_000),
                left: money(30_000),
                left_uses: 10,
            },
            sandbox: inner.sandbox,
            as_of_ms: self.clock.now_ms(),
            last_event: inner.last_event,
        })
    }

    pub fn payer_code_key(&self) -> PayerCodeKeyResponse {
        let secret = secret_text(&PAYER_SECRET);
        PayerCodeKeyResponse { secret, prefix: 71, now_ms: self.clock.now_ms() }
    }

    pub fn payee(&self, payee: Payee) -> Answer<PayeeResponse> {
        let order = payee == ORDER;
        let (name, city) = match payee {
            LABEL | ORDER => ("Tea House", Some("Hangzhou".to_owned())),
            FRIEND => ("Mei", None),
            _ => return refuse(ErrorCode::PayeeUnknown),
        };
        Ok(PayeeResponse {
            payee,
            name: name.to_owned(),
            merchant: city.is_some().then_some(SHOP),
            city,
            amount: order.then(|| money(880)),
            note: order.then(|| "two teas".to_owned()),
            goods: if order { self.inner().goods.clone() } else { Vec::new() },
            expires_at_ms: order.then_some(START_MS + 600_000),
        })
    }

    pub fn pay(&self, request: &PayRequest) -> Answer<PaymentResponse> {
        let mut inner = self.inner();
        let order = &request.order;
        match (&inner.pin, &request.pin) {
            (None, _) => return refuse(ErrorCode::PinNotSet),
            (_, None) => return refuse(ErrorCode::PinMissing),
            (Some(pin), Some(given)) if pin != given => {
                let problem = Problem::new(ErrorCode::PinWrong);
                return Err(Box::new(Problem { tries_left: Some(4), ..problem }));
            }
            _ => {}
        }
        if let Some((known, response)) = inner.done.get(&order.payment) {
            let is_same = known == order;
            return if is_same {
                Ok(response.clone())
            } else {
                refuse(ErrorCode::IdempotencyConflict)
            };
        }
        if self.clock.now_ms() >= order.expires_at_ms {
            return refuse(ErrorCode::PaymentOrderExpired);
        }
        if inner.closed {
            return refuse(ErrorCode::PayeeClosed);
        }
        let is_paid = |(known, _): &(PaymentOrder, PaymentResponse)| known.payee == ORDER;
        if order.payee == ORDER && inner.done.values().any(is_paid) {
            return refuse(ErrorCode::OrderPaid);
        }
        let Some(rest) = inner.balance.checked_sub(order.amount.minor) else {
            return refuse(ErrorCode::InsufficientFunds);
        };
        inner.balance = rest;
        inner.sequence += 1;
        let saved = order.discount.as_ref().map(|discount| DiscountResponse {
            total: discount.total.clone(),
            savings: vec![SavingResponse {
                title: "Ten off".to_owned(),
                funder: SavingFunder::Operator,
                saving: money(discount.total.minor - order.amount.minor),
            }],
        });
        let response = PaymentResponse {
            payment: order.payment,
            kind: PaymentKind::Label,
            direction: Direction::Out,
            amount: order.amount.clone(),
            counterparty: Some("Tea House".to_owned()),
            note: order.note.clone(),
            order: None,
            goods: Vec::new(),
            discount: saved,
            draw: None,
            of: None,
            fee: None,
            refunded: None,
            check: None,
            at_ms: self.clock.now_ms(),
            sequence: inner.sequence,
            journal_hash: "0".repeat(64),
        };
        inner.done.insert(order.payment, (order.clone(), response.clone()));
        Ok(response)
    }

    pub fn payment(&self, payment: Id) -> Answer<PaymentResponse> {
        let inner = self.inner();
        let done = inner.done.get(&payment).map(|(_, response)| response);
        let told = inner.tells.as_ref().or(done).cloned();
        // What an owner took out of the shop is the owner's payment too.
        let is_own = inner.merchants.withdrawn.contains_key(&payment);
        let mut taken = inner.till.payments.iter().filter(|_| is_own);
        let told = told.or_else(|| taken.find(|one| one.payment == payment).cloned());
        told.map_or_else(|| refuse(ErrorCode::PaymentUnknown), Ok)
    }

    pub fn payments(&self, before: Option<u64>, limit: u32) -> Answer<PaymentsResponse> {
        let inner = self.inner();
        let mut payments: Vec<_> = inner.done.values().map(|(_, one)| one.clone()).collect();
        payments.sort_by_key(|payment| std::cmp::Reverse(payment.sequence));
        payments.retain(|payment| before.is_none_or(|before| payment.sequence < before));
        let limit = usize::try_from(limit).expect("small");
        let is_more = payments.len() > limit;
        payments.truncate(limit);
        let next_before = payments.last().filter(|_| is_more).map(|payment| payment.sequence);
        Ok(PaymentsResponse { payments, next_before, as_of_ms: self.clock.now_ms() })
    }
}
