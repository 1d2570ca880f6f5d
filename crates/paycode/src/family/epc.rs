//! SEPA credit transfers as the European Payments Council lays them out (EPC069-12, the
//! "GiroCode"): up to twelve lines. Its request-to-pay and instant codes are other formats.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::line::{self, Lines};
use crate::part::{field, sum};

/// What a code holds at most, in bytes: QR version 13 with error correction M.
const BYTES_MAX: usize = 331;
/// Amounts are below a thousand million.
const WHOLE_DIGITS_MAX: usize = 9;
const LINE_COUNTS: std::ops::RangeInclusive<usize> = 7..=12;

/// A SEPA credit transfer, to be filled in and sent by the payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpcTransfer {
    /// The version of the guideline.
    pub version: EpcVersion,
    /// The character set that the code declares.
    pub character_set: EpcCharacterSet,
    /// The payee's bank.
    pub bic: Option<String>,
    /// The payee's name as stated, 1 to 70 characters.
    pub name: String,
    /// The payee's IBAN, checked.
    pub account: String,
    /// The amount in euro, above zero; where absent the payer is asked.
    pub amount: Option<StatedAmount>,
    /// The purpose's code, up to 4 characters.
    pub purpose: Option<String>,
    /// What is sent to the payee with the money: a reference or a text, never both.
    pub remittance: Option<EpcRemittance>,
    /// What is shown to the payer and not sent, up to 70 characters.
    pub information: Option<String>,
}

/// A version of the guideline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpcVersion {
    /// `001`: the bank is named.
    V001,
    /// `002`: the bank may be left out within the European Economic Area.
    V002,
}

/// The character set in which a code's bytes are written (see [`crate::text_of`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpcCharacterSet {
    /// `1`.
    Utf8,
    /// `2`: Western European.
    Iso8859Part1,
    /// `3`: Central European.
    Iso8859Part2,
    /// `4`: Baltic.
    Iso8859Part4,
    /// `5`: Cyrillic.
    Iso8859Part5,
    /// `6`: Greek.
    Iso8859Part7,
    /// `7`: Nordic.
    Iso8859Part10,
    /// `8`: Western European with the euro sign.
    Iso8859Part15,
}

/// What is sent to the payee with the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EpcRemittance {
    /// A structured reference, up to 35 characters; one that begins with `RF` is checked.
    Reference(String),
    /// A text of up to 140 characters.
    Text(String),
}

const VERSIONS: [(&str, EpcVersion); 2] = [("001", EpcVersion::V001), ("002", EpcVersion::V002)];

const CHARACTER_SETS: [(&str, EpcCharacterSet); 8] = [
    ("1", EpcCharacterSet::Utf8),
    ("2", EpcCharacterSet::Iso8859Part1),
    ("3", EpcCharacterSet::Iso8859Part2),
    ("4", EpcCharacterSet::Iso8859Part4),
    ("5", EpcCharacterSet::Iso8859Part5),
    ("6", EpcCharacterSet::Iso8859Part7),
    ("7", EpcCharacterSet::Iso8859Part10),
    ("8", EpcCharacterSet::Iso8859Part15),
];

fn word_of<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> &'static str {
    table.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}

fn value_of<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

impl Family for EpcTransfer {
    const WORD: &'static str = "epc-sct";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        line::begins_with(text, "BCD").then(|| Self::read(text))
    }

    fn fields(&self) -> Fields {
        let (reference, message) = match &self.remittance {
            Some(EpcRemittance::Reference(reference)) => (Some(reference), None),
            Some(EpcRemittance::Text(text)) => (None, Some(text)),
            None => (None, None),
        };
        let fields = Fields::default()
            .text("scheme", "EPC SCT QR")
            .text("version", word_of(&VERSIONS, &self.version))
            .text("payee_name", &self.name)
            .text("payee_account", &self.account)
            .maybe("payee_bic", self.bic.as_ref());
        sum::tell(fields, self.amount.as_ref())
            .maybe("currency", self.amount.as_ref().map(|_| "EUR"))
            .maybe("purpose", self.purpose.as_ref())
            .maybe("reference", reference)
            .maybe("message", message)
            .maybe("info", self.information.as_ref())
    }
}

