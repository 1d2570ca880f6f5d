//! What the bank knows: one struct for each kind of record.

mod api_key;
mod campaign;
mod card;
mod card_top_up;
mod coupon;
mod envelope;
mod goods;
mod neutrality;
mod payment;
mod shift;
mod staff;
mod webhook;

pub use api_key::{ApiKey, KeyScopes};
pub use campaign::{Campaign, DrawEnd, Drawn, Entrant};
pub use card::{Card, CardGift, CardToken};
pub use card_top_up::{CardRefusal, CardTopUp, CardTopUpState};
pub use coupon::{Coupon, CouponState, Discount, Receiver, Stock, UsedCoupon};
pub use envelope::{Claim, EnvelopeState, SentEnvelope};
pub use goods::OrderGoods;
pub use neutrality::NeutralityEntry;
pub use payment::{Evidence, Payment, PaymentKind};
pub use shift::{Roster, Shift, ShiftEnd, Taker};
pub use staff::{Founder, Invitation, MerchantProfile, Role, Served, Staff, Standing};
pub use webhook::{Webhook, WebhookEvents};

use crate::command::CommandKey;
use crate::id::{
    AccountId, CampaignId, DeviceId, EnrolmentId, EnvelopeId, HoldId, LabelId, MerchantId, NodeId,
    OrderId, PaymentId, PersonId, ReceiveCodeId, StockId, TimeMs,
};
use crate::receipt::Outcome;
use crate::registered::Salt;
use crate::setting::SettingKey;
use money::{Amount, Balance};
use std::sync::Arc;

/// One record of any kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// An account.
    Account(Account),
    /// A person.
    Person(Person),
    /// Whose handle it is.
    Handle(Handle),
    /// A device.
    Device(Device),
    /// An enrolment.
    Enrolment(Enrolment),
    /// A merchant.
    Merchant(Merchant),
    /// A label.
    Label(Label),
    /// An order.
    Order(Order),
    /// A receive code.
    ReceiveCode(ReceiveCode),
    /// A payment; shared, because the answer to its command is the same one.
    Payment(Arc<Payment>),
    /// A used nonce.
    Nonce(Nonce),
    /// A command that was answered.
    Answered(Answered),
    /// The last payer code that was taken of a device.
    TakenPayerCode(TakenPayerCode),
    /// The quick payments of a person.
    QuickPay(QuickPay),
    /// What went back of a payment.
    Returned(Returned),
    /// Money that is or was held.
    Hold(Hold),
    /// Who does a job.
    Lease(Lease),
    /// A limit that was changed.
    Setting(Setting),
    /// A batch of coupons.
    Stock(Box<Stock>),
    /// One person's coupon.
    Coupon(Coupon),
    /// How many coupons of a stock a person received.
    Receiver(Receiver),
    /// The coupons of a payment.
    Discount(Discount),
    /// A campaign.
    Campaign(Box<Campaign>),
    /// What a campaign made of a payment.
    Drawn(Drawn),
    /// A person's draws of a campaign.
    Entrant(Entrant),
    /// An envelope that was sent.
    Envelope(Box<SentEnvelope>),
    /// One person's share of an envelope.
    Claim(Claim),
    /// A card that a person bound.
    Card(Card),
    /// What a card got of a batch of coupons.
    CardGift(CardGift),
    /// Money that a person asked for from a card.
    CardTopUp(CardTopUp),
    /// A key of a merchant's program.
    ApiKey(ApiKey),
    /// An address that a merchant has told what happens.
    Webhook(Webhook),
    /// An entry of the neutrality log.
    Neutrality(NeutralityEntry),
    /// What is known of a merchant beside its account.
    MerchantProfile(Box<MerchantProfile>),
    /// A person who works for a merchant.
    Staff(Staff),
    /// An invitation to a merchant's staff.
    Invitation(Invitation),
    /// How many merchants a person has opened.
    Founder(Founder),
    /// Who of a merchant's staff, or which of its keys, did something.
    Served(Served),
    /// The goods of an order.
    Goods(OrderGoods),
    /// A shift.
    Shift(Box<Shift>),
    /// A merchant's open shifts, and how many it has closed.
    Roster(Roster),
}

