//! HUB3, the Croatian payment form: fourteen lines, printed as PDF417 and seldom as QR.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::line::{self, Lines};
use crate::part::{field, sum};

/// Lines behind the account may be left out where they are empty: a reader trims what ends a text.
const LINE_COUNTS: std::ops::RangeInclusive<usize> = 10..=14;
const AMOUNT_DIGITS: usize = 15;

/// A Croatian payment form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hub3Code {
    /// The amount in euro cents, fifteen digits. Zero, or none, asks the payer.
    pub amount: Option<StatedAmount>,
    /// The payer's name, up to 30 characters.
    pub payer_name: Option<String>,
    /// The payer's street, up to 27 characters.
    pub payer_street: Option<String>,
    /// The payer's postal code and town, up to 27 characters.
    pub payer_town: Option<String>,
    /// The payee's name as stated, 1 to 25 characters.
    pub name: String,
    /// The payee's street, up to 25 characters.
    pub street: Option<String>,
    /// The payee's postal code and town, up to 27 characters.
    pub town: Option<String>,
    /// The payee's IBAN, checked.
    pub account: String,
    /// The model of the reference: `HR` and two digits.
    pub model: Option<String>,
    /// The reference, up to 22 characters.
    pub reference: Option<String>,
    /// The purpose's code, four upper-case letters.
    pub purpose: Option<String>,
    /// What is paid, up to 35 characters.
    pub message: Option<String>,
}

impl Family for Hub3Code {
    const WORD: &'static str = "hub3";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        line::begins_with(text, "HRVHUB30").then(|| Self::read(text))
    }

    fn fields(&self) -> Fields {
        let fields = Fields::default()
            .text("scheme", "HUB3")
            .text("payee_name", &self.name)
            .text("payee_account", &self.account)
            .maybe("payee_street", self.street.as_ref())
            .maybe("payee_city", self.town.as_ref());
        sum::tell(fields, self.amount.as_ref())
            .text("currency", "EUR")
            .maybe("model", self.model.as_ref())
            .maybe("reference", self.reference.as_ref())
            .maybe("purpose", self.purpose.as_ref())
            .maybe("message", self.message.as_ref())
            .maybe("payer_name", self.payer_name.as_ref())
    }
}

fn is_model(text: &str) -> bool {
    text.strip_prefix("HR").is_some_and(|digits| field::is_digits(digits, 2))
}

fn is_purpose(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_uppercase())
}

impl Hub3Code {
    fn read(text: &str) -> Result<Self, CodeError> {
        let lines = Lines::split(text);
        if !LINE_COUNTS.contains(&lines.count()) {
            return Err(CodeError::new(rule::LINE_COUNT_WRONG, Place::line(lines.count())));
        }
        // Forms in kuna cannot be paid since 2023.
        lines.check_word(2, &["EUR"], rule::CURRENCY_WRONG)?;
        Ok(Self {
            amount: Self::amount(lines.get(3))?,
            payer_name: lines.optional(4, 30)?,
            payer_street: lines.optional(5, 27)?,
            payer_town: lines.optional(6, 27)?,
            name: lines.required(7, 25)?,
            street: lines.optional(8, 25)?,
            town: lines.optional(9, 27)?,
            account: field::account(lines.get(10), Place::line(10))?,
            model: lines.optional_formed(11, is_model)?,
            reference: lines.optional(12, 22)?,
            purpose: lines.optional_formed(13, is_purpose)?,
            message: lines.optional(14, 35)?,
        })
    }

    fn amount(text: &str) -> Result<Option<StatedAmount>, CodeError> {
        const PLACE: Place = Place::line(3);
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() != AMOUNT_DIGITS {
            return Err(CodeError::new(rule::AMOUNT_MALFORMED, PLACE));
        }
        sum::minor(text, sum::currency("EUR", PLACE)?, PLACE).map(Some)
    }

    /// Writes the code.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        fn optional(part: &Option<String>) -> &str {
            part.as_deref().unwrap_or("")
        }
        let lines = [
            "HRVHUB30",
            "EUR",
            self.amount.as_ref().map_or("", |stated| &stated.text),
            optional(&self.payer_name),
            optional(&self.payer_street),
            optional(&self.payer_town),
            &self.name,
            optional(&self.street),
            optional(&self.town),
            &self.account,
            optional(&self.model),
            optional(&self.reference),
            optional(&self.purpose),
            optional(&self.message),
        ];
        field::read_back(self, lines.join("\n"), Self::read)
    }
}

#[cfg(test)]
mod tests;
