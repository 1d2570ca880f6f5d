//! A Tongbao code written as a merchant-presented code.

use super::{
    ACCOUNT_TEMPLATE, ASK_PAYER, CITY_CHARACTERS_MAX, GUID, NAME_CHARACTERS_MAX,
    NOTE_CHARACTERS_MAX, NOTE_ID, PAGE_ID, PURPOSE_CHARACTERS_MAX, PURPOSE_ID, Payee, TongbaoCode,
    account_id, address::LabelAddress,
};
use crate::error::CodeError;
use crate::family::merchant_presented::{MerchantPresented, Object, id, write_objects};
use crate::printable::is_label;

/// Why a Tongbao code cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The name does not fit.
    #[error("a payee's name is 1 to 25 printable characters")]
    Name,
    /// The city does not fit.
    #[error("a payee's city is 1 to 15 printable characters")]
    City,
    /// The note does not fit.
    #[error("a note is 1 to 64 printable characters")]
    Note,
    /// The amount is zero.
    #[error("a stated amount is above zero")]
    AmountZero,
    /// The amount has more than 13 characters.
    #[error("the amount is too large for a payment code")]
    AmountTooLarge,
    /// The amount is of another currency than the code.
    #[error("the amount is of another currency than the code")]
    CurrencyMismatch,
    /// An order without amount.
    #[error("the code of an order states the amount")]
    OrderAmountMissing,
    /// An expiry beyond twelve digits, or in a code that is no order.
    #[error("an expiry is Unix seconds, in the code of an order")]
    Expiry,
    /// A page in a code that is no label.
    #[error("only a label has a page")]
    Page,
    /// The finished objects break a rule of the standard.
    #[error("the code would break its own rules: {0}")]
    Code(CodeError),
}

/// The largest expiry that is written and read.
const EXPIRY_S_MAX: u64 = 999_999_999_999;

impl TongbaoCode {
    /// Writes the text of the code.
    ///
    /// # Errors
    /// The first part that does not fit; whatever is written reads back the same.
    pub fn write(&self) -> Result<String, WriteError> {
        self.check_texts()?;
        let amount = self.amount_digits()?;
        let is_once = matches!(self.payee, Payee::Order(_))
            || (matches!(self.payee, Payee::Receive(_)) && amount.is_some());
        let mut objects = vec![
            Object::new(id::FORMAT_INDICATOR, "01"),
            Object::new(id::INITIATION, if is_once { "12" } else { "11" }),
            Object::new(ACCOUNT_TEMPLATE, self.account()?),
            // A label may stand for any trade and a person has none: "not known".
            Object::new(id::CATEGORY, "0000"),
            Object::new(id::CURRENCY, format!("{:03}", self.currency.numeric())),
        ];
        objects.extend(amount.map(|digits| Object::new(id::AMOUNT, digits)));
        objects.push(Object::new(id::COUNTRY, self.country.as_str()));
        objects.push(Object::new(id::NAME, &self.name));
        objects.push(Object::new(id::CITY, &self.city));
        objects.extend(self.note.as_deref().filter(|note| is_purpose(note)).map(purpose_object));
        let own = self.own_templates(false)?;
        objects.extend((id::UNRESERVED_FIRST..).zip(own).map(|(id, value)| Object::new(id, value)));
        MerchantPresented::from_objects(objects).map(|code| code.write()).map_err(WriteError::Code)
    }

    fn check_texts(&self) -> Result<(), WriteError> {
        if !is_label(&self.name, NAME_CHARACTERS_MAX) {
            return Err(WriteError::Name);
        }
        if !is_label(&self.city, CITY_CHARACTERS_MAX) {
            return Err(WriteError::City);
        }
        match &self.note {
            Some(note) if !is_label(note, NOTE_CHARACTERS_MAX) => Err(WriteError::Note),
            _ => Ok(()),
        }
    }

    fn amount_digits(&self) -> Result<Option<String>, WriteError> {
        let Some(amount) = self.amount else {
            let is_order = matches!(self.payee, Payee::Order(_));
            return if is_order { Err(WriteError::OrderAmountMissing) } else { Ok(None) };
        };
        if amount.currency() != self.currency {
            return Err(WriteError::CurrencyMismatch);
        }
        if amount.is_zero() {
            return Err(WriteError::AmountZero);
        }
        let digits = amount.digits();
        if digits.len() > 13 { Err(WriteError::AmountTooLarge) } else { Ok(Some(digits)) }
    }

    pub(super) fn account(&self) -> Result<String, WriteError> {
        let payee = format!("{}{}", self.payee.letter(), self.payee.id());
        let mut objects = vec![
            Object::new(account_id::GUID, GUID),
            Object::new(account_id::OPERATOR, self.operator.as_str()),
            Object::new(account_id::PAYEE, payee),
        ];
        if let Some(expires_at_s) = self.expires_at_s {
            if expires_at_s > EXPIRY_S_MAX || !matches!(self.payee, Payee::Order(_)) {
                return Err(WriteError::Expiry);
            }
            objects.push(Object::new(account_id::EXPIRY, expires_at_s.to_string()));
        }
        Ok(write_objects(&objects))
    }

    /// Returns our templates of IDs 80 to 99: a note that is no purpose, or any note where the
    /// additional data are another scheme's, and the page.
    pub(super) fn own_templates(&self, with_any_note: bool) -> Result<Vec<String>, WriteError> {
        self.check_texts()?;
        let note = self.note.as_deref().filter(|note| with_any_note || !is_purpose(note));
        let mut values: Vec<_> = note.map(|note| own_template(NOTE_ID, note)).into_iter().collect();
        if let Some(host) = &self.page_host {
            let Payee::Label(label) = &self.payee else {
                return Err(WriteError::Page);
            };
            let address = LabelAddress { host: host.clone(), label: label.clone() };
            // Cameras that find the address inside the text take what follows for a part of it:
            // behind the number sign it changes nothing.
            values.push(own_template(PAGE_ID, &format!("{address}#")));
        }
        Ok(values)
    }
}

/// Returns whether a note is written as the purpose of the standard, as it is.
fn is_purpose(note: &str) -> bool {
    note.chars().count() <= PURPOSE_CHARACTERS_MAX && note != ASK_PAYER
}

fn purpose_object(note: &str) -> Object {
    Object::new(id::ADDITIONAL_DATA, write_objects(&[Object::new(PURPOSE_ID, note)]))
}

/// Returns the value of a template of ours with one object.
fn own_template(id: u8, value: &str) -> String {
    write_objects(&[Object::new(account_id::GUID, GUID), Object::new(id, value)])
}
