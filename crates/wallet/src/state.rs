//! What the wallet remembers between starts.

mod merchant;
mod till;

use money::Amount;
pub use paycode::PayerSecret;
use proof::PublicKey;
use wire::campaign::PaymentDraw;
use wire::coupon::{CouponsResponse, SavingFunder};
use wire::envelope::EnvelopeSplit;
use wire::hold::HoldState;
use wire::payee::Payee;
use wire::payment::{Direction, PaymentKind};
use wire::{Id, Secret};

pub use merchant::{Catalogue, Item, KnownMerchant, OpeningMerchant, UnfinishedWithdrawal};
pub use till::{Charge, Sold, SoldLine, UnfinishedRefund};

/// Everything that is saved. The default is a wallet that never enrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedState {
    /// Who this wallet belongs to, once enrolled.
    pub profile: Option<Profile>,
    /// An enrolment that waits for its code.
    pub pending: Option<PendingEnrolment>,
    /// The operator's keys for receipts and heads, oldest first: those of the first contact, and
    /// what they vouched for since.
    pub operator_keys: Vec<PublicKey>,
    /// The last known balance.
    pub balance: Option<KnownBalance>,
    /// What was held of it.
    pub holds: Vec<KnownHold>,
    /// The newest payments, newest first; at most [`SavedState::RECENT_MAX`].
    pub recent: Vec<Payment>,
    /// When `recent` was true.
    pub recent_as_of_ms: Option<u64>,
    /// The person's coupons, as the operator told them last.
    pub coupons: Option<CouponsResponse>,
    /// Payments whose end is not known yet, oldest first.
    pub unfinished: Vec<UnfinishedPayment>,
    /// Envelopes that were sent or claimed here: their codes, and what was committed to.
    pub envelopes: Vec<KnownEnvelope>,
    /// Envelopes whose end is not known yet, oldest first.
    pub unfinished_envelopes: Vec<UnfinishedEnvelope>,
    /// What campaigns committed to when they were first seen.
    pub campaigns: Vec<KnownCampaign>,
    /// What this device signed or showed for payments, oldest first: its part in their draws.
    pub evidence: Vec<KnownEvidence>,
    /// The shops where the person works, as they were known last.
    pub merchants: Vec<KnownMerchant>,
    /// A shop whose opening is not answered yet.
    pub opening: Option<OpeningMerchant>,
    /// Money on its way out of a shop's account.
    pub unfinished_withdrawals: Vec<UnfinishedWithdrawal>,
    /// Money on its way from a card.
    pub unfinished_top_ups: Vec<UnfinishedTopUp>,
    /// What the shops sell.
    pub catalogues: Vec<Catalogue>,
    /// Attempts of tills to be paid whose end is not known yet, oldest first.
    pub charges: Vec<Charge>,
    /// What was sold at this device's tills, oldest first; at most [`SavedState::SOLD_MAX`].
    pub sold: Vec<Sold>,
    /// Refunds whose end is not known yet.
    pub unfinished_refunds: Vec<UnfinishedRefund>,
    /// The last event that was heard.
    pub last_event: u64,
    /// What the person chose.
    pub settings: Settings,
    /// What payer codes are made of, once the operator gave it.
    pub payer_code: Option<PayerCodeKey>,
    /// What was left to pay without a PIN.
    pub quick_pay: Option<KnownQuickPay>,
    /// How far the operator's clock was ahead of the device's, in milliseconds.
    pub clock_offset_ms: i64,
}

impl SavedState {
    /// How many payments are kept for when there is no network.
    pub const RECENT_MAX: usize = 100;

    /// How many sales are kept with their things, for receipts: more than a shop's day has.
    pub const SOLD_MAX: usize = 500;
}

/// Who this wallet belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Where the operator is.
    pub operator_url: String,
    /// The operator's name inside codes.
    pub operator: String,
    /// The operator's name for people.
    pub operator_name: String,
    /// The currency of the account, ISO 4217.
    pub currency: money::Currency,
    /// The largest single payment.
    pub payment_max: Amount,
    /// The person.
    pub person: Id,
    /// This device.
    pub device: Id,
    /// The registered name.
    pub name: String,
    /// The identifier inside the person's receive codes.
    pub receive_code: Id,
    /// Whether a payment PIN is set.
    pub has_pin: bool,
    /// Whether the operator is a sandbox: its money is play money.
    pub sandbox: bool,
}

/// Money from a bound card of which nobody knows yet what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnfinishedTopUp {
    /// The top-up.
    pub top_up: Id,
    /// The card.
    pub card: Id,
    /// How much.
    pub amount: Amount,
}

/// An enrolment that waits for its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingEnrolment {
    /// The enrolment.
    pub enrolment: Id,
    /// Where the operator is.
    pub operator_url: String,
    /// The operator's name for people.
    pub operator_name: String,
    /// The handle with its middle hidden.
    pub sent_to: String,
    /// How many digits the code has.
    pub code_digits: u8,
    /// When the code ends.
    pub expires_at_ms: u64,
}

/// A balance with its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownBalance {
    /// What the account held.
    pub amount: Amount,
    /// What of that there was to spend.
    pub available: Amount,
    /// When.
    pub as_of_ms: u64,
}

/// Money of the account that is or was held: still there, and not to spend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownHold {
    /// The hold.
    pub hold: Id,
    /// How much.
    pub amount: Amount,
    /// What it is for.
    pub note: Option<String>,
    /// Where it stands.
    pub state: HoldState,
    /// When it began.
    pub opened_at_ms: u64,
    /// When it ends by itself.
    pub expires_at_ms: u64,
}

