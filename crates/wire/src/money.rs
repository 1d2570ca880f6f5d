//! An amount on the wire.

use money::{Amount, AmountError, Currency};
use serde::{Deserialize, Serialize};

/// A number of minor units of an ISO 4217 currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units (fen, cent).
    #[schema(minimum = 0, maximum = 999_999_999_999_999_u64, example = 1250)]
    pub minor: u64,
    /// The three-letter code of ISO 4217.
    #[schema(pattern = "^[A-Z]{3}$", example = "CNY")]
    pub currency: String,
}

/// Why the two fields are not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// No such currency.
    #[error("no ISO 4217 currency has this code")]
    UnknownCurrency,
    /// Too many minor units.
    #[error("{0}")]
    Amount(AmountError),
}

impl From<Amount> for Money {
    fn from(amount: Amount) -> Self {
        Self { minor: amount.minor(), currency: amount.currency().code().to_owned() }
    }
}

impl TryFrom<&Money> for Amount {
    type Error = MoneyError;

    fn try_from(Money { minor, currency }: &Money) -> Result<Self, MoneyError> {
        let currency = Currency::from_code(currency).map_err(|_| MoneyError::UnknownCurrency)?;
        Amount::new(*minor, currency).map_err(MoneyError::Amount)
    }
}
