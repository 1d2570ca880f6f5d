//! What a node does with a request of a wallet: the same steps as the operator's routes, over the
//! simulated teller. Left out is what decides nothing about money: HTTP, the arithmetic of
//! signatures and of PIN hashes. A signature here is a nonce and a time, a verifier is the PIN.

mod coupon;
pub mod shop;

use super::node::Door;
use super::promotion;
use bank::command::{
    ConfirmEnrolment, Pay, Payee as BankPayee, PinCheck, SetPin, SignedBy, StartEnrolment, TryPin,
};
use bank::id::{
    AccountId, DeviceId, EnrolmentId, LabelId, OrderId, PaymentId, PersonId, ReceiveCodeId, TimeMs,
};
use bank::record::{
    Enrolment, Evidence, Hold, HoldState, OrderState, Payment, PaymentKind as Kind, Person, Record,
    Returned,
};
use bank::registered::Salt;
use bank::store::Reader as _;
use bank::{Command, CommandKey, Key, Receipt, Scope};
use wire::account::AccountResponse;
use wire::enrolment::{
    ConfirmEnrolmentRequest, ConfirmEnrolmentResponse, StartEnrolmentRequest,
    StartEnrolmentResponse,
};
use wire::hold::HoldResponse;
use wire::operator::OperatorResponse;
use wire::payee::{Payee, PayeeKind, PayeeResponse};
use wire::payer_code::{PayerCodeKeyResponse, QuickPayResponse};
use wire::payment::{Direction, PayRequest, PaymentKind, PaymentResponse, PaymentsResponse};
use wire::pin::SetPinRequest;
use wire::{ErrorCode, Id, Money, Problem};

/// How far a signature's time may be from the clock, in milliseconds.
const WINDOW_MS: u64 = 300_000;

pub type Served<T> = Result<T, Box<Problem>>;

/// A request's signature.
#[derive(Clone, Copy)]
pub struct Signature {
    pub device: DeviceId,
    pub created_s: u64,
    pub nonce: u128,
}

pub fn refused<T>(code: ErrorCode) -> Served<T> {
    Err(Box::new(Problem::new(code)))
}

impl Door {
    pub(super) fn find(&self, key: &Key) -> Option<Record> {
        self.cluster.database.contents.record(key).expect("memory works")
    }

    fn signed_by(&self, signature: Signature) -> Served<SignedBy> {
        let Signature { device, created_s, nonce } = signature;
        let created_ms = created_s * 1000;
        if created_ms.abs_diff(self.now().0) > WINDOW_MS {
            return refused(ErrorCode::SignatureExpired);
        }
        let nonce_expires_at = TimeMs(created_ms).plus_ms(2 * WINDOW_MS);
        Ok(SignedBy { device, nonce, nonce_expires_at })
    }

    fn caller(&self, signature: Signature) -> Served<(PersonId, SignedBy)> {
        let signed_by = self.signed_by(signature)?;
        match self.find(&Key::Device(signature.device)) {
            Some(Record::Device(device)) => Ok((device.person, signed_by)),
            _ => refused(ErrorCode::DeviceUnknown),
        }
    }

    /// A request that only reads: its nonce is used up first.
    async fn reading(&self, signature: Signature) -> Served<Person> {
        let (person, signed_by) = self.caller(signature)?;
        self.decide(None, Some(signed_by), Command::UseNonce).await?;
        self.person(person)
    }

    fn person(&self, id: PersonId) -> Served<Person> {
        match self.find(&Key::Person(id)) {
            Some(Record::Person(person)) => Ok(person),
            _ => refused(ErrorCode::DeviceUnknown),
        }
    }

    pub fn operator(&self) -> OperatorResponse {
        let config = &self.cluster.config;
        OperatorResponse {
            operator: config.operator.clone(),
            name: config.name.clone(),
            currency: config.currency.code().to_owned(),
            payment_max: Money::from(config.payment_max),
            handle_kinds: Vec::new(),
            keys: Vec::new(),
            now_ms: self.now().0,
            fee: None,
            sandbox: config.sandbox,
        }
    }

