//! UPI (India): `upi://pay?` and its parameters; `upi://mandate?` is recognised, but no payment.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::{Fields, Value};
use crate::error::{CodeError, Place, rule};
use crate::part::amount;
use crate::part::uri::{self, Parameters, QueryText};
use money::Currency;

/// The rules that only UPI knows.
pub(crate) mod own_rule {
    crate::error::rule::rules! {
        /// Neither pay nor mandate.
        ACTION_UNKNOWN "action_unknown" "the action is one of the scheme's own"
        /// The minimum is above the amount.
        MINIMUM_ABOVE_AMOUNT "minimum_above_amount" "the minimum is at most the amount"
    }
}

/// The longest transaction reference, in characters.
const REFERENCE_CHARACTERS_MAX: usize = 35;
/// The longest note that banks write, in characters.
const NOTE_CHARACTERS_MAX: usize = 80;
/// The longest name of a payee that is looked at, in characters.
const NAME_CHARACTERS_MAX: usize = 99;

/// What a UPI code asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpiAction {
    /// One payment.
    Pay,
    /// A standing order: recognised, never read as a payment.
    Mandate,
}

/// A UPI code: whom to pay at which handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upi {
    /// What is asked for.
    pub action: UpiAction,
    /// The payee's address, `name@handle`; always there for a payment.
    pub payee_address: Option<String>,
    /// The payee's name as stated.
    pub payee_name: Option<String>,
    /// How much, in rupees; never zero.
    pub amount: Option<StatedAmount>,
    /// The least that may be paid in place of the amount.
    pub minimum: Option<StatedAmount>,
    /// The merchant's category.
    pub category: Option<String>,
    /// The merchant's reference for the transaction.
    pub reference: Option<String>,
    /// The transaction's identifier.
    pub transaction_id: Option<String>,
    /// What the payment is for.
    pub note: Option<String>,
    /// Where the merchant says more about the transaction; never opened.
    pub details_url: Option<String>,
    /// After this the code is void, as stated.
    pub expires: Option<String>,
    /// Whether a signature is there, which only the banks can check.
    pub is_signed: bool,
}

impl Family for Upi {
    const WORD: &'static str = "upi";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        uri::strip(text, "upi:").map(Self::read)
    }

    fn is_payment_code(&self) -> bool {
        self.action == UpiAction::Pay
    }

    fn fields(&self) -> Fields {
        let stated = |amount: &Option<StatedAmount>| amount.as_ref().map(|a| a.text.clone());
        let minor = self.amount.as_ref().and_then(|stated| stated.amount);
        let kind = if self.action == UpiAction::Pay { "pay" } else { "mandate" };
        Fields::default()
            .text("scheme", "UPI")
            .text("kind", kind)
            .maybe("payee_account", self.payee_address.as_ref())
            .maybe("payee_name", self.payee_name.as_ref())
            .maybe("amount", stated(&self.amount))
            .integer("amount_minor", minor.map(|amount| amount.minor()))
            .maybe("amount_minimum", stated(&self.minimum))
            .text("currency", "INR")
            .maybe("reference", self.reference.as_ref())
            .maybe("message", self.note.as_ref())
            .maybe("mcc", self.category.as_ref())
            .maybe("transaction_id", self.transaction_id.as_ref())
            .maybe("url", self.details_url.as_ref())
            .maybe("expires", self.expires.as_ref())
            .value("is_signed", self.is_signed.then_some(Value::Flag(true)))
    }
}

