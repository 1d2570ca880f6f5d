//! What the bank can be told to do: plain data, one variant a command.

mod api_key;
mod campaign;
mod card;
mod card_top_up;
mod clock;
mod coupon;
mod enrolment;
mod envelope;
mod hold;
mod neutrality;
mod pay;
mod shift;
mod staff;
mod webhook;

pub use api_key::{OpenApiKey, RevokeApiKey};
pub use campaign::{ChangeCampaign, Drawing, LimitCampaign, OpenCampaign, ShowSeed};
pub use card::{BindCard, UnbindCard};
pub use card_top_up::{AskCardTopUp, CardWord, SettleCardTopUp};
pub use clock::{AdvanceClock, ClockMove};
pub use coupon::{
    ChangeStock, Discounting, LapseCoupon, LimitStock, OfferedCoupons, OpenStock, ReceiveCoupon,
};
pub use enrolment::{ConfirmEnrolment, OtherDevice, RevokeDevice, StartEnrolment};
pub use envelope::{ClaimEnvelope, ReturnEnvelope, SendEnvelope};
pub use hold::{Book, ExpireHold, Hold, Leg, Link, PostHold, VoidHold};
pub use neutrality::{AnswerAppeal, AppealLimit, CloseLabel, LimitMerchant, LimitStep};
pub use pay::{Pay, Payee, PinCheck};
pub use shift::{CloseShift, KeepReport, OpenShift};
pub use staff::{
    AsKey, AsStaff, ChangeRole, FoundMerchant, InviteStaff, JoinStaff, JudgeMerchant, RemoveStaff,
    Verdict, Withdraw,
};
pub use webhook::{ChangeWebhook, NoteWebhook, OpenWebhook, WebhookChange};

use crate::fee::FeeTerms;
use crate::id::{
    AccountId, DeviceId, LabelId, MerchantId, NodeId, OrderId, PaymentId, PersonId, ReceiveCodeId,
    TimeMs,
};
use crate::quick_pay::QuickPayLimits;
use crate::registered::Salt;
use crate::setting::SettingKey;
use money::{Amount, Currency};
use promotion::coupon::Basket;

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
    /// Gives a merchant another till key.
    RotateTillKey(RotateTillKey),
    /// Withdraws a label.
    CloseLabel(CloseLabel),
    /// Limits or removes a merchant, or lifts that.
    LimitMerchant(LimitMerchant),
    /// Appeals what limited or removed a merchant.
    AppealLimit(AppealLimit),
    /// Answers an appeal.
    AnswerAppeal(AnswerAppeal),
    /// Begins to enrol a device.
    StartEnrolment(StartEnrolment),
    /// Enrols a device with the one-time code, and opens an account where the handle is new.
    ConfirmEnrolment(ConfirmEnrolment),
    /// Revokes a device, whose signatures count for nothing from then on.
    RevokeDevice(RevokeDevice),
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
    /// Ends an order whose time is over.
    ExpireOrder(ExpireOrder),
    /// Takes an attempt to be paid back: the order can never be paid, or the money goes back.
    ReverseOrder(ReverseOrder),
    /// Gives a payment back, whole or in part.
    Refund(Refund),
    /// Holds money on an account for another one.
    Hold(Hold),
    /// Moves money that is held, and releases the rest.
    PostHold(PostHold),
    /// Releases money that is held.
    VoidHold(VoidHold),
    /// Releases money whose hold is over its time.
    ExpireHold(ExpireHold),
    /// Does several movements, all or none.
    Link(Link),
    /// Takes or keeps a job for one node.
    TakeLease(TakeLease),
    /// Changes a limit.
    ChangeSetting(ChangeSetting),
    /// Moves the clock of a sandbox ahead.
    AdvanceClock(AdvanceClock),
    /// Writes a batch of coupons, not given out yet.
    OpenStock(OpenStock),
    /// Starts, pauses, resumes or ends a batch of coupons.
    ChangeStock(ChangeStock),
    /// Changes a batch's budget.
    LimitStock(LimitStock),
    /// Gives a person a coupon.
    ReceiveCoupon(ReceiveCoupon),
    /// Ends a coupon whose time is over.
    LapseCoupon(LapseCoupon),
    /// Writes a campaign, which does not run yet.
    OpenCampaign(Box<OpenCampaign>),
    /// Starts, pauses, resumes or ends a campaign.
    ChangeCampaign(ChangeCampaign),
    /// Changes a campaign's budget.
    LimitCampaign(LimitCampaign),
    /// Shows the seed of a day that is over.
    ShowSeed(ShowSeed),
    /// Sends an envelope.
    SendEnvelope(Box<SendEnvelope>),
    /// Claims a share of an envelope.
    ClaimEnvelope(ClaimEnvelope),
    /// Gives back what is left of an envelope whose time is over.
    ReturnEnvelope(ReturnEnvelope),
    /// Binds a card to a person, after its issuer confirmed it.
    BindCard(BindCard),
    /// Takes a card off a person.
    UnbindCard(UnbindCard),
    /// Asks for money from a card.
    AskCardTopUp(AskCardTopUp),
    /// Brings the issuer's word of such a top-up.
    SettleCardTopUp(SettleCardTopUp),
    /// Opens a key of a merchant's program.
    OpenApiKey(OpenApiKey),
    /// Revokes a key of a merchant's program.
    RevokeApiKey(RevokeApiKey),
    /// Opens an address that a merchant has told what happens.
    OpenWebhook(OpenWebhook),
    /// Gives such an address its next secret, or closes it.
    ChangeWebhook(ChangeWebhook),
    /// Notes how far such an address was told.
    NoteWebhook(NoteWebhook),
    /// Opens a merchant for a person.
    FoundMerchant(Box<FoundMerchant>),
    /// Approves or refuses a merchant that a person opened.
    JudgeMerchant(JudgeMerchant),
    /// Invites one person to a merchant's staff.
    InviteStaff(InviteStaff),
    /// Uses an invitation.
    JoinStaff(JoinStaff),
    /// Gives a member of a merchant's staff another role.
    ChangeRole(ChangeRole),
    /// Removes a member of a merchant's staff.
    RemoveStaff(RemoveStaff),
    /// Moves money of a merchant into its owner's account.
    Withdraw(Withdraw),
    /// Does a till's command for a member of the merchant's staff.
    AsStaff(Box<AsStaff>),
    /// Does a till's command for a program, and notes by which key.
    AsKey(Box<AsKey>),
    /// Opens a shift.
    OpenShift(OpenShift),
    /// Closes a shift.
    CloseShift(CloseShift),
    /// Keeps the report of a shift.
    KeepReport(KeepReport),
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
    /// 128 random bits for the person's record.
    pub salt: Salt,
    /// 128 other random bits for the handle's record.
    pub handle_salt: Salt,
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
    /// 128 random bits for the merchant's record.
    pub salt: Salt,
}

