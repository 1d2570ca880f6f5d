//! EMVCo merchant-presented codes (MPM 1.1): read, check, write.
//!
//! Templates are kept raw; what national profiles mean by theirs is told in `profile`.

mod crc;
mod fields;
mod object;
mod profile;
mod rules;
mod stated;
mod template;

pub(crate) use object::write_objects;
pub use object::{LengthUnit, Object};
pub(crate) use profile::{LabelHindrance, hindrance, is_read_by_number};
pub use profile::{Network, Profile};
pub use stated::{StatedAmount, Tip};
pub use template::{Account, Template};

use super::Family;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use money::Currency;

/// The IDs of the root that this crate names.
pub(crate) mod id {
    pub const FORMAT_INDICATOR: u8 = 0;
    pub const INITIATION: u8 = 1;
    pub const ACCOUNT_FIRST: u8 = 2;
    pub const TEMPLATE_FIRST: u8 = 26;
    pub const ACCOUNT_LAST: u8 = 51;
    pub const CATEGORY: u8 = 52;
    pub const CURRENCY: u8 = 53;
    pub const AMOUNT: u8 = 54;
    pub const TIP: u8 = 55;
    pub const FEE_FIXED: u8 = 56;
    pub const FEE_PERCENT: u8 = 57;
    pub const COUNTRY: u8 = 58;
    pub const NAME: u8 = 59;
    pub const CITY: u8 = 60;
    pub const POSTAL_CODE: u8 = 61;
    pub const ADDITIONAL_DATA: u8 = 62;
    pub const CRC: u8 = 63;
    pub const LANGUAGE: u8 = 64;
    pub const UNRESERVED_FIRST: u8 = 80;
}

/// How often a code is meant to be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Initiation {
    /// The code does not say.
    Absent,
    /// Many times (`11`).
    Static,
    /// Once (`12`).
    Dynamic,
    /// A value that the standard reserves.
    Reserved(String),
}

/// A merchant-presented code that keeps the rules of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerchantPresented {
    /// All root objects in their order, without the check value.
    objects: Vec<Object>,
    unit: LengthUnit,
    accounts: Vec<Account>,
    currency: Option<Currency>,
    amount: Option<StatedAmount>,
    tip: Tip,
}

impl Family for MerchantPresented {
    const WORD: &'static str = "emv-mpm";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        Self::claims(text).then(|| Self::read(text))
    }

    fn word(&self) -> &'static str {
        self.profile().word()
    }

    fn format(&self) -> &'static str {
        Self::WORD
    }

    fn fields(&self) -> Fields {
        fields::fields(self)
    }
}

impl MerchantPresented {
    /// Returns whether a text means to be such a code: by its first characters, or by a check
    /// value at its end.
    pub(crate) fn claims(text: &str) -> bool {
        let bytes = text.as_bytes();
        let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
        let begins = bytes.starts_with(b"0002") && bytes.len() >= 6 && digits(&bytes[4..6]);
        let ends = bytes.len() >= 12
            && digits(&bytes[..4])
            && bytes[bytes.len() - 8..].starts_with(b"6304")
            && bytes[bytes.len() - 4..].iter().all(u8::is_ascii_alphanumeric);
        begins || ends
    }