impl EpcTransfer {
    fn read(text: &str) -> Result<Self, CodeError> {
        let lines = Lines::split(text);
        let broken = |rule, number| CodeError::new(rule, Place::line(number));
        let version =
            value_of(&VERSIONS, lines.get(2)).ok_or(broken(rule::VERSION_UNSUPPORTED, 2))?;
        let character_set =
            value_of(&CHARACTER_SETS, lines.get(3)).ok_or(broken(rule::ENCODING_UNSUPPORTED, 3))?;
        // All other sets have one byte a character.
        let is_utf_8 = character_set == EpcCharacterSet::Utf8;
        let byte_count = if is_utf_8 { text.len() } else { text.chars().count() };
        field::check_length(byte_count, BYTES_MAX)?;
        lines.check_word(4, &["SCT"], rule::FIELD_MALFORMED)?;
        if !LINE_COUNTS.contains(&lines.count()) {
            return Err(broken(rule::LINE_COUNT_WRONG, lines.count()));
        }
        let bic = lines.optional_formed(5, field::is_bic)?;
        if version == EpcVersion::V001 && bic.is_none() {
            return Err(broken(rule::FIELD_MISSING, 5));
        }
        Ok(Self {
            version,
            character_set,
            bic,
            name: lines.required(6, 70)?,
            account: field::account(lines.get(7), Place::line(7))?,
            amount: Self::amount(lines.get(8))?,
            purpose: lines.optional(9, 4)?,
            remittance: Self::remittance(&lines)?,
            information: lines.optional(12, 70)?,
        })
    }

    fn amount(text: &str) -> Result<Option<StatedAmount>, CodeError> {
        const PLACE: Place = Place::line(8);
        if text.is_empty() {
            return Ok(None);
        }
        let digits = text.strip_prefix("EUR").ok_or(CodeError::new(rule::CURRENCY_WRONG, PLACE))?;
        let stated = sum::decimal(digits, WHOLE_DIGITS_MAX, sum::currency("EUR", PLACE)?, PLACE)?;
        sum::above_zero(stated, PLACE).map(Some)
    }

    fn remittance(lines: &Lines<'_>) -> Result<Option<EpcRemittance>, CodeError> {
        match (lines.optional(10, 35)?, lines.optional(11, 140)?) {
            (Some(_), Some(_)) => Err(CodeError::new(rule::FIELDS_EXCLUSIVE, Place::line(11))),
            (Some(reference), None) => {
                field::check_creditor_reference(&reference, Place::line(10))?;
                Ok(Some(EpcRemittance::Reference(reference)))
            }
            (None, text) => Ok(text.map(EpcRemittance::Text)),
        }
    }

    /// Writes the code, its lines joined by LF and none behind the last that is filled.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        let amount = self.amount.as_ref().map(|stated| format!("EUR{}", stated.text));
        let (reference, message) = match &self.remittance {
            Some(EpcRemittance::Reference(reference)) => (reference.as_str(), ""),
            Some(EpcRemittance::Text(text)) => ("", text.as_str()),
            None => ("", ""),
        };
        let optional = |part: &'_ Option<String>| part.clone().unwrap_or_default();
        let lines = [
            "BCD",
            word_of(&VERSIONS, &self.version),
            word_of(&CHARACTER_SETS, &self.character_set),
            "SCT",
            &optional(&self.bic),
            &self.name,
            &self.account,
            &optional(&amount),
            &optional(&self.purpose),
            reference,
            message,
            &optional(&self.information),
        ];
        let text = lines.join("\n").trim_end_matches('\n').to_owned();
        field::read_back(self, text, Self::read)
    }
}

#[cfg(test)]
mod tests;
