//! Russian payment codes of GOST R 56042-2014: a header with the character set, a separator of the
//! code's own choice, and `Key=Value` pairs.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::{Fields, Value};
use crate::error::{CodeError, Place, rule};
use crate::part::{field, sum};

const MAGIC: &str = "ST0001";
const SUM_DIGITS_MAX: usize = 18;
/// Separators that a writer tries, the customary one first.
const SEPARATORS: [char; 8] = ['|', '~', '^', '#', ';', '&', '`', '\u{a6}'];

/// A Russian payment code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GostCode {
    /// The character set that the code declares.
    pub character_set: GostCharacterSet,
    /// `Name`: the payee's name as stated, 1 to 160 characters.
    pub name: String,
    /// `PersonalAcc`: the payee's account, 20 digits.
    pub account: String,
    /// `BankName`: the payee's bank, 1 to 45 characters.
    pub bank_name: String,
    /// `BIC`: the payee's bank, 9 digits.
    pub bic: String,
    /// `CorrespAcc`: the bank's own account, 20 digits, or `0` where it has none.
    pub correspondent_account: String,
    /// `Sum`: the amount in kopecks; where absent or zero the payer is asked.
    pub amount: Option<StatedAmount>,
    /// `Purpose`: the purpose, up to 210 characters.
    pub purpose: Option<String>,
    /// `PayeeINN`: the payee's tax number, 10 or 12 digits.
    pub payee_tax_id: Option<String>,
    /// All other keys with their values, in the order of the code.
    pub others: Vec<(String, String)>,
}

/// The character set in which a code's bytes are written (see [`crate::text_of`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GostCharacterSet {
    /// `1`.
    Windows1251,
    /// `2`.
    Utf8,
    /// `3`.
    Koi8R,
}

const CHARACTER_SETS: [(char, GostCharacterSet); 3] = [
    ('1', GostCharacterSet::Windows1251),
    ('2', GostCharacterSet::Utf8),
    ('3', GostCharacterSet::Koi8R),
];

/// The keys that the struct has fields for.
const KEYS: [&str; 8] =
    ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc", "Sum", "Purpose", "PayeeINN"];

impl Family for GostCode {
    const WORD: &'static str = "st00012";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let rest = text.strip_prefix(MAGIC)?;
        let (_, set) = CHARACTER_SETS.into_iter().find(|(digit, _)| rest.starts_with(*digit))?;
        Some(Self::read(set, &rest[1..]))
    }

    fn fields(&self) -> Fields {
        let others =
            self.others.iter().map(|(key, value)| (key.clone(), Value::Text(value.clone())));
        let others = Value::Record(others.collect());
        let fields = Fields::default()
            .text("scheme", "GOST R 56042-2014")
            .text("payee_name", &self.name)
            .text("payee_account", &self.account)
            .text("payee_bic", &self.bic)
            .text("bank_name", &self.bank_name)
            .text("correspondent_account", &self.correspondent_account);
        sum::tell(fields, self.amount.as_ref())
            .text("currency", "RUB")
            .maybe("payer_name", self.payer_name())
            .maybe("message", self.purpose.as_ref())
            .maybe("payee_tax_id", self.payee_tax_id.as_ref())
            .value("other_fields", (!self.others.is_empty()).then_some(others))
    }
}