    pub async fn account(self, signature: Signature) -> Served<AccountResponse> {
        let person = self.reading(signature).await?;
        let contents = &self.cluster.database.contents;
        let Some(Record::Account(account)) = self.find(&Key::Account(person.account)) else {
            return refused(ErrorCode::Internal);
        };
        let config = &self.cluster.config;
        let uses = match self.find(&Key::QuickPay(person.id)) {
            Some(Record::QuickPay(known)) => known.uses,
            _ => Vec::new(),
        };
        let left = bank::quick_pay::left(&uses, config.quick_pay.limits(), self.now());
        let currency = config.currency.code().to_owned();
        let balance = account.balance.amount().map_err(|_| Problem::new(ErrorCode::Internal))?;
        let available = balance.minor().saturating_sub(account.held_minor);
        let holds = contents.holds(account.id, 20).expect("memory works");
        Ok(AccountResponse {
            available: Money { minor: available, currency: currency.clone() },
            holds: holds.iter().map(|hold| seen_hold(hold, account.id)).collect(),
            person: Id(person.id.0),
            name: person.name,
            balance: Money::from(balance),
            receive_code: Id(person.receive_code.0),
            has_pin: person.pin.verifier.is_some(),
            payment_max: Money::from(config.payment_max),
            quick_pay: QuickPayResponse {
                payment_max: Money::from(config.quick_pay.payment_max),
                left: Money { minor: left.minor, currency },
                left_uses: left.uses,
            },
            sandbox: config.sandbox,
            as_of_ms: self.now().0,
            last_event: contents.last_event().expect("memory works"),
        })
    }

    pub async fn payee(self, signature: Signature, payee: Payee) -> Served<PayeeResponse> {
        let person = self.reading(signature).await?;
        let known = |name, city, merchant| PayeeResponse {
            payee,
            name,
            merchant,
            city,
            amount: None,
            note: None,
            goods: Vec::new(),
            expires_at_ms: None,
        };
        match payee.kind {
            PayeeKind::Label => match self.find(&Key::Label(LabelId(payee.id.0))) {
                Some(Record::Label(label)) => {
                    let merchant = self.merchant(label.merchant)?;
                    Ok(known(merchant.name, Some(merchant.city), Some(Id(merchant.id.0))))
                }
                _ => refused(ErrorCode::PayeeUnknown),
            },
            PayeeKind::Order => {
                let Some(Record::Order(order)) = self.find(&Key::Order(OrderId(payee.id.0))) else {
                    return refused(ErrorCode::OrderUnknown);
                };
                match order.state {
                    OrderState::Open if self.now() < order.expires_at => {}
                    OrderState::Closed if self.now() < order.expires_at => {
                        return refused(ErrorCode::OrderClosed);
                    }
                    OrderState::Open | OrderState::Closed => {
                        return refused(ErrorCode::OrderExpired);
                    }
                    OrderState::Paid { .. } | OrderState::Refunded { .. } => {
                        return refused(ErrorCode::OrderPaid);
                    }
                    _ => return refused(ErrorCode::OrderClosed),
                }
                let merchant = self.merchant(order.merchant)?;
                Ok(PayeeResponse {
                    amount: Some(Money::from(order.amount)),
                    note: order.note,
                    goods: match self.find(&Key::Goods(order.id)) {
                        Some(Record::Goods(goods)) => operator::goods::told(&goods.basket),
                        _ => Vec::new(),
                    },
                    expires_at_ms: Some(order.expires_at.0),
                    ..known(merchant.name, Some(merchant.city), Some(Id(merchant.id.0)))
                })
            }
            PayeeKind::Receive => match self.find(&Key::ReceiveCode(ReceiveCodeId(payee.id.0))) {
                Some(Record::ReceiveCode(code)) if code.person == person.id => {
                    refused(ErrorCode::PayeeIsPayer)
                }
                Some(Record::ReceiveCode(code)) => {
                    Ok(known(self.person(code.person)?.name, None, None))
                }
                _ => refused(ErrorCode::PayeeUnknown),
            },
        }
    }

