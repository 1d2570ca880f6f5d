//! Polish transfers as the Polish Bank Association recommends them (2D codes, 2013): nine fields
//! between bars, without a magic word.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::iban::{self, IbanError};
use crate::part::{field, sum};

const COUNTRY: &str = "PL";
const ACCOUNT_DIGITS: usize = 26;
const FIELD_COUNT: usize = 9;
const CHARACTERS_MAX: usize = 160;
/// Six digits, or more where the amount needs them.
const AMOUNT_DIGITS: std::ops::RangeInclusive<usize> = 6..=10;

/// The names of the fields, for the places of errors, and how many characters they hold.
const FIELDS: [(&str, usize); FIELD_COUNT] = [
    ("tax number", 10),
    ("country", 2),
    ("account", ACCOUNT_DIGITS),
    ("amount", 10),
    ("name", 20),
    ("title", 32),
    ("reserve 1", 20),
    ("reserve 2", 12),
    ("reserve 3", 24),
];

/// A Polish transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZbpTransfer {
    /// The payee's tax number (NIP), 10 digits; persons have none.
    pub tax_id: Option<String>,
    /// The payee's account, 26 digits: an IBAN without its `PL`, checked.
    pub account: String,
    /// The amount in grosze, six to ten digits. Zero asks the payer.
    pub amount: StatedAmount,
    /// The payee's name as stated, 1 to 20 characters.
    pub name: String,
    /// The title of the transfer, up to 32 characters.
    pub title: Option<String>,
    /// Three fields that the recommendation leaves to agreements: up to 20, 12 and 24 characters.
    pub reserves: [Option<String>; 3],
}

impl Family for ZbpTransfer {
    const WORD: &'static str = "zbp-pl";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let mut parts = text.split('|').skip(1);
        let is_polish = parts.next() == Some(COUNTRY);
        let has_account = parts.next().is_some_and(|part| field::is_digits(part, ACCOUNT_DIGITS));
        (is_polish && has_account).then(|| Self::read(text))
    }

    fn fields(&self) -> Fields {
        let [first, second, third] = &self.reserves;
        let minor = self.amount.amount.map(|amount| amount.minor()).filter(|minor| *minor > 0);
        Fields::default()
            .text("scheme", "ZBP 2D transfer")
            .text("country", COUNTRY)
            .text("payee_name", &self.name)
            .text("payee_account", &self.account)
            .text("amount", &self.amount.text)
            .integer("amount_minor", minor)
            .text("currency", "PLN")
            .maybe("message", self.title.as_ref())
            .maybe("payee_tax_id", self.tax_id.as_ref())
            .maybe("reserve_1", first.as_ref())
            .maybe("reserve_2", second.as_ref())
            .maybe("reserve_3", third.as_ref())
    }
}

impl ZbpTransfer {
    fn read(text: &str) -> Result<Self, CodeError> {
        field::check_length(text.chars().count(), CHARACTERS_MAX)?;
        let parts: Vec<&str> = text.split('|').collect();
        if parts.len() != FIELD_COUNT {
            return Err(CodeError::new(rule::SYNTAX_WRONG, Place::at(0)));
        }
        let part = |index: usize| {
            let (name, count_max) = FIELDS[index];
            (parts[index], count_max, Place::field(name))
        };
        let optional = |index: usize| {
            let (text, count_max, place) = part(index);
            field::optional(text, count_max, place)
        };
        let (tax_id, count, place) = part(0);
        let is_tax_id = |text: &str| field::is_digits(text, count);
        let tax_id = field::optional_formed(tax_id, is_tax_id, place)?;
        let (name, count_max, place) = part(4);
        Ok(Self {
            tax_id,
            account: Self::account(part(2).0, part(2).2)?,
            amount: Self::amount(part(3).0, part(3).2)?,
            name: field::required(name, count_max, place)?,
            title: optional(5)?,
            reserves: [optional(6)?, optional(7)?, optional(8)?],
        })
    }

    fn account(digits: &str, place: Place) -> Result<String, CodeError> {
        match iban::check(&format!("{COUNTRY}{digits}")) {
            Ok(()) => Ok(digits.to_owned()),
            Err(IbanError::Form) => Err(CodeError::new(rule::ACCOUNT_MALFORMED, place)),
            Err(IbanError::Check) => Err(CodeError::new(rule::ACCOUNT_CHECK_WRONG, place)),
        }
    }

    fn amount(digits: &str, place: Place) -> Result<StatedAmount, CodeError> {
        if !AMOUNT_DIGITS.contains(&digits.len()) {
            return Err(CodeError::new(rule::AMOUNT_MALFORMED, place));
        }
        sum::minor(digits, sum::currency("PLN", place)?, place)
    }

    /// Writes the code.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        let optional = |part: &Option<String>| part.clone().unwrap_or_default();
        let [first, second, third] = &self.reserves;
        let parts = [
            optional(&self.tax_id),
            COUNTRY.to_owned(),
            self.account.clone(),
            self.amount.text.clone(),
            self.name.clone(),
            optional(&self.title),
            optional(first),
            optional(second),
            optional(third),
        ];
        field::read_back(self, parts.join("|"), Self::read)
    }
}

#[cfg(test)]
mod tests;
