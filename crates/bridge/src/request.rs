//! What the UI asks with. Secrets stay [`Secret`] from the first moment on.

mod card_top_up;
mod merchant;
mod office;
mod till;

pub use card_top_up::{CardTopUpRequest, TopUpRequest};
pub use merchant::{
    AddUpRequest, BasketLine, ChangeRoleRequest, ImportCatalogueRequest, InviteStaffRequest,
    JoinMerchantRequest, MerchantRequest, OpenMerchantRequest, RemoveItemRequest,
    RemoveStaffRequest, SaveItemRequest, TipRequest, WithdrawRequest,
};
pub use office::{
    AppealRequest, BillFileRequest, BillsRequest, FiguresRequest, LabelSheetRequest, SheetPaper,
    ShiftFileRequest, ShiftRequest, ShiftsRequest, SoundBoxRequest, SpanRequest, TakersFileRequest,
};
pub use till::{
    ChargePayerCodeRequest, ChargeRequest, OpenOrderRequest, PreviewRefundRequest, PrinterCharset,
    PrinterPaper, RefundRequest, SlipFileRequest, SlipForm, SlipLanguage, SlipRequest,
    TakenRequest, TakingsRequest,
};

use crate::UiError;
use crate::view::EnvelopeSplit;
use serde::Deserialize;
use ts_rs::TS;
use wire::{Id, Secret};

/// Reads an identifier.
pub(crate) fn id(text: &str) -> Result<Id, UiError> {
    text.parse().map_err(|_| UiError::request_malformed())
}

/// Reads how many of which things.
pub(crate) fn lines(lines: &[BasketLine]) -> Result<Vec<(Id, u32)>, UiError> {
    lines.iter().map(|BasketLine { item, pieces }| Ok((id(item)?, *pieces))).collect()
}

/// A request without content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// Opens the wallet; without a passphrase it only tries again.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnlockRequest {
    /// The passphrase of this wallet, or the one to give it.
    #[ts(type = "string | null")]
    pub passphrase: Option<Secret>,
}

/// Asks an operator to send a one-time code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartEnrolmentRequest {
    /// Where the operator is.
    pub operator_url: String,
    /// An e-mail address or a telephone number.
    pub handle: String,
}

/// Proves the handle with the one-time code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEnrolmentRequest {
    /// The one-time code.
    #[ts(type = "string")]
    pub code: Secret,
    /// The name of somebody new to the operator.
    pub name: Option<String>,
}

/// Sets or changes the payment PIN.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetPinRequest {
    /// The new PIN, six digits.
    #[ts(type = "string")]
    pub pin: Secret,
    /// The PIN until now, where there is one.
    #[ts(type = "string | null")]
    pub current_pin: Option<Secret>,
}

/// Asks what a scanned or pasted text says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadCodeRequest {
    /// The text.
    pub text: String,
}

/// Asks whether typed digits are an amount that can be paid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckAmountRequest {
    /// What was typed.
    pub digits: String,
}

/// Prepares a payment, to be shown before it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreparePaymentRequest {
    /// The text of a payable code.
    pub code: String,
    /// The digits that the payer typed; null where the code fixes the amount.
    pub amount: Option<String>,
    /// The payer's note.
    pub note: Option<String>,
    /// The coupons that the payer chose, all of which are used; null for the best ones.
    #[serde(default)]
    pub coupons: Option<Vec<String>>,
}

/// Asks for the batch of coupons behind an address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SeenStockRequest {
    /// The text of the address, or the batch's identifier.
    pub code: String,
}

/// Takes a coupon.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakeCouponRequest {
    /// The batch.
    pub stock: String,
}

/// Asks what an envelope of so many shares may hold, and whether typed digits fit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckEnvelopeRequest {
    /// What was typed; empty for nothing yet.
    pub total: String,
    /// How many shares.
    pub shares: u16,
    /// How it is divided.
    pub split: EnvelopeSplit,
}

/// Prepares an envelope, to be shown before it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrepareEnvelopeRequest {
    /// The digits of all of its money.
    pub total: String,
    /// Into how many shares.
    pub shares: u16,
    /// How it is divided.
    pub split: EnvelopeSplit,
    /// The text of the receive code of the one person who may claim it; null for a group.
    pub payee: Option<String>,
    /// What is written on it.
    pub greeting: Option<String>,
}

/// Sends a prepared envelope.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEnvelopeRequest {
    /// The envelope.
    pub envelope: String,
    /// The payment PIN.
    #[ts(type = "string")]
    pub pin: Secret,
}

/// Names an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeRequest {
    /// The envelope.
    pub envelope: String,
}

/// Takes a share of an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClaimEnvelopeRequest {
    /// The text of its code.
    pub code: String,
}

/// Has the issuer of a card send a code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BindCardRequest {
    /// The number on the card.
    #[ts(type = "string")]
    pub number: Secret,
    /// The name on the card.
    pub holder: String,
}

/// Binds a card with its code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConfirmCardRequest {
    /// The binding.
    pub binding: String,
    /// The code that was sent.
    #[ts(type = "string")]
    pub code: Secret,
}

/// Takes a card off.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnbindCardRequest {
    /// The card.
    pub card: String,
}

/// Revokes another device of the person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RevokeDeviceRequest {
    /// The device.
    pub device: String,
    /// The payment PIN.
    #[ts(type = "string")]
    pub pin: Secret,
}

/// Sends a prepared payment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConfirmPaymentRequest {
    /// The payment.
    pub payment: String,
    /// The payment PIN, where it is needed.
    #[ts(type = "string | null")]
    pub pin: Option<Secret>,
}

/// Names a payment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaymentRequest {
    /// The payment.
    pub payment: String,
}

impl PaymentRequest {
    /// Returns the payment's identifier.
    pub(crate) fn id(&self) -> Result<Id, UiError> {
        self.payment.parse().map_err(|_| UiError::request_malformed())
    }
}

/// Asks for one's own receive code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReceiveRequest {
    /// The digits to ask for; null leaves the amount to the payer.
    pub amount: Option<String>,
    /// What it is for.
    pub note: Option<String>,
}

/// Asks for a fresh payer code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PayerCodeRequest {
    /// The digits of one of the caps; null for none.
    pub cap: Option<String>,
    /// The text of the label whose shop alone may use it; null for any shop.
    pub only: Option<String>,
    /// Whether the digits are shown: then a PIN is needed whatever the amount.
    pub revealed: bool,
}

/// Asks for a page of payments, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HistoryRequest {
    /// Where the page before ended; null for the newest.
    pub before: Option<u64>,
}