    /// Counts a try, then compares.
    async fn check_pin(&self, person: PersonId, nonce: SignedBy, given: &str) -> Served<()> {
        let command = Command::TryPin(TryPin { person });
        let receipt = self.decide(None, Some(nonce), command).await?;
        let Receipt::PinTried { verifier, tries_left } = receipt else {
            return refused(ErrorCode::Internal);
        };
        if verifier == given {
            return Ok(());
        }
        Err(Box::new(Problem { tries_left: Some(tries_left), ..Problem::new(ErrorCode::PinWrong) }))
    }

    pub async fn pay(self, signature: Signature, request: PayRequest) -> Served<PaymentResponse> {
        let (person, signed_by) = self.caller(signature)?;
        let PayRequest { order, order_signature: _, pin } = request;
        let key = CommandKey { scope: Scope::Person(person), id: order.payment.0 };
        let is_answered = self.find(&Key::Answered(key)).is_some();
        let (pin, nonce) = match pin {
            Some(pin) if !is_answered => {
                self.check_pin(person, signed_by, pin.expose()).await?;
                (PinCheck::Right, None)
            }
            _ => (PinCheck::Missing, Some(signed_by)),
        };
        let config = &self.cluster.config;
        let command = Command::Pay(Pay {
            payment: PaymentId(order.payment.0),
            payer: person,
            payee: match order.payee.kind {
                PayeeKind::Label => BankPayee::Label(LabelId(order.payee.id.0)),
                PayeeKind::Order => BankPayee::Order(OrderId(order.payee.id.0)),
                PayeeKind::Receive => BankPayee::Receive(ReceiveCodeId(order.payee.id.0)),
            },
            amount: money::Amount::try_from(&order.amount).expect("wallets write amounts"),
            drawing: Some(promotion::drawing(self.now())),
            discount: self.discount(&order),
            note: order.note.clone(),
            order_expires_at: TimeMs(order.expires_at_ms),
            pin,
            pin_from_minor: config.pin_from.minor(),
            payment_max_minor: config.payment_max.minor(),
            fee: config.fee,
            evidence: Evidence {
                device: signature.device,
                signed_text: order.signed_text(&config.operator),
                signature: [0x51; 64],
            },
        });
        let Receipt::Paid(payment) = self.decide(Some(key), nonce, command).await? else {
            return refused(ErrorCode::Internal);
        };
        Ok(self.seen(&payment, payment.debit))
    }

    pub async fn payment(self, signature: Signature, id: Id) -> Served<PaymentResponse> {
        let account = self.reading(signature).await?.account;
        match self.find(&Key::Payment(PaymentId(id.0))) {
            Some(Record::Payment(payment))
                if payment.debit == account || payment.credit == account =>
            {
                Ok(self.seen(&payment, account))
            }
            _ => refused(ErrorCode::PaymentUnknown),
        }
    }

    pub async fn payments(
        self,
        signature: Signature,
        before: Option<u64>,
        limit: u32,
    ) -> Served<PaymentsResponse> {
        let as_of_ms = self.now().0;
        let account = self.reading(signature).await?.account;
        let payments = self.cluster.database.contents.payments(account, before, limit);
        let payments = payments.expect("memory works");
        let is_full = payments.len() >= limit as usize;
        let next_before = payments.last().filter(|_| is_full).map(|payment| payment.sequence);
        let payments = payments.iter().map(|payment| self.seen(payment, account)).collect();
        Ok(PaymentsResponse { payments, next_before, as_of_ms })
    }

