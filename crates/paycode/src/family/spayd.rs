//! Short Payment Descriptors of the Czech Banking Association (standard 26, version 1.2): keys and
//! values between stars. The sister format `SCD` is a consent to a direct debit: it pays nothing.

mod attribute;
mod read;
mod write;

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::CodeError;
use crate::part::sum;
use money::Currency;

/// A payment, or a consent to be debited, as a Czech code states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spayd {
    /// What the code asks for.
    pub kind: SpaydKind,
    /// `ACC`: the payee's account.
    pub account: SpaydAccount,
    /// `ALT-ACC`: up to two accounts that serve as well.
    pub alternative_accounts: Vec<SpaydAccount>,
    /// `AM`: the amount; where absent the payer is asked. Without a currency it is read as koruna.
    pub amount: Option<StatedAmount>,
    /// `CC`: the currency.
    pub currency: Option<Currency>,
    /// `RF`: the payee's reference, up to 16 digits.
    pub reference: Option<String>,
    /// `RN`: the payee's name as stated, up to 35 characters.
    pub name: Option<String>,
    /// `DT`: the day when it is due, `YYYYMMDD`.
    pub due_date: Option<String>,
    /// `PT`: the kind of payment, up to 3 characters; `IP` is an instant one.
    pub payment_type: Option<String>,
    /// `MSG`: a message to the payee, up to 60 characters.
    pub message: Option<String>,
    /// `NT`: how the payee is told of the payment.
    pub notify: Option<SpaydNotify>,
    /// `NTA`: where the payee is told, up to 320 characters.
    pub notify_address: Option<String>,
    /// `X-VS`, up to 10 digits.
    pub variable_symbol: Option<String>,
    /// `X-SS`, up to 10 digits.
    pub specific_symbol: Option<String>,
    /// `X-KS`, up to 10 digits.
    pub constant_symbol: Option<String>,
    /// All other keys with their values, in the order of the code.
    pub others: Vec<(String, String)>,
    /// `CRC32`: whether the code's check value is there and right.
    pub check: SpaydCheck,
}

/// What a code asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpaydKind {
    /// `SPD`: a payment.
    Payment,
    /// `SCD`: a consent to a direct debit.
    DirectDebitConsent,
}

/// An account, with its bank where that is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaydAccount {
    /// The IBAN, checked.
    pub iban: String,
    /// The BIC.
    pub bic: Option<String>,
}

/// How the payee is told of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpaydNotify {
    /// `P`: by telephone.
    Phone,
    /// `E`: by e-mail.
    Email,
}

/// The check value of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpaydCheck {
    /// There is none: it is optional.
    Absent,
    /// It is right; eight hexadecimal digits as stated.
    Right(String),
    /// It is not that of the code. Some generators compute it over other bytes, so that the payer
    /// is warned and decides.
    Wrong(String),
}

impl SpaydKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Payment => "SPD",
            Self::DirectDebitConsent => "SCD",
        }
    }
}

impl SpaydNotify {
    const fn word(self) -> &'static str {
        match self {
            Self::Phone => "P",
            Self::Email => "E",
        }
    }
}

impl Family for Spayd {
    const WORD: &'static str = "spayd";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let kinds = [SpaydKind::Payment, SpaydKind::DirectDebitConsent];
        let rest = |kind: SpaydKind| text.strip_prefix(kind.word())?.strip_prefix('*');
        let (kind, rest) = kinds.into_iter().find_map(|kind| Some((kind, rest(kind)?)))?;
        Some(Self::read(kind, rest))
    }

    fn fields(&self) -> Fields {
        let scheme = match self.kind {
            SpaydKind::Payment => "SPAYD",
            SpaydKind::DirectDebitConsent => "SPAYD direct-debit mandate (SCD)",
        };
        let ibans = self.alternative_accounts.iter().map(|account| account.iban.clone()).collect();
        let notify = self.notify.map(|notify| {
            format!("{}:{}", notify.word(), self.notify_address.as_deref().unwrap_or(""))
        });
        let (crc32, warning) = match &self.check {
            SpaydCheck::Absent => (None, None),
            SpaydCheck::Right(crc32) => (Some(crc32), None),
            SpaydCheck::Wrong(crc32) => {
                (Some(crc32), Some("the check value does not fit the code"))
            }
        };
        let fields = Fields::default()
            .text("scheme", scheme)
            .maybe("payee_name", self.name.as_ref())
            .text("payee_account", &self.account.iban)
            .maybe("payee_bic", self.account.bic.as_ref())
            .list("alt_accounts", ibans);
        sum::tell(fields, self.amount.as_ref())
            .maybe("currency", self.currency.map(|currency| currency.code().to_owned()))
            .maybe("message", self.message.as_ref())
            .maybe("reference", self.reference.as_ref())
            .maybe("variable_symbol", self.variable_symbol.as_ref())
            .maybe("specific_symbol", self.specific_symbol.as_ref())
            .maybe("constant_symbol", self.constant_symbol.as_ref())
            .maybe("due_date", self.due_date.as_ref())
            .maybe("payment_type", self.payment_type.as_ref())
            .maybe("notify", notify)
            .maybe("crc32", crc32)
            .maybe("note_crc32", warning)
    }
}

#[cfg(test)]
mod tests;
