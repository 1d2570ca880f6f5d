//! Payer codes: `GET /v1/payer-code` gives a device what it makes them of, and
//! `POST /v1/payer-code/payments` charges one for the merchant whose till asks.

use crate::goods::GoodsLine;
use crate::order::OrderResponse;
use crate::payment::PaymentResponse;
use crate::{Id, Money, Secret, base64url};
use serde::{Deserialize, Serialize};

/// `GET /v1/payer-code`, signed by the device key: asked once, kept sealed, used offline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PayerCodeKeyResponse {
    /// 32 bytes in base64url without padding: the secret of this device.
    #[schema(value_type = String, format = Password, min_length = 43, max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$")]
    pub secret: Secret,
    /// The first two digits of this operator's payer codes.
    #[schema(minimum = 16, maximum = 99)]
    pub prefix: u8,
    /// The operator's clock, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub now_ms: u64,
}

impl PayerCodeKeyResponse {
    /// Returns the secret's bytes; `None` when the text is anything else.
    pub fn secret_bytes(&self) -> Option<[u8; 32]> {
        secret_bytes(&self.secret)
    }
}

/// Returns the bytes of a secret; `None` when the text is anything else.
pub fn secret_bytes(secret: &Secret) -> Option<[u8; 32]> {
    base64url::decode(secret.expose())
}

/// Returns the text in which a secret is sent.
pub fn secret_text(secret: &[u8; 32]) -> Secret {
    Secret::new(base64url::encode(secret))
}

/// `POST /v1/payer-code/payments`: charges a scanned payer code. The same payment again gives the
/// same answer, also after the code's minute; whatever the answer, the code is used up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargePayerCodeRequest {
    /// The payment's identifier, made by the till; also the order's, where a PIN is needed.
    pub payment: Id,
    /// The 18 digits.
    #[schema(value_type = String, format = Password, min_length = 18, max_length = 18,
        pattern = "^[0-9]{18}$")]
    pub payer_code: Secret,
    /// How much.
    pub amount: Money,
    /// What it is for: one line of up to 64 characters ([`crate::note`]).
    #[schema(max_length = 64)]
    pub note: Option<String>,
    /// What is bought, at most 50 lines that come to the amount; none where only that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub goods: Vec<GoodsLine>,
}

/// What became of a charge. Nothing in it tells who paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ChargePayerCodeResponse {
    /// The money is there.
    Paid {
        /// The payment as the merchant sees it.
        payment: PaymentResponse,
    },
    /// The payer was asked to confirm with the PIN: the till watches this order as any other.
    PinNeeded {
        /// The order.
        order: OrderResponse,
        /// The rule that asked.
        rule: QuickPayRule,
    },
}

/// The rule that asks for a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuickPayRule {
    /// The payer let the digits be seen.
    Revealed,
    /// The amount is above the largest quick payment.
    Amount,
    /// The payments of 24 hours would add up to too much.
    DaySum,
    /// There were as many payments in 24 hours as there may be.
    DayCount,
}

impl QuickPayRule {
    /// Returns the word for this rule, as it is written on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Revealed => "revealed",
            Self::Amount => "amount",
            Self::DaySum => "day_sum",
            Self::DayCount => "day_count",
        }
    }
}

/// What a person can still pay by payer code without a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct QuickPayResponse {
    /// The largest payment.
    pub payment_max: Money,
    /// How much is left of the last 24 hours.
    pub left: Money,
    /// How many payments are left.
    #[schema(minimum = 0, maximum = 100)]
    pub left_uses: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_rule_is_what_is_serialised() {
        use QuickPayRule::{Amount, DayCount, DaySum, Revealed};
        for rule in [Revealed, Amount, DaySum, DayCount] {
            let json = serde_json::to_string(&rule).expect("serialises");
            assert_eq!(json, format!("\"{}\"", rule.word()));
        }
    }

    #[test]
    fn a_secret_reads_back_and_prints_nowhere() {
        let secret = secret_text(&[0xA5; 32]);
        let response = PayerCodeKeyResponse { secret, prefix: 71, now_ms: 1 };
        assert_eq!(response.secret_bytes(), Some([0xA5; 32]));
        assert!(!format!("{response:?}").contains("paWl"));
    }
}
