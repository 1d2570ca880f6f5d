//! The person's own code, to be shown to whoever pays: made without asking anyone.

use crate::WalletError;
use crate::amount::{read_amount, read_note};
use crate::port::Ports;
use crate::wallet::Wallet;
use money::Amount;
use paycode::{Country, OperatorName, PartError, PayeeId, TongbaoCode, WriteError};
use wire::ErrorCode;

/// A person has no city and no country here, but the format wants some: `ZZ` is what ISO 3166
/// leaves to its users.
const NO_COUNTRY: &str = "ZZ";
const NO_CITY: &str = "-";

/// The person's own code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiveCode {
    /// The text to draw or to send.
    pub text: String,
    /// The name that payers will see.
    pub name: String,
    /// The amount asked for.
    pub amount: Option<Amount>,
    /// What it is for.
    pub note: Option<String>,
}

impl<P: Ports> Wallet<P> {
    /// Makes the code that pays this person, with or without an amount and a note.
    ///
    /// # Errors
    /// `NotEnrolled`, the errors of [`Self::check_amount`], `note_malformed`.
    pub fn receive_code(
        &self,
        amount: Option<&str>,
        note: Option<String>,
    ) -> Result<ReceiveCode, WalletError> {
        let profile = self.profile()?;
        let amount = amount.map(|digits| read_amount(digits, &profile)).transpose()?;
        let note = read_note(note)?;
        let odd = |_: PartError| WalletError::AnswerMalformed("the profile".to_owned());
        let operator: OperatorName = profile.operator.parse().map_err(odd)?;
        let payee: PayeeId = profile.receive_code.to_string().parse().map_err(odd)?;
        let country: Country = NO_COUNTRY.parse().map_err(odd)?;
        let code = TongbaoCode {
            operator,
            payee: paycode::Payee::Receive(payee),
            amount,
            currency: profile.currency,
            name: profile.name.clone(),
            city: NO_CITY.to_owned(),
            country,
            note: note.clone(),
            expires_at_s: None,
            page_host: None,
        };
        let text = code.write().map_err(|error| match error {
            WriteError::Note => WalletError::rule(ErrorCode::NoteMalformed),
            WriteError::AmountTooLarge => WalletError::rule(ErrorCode::AmountTooLarge),
            WriteError::AmountZero => WalletError::rule(ErrorCode::AmountZero),
            _ => WalletError::rule(ErrorCode::NameMalformed),
        })?;
        Ok(ReceiveCode { text, name: profile.name, amount, note })
    }
}