/// An account of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// Whose it is.
    pub owner: Owner,
    /// Whether it may go below zero.
    pub floor: Floor,
    /// What is in it, and its currency.
    pub balance: Balance,
    /// How much of that is held, in minor units: it is still there, and cannot be paid.
    pub held_minor: u64,
    /// How many movements and ends of holds it has seen.
    pub version: u64,
    /// The journal sequence of its newest payment, where its history begins; 0 before the first.
    pub last_sequence: u64,
}

impl Account {
    /// Returns what can be paid from it, in minor units: the balance without what is held.
    pub fn available_minor(&self) -> i64 {
        self.balance.minor().saturating_sub_unsigned(self.held_minor)
    }
}

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The operator's desk, where money enters and leaves; one for each currency.
    Desk,
    /// A person.
    Person(PersonId),
    /// A merchant.
    Merchant(MerchantId),
    /// A batch of coupons: what was laid aside for what they save.
    Stock(StockId),
    /// A campaign: what was laid aside for what is won.
    Campaign(CampaignId),
    /// An envelope: what of it is not claimed yet.
    Envelope(EnvelopeId),
    /// The operator: what it took of payments to merchants; one for each currency.
    Fees,
    /// The issuer of cards: what it owes of what people took from theirs, below zero; one for each
    /// currency.
    Issuer,
}

/// How low an account may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floor {
    /// Never below zero.
    Zero,
    /// As low as it takes: the desk's account mirrors all money that was paid in, the issuer's what
    /// its cards paid, and what was taken as fees goes back whether it is still there or not.
    None,
}

/// Whether something can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can.
    Active,
    /// It was closed, revoked or removed.
    Closed,
    /// A merchant who takes no new orders and payments, and gives back what was paid.
    Limited,
    /// A merchant whom the operator has not approved: takes no money yet.
    Pending,
}

/// A person who holds an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The identifier.
    pub id: PersonId,
    /// The registered name: what payees and payers see.
    pub name: String,
    /// The account.
    pub account: AccountId,
    /// The receive code.
    pub receive_code: ReceiveCodeId,
    /// Whether the person can pay and be paid.
    pub state: State,
    /// The payment PIN.
    pub pin: Pin,
    /// When the account was opened.
    pub opened_at: TimeMs,
    /// What keeps the journal's hash of this record from being guessed.
    pub salt: Salt,
}

/// A payment PIN and its tries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pin {
    /// The peppered argon2id verifier (PHC string); absent until a PIN is set.
    pub verifier: Option<String>,
    /// Tries begun since the last right one.
    pub tries: u8,
    /// How often it was locked since the last right one.
    pub locks: u8,
    /// Until when no try is taken.
    pub locked_until: Option<TimeMs>,
}

/// Whose handle it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// The handle in its normal form: lower-case e-mail address or E.164 number.
    pub handle: String,
    /// The person.
    pub person: PersonId,
    /// What keeps the journal's hash of this record from being guessed.
    pub salt: Salt,
}

/// A device that signs for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The first 128 bits of the SHA-256 of the public key.
    pub id: DeviceId,
    /// For whom it signs.
    pub person: PersonId,
    /// The P-256 public key: uncompressed point, 65 bytes.
    pub public_key: [u8; 65],
    /// Whether its signatures count.
    pub state: State,
    /// When it was enrolled.
    pub enrolled_at: TimeMs,
    /// When it was revoked; nothing of a device in use, and of one that was revoked before this was
    /// noted.
    pub revoked_at: Option<TimeMs>,
}

/// One enrolment of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The identifier, made by the device.
    pub id: EnrolmentId,
    /// The handle that is to be confirmed.
    pub handle: String,
    /// The key that is to be enrolled.
    pub public_key: [u8; 65],
    /// The keyed hash of the one-time code.
    pub code_hash: [u8; 32],
    /// Wrong codes so far.
    pub tries: u8,
    /// When the code ends.
    pub expires_at: TimeMs,
    /// The person, once confirmed.
    pub confirmed: Option<PersonId>,
}

/// A merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merchant {
    /// The identifier.
    pub id: MerchantId,
    /// The registered name.
    pub name: String,
    /// The city.
    pub city: String,
    /// The merchant category code of ISO 18245.
    pub category: u16,
    /// The account.
    pub account: AccountId,
    /// Whether it can be paid.
    pub state: State,
    /// The hash of the key that its till shows.
    pub till_key_hash: [u8; 32],
    /// What keeps the journal's hash of this record from being guessed.
    pub salt: Salt,
}