impl Upi {
    fn read(rest: &str) -> Result<Self, CodeError> {
        let (path, query) = uri::split_query(rest);
        let path = path.trim_matches('/');
        let action = match path.to_ascii_lowercase().as_str() {
            "pay" => UpiAction::Pay,
            "mandate" => UpiAction::Mandate,
            _ => return Err(CodeError::new(own_rule::ACTION_UNKNOWN, Place::field("action"))),
        };
        let query = Parameters::new(query);
        let payee_address = query.text("pa")?;
        check_address(payee_address.as_deref(), action)?;
        check_currency(query)?;
        let payee_name = query.form_text("pn")?;
        check_length(payee_name.as_deref(), NAME_CHARACTERS_MAX, "pn")?;
        let note = query.form_text("tn")?;
        check_length(note.as_deref(), NOTE_CHARACTERS_MAX, "tn")?;
        let category = query.text("mc")?;
        if category.as_ref().is_some_and(|mcc| !(mcc.len() == 4 && is_digits(mcc))) {
            return Err(CodeError::new(rule::FIELD_MALFORMED, Place::field("mc")));
        }
        let amount = read_amount(query, "am")?;
        let minimum = read_amount(query, "mam")?;
        let minor = |stated: &Option<StatedAmount>| stated.as_ref()?.amount.map(|a| a.minor());
        if minor(&amount).is_some_and(|most| minor(&minimum).is_some_and(|least| least > most)) {
            return Err(CodeError::new(own_rule::MINIMUM_ABOVE_AMOUNT, Place::field("mam")));
        }
        Ok(Self {
            action,
            payee_address,
            payee_name,
            amount,
            minimum,
            category,
            reference: query.text_within("tr", REFERENCE_CHARACTERS_MAX)?,
            transaction_id: query.text("tid")?,
            note,
            details_url: query.text("url")?,
            expires: query.text("QRexpire")?,
            is_signed: query.raw("sign")?.is_some(),
        })
    }

    /// Returns whether the payer may not change the amount.
    pub const fn is_amount_fixed(&self) -> bool {
        self.amount.is_some() && self.minimum.is_none()
    }

    /// Writes the code, unsigned: a signature holds for the text that the bank signed.
    pub fn write(&self) -> String {
        let stated = |amount: &Option<StatedAmount>| amount.as_ref().map(|a| a.text.clone());
        let query = QueryText::default()
            .maybe("pa", self.payee_address.as_deref())
            .maybe("pn", self.payee_name.as_deref())
            .maybe("mc", self.category.as_deref())
            .maybe("tid", self.transaction_id.as_deref())
            .maybe("tr", self.reference.as_deref())
            .maybe("tn", self.note.as_deref())
            .maybe("am", stated(&self.amount).as_deref())
            .maybe("mam", stated(&self.minimum).as_deref())
            .maybe("cu", Some("INR"))
            .maybe("url", self.details_url.as_deref())
            .maybe("QRexpire", self.expires.as_deref());
        let action = if self.action == UpiAction::Pay { "pay" } else { "mandate" };
        format!("upi://{action}{}", query.into_text())
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn check_length(text: Option<&str>, count_max: usize, name: &'static str) -> Result<(), CodeError> {
    match text.map(|text| text.chars().count()) {
        Some(count) if count > count_max => {
            Err(CodeError::new(rule::FIELD_TOO_LONG, Place::field(name)))
        }
        _ => Ok(()),
    }
}

/// A payee is `name@handle`.
fn check_address(address: Option<&str>, action: UpiAction) -> Result<(), CodeError> {
    let place = Place::field("pa");
    let Some(address) = address else {
        let is_needed = action == UpiAction::Pay;
        return if is_needed { Err(CodeError::new(rule::FIELD_MISSING, place)) } else { Ok(()) };
    };
    let is_part = |part: &str| {
        (1..=255).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    match address.split_once('@') {
        Some((name, handle)) if is_part(name) && is_part(handle) => Ok(()),
        _ => Err(CodeError::new(rule::ACCOUNT_MALFORMED, place)),
    }
}

fn check_currency(query: Parameters<'_>) -> Result<(), CodeError> {
    match query.raw("cu")? {
        Some(currency) if !currency.eq_ignore_ascii_case("INR") => {
            Err(CodeError::new(rule::CURRENCY_WRONG, Place::field("cu")))
        }
        _ => Ok(()),
    }
}

fn read_amount(
    query: Parameters<'_>,
    name: &'static str,
) -> Result<Option<StatedAmount>, CodeError> {
    let Some(text) = query.text(name)? else { return Ok(None) };
    let place = Place::field(name);
    let refused = |rule| CodeError::new(rule, place);
    let rupees = Currency::from_code("INR").map_err(|_| refused(rule::CURRENCY_UNKNOWN))?;
    let amount = amount::read(&text, rupees).map_err(refused)?;
    if amount.is_zero() {
        return Err(refused(rule::AMOUNT_ZERO));
    }
    Ok(Some(StatedAmount { text, amount: Some(amount) }))
}

#[cfg(test)]
mod tests;
