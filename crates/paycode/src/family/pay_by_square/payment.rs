//! One payment of a PAY by square code: columns in the order of the standard.

use crate::error::{CodeError, Place, rule};
use crate::family::merchant_presented::StatedAmount;
use crate::part::{field, sum};
use money::Currency;
use std::str::Split;

const AMOUNT_CHARACTERS_MAX: usize = 15;
/// A direct debit has ten columns, which are kept as they are.
const DIRECT_DEBIT_COLUMNS: usize = 10;

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SquarePayment {
    /// What may be made of it: 1 a payment order, 2 a standing order, 4 a direct debit, or a sum
    /// of these.
    pub options: u8,
    /// The amount; where absent or zero the payer is asked.
    pub amount: Option<StatedAmount>,
    /// The currency.
    pub currency: Currency,
    /// The day when it is due, `YYYYMMDD`.
    pub due_date: Option<String>,
    /// The variable symbol, up to 10 digits.
    pub variable_symbol: Option<String>,
    /// The constant symbol, up to 4 digits.
    pub constant_symbol: Option<String>,
    /// The specific symbol, up to 10 digits.
    pub specific_symbol: Option<String>,
    /// The payee's reference, up to 35 characters, instead of symbols.
    pub reference: Option<String>,
    /// A message to the payee, up to 140 characters.
    pub message: Option<String>,
    /// The payee's accounts, at least one; the first is preferred.
    pub accounts: Vec<SquareAccount>,
    /// When to repeat the payment.
    pub standing_order: Option<SquareStandingOrder>,
    /// A direct debit's ten columns as they are.
    pub direct_debit: Option<Vec<String>>,
    /// The payee's name as stated, up to 70 characters.
    pub name: Option<String>,
    /// The payee's street, up to 70 characters.
    pub street: Option<String>,
    /// The payee's town, up to 70 characters.
    pub town: Option<String>,
}

/// An account of the payee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SquareAccount {
    /// The IBAN, checked.
    pub iban: String,
    /// The BIC.
    pub bic: Option<String>,
}

/// When a payment repeats, in the codes of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SquareStandingOrder {
    /// The day of the month or week.
    pub day: Option<String>,
    /// The months, a bit each.
    pub months: Option<String>,
    /// How often: `d`, `w`, `b`, `m`, `B`, `q`, `s` or `a`.
    pub periodicity: Option<String>,
    /// The last day, `YYYYMMDD`.
    pub last_date: Option<String>,
}

/// The columns that are still to be read.
pub(super) struct Columns<'a>(Split<'a, char>);

impl<'a> Columns<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text.split('\t'))
    }

    /// Returns the next column, empty behind the last: older versions end earlier.
    fn next(&mut self) -> &'a str {
        self.0.next().unwrap_or("")
    }

    pub(super) fn optional(
        &mut self,
        name: &'static str,
        count_max: usize,
    ) -> Result<Option<String>, CodeError> {
        field::optional(self.next(), count_max, Place::field(name))
    }

    fn digits(
        &mut self,
        name: &'static str,
        count_max: usize,
    ) -> Result<Option<String>, CodeError> {
        match self.optional(name, count_max)? {
            Some(text) if !field::is_all_digits(&text) => Err(field::malformed(Place::field(name))),
            text => Ok(text),
        }
    }

    fn date(&mut self, name: &'static str) -> Result<Option<String>, CodeError> {
        field::optional_formed(self.next(), field::is_date, Place::field(name))
    }

    /// Reads how many of something follow.
    pub(super) fn count(&mut self, name: &'static str) -> Result<u8, CodeError> {
        let text = self.next();
        let malformed = field::malformed(Place::field(name));
        let is_digits = field::is_all_digits(text);
        text.parse().ok().filter(|_| is_digits).ok_or(malformed)
    }

    /// Reads whether an extension follows.
    fn flag(&mut self, name: &'static str) -> Result<bool, CodeError> {
        match self.next() {
            "" | "0" => Ok(false),
            "1" => Ok(true),
            _ => Err(field::malformed(Place::field(name))),
        }
    }

    /// Refuses columns behind those of the standard.
    pub(super) fn check_end(&mut self) -> Result<(), CodeError> {
        match self.0.next() {
            None | Some("") => Ok(()),
            Some(_) => Err(CodeError::new(rule::SYNTAX_WRONG, Place::field("end"))),
        }
    }
}

impl SquarePayment {
    pub(super) fn read(columns: &mut Columns<'_>) -> Result<Self, CodeError> {
        let options = columns.count("options")?;
        if !(1..=7).contains(&options) {
            return Err(field::malformed(Place::field("options")));
        }
        let amount = columns.next();
        let currency = sum::currency(columns.next(), Place::field("currency"))?;
        Ok(Self {
            options,
            amount: read_amount(amount, currency)?,
            currency,
            due_date: columns.date("due date")?,
            variable_symbol: columns.digits("variable symbol", 10)?,
            constant_symbol: columns.digits("constant symbol", 4)?,
            specific_symbol: columns.digits("specific symbol", 10)?,
            reference: columns.optional("reference", 35)?,
            message: columns.optional("message", 140)?,
            accounts: read_accounts(columns)?,
            standing_order: read_standing_order(columns)?,
            direct_debit: read_direct_debit(columns)?,
            name: None,
            street: None,
            town: None,
        })
    }

    pub(super) fn read_payee(&mut self, columns: &mut Columns<'_>) -> Result<(), CodeError> {
        self.name = columns.optional("payee name", 70)?;
        self.street = columns.optional("payee street", 70)?;
        self.town = columns.optional("payee town", 70)?;
        Ok(())
    }
}

fn read_amount(text: &str, currency: Currency) -> Result<Option<StatedAmount>, CodeError> {
    const PLACE: Place = Place::field("amount");
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > AMOUNT_CHARACTERS_MAX {
        return Err(CodeError::new(rule::FIELD_TOO_LONG, PLACE));
    }
    sum::decimal(text, AMOUNT_CHARACTERS_MAX, currency, PLACE).map(Some)
}

fn read_accounts(columns: &mut Columns<'_>) -> Result<Vec<SquareAccount>, CodeError> {
    let count = columns.count("account count")?;
    if count == 0 {
        return Err(CodeError::new(rule::FIELD_MISSING, Place::field("account count")));
    }
    let accounts = (0..count).map(|_| {
        let iban = field::account(columns.next(), Place::field("account"))?;
        let bic = field::optional_formed(columns.next(), field::is_bic, Place::field("bank"))?;
        Ok(SquareAccount { iban, bic })
    });
    accounts.collect()
}

fn read_standing_order(
    columns: &mut Columns<'_>,
) -> Result<Option<SquareStandingOrder>, CodeError> {
    if !columns.flag("standing order")? {
        return Ok(None);
    }
    Ok(Some(SquareStandingOrder {
        day: columns.digits("standing order day", 2)?,
        months: columns.digits("standing order months", 4)?,
        periodicity: columns.optional("standing order periodicity", 1)?,
        last_date: columns.date("standing order last date")?,
    }))
}

fn read_direct_debit(columns: &mut Columns<'_>) -> Result<Option<Vec<String>>, CodeError> {
    if !columns.flag("direct debit")? {
        return Ok(None);
    }
    Ok(Some((0..DIRECT_DEBIT_COLUMNS).map(|_| columns.next().to_owned()).collect()))
}
