//! The signed part of a payment: what the payer ordered, kept as evidence.

use crate::coupon::{COUPONS_MAX, OrderDiscount};
use crate::{ErrorCode, Id, Money, note::check_note, payee::Payee};
use serde::{Deserialize, Serialize};

/// What a payer orders: the signed part of a payment, kept as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentOrder {
    /// The payment's identifier, made by the device; also its idempotency key.
    pub payment: Id,
    /// Who is paid.
    pub payee: Payee,
    /// How much: with coupons, what is left to pay.
    pub amount: Money,
    /// The coupons that are used; absent in an order without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<OrderDiscount>,
    /// A note for the payee: one line of up to 64 characters; empty means the same as absent.
    #[schema(max_length = 64)]
    pub note: Option<String>,
    /// After this moment the order is void, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    #[serde(deserialize_with = "crate::moment::read")]
    pub expires_at_ms: u64,
}

/// Why an order may not be signed, nor its signature believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaymentOrderError {
    /// The note is not one line of at most 64 characters.
    #[error("a note is one line of at most 64 characters without control characters")]
    NoteMalformed,
    /// The currency is not three letters `A`–`Z`.
    #[error("a currency is three letters A to Z")]
    CurrencyMalformed,
    /// The coupons are none, too many, or one of them twice.
    #[error("an order has 1 to 28 coupons, each once, and a total in its currency")]
    CouponsMalformed,
}

impl PaymentOrderError {
    /// Returns the stable code that a client is told.
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::NoteMalformed => ErrorCode::NoteMalformed,
            Self::CurrencyMalformed | Self::CouponsMalformed => ErrorCode::RequestMalformed,
        }
    }
}

impl PaymentOrder {
    /// Checks the two free texts of the order, on both sides before [`Self::signed_text`] is
    /// signed or verified. Amount, time and payee are the operator's to judge.
    ///
    /// # Errors
    /// When the note is not one line of at most 64 characters, or the currency not three letters.
    pub fn validate(&self) -> Result<(), PaymentOrderError> {
        let currency = self.amount.currency.as_bytes();
        if currency.len() != 3 || !currency.iter().all(u8::is_ascii_uppercase) {
            return Err(PaymentOrderError::CurrencyMalformed);
        }
        if let Some(OrderDiscount { total, coupons }) = &self.discount {
            let mut once = coupons.clone();
            once.sort_unstable();
            once.dedup();
            let are_sound = (1..=COUPONS_MAX).contains(&coupons.len())
                && once.len() == coupons.len()
                && total.currency == self.amount.currency;
            if !are_sound {
                return Err(PaymentOrderError::CouponsMalformed);
            }
        }
        check_note(self.note.as_deref().unwrap_or_default())
            .map_err(|_| PaymentOrderError::NoteMalformed)
    }

    /// Returns the one text that the device signs: the same for the same order, whatever JSON
    /// carried it, and naming the operator so that it is worth nothing at another.
    ///
    /// Sound for an order that passed [`Self::validate`] and an operator's name of `a`–`z`,
    /// `0`–`9`, `.` and `-`: there is one field a line, each in a fixed place with a fixed name
    /// and none with a line break inside, so two orders that differ never have one text (but an
    /// empty note is no note). The first line keeps it apart from a signed request, which begins
    /// with `"@method"`, and from any later version. An order with coupons is of version 2: it has
    /// two lines more, in front of the expiry, for the total and the coupons.
    pub fn signed_text(&self, operator: &str) -> String {
        let Self { payment, payee, amount, discount, note, expires_at_ms } = self;
        let kind = payee.kind.word();
        let note = note.as_deref().unwrap_or_default();
        let (version, coupons) = match discount {
            None => (1, String::new()),
            Some(OrderDiscount { total, coupons }) => {
                let coupons: Vec<String> = coupons.iter().map(Id::to_string).collect();
                let (minor, currency) = (total.minor, &total.currency);
                (2, format!("total: {minor} {currency}\ncoupons: {}\n", coupons.join(" ")))
            }
        };
        format!(
            "tongbao-payment-order-{version}\noperator: {operator}\npayment: {payment}\n\
             payee: {kind} {}\namount: {} {}\n{coupons}expires: {expires_at_ms}\nnote: {note}",
            payee.id, amount.minor, amount.currency
        )
    }
}