    /// Returns a payment as one of its sides sees it.
    pub(super) fn seen(&self, payment: &Payment, account: AccountId) -> PaymentResponse {
        let is_out = payment.debit == account;
        let of = match payment.kind {
            Kind::Refund(of)
            | Kind::Reversal(of)
            | Kind::CashBack(of)
            | Kind::CashBackReturned(of)
            | Kind::Fee(of)
            | Kind::FeeReturned(of) => Some(of),
            _ => None,
        };
        PaymentResponse {
            of: of.map(|of| Id(of.0)),
            draw: None,
            goods: Vec::new(),
            discount: self.saved(payment),
            fee: None,
            refunded: self.refunded(payment),
            // Wallets compute it by themselves.
            check: None,
            payment: Id(payment.id.0),
            kind: match payment.kind {
                Kind::Label(_) => PaymentKind::Label,
                Kind::Order(_) => PaymentKind::Order,
                Kind::TopUp => PaymentKind::TopUp,
                Kind::CardTopUp(_) => PaymentKind::CardTopUp,
                Kind::PayerCode(_) => PaymentKind::PayerCode,
                Kind::Transfer(_) => PaymentKind::Transfer,
                Kind::Refund(_) => PaymentKind::Refund,
                Kind::Reversal(_) => PaymentKind::Reversal,
                Kind::Held(_) => PaymentKind::Held,
                Kind::Booking => PaymentKind::Booking,
                Kind::Subsidy(_) | Kind::SubsidyReturned(_) => PaymentKind::Subsidy,
                Kind::Budget(_) | Kind::CampaignBudget(_) => PaymentKind::Budget,
                Kind::CashBack(_) => PaymentKind::CashBack,
                Kind::CashBackReturned(_) => PaymentKind::CashBackReturned,
                Kind::Envelope(_) => PaymentKind::Envelope,
                Kind::Share(_) => PaymentKind::Share,
                Kind::EnvelopeReturned(_) => PaymentKind::EnvelopeReturned,
                Kind::Withdrawal(_) => PaymentKind::Withdrawal,
                Kind::Fee(_) | Kind::FeeReturned(_) => PaymentKind::Fee,
            },
            direction: if is_out { Direction::Out } else { Direction::In },
            amount: Money::from(payment.amount),
            counterparty: Some(match is_out {
                true => payment.payee_name.clone(),
                false => payment.payer_name.clone(),
            }),
            note: payment.note.clone(),
            order: match payment.kind {
                Kind::Order(order) => Some(Id(order.0)),
                _ => None,
            },
            at_ms: payment.at.0,
            sequence: payment.sequence,
            journal_hash: operator::hex::encode(&payment.journal_hash),
        }
    }

    /// Returns how much of a payment went back.
    fn refunded(&self, payment: &Payment) -> Option<Money> {
        match self.find(&Key::Returned(payment.id)) {
            Some(Record::Returned(Returned { minor, .. })) => {
                Some(Money { minor, currency: payment.amount.currency().code().to_owned() })
            }
            _ => None,
        }
    }

    pub async fn payer_code_key(self, signature: Signature) -> Served<PayerCodeKeyResponse> {
        self.reading(signature).await?;
        let secret = self.payer_codes().secret(signature.device);
        Ok(PayerCodeKeyResponse {
            secret: wire::payer_code::secret_text(secret.expose()),
            prefix: self.cluster.config.payer_code_prefix.number(),
            now_ms: self.now().0,
        })
    }

    pub async fn set_pin(self, signature: Signature, request: SetPinRequest) -> Served<()> {
        let (person, signed_by) = self.caller(signature)?;
        let SetPinRequest { pin, current_pin } = request;
        let current_pin_right = current_pin.is_some();
        let nonce = match current_pin {
            Some(current) => {
                self.check_pin(person, signed_by, current.expose()).await?;
                None
            }
            None => Some(signed_by),
        };
        let verifier = pin.expose().to_owned();
        let command = SetPin { person, verifier, current_pin_right };
        self.decide(None, nonce, Command::SetPin(command)).await.map(drop)
    }

