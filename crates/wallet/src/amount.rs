//! Amounts and notes as a person types them, held against the rules before anything is asked.

use crate::WalletError;
use crate::port::{OperatorApi as _, Ports};
use crate::state::Profile;
use crate::wallet::Wallet;
use money::{Amount, AmountError};
use wire::ErrorCode;
use wire::note::check_note;

impl<P: Ports> Wallet<P> {
    /// Reads digits in the account's currency and holds them against the limits of a payment, as
    /// they are now where the known ones would refuse.
    ///
    /// # Errors
    /// `NotEnrolled`, `AmountMalformed`, `amount_zero`, `amount_too_large`.
    pub async fn check_amount(&self, digits: &str) -> Result<Amount, WalletError> {
        self.within_limit_of_now(|profile| read_amount(digits, profile)).await
    }

    /// Runs a check of an amount. Where it is above the limit that is known, asks for the limit as
    /// it is now and checks again: the operator may have raised it since.
    pub(crate) async fn within_limit_of_now<T>(
        &self,
        check: impl Fn(&Profile) -> Result<T, WalletError>,
    ) -> Result<T, WalletError> {
        let profile = self.profile()?;
        let checked = check(&profile);
        if checked.as_ref().err() != Some(&WalletError::rule(ErrorCode::AmountTooLarge)) {
            return checked;
        }
        // Without a network what is known holds.
        let Ok(account) = self.ports.api().account(&profile.operator_url).await else {
            return checked;
        };
        self.change(|state| state.learn_account(account))??;
        check(&self.profile()?)
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
