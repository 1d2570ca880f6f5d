//! Payments: `POST /v1/payments`, `GET /v1/payments/{payment}`, `GET /v1/payments`.

mod payment_order;
#[cfg(test)]
mod tests;

pub use payment_order::{PaymentOrder, PaymentOrderError};

use crate::campaign::PaymentDraw;
use crate::coupon::DiscountResponse;
use crate::goods::GoodsLine;
use crate::{ErrorCode, Id, Money, Secret, base64url};
use serde::{Deserialize, Serialize};

/// `POST /v1/payments`: pays a label, an order or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayRequest {
    /// The order.
    pub order: PaymentOrder,
    /// The device's ES256 signature over [`PaymentOrder::signed_text`]: 64 bytes `r || s`,
    /// base64url unpadded.
    #[schema(min_length = 86, max_length = 86, pattern = "^[A-Za-z0-9_-]{86}$")]
    pub order_signature: String,
    /// The payment PIN, where the operator asks for it.
    #[schema(value_type = Option<String>, format = Password, min_length = 6, max_length = 6,
        pattern = "^[0-9]{6}$")]
    pub pin: Option<Secret>,
}

/// The text is not 64 bytes in base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order signature is 64 bytes in base64url without padding")]
pub struct OrderSignatureError;

impl OrderSignatureError {
    /// Returns the stable code that a client is told.
    pub const fn code(self) -> ErrorCode {
        ErrorCode::SignatureInvalid
    }
}

impl PayRequest {
    /// Returns the signature's 64 bytes, `r || s`.
    ///
    /// # Errors
    /// When the text is anything but 64 bytes in canonical base64url.
    pub fn order_signature_bytes(&self) -> Result<[u8; 64], OrderSignatureError> {
        base64url::decode(&self.order_signature).ok_or(OrderSignatureError)
    }
}

/// Returns the text of a signature `r || s`, as [`PayRequest::order_signature`] carries it.
pub fn order_signature_text(signature: &[u8; 64]) -> String {
    base64url::encode(signature)
}

/// A payment as one of its two sides sees it: also its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PaymentResponse {
    /// The payment.
    pub payment: Id,
    /// What was paid.
    pub kind: PaymentKind,
    /// Which side the reader stands on.
    pub direction: Direction,
    /// How much moved.
    pub amount: Money,
    /// The other side's registered name; a merchant sees no payer's name, but `null`.
    pub counterparty: Option<String>,
    /// The note of the order.
    pub note: Option<String>,
    /// The merchant's order, where there was one.
    pub order: Option<Id>,
    /// The payment that this gives back, for a refund or a reversal, that a subsidy or a fee is
    /// part of, or the envelope of a share.
    pub of: Option<Id>,
    /// What was bought, where the order or the till said so; on a payment that is read by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub goods: Vec<GoodsLine>,
    /// What coupons saved of the price; absent where none was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<DiscountResponse>,
    /// What a campaign made of it; absent where none was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Box<PaymentDraw>>,
    /// What the operator took of it as its fee, or gave back of that with this refund; only the
    /// shop is told, and nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// How much of this payment went back so far; absent while nothing did.
    pub refunded: Option<Money>,
    /// The two check digits that the shop's sound box speaks; absent where nobody stands at a till.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 2, max_length = 2, pattern = "^[0-9]{2}$")]
    pub check: Option<String>,
    /// When it was done, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
    /// Its place in the operator's journal: newer payments have larger numbers.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub sequence: u64,
    /// The hash of its journal row, in hexadecimal.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub journal_hash: String,
}

/// What was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// A merchant's label.
    Label,
    /// A merchant's order.
    Order,
    /// A person's receive code.
    Transfer,
    /// Money paid in at the operator's desk.
    TopUp,
    /// Money from a bound card.
    CardTopUp,
    /// A payer code that a till scanned.
    PayerCode,
    /// Money of an earlier payment that a merchant gave back.
    Refund,
    /// All money of an earlier payment, taken back by the till that had asked for it.
    Reversal,
    /// Money paid out at the operator's desk.
    CashOut,
    /// Money that was held before.
    Held,
    /// Booked by the operator.
    Booking,
    /// What a coupon's funder pays of a payment's price, or what of that goes back.
    Subsidy,
    /// Money laid aside for a batch of coupons, or given back to its funder.
    Budget,
    /// What a payment has won of a campaign.
    CashBack,
    /// What goes back of it to the campaign.
    CashBackReturned,
    /// Money put into an envelope.
    Envelope,
    /// A share of an envelope.
    Share,
    /// What nobody claimed of an envelope, back to who sent it.
    EnvelopeReturned,
    /// Money that a merchant's owner moved into their own account.
    Withdrawal,
    /// What the operator takes of a payment to a shop, or what of that goes back.
    Fee,
}

impl PaymentKind {
    /// Returns whether a shop is paid with its payer standing there: a sound box speaks of these
    /// payments, and they have check digits.
    pub const fn is_spoken(self) -> bool {
        matches!(self, Self::Label | Self::Order | Self::PayerCode)
    }

    /// Returns the kind as it is written on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Order => "order",
            Self::Transfer => "transfer",
            Self::TopUp => "top_up",
            Self::CardTopUp => "card_top_up",
            Self::PayerCode => "payer_code",
            Self::Refund => "refund",
            Self::Reversal => "reversal",
            Self::CashOut => "cash_out",
            Self::Held => "held",
            Self::Booking => "booking",
            Self::Subsidy => "subsidy",
            Self::Budget => "budget",
            Self::CashBack => "cash_back",
            Self::CashBackReturned => "cash_back_returned",
            Self::Envelope => "envelope",
            Self::Share => "share",
            Self::EnvelopeReturned => "envelope_returned",
            Self::Withdrawal => "withdrawal",
            Self::Fee => "fee",
        }
    }
}

/// The reader's side of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The reader was paid.
    In,
    /// The reader paid.
    Out,
}

/// `GET /v1/payments?before=SEQUENCE&limit=N`: newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PaymentsResponse {
    /// At most `limit` payments (1–100, 30 when absent).
    pub payments: Vec<PaymentResponse>,
    /// What to ask for as `before` to go on; absent at the end.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub next_before: Option<u64>,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}
