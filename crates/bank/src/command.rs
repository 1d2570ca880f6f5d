//! What the bank can be told to do: plain data, one variant a command.

use crate::id::{
    AccountId, DeviceId, EnrolmentId, LabelId, MerchantId, OrderId, PaymentId, PersonId,
    ReceiveCodeId, TimeMs,
};
use crate::quick_pay::QuickPayLimits;
use crate::record::Evidence;
use money::{Amount, Currency};

/// A command with all that comes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Whose command it is and its identifier: the same key has one outcome for ever. `None` for
    /// commands that change nothing when repeated or must count each time (`TryPin`, `UseNonce`).
    pub key: Option<CommandKey>,
    /// The nonce of the signed request that carried it; used up with the command, whatever its
    /// outcome.
    pub nonce: Option<SignedBy>,
    /// The moment at which it is decided.
    pub at: TimeMs,
    /// What to do.
    pub command: Command,
}

/// Who signed the request and with which nonce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedBy {
    /// The device; it must be active, unless the command enrols it.
    pub device: DeviceId,
    /// The nonce.
    pub nonce: u128,
    /// From when the nonce can be forgotten.
    pub nonce_expires_at: TimeMs,
}

/// A command's idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandKey {
    /// Who made the identifier: nobody can take another's.
    pub scope: Scope,
    /// The identifier.
    pub id: u128,
}

/// Who gives a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The operator, at the desk.
    Operator,
    /// A person, from any of their devices.
    Person(PersonId),
    /// A merchant's till.
    Merchant(MerchantId),
    /// A device that belongs to nobody yet.
    Device(DeviceId),
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Opens the desk's account of a currency.
    OpenDesk(OpenDesk),
    /// Opens a person's account.
    OpenAccount(OpenAccount),
    /// Opens a merchant's account.
    OpenMerchant(OpenMerchant),
    /// Gives a merchant another label.
    OpenLabel(OpenLabel),
    /// Begins to enrol a device.
    StartEnrolment(StartEnrolment),
    /// Enrols a device with the one-time code, and opens an account where the handle is new.
    ConfirmEnrolment(ConfirmEnrolment),
    /// Counts a try of the payment PIN before it is compared.
    TryPin(TryPin),
    /// Sets the payment PIN.
    SetPin(SetPin),
    /// Pays money in at the desk.
    TopUp(TopUp),
    /// Opens an order.
    OpenOrder(OpenOrder),
    /// Closes an order that is not paid.
    CloseOrder(CloseOrder),
    /// Pays a label, an order or a person.
    Pay(Pay),
    /// Charges a payer code.
    ChargePayerCode(ChargePayerCode),
    /// Uses up the nonce of a request that only reads.
    UseNonce,
}

/// Opens the desk's account of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDesk {
    /// The account.
    pub account: AccountId,
    /// The currency.
    pub currency: Currency,
}

/// Opens a person's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAccount {
    /// The person.
    pub person: PersonId,
    /// The account.
    pub account: AccountId,
    /// The receive code.
    pub receive_code: ReceiveCodeId,
    /// The handle in its normal form.
    pub handle: String,
    /// The registered name.
    pub name: String,
    /// The currency.
    pub currency: Currency,
}

/// Opens a merchant's account, with its first label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMerchant {
    /// The merchant.
    pub merchant: MerchantId,
    /// The account.
    pub account: AccountId,
    /// The first label.
    pub label: LabelId,
    /// The registered name.
    pub name: String,
    /// The city.
    pub city: String,
    /// The merchant category code of ISO 18245.
    pub category: u16,
    /// The currency.
    pub currency: Currency,
    /// The hash of the till's key.
    pub till_key_hash: [u8; 32],
}

/// Gives a merchant another label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLabel {
    /// The label.
    pub label: LabelId,
    /// Whose it is.
    pub merchant: MerchantId,
}

/// Begins to enrol a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartEnrolment {
    /// The enrolment.
    pub enrolment: EnrolmentId,
    /// The handle in its normal form.
    pub handle: String,
    /// The device's public key.
    pub public_key: [u8; 65],
    /// The keyed hash of the code that is sent.
    pub code_hash: [u8; 32],
    /// When the code ends.
    pub expires_at: TimeMs,
}

