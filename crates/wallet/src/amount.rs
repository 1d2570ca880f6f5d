//! Amounts and notes as a person types them, held against the rules before anything is asked.

use crate::WalletError;
use crate::port::Ports;
use crate::state::Profile;
use crate::wallet::Wallet;
use money::{Amount, AmountError};
use wire::ErrorCode;
use wire::note::check_note;

impl<P: Ports> Wallet<P> {
    /// Reads digits in the account's currency and holds them against the limits of a payment.
    ///
    /// # Errors
    /// `NotEnrolled`, `AmountMalformed`, `amount_zero`, `amount_too_large`.
    pub fn check_amount(&self, digits: &str) -> Result<Amount, WalletError> {
        read_amount(digits, &self.profile()?)
    }
}

/// Reads digits in the profile's currency.
pub(crate) fn read_amount(digits: &str, profile: &Profile) -> Result<Amount, WalletError> {
    let amount = Amount::parse(digits.trim(), profile.currency).map_err(|error| match error {
        AmountError::TooLarge => WalletError::rule(ErrorCode::AmountTooLarge),
        _ => WalletError::AmountMalformed,
    })?;
    check_payable(amount, profile)?;
    Ok(amount)
}

/// Holds an amount against the limits of a payment.
pub(crate) fn check_payable(amount: Amount, profile: &Profile) -> Result<(), WalletError> {
    if amount.currency() != profile.currency {
        return Err(WalletError::rule(ErrorCode::CurrencyMismatch));
    }
    if amount.is_zero() {
        return Err(WalletError::rule(ErrorCode::AmountZero));
    }
    if amount.minor() > profile.payment_max.minor() {
        return Err(WalletError::rule(ErrorCode::AmountTooLarge));
    }
    Ok(())
}

/// Returns the note without surrounding blanks; an empty one is none.
pub(crate) fn read_note(note: Option<String>) -> Result<Option<String>, WalletError> {
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    check_note(note.as_deref().unwrap_or_default())
        .map_err(|error| WalletError::rule(error.code()))?;
    Ok(note)
}