    pub async fn start_enrolment(
        self,
        signature: Signature,
        request: StartEnrolmentRequest,
        public_key: [u8; 65],
    ) -> Served<StartEnrolmentResponse> {
        let signed_by = self.signed_by(signature)?;
        let StartEnrolmentRequest { enrolment, handle, device_key: _ } = request;
        let keys = &self.cluster.keys;
        let code = operator::code::make(&keys.code, enrolment, &handle, &public_key);
        let now = self.now();
        let key = CommandKey { scope: Scope::Device(signature.device), id: enrolment.0 };
        let command = Command::StartEnrolment(StartEnrolment {
            enrolment: EnrolmentId(enrolment.0),
            handle: handle.clone(),
            public_key,
            code_hash: operator::code::hash(&keys.code, enrolment, &code),
            expires_at: now.plus_ms(operator::code::GOOD_FOR_MS),
        });
        match self.decide(Some(key), Some(signed_by), command).await? {
            Receipt::EnrolmentStarted { expires_at, .. } if now < expires_at => {
                self.cluster.oracle.mail(enrolment, code.expose());
                Ok(StartEnrolmentResponse {
                    enrolment,
                    sent_to: handle,
                    code_digits: operator::code::DIGITS,
                    expires_at_ms: expires_at.0,
                })
            }
            _ => refused(ErrorCode::EnrolmentExpired),
        }
    }

    pub async fn confirm_enrolment(
        self,
        signature: Signature,
        enrolment: Id,
        request: ConfirmEnrolmentRequest,
    ) -> Served<ConfirmEnrolmentResponse> {
        let Some(Record::Enrolment(Enrolment { public_key, .. })) =
            self.find(&Key::Enrolment(EnrolmentId(enrolment.0)))
        else {
            return refused(ErrorCode::EnrolmentUnknown);
        };
        if DeviceId::of_public_key(&public_key) != signature.device {
            return refused(ErrorCode::EnrolmentUnknown);
        }
        let signed_by = self.signed_by(signature)?;
        let ConfirmEnrolmentRequest { code, name } = request;
        let new_id = || self.cluster.sim.number();
        let command = Command::ConfirmEnrolment(ConfirmEnrolment {
            enrolment: EnrolmentId(enrolment.0),
            code_hash: operator::code::hash(&self.cluster.keys.code, enrolment, &code),
            device: signature.device,
            name,
            new_person: PersonId(new_id()),
            new_account: AccountId(new_id()),
            new_receive_code: ReceiveCodeId(new_id()),
            new_salt: Salt(new_id()),
            new_handle_salt: Salt(new_id()),
            currency: self.cluster.config.currency,
        });
        let receipt = self.decide(None, Some(signed_by), command).await?;
        let Receipt::Enrolled { device, person } = receipt else {
            return refused(ErrorCode::Internal);
        };
        self.payer_codes().add(device);
        Ok(ConfirmEnrolmentResponse {
            person: Id(person.id.0),
            device: Id(device.0),
            name: person.name,
            receive_code: Id(person.receive_code.0),
            has_pin: person.pin.verifier.is_some(),
        })
    }
}

/// Returns money that is or was held, as one of the two accounts sees it.
fn seen_hold(hold: &Hold, account: AccountId) -> HoldResponse {
    HoldResponse {
        hold: Id(hold.id.0),
        direction: if hold.debit == account { Direction::Out } else { Direction::In },
        amount: Money::from(hold.amount),
        note: hold.note.clone(),
        state: match hold.state {
            HoldState::Pending => wire::hold::HoldState::Pending,
            HoldState::Posted(_) => wire::hold::HoldState::Posted,
            HoldState::Voided => wire::hold::HoldState::Voided,
            HoldState::Expired => wire::hold::HoldState::Expired,
        },
        opened_at_ms: hold.opened_at.0,
        expires_at_ms: hold.expires_at.0,
    }
}