/// Enrols a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmEnrolment {
    /// The enrolment.
    pub enrolment: EnrolmentId,
    /// The keyed hash of the code that was typed.
    pub code_hash: [u8; 32],
    /// The device: must be the one of the enrolment's key.
    pub device: DeviceId,
    /// The name for a handle that is new.
    pub name: Option<String>,
    /// The identifiers to use when the handle is new.
    pub new_person: PersonId,
    /// See `new_person`.
    pub new_account: AccountId,
    /// See `new_person`.
    pub new_receive_code: ReceiveCodeId,
    /// The currency of a new account.
    pub currency: Currency,
}

/// Counts a try of the payment PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TryPin {
    /// Whose PIN.
    pub person: PersonId,
}

/// Sets the payment PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetPin {
    /// Whose PIN.
    pub person: PersonId,
    /// The verifier of the new one.
    pub verifier: String,
    /// Whether the PIN so far was found right after a counted try; must be so when one is set.
    pub current_pin_right: bool,
}

/// Pays money in at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopUp {
    /// The payment.
    pub payment: PaymentId,
    /// The desk's account of that currency.
    pub desk: AccountId,
    /// Who pays in.
    pub person: PersonId,
    /// How much.
    pub amount: Amount,
    /// What the desk writes on the receipt.
    pub note: Option<String>,
}

/// Opens an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenOrder {
    /// The order.
    pub order: OrderId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// What is to be paid.
    pub amount: Amount,
    /// What it is for.
    pub note: Option<String>,
    /// For how long it can be paid, in seconds.
    pub open_for_s: u32,
}

/// Closes an order that is not paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseOrder {
    /// The order.
    pub order: OrderId,
    /// Whose it is.
    pub merchant: MerchantId,
}

/// Pays a label, an order or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay {
    /// The payment.
    pub payment: PaymentId,
    /// Who pays.
    pub payer: PersonId,
    /// What is paid.
    pub payee: Payee,
    /// How much.
    pub amount: Amount,
    /// The payer's note.
    pub note: Option<String>,
    /// After this moment the payer's order is void.
    pub order_expires_at: TimeMs,
    /// What is known about the PIN.
    pub pin: PinCheck,
    /// From this many minor units on a PIN is needed; 0 means always.
    pub pin_from_minor: u64,
    /// The largest single payment, in minor units.
    pub payment_max_minor: u64,
    /// The signed order; its signature was checked before.
    pub evidence: Evidence,
}

/// Charges a payer code for a merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargePayerCode {
    /// The payment, made by the till; the order's identifier too where a PIN is needed.
    pub payment: PaymentId,
    /// Who is paid.
    pub merchant: MerchantId,
    /// How much.
    pub amount: Amount,
    /// What it is for.
    pub note: Option<String>,
    /// The SHA-256 of the digits: what makes two charges the same, also when nobody knows any more
    /// who showed them.
    pub code_hash: [u8; 32],
    /// Who shows these digits; nobody, when no device does.
    pub shown: Option<ShownCode>,
    /// How far quick pay goes.
    pub quick_pay: QuickPayLimits,
    /// The largest single payment, in minor units.
    pub payment_max_minor: u64,
    /// For how long the payer can confirm with the PIN, in seconds.
    pub open_for_s: u32,
}

/// What the digits of a payer code were found to be; their tag was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownCode {
    /// The device that shows them.
    pub device: DeviceId,
    /// For which step of time: each is good for one code.
    pub step: u64,
    /// The most that the payer lets it pay, in minor units.
    pub cap_minor: Option<u64>,
    /// Whether the payer let the digits be seen.
    pub revealed: bool,
}

/// What a payment is addressed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payee {
    /// A label.
    Label(LabelId),
    /// An order.
    Order(OrderId),
    /// A person's receive code.
    Receive(ReceiveCodeId),
}

/// What is known about the payment PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinCheck {
    /// None was given.
    Missing,
    /// It was found right, after a counted try.
    Right,
}