    /// Reads a code, lengths counted in characters and, only if that fails, in bytes.
    ///
    /// [`crate::read`] tells a code with a template of Tongbao as Tongbao's; this one tells what
    /// it says to everybody.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn read(text: &str) -> Result<Self, CodeError> {
        let by_character = Self::read_by(text, LengthUnit::Character);
        match by_character {
            Err(error) if !text.is_ascii() => {
                Self::read_by(text, LengthUnit::Byte).map_err(|_| error)
            }
            result => result,
        }
    }

    fn read_by(text: &str, unit: LengthUnit) -> Result<Self, CodeError> {
        let mut objects = object::read_objects(text, unit)?;
        rules::check_once(&objects)?;
        rules::check_crc(text, &objects)?;
        objects.pop();
        Self::check(objects, unit)
    }

    /// Returns the code of these root objects, the check value left out.
    ///
    /// # Errors
    /// The first rule that they break.
    pub fn from_objects(objects: Vec<Object>) -> Result<Self, CodeError> {
        rules::check_writable(&objects)?;
        rules::check_once(&objects)?;
        Self::check(objects, LengthUnit::Character)
    }

    fn check(objects: Vec<Object>, unit: LengthUnit) -> Result<Self, CodeError> {
        let accounts = rules::accounts(&objects, unit);
        rules::check_format_indicator(&objects, &accounts)?;
        if accounts.is_empty() {
            let end = objects.iter().map(Object::character_count).sum();
            return Err(CodeError::new(rule::ACCOUNT_MISSING, Place::at(end)));
        }
        let currency = rules::currency(&objects)?;
        let amount = rules::amount(&objects, id::AMOUNT, currency)?;
        let tip = rules::tip(&objects, currency)?;
        Ok(Self { objects, unit, accounts, currency, amount, tip })
    }

    /// Writes the text of the code with its check value; lengths count characters.
    pub fn write(&self) -> String {
        let mut text = write_objects(&self.objects);
        text.push_str("6304");
        let check_value = crc::check_value(&text);
        text.push_str(&format!("{check_value:04X}"));
        text
    }

    /// Returns the value of a root object, unless it is absent or empty.
    pub fn get(&self, id: u8) -> Option<&str> {
        rules::find(&self.objects, id).map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    /// Returns the place of a root object, or of the end.
    pub(crate) fn place_of(&self, id: u8) -> Place {
        Place::of(rules::offset_of(&self.objects, id), id)
    }

    /// Returns all root objects in their order, without the check value.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// Returns what the lengths of the text counted.
    pub const fn length_unit(&self) -> LengthUnit {
        self.unit
    }

    /// Returns the accounts, IDs 02 to 51, at least one.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// Returns how often the code is meant to be used.
    pub fn initiation(&self) -> Initiation {
        match self.get(id::INITIATION) {
            None => Initiation::Absent,
            Some("11") => Initiation::Static,
            Some("12") => Initiation::Dynamic,
            Some(other) => Initiation::Reserved(other.to_owned()),
        }
    }

    /// Returns the currency, if the code has one that ISO 4217 knows.
    pub const fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// Returns the amount as stated.
    pub const fn amount(&self) -> Option<&StatedAmount> {
        self.amount.as_ref()
    }

    /// Returns who adds a tip or fee.
    pub const fn tip(&self) -> &Tip {
        &self.tip
    }

    /// Returns the payee's name as stated in the code.
    pub fn name(&self) -> Option<&str> {
        self.get(id::NAME)
    }

    /// Returns the payee's city as stated in the code.
    pub fn city(&self) -> Option<&str> {
        self.get(id::CITY)
    }

    /// Returns the country as stated in the code.
    pub fn country(&self) -> Option<&str> {
        self.get(id::COUNTRY)
    }

    /// Returns the additional data, ID 62, where it is a template.
    pub fn additional_data(&self) -> Option<Template> {
        self.template(id::ADDITIONAL_DATA)
    }

    /// Returns name and city in another language, ID 64, where it is a template.
    pub fn language_template(&self) -> Option<Template> {
        self.template(id::LANGUAGE)
    }

    /// Returns the unreserved templates, IDs 80 to 99, that are templates.
    pub fn unreserved(&self) -> impl Iterator<Item = (u8, Template)> {
        let unreserved = self.objects.iter().filter(|object| object.id >= id::UNRESERVED_FIRST);
        unreserved.filter_map(|object| Some((object.id, self.template(object.id)?)))
    }

    fn template(&self, id: u8) -> Option<Template> {
        Template::read(self.get(id)?, self.unit)
    }
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