/// What payer codes are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayerCodeKey {
    /// The secret that this device and the operator share.
    pub secret: PayerSecret,
    /// The first two digits.
    pub prefix: u8,
    /// The last step of time that a code was made for; none is used twice.
    pub last_step: Option<u64>,
}

/// What could be paid without a PIN, with its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownQuickPay {
    /// The largest payment.
    pub payment_max: Amount,
    /// How much was left of 24 hours.
    pub left: Amount,
    /// How many payments were left.
    pub left_uses: u32,
    /// When.
    pub as_of_ms: u64,
}

/// A payment that was made, as this wallet's person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The payment.
    pub payment: Id,
    /// What was paid.
    pub kind: PaymentKind,
    /// Which side this is.
    pub direction: Direction,
    /// How much.
    pub amount: Amount,
    /// The other side's registered name.
    pub counterparty: Option<String>,
    /// The note.
    pub note: Option<String>,
    /// The merchant's order.
    pub order: Option<Id>,
    /// What coupons saved of the price.
    pub discount: Option<KnownDiscount>,
    /// What a campaign made of it, as it was told.
    pub draw: Option<Box<PaymentDraw>>,
    /// The payment that this gives back.
    pub of: Option<Id>,
    /// What the operator took of it as its fee, or gave back; told to a shop alone.
    pub fee: Option<Amount>,
    /// How much of this went back, as far as it is known.
    pub refunded: Option<Amount>,
    /// When.
    pub at_ms: u64,
    /// Its place in the operator's journal.
    pub sequence: u64,
    /// The hash of its journal row, hexadecimal.
    pub journal_hash: String,
}

impl Payment {
    /// Returns the two digits that the shop's sound box speaks of this payment; none where nobody
    /// stands at a till.
    pub fn check(&self) -> Option<proof::CheckDigits> {
        let row = proof::hex::decode::<32>(&self.journal_hash)?;
        self.kind.is_spoken().then(|| proof::CheckDigits::of(self.payment.0, &row))
    }
}

/// What coupons saved of a payment's price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDiscount {
    /// What it cost without.
    pub total: Amount,
    /// What each saved.
    pub savings: Vec<KnownSaving>,
}

/// What one coupon saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSaving {
    /// What people read of it.
    pub title: String,
    /// Who pays for it.
    pub funder: SavingFunder,
    /// How much.
    pub saving: Amount,
}

/// The coupons of a payment that is not done yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenDiscount {
    /// What it costs without.
    pub total: Amount,
    /// The coupons.
    pub coupons: Vec<Id>,
}

/// A payment whose end is not known yet. The PIN is never part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfinishedPayment {
    /// The payment: its identifier is the idempotency key of every try.
    pub payment: Id,
    /// Who is paid.
    pub payee: Payee,
    /// The registered name.
    pub name: String,
    /// The merchant's city.
    pub city: Option<String>,
    /// How much: with coupons, what is left to pay.
    pub amount: Amount,
    /// The coupons that it uses, as they are signed.
    pub discount: Option<ChosenDiscount>,
    /// The payer's note.
    pub note: Option<String>,
    /// When it was prepared.
    pub started_at_ms: u64,
    /// When the order becomes void.
    pub expires_at_ms: u64,
    /// How far it came.
    pub step: PaymentStep,
}

/// An envelope that was sent or claimed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEnvelope {
    /// The envelope.
    pub envelope: Id,
    /// The secret of its code.
    pub secret: Option<Secret>,
    /// What the operator committed to when it was first seen, in hexadecimal.
    pub commitment: String,
}

/// An envelope whose end is not known yet. The PIN is never part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfinishedEnvelope {
    /// The envelope: its identifier is the idempotency key of every try.
    pub envelope: Id,
    /// All of its money.
    pub total: Amount,
    /// Into how many shares.
    pub shares: u16,
    /// How it is divided.
    pub split: EnvelopeSplit,
    /// The receive code and registered name of the one person who may claim it.
    pub payee: Option<(Id, String)>,
    /// What is written on it.
    pub greeting: Option<String>,
    /// The secret of its code; none for one person.
    pub secret: Option<Secret>,
    /// When it was prepared.
    pub started_at_ms: u64,
    /// When the order becomes void.
    pub expires_at_ms: u64,
    /// How far it came.
    pub step: PaymentStep,
}

/// What a campaign committed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownCampaign {
    /// The campaign.
    pub campaign: Id,
    /// What the operator committed to when it was first seen.
    pub commitment: [u8; 32],
    /// When that was, in Unix milliseconds.
    pub seen_at_ms: u64,
}

/// This device's part in the draw of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownEvidence {
    /// The payment whose order it signed; none for a payer code that it showed.
    pub payment: Option<Id>,
    /// The hash of the signed text, or of the digits.
    pub hash: [u8; 32],
    /// When, in Unix milliseconds.
    pub made_at_ms: u64,
}

/// How far an unfinished payment came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentStep {
    /// Shown to the payer; nothing has left the device.
    Prepared,
    /// Saved before the order was sent: the operator may have done it or not.
    Sent,
}

/// What the person chose for the screens. The wallet keeps it and gives it no meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `en`, `zh`, or nothing for the system's.
    pub language: Option<String>,
    /// `light`, `dark`, or nothing for the system's.
    pub theme: Option<String>,
}