/// Gives a merchant another till key; the one before counts for nothing from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RotateTillKey {
    /// The merchant.
    pub merchant: MerchantId,
    /// The SHA-256 of the new key.
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
    /// What is bought, which comes to the amount; none where only that is known.
    pub goods: Option<Basket>,
    /// For how long it can be paid, in seconds.
    pub open_for_s: u32,
    /// The largest single payment, in minor units, unless a setting says otherwise.
    pub payment_max_minor: u64,
}

/// Closes an order that is not paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseOrder {
    /// The order.
    pub order: OrderId,
    /// Whose it is.
    pub merchant: MerchantId,
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
    /// As for an order that is opened.
    pub goods: Option<Basket>,
    /// The SHA-256 of the digits: what makes two charges the same, also when nobody knows any more
    /// who showed them.
    pub code_hash: [u8; 32],
    /// What a draw takes of the digits.
    pub draw_evidence: [u8; 32],
    /// The campaign that runs, where it is to draw for the payment.
    pub drawing: Option<Drawing>,
    /// Who shows these digits; nobody, when no device does.
    pub shown: Option<ShownCode>,
    /// The coupons among which the best are found.
    pub offered: OfferedCoupons,
    /// How far quick pay goes, unless settings say otherwise; so for what follows.
    pub quick_pay: QuickPayLimits,
    /// The largest single payment, in minor units.
    pub payment_max_minor: u64,
    /// For how long the payer can confirm with the PIN, in seconds.
    pub open_for_s: u32,
    /// What is taken of it.
    pub fee: FeeTerms,
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

/// Ends an order whose time is over: what asked a payer for the PIN is reversed, what anybody may
/// pay is closed. One that has ended, or has time left, stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpireOrder {
    /// The order.
    pub order: OrderId,
}

/// Takes an attempt to be paid back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReverseOrder {
    /// The order, or the payment of a payer code that was charged: both have the till's identifier.
    pub order: OrderId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// The movement that gives money back, where some was paid.
    pub reversal: PaymentId,
    /// When the business day began that is now, by the operator's time zone.
    pub day_began_at: TimeMs,
}

/// Gives a payment back, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// The movement that gives the money back.
    pub refund: PaymentId,
    /// The payment.
    pub payment: PaymentId,
    /// The merchant who was paid.
    pub merchant: MerchantId,
    /// How much.
    pub amount: Amount,
    /// Why; the payer reads it.
    pub reason: Option<String>,
}

/// Takes or keeps a job for one node; for no time at all it gives the job up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeLease {
    /// The job.
    pub job: String,
    /// Who does it.
    pub node: NodeId,
    /// For how long from now, in milliseconds.
    pub for_ms: u64,
}

/// Changes a limit of the operator, in the operator's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSetting {
    /// Which.
    pub key: SettingKey,
    /// What the operator's configuration says: holds until the first change.
    pub configured: u64,
    /// The newest value that whoever changes it has seen, in the setting's unit.
    pub was: u64,
    /// The new value.
    pub value: u64,
    /// From when it holds, by the clock of whoever decides; at once when absent.
    pub from: Option<TimeMs>,
    /// Who changes it: 1 to 64 characters of one line.
    pub author: String,
    /// Why: 1 to 64 characters of one line.
    pub reason: String,
}
