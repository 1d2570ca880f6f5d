//! UPN QR, the Slovenian payment form: twenty lines, the last of which is a control sum over the
//! lengths of the others. Its bytes are ISO 8859-2 (see [`crate::text_of`]).

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::line::{self, Lines};
use crate::part::{field, sum};

const LINE_COUNT: usize = 20;
const AMOUNT_DIGITS: usize = 11;
const CONTROL_LINE: usize = 20;

/// A Slovenian payment form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpnCode {
    /// The payer as stated.
    pub payer: UpnPerson,
    /// The payer's IBAN, checked.
    pub payer_account: Option<String>,
    /// Whether cash is paid in.
    pub is_deposit: bool,
    /// Whether cash is paid out.
    pub is_withdrawal: bool,
    /// The payer's reference, up to 26 characters.
    pub payer_reference: Option<String>,
    /// The amount in euro cents, eleven digits. Zero, or none, asks the payer.
    pub amount: Option<StatedAmount>,
    /// The day of the payment, `DD.MM.YYYY`.
    pub date: Option<String>,
    /// Whether the payment is urgent.
    pub is_urgent: bool,
    /// The purpose's code, four upper-case letters.
    pub purpose_code: Option<String>,
    /// The purpose, up to 42 characters.
    pub message: Option<String>,
    /// The day when it is due, `DD.MM.YYYY`.
    pub due_date: Option<String>,
    /// The payee's IBAN, checked.
    pub account: String,
    /// The payee's reference, up to 26 characters; one that begins with `RF` is checked.
    pub reference: Option<String>,
    /// The payee as stated.
    pub payee: UpnPerson,
}

/// A person or company as stated, each part up to 33 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpnPerson {
    /// The name.
    pub name: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postal code and town.
    pub town: Option<String>,
}

impl UpnPerson {
    fn read(lines: &Lines<'_>, first: usize) -> Result<Self, CodeError> {
        Ok(Self {
            name: lines.optional(first, 33)?,
            street: lines.optional(first + 1, 33)?,
            town: lines.optional(first + 2, 33)?,
        })
    }
}

impl Family for UpnCode {
    const WORD: &'static str = "upnqr";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        line::begins_with(text, "UPNQR").then(|| Self::read(text))
    }

    fn fields(&self) -> Fields {
        let fields = Fields::default()
            .text("scheme", "UPN QR")
            .maybe("payee_name", self.payee.name.as_ref())
            .text("payee_account", &self.account)
            .maybe("payee_street", self.payee.street.as_ref())
            .maybe("payee_city", self.payee.town.as_ref());
        sum::tell(fields, self.amount.as_ref())
            .text("currency", "EUR")
            .maybe("purpose_code", self.purpose_code.as_ref())
            .maybe("message", self.message.as_ref())
            .maybe("reference", self.reference.as_ref())
            .maybe("due_date", self.due_date.as_ref())
            .maybe("payer_name", self.payer.name.as_ref())
            .maybe("payer_account", self.payer_account.as_ref())
            .maybe("payer_reference", self.payer_reference.as_ref())
    }
}

/// Returns whether a text is a day `DD.MM.YYYY` of the calendar.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next(), parts.next(), parts.next());
    let turned = [year, month, day].map(Option::unwrap_or_default).concat();
    text.len() == 10 && parts.next().is_none() && field::is_date(&turned)
}

/// Reads a box that is crossed or left empty.
fn is_crossed(lines: &Lines<'_>, number: usize) -> Result<bool, CodeError> {
    lines.check_word(number, &["", "X"], rule::FIELD_MALFORMED)?;
    Ok(!lines.get(number).is_empty())
}

/// Returns the control sum: the characters of the first nineteen lines with their line ends.
fn control_sum(lines: &Lines<'_>) -> usize {
    (1..CONTROL_LINE).map(|number| lines.get(number).chars().count() + 1).sum()
}

impl UpnCode {
    fn read(text: &str) -> Result<Self, CodeError> {
        let lines = Lines::split(text);
        let broken = |rule, number| CodeError::new(rule, Place::line(number));
        if lines.count() != LINE_COUNT {
            return Err(broken(rule::LINE_COUNT_WRONG, lines.count()));
        }
        let control = lines.get(CONTROL_LINE);
        if !field::is_digits(control, 3) {
            return Err(broken(rule::FIELD_MALFORMED, CONTROL_LINE));
        }
        if format!("{:03}", control_sum(&lines)) != control {
            return Err(broken(rule::CHECKSUM_WRONG, CONTROL_LINE));
        }
        let payer_account = match lines.get(2) {
            "" => None,
            text => Some(field::account(text, Place::line(2))?),
        };
        let is_code = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_uppercase());
        let reference = lines.optional(16, 26)?;
        if let Some(reference) = &reference {
            field::check_creditor_reference(reference, Place::line(16))?;
        }
        let payee = UpnPerson::read(&lines, 17)?;
        if payee.name.is_none() {
            return Err(broken(rule::FIELD_MISSING, 17));
        }
        Ok(Self {
            payer: UpnPerson::read(&lines, 6)?,
            payer_account,
            is_deposit: is_crossed(&lines, 3)?,
            is_withdrawal: is_crossed(&lines, 4)?,
            payer_reference: lines.optional(5, 26)?,
            amount: Self::amount(lines.get(9))?,
            date: lines.optional_formed(10, is_date)?,
            is_urgent: is_crossed(&lines, 11)?,
            purpose_code: lines.optional_formed(12, is_code)?,
            message: lines.optional(13, 42)?,
            due_date: lines.optional_formed(14, is_date)?,
            account: field::account(lines.get(15), Place::line(15))?,
            reference,
            payee,
        })
    }

    fn amount(text: &str) -> Result<Option<StatedAmount>, CodeError> {
        const PLACE: Place = Place::line(9);
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() != AMOUNT_DIGITS {
            return Err(CodeError::new(rule::AMOUNT_MALFORMED, PLACE));
        }
        sum::minor(text, sum::currency("EUR", PLACE)?, PLACE).map(Some)
    }

    /// Writes the code with its control sum. Its bytes are to be ISO 8859-2, in a symbol of
    /// version 15 with error correction M.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        fn optional(part: &Option<String>) -> &str {
            part.as_deref().unwrap_or("")
        }
        let crossed = |is_crossed: bool| if is_crossed { "X" } else { "" };
        let lines = [
            "UPNQR",
            optional(&self.payer_account),
            crossed(self.is_deposit),
            crossed(self.is_withdrawal),
            optional(&self.payer_reference),
            optional(&self.payer.name),
            optional(&self.payer.street),
            optional(&self.payer.town),
            self.amount.as_ref().map_or("", |stated| &stated.text),
            optional(&self.date),
            crossed(self.is_urgent),
            optional(&self.purpose_code),
            optional(&self.message),
            optional(&self.due_date),
            &self.account,
            optional(&self.reference),
            optional(&self.payee.name),
            optional(&self.payee.street),
            optional(&self.payee.town),
        ];
        let covered = lines.join("\n");
        let control = covered.chars().count() + 1;
        field::read_back(self, format!("{covered}\n{control:03}\n"), Self::read)
    }
}

#[cfg(test)]
mod tests;