/// The pairs of a code, in their order.
struct Pairs<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Pairs<'a> {
    /// Reads the pairs; one separator may stand behind the last.
    fn read(text: &'a str, separator: char, mut offset: usize) -> Result<Self, CodeError> {
        let text = text.strip_suffix(separator).unwrap_or(text);
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for element in text.split(separator) {
            let broken = |rule, offset| CodeError::new(rule, Place::at(offset));
            let pair = element.split_once('=').filter(|(key, _)| !key.is_empty());
            let (key, value) = pair.ok_or(broken(rule::SYNTAX_WRONG, offset))?;
            if pairs.iter().any(|(earlier, _)| *earlier == key) {
                return Err(broken(rule::FIELD_TWICE, offset));
            }
            offset += element.chars().count() + 1;
            pairs.push((key, value));
        }
        Ok(Self(pairs))
    }

    fn get(&self, key: &str) -> &'a str {
        self.0.iter().find(|(known, _)| *known == key).map_or("", |(_, value)| value)
    }

    fn required(&self, key: &'static str, count_max: usize) -> Result<String, CodeError> {
        field::required(self.get(key), count_max, Place::field(key))
    }

    fn digits(&self, key: &'static str, counts: &[usize]) -> Result<String, CodeError> {
        let text = self.required(key, usize::MAX)?;
        let is_formed = |text: &str| counts.iter().any(|count| field::is_digits(text, *count));
        field::formed(&text, is_formed, Place::field(key))
    }

    fn correspondent_account(&self) -> Result<String, CodeError> {
        let key = "CorrespAcc";
        if self.get(key) == "0" { Ok("0".to_owned()) } else { self.digits(key, &[20]) }
    }

    fn amount(&self) -> Result<Option<StatedAmount>, CodeError> {
        const PLACE: Place = Place::field("Sum");
        let text = self.get("Sum");
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() > SUM_DIGITS_MAX {
            return Err(CodeError::new(rule::AMOUNT_TOO_LARGE, PLACE));
        }
        sum::minor(text, sum::currency("RUB", PLACE)?, PLACE).map(Some)
    }
}

impl GostCode {
    /// Reads what follows the character set.
    fn read(character_set: GostCharacterSet, text: &str) -> Result<Self, CodeError> {
        let start = MAGIC.len() + 1;
        let broken = CodeError::new(rule::SYNTAX_WRONG, Place::at(start));
        let mut rest = text.chars();
        // A letter would be that of a key: the separator is missing.
        let separator = rest.next().filter(|c| !c.is_alphanumeric() && *c != '=').ok_or(broken)?;
        let pairs = Pairs::read(rest.as_str(), separator, start + 1)?;
        let others = pairs.0.iter().filter(|(key, _)| !KEYS.contains(key));
        let others = others.map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let tax_id = pairs.get("PayeeINN");
        let account = pairs.digits("PersonalAcc", &[20])?;
        Ok(Self {
            character_set,
            name: pairs.required("Name", 160)?,
            account,
            bank_name: pairs.required("BankName", 45)?,
            bic: pairs.digits("BIC", &[9])?,
            correspondent_account: pairs.correspondent_account()?,
            amount: pairs.amount()?,
            purpose: field::optional(pairs.get("Purpose"), 210, Place::field("Purpose"))?,
            payee_tax_id: match tax_id {
                "" => None,
                _ => Some(pairs.digits("PayeeINN", &[10, 12])?),
            },
            others,
        })
    }

    /// Returns the payer's name where the code states it: family name, given name, patronymic.
    pub fn payer_name(&self) -> Option<String> {
        let part = |key: &str| {
            let found = self.others.iter().find(|(known, _)| known == key);
            found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
        };
        let parts = ["LastName", "FirstName", "MiddleName"].into_iter().filter_map(part);
        Some(parts.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
    }

    /// Writes the code, with a separator that stands in none of its values.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        let values = [
            Some(self.name.as_str()),
            Some(&self.account),
            Some(&self.bank_name),
            Some(&self.bic),
            Some(&self.correspondent_account),
            self.amount.as_ref().map(|stated| stated.text.as_str()),
            self.purpose.as_deref(),
            self.payee_tax_id.as_deref(),
        ];
        let stated = KEYS.into_iter().zip(values);
        let stated = stated.filter_map(|(key, value)| Some((key, value?)));
        let others = self.others.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let pairs: Vec<String> =
            stated.chain(others).map(|(key, value)| format!("{key}={value}")).collect();
        let is_free = |separator: &char| !pairs.iter().any(|pair| pair.contains(*separator));
        let not_writable = CodeError::new(rule::NOT_WRITABLE, Place::at(0));
        let separator = SEPARATORS.into_iter().find(is_free).ok_or(not_writable)?.to_string();
        let sets = CHARACTER_SETS.into_iter().find(|(_, set)| *set == self.character_set);
        let digit = sets.map_or('2', |(digit, _)| digit);
        let text = format!("{MAGIC}{digit}{separator}{}", pairs.join(&separator));
        let read = |text: &str| Self::recognise(text).unwrap_or(Err(not_writable));
        field::read_back(self, text, read)
    }
}

#[cfg(test)]
mod tests;