/// A merchant's printed label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The identifier inside the code.
    pub id: LabelId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// Whether it can be paid.
    pub state: State,
}

/// An order of a merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The identifier inside the code.
    pub id: OrderId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// What is to be paid.
    pub amount: Amount,
    /// What it is for.
    pub note: Option<String>,
    /// When it was opened.
    pub opened_at: TimeMs,
    /// From when it cannot be paid any more.
    pub expires_at: TimeMs,
    /// The account whose owner was asked for the PIN, because the till charged a payer code.
    pub asked: Option<AccountId>,
    /// Where it stands.
    pub state: OrderState,
}

/// Where an order stands. An open order past its time cannot be paid, and is ended soon after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// It can be paid.
    Open,
    /// It was paid.
    Paid {
        /// By this payment.
        payment: PaymentId,
        /// At this moment.
        at: TimeMs,
    },
    /// Its till closed it, or its time was over.
    Closed,
    /// Its attempt was taken back.
    Reversed {
        /// The payment whose money went back; none when it was not paid.
        payment: Option<PaymentId>,
        /// At this moment.
        at: TimeMs,
    },
    /// It was paid, and money went back since.
    Refunded {
        /// By this payment.
        payment: PaymentId,
        /// Paid at this moment.
        at: TimeMs,
        /// How much went back so far, in minor units; the amount when all of it did.
        refunded_minor: u64,
    },
}

/// A person's receive code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiveCode {
    /// The identifier inside the code.
    pub id: ReceiveCodeId,
    /// Who is paid.
    pub person: PersonId,
}

/// A nonce that a device has used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce {
    /// The device.
    pub device: DeviceId,
    /// The nonce.
    pub nonce: u128,
    /// From when it can be forgotten: no signature that old is accepted.
    pub expires_at: TimeMs,
}

/// A command that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Which.
    pub key: CommandKey,
    /// The SHA-256 of its content.
    pub fingerprint: [u8; 32],
    /// The answer.
    pub outcome: Outcome,
    /// When.
    pub at: TimeMs,
}

/// The last payer code that was taken of a device: older ones are dead with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenPayerCode {
    /// The device.
    pub device: DeviceId,
    /// The highest step that was taken.
    pub step: u64,
}

/// The quick payments of a person that may still count; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickPay {
    /// The person.
    pub person: PersonId,
    /// The payments, in the order in which they were made.
    pub uses: Vec<QuickPayUse>,
}

/// One quick payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuickPayUse {
    /// When.
    pub at: TimeMs,
    /// How much, in minor units of the person's currency.
    pub minor: u64,
}

/// What went back of a payment; absent while nothing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The payment.
    pub payment: PaymentId,
    /// How much went back, in minor units.
    pub minor: u64,
    /// In how many movements.
    pub count: u32,
    /// When the last one was.
    pub last_at: TimeMs,
    /// The movement that reversed all of it at once.
    pub reversal: Option<PaymentId>,
}

/// Money that is or was held on an account for another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The identifier.
    pub id: HoldId,
    /// The account on which it is held.
    pub debit: AccountId,
    /// The account that is paid if it is posted.
    pub credit: AccountId,
    /// How much.
    pub amount: Amount,
    /// What it is for.
    pub note: Option<String>,
    /// When it began.
    pub opened_at: TimeMs,
    /// From when it cannot be posted any more.
    pub expires_at: TimeMs,
    /// Where it stands.
    pub state: HoldState,
}

/// Where a hold stands. One past its time cannot be posted, but counts until it is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// The money is held.
    Pending,
    /// It moved, whole or in part, by this payment.
    Posted(PaymentId),
    /// It was released.
    Voided,
    /// It was released because its time was over.
    Expired,
}

/// Who does a job: one node at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub job: String,
    /// The node that does it.
    pub node: NodeId,
    /// From when another one may take it.
    pub until: TimeMs,
}

/// A limit that was changed by command; absent while what the configuration says holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Which.
    pub key: SettingKey,
    /// What held when it was changed last, in its unit: holds on until `from`.
    pub before: u64,
    /// The newest value.
    pub value: u64,
    /// From when that holds; none when it holds since the journal row that set it.
    pub from: Option<TimeMs>,
    /// The journal row that set it.
    pub sequence: u64,
}
