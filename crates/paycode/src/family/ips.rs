//! IPS codes of the National Bank of Serbia: tags and values between bars. Bills, tills and shops
//! show them to payers; a payer's own code (`PK`) asks the till to debit.

mod account;

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::{field, sum};

/// What a name or address holds at most, in lines.
const NAME_LINES_MAX: usize = 3;
/// The currency's letters, digits, a comma and two decimals.
const AMOUNT_CHARACTERS_MAX: usize = 20;
const WHOLE_DIGITS_MAX: usize = 13;

/// A Serbian instant-payment code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpsCode {
    /// `K`: who shows the code where.
    pub kind: IpsKind,
    /// `R`: the payee's account, 18 digits, checked.
    pub account: String,
    /// `N`: the payee's name and address, 1 to 70 characters in up to three lines.
    pub name: Option<String>,
    /// `I`: the amount in dinars, with a decimal comma. Zero asks the payer.
    pub amount: Option<StatedAmount>,
    /// `O`: the payer's account, 18 digits.
    pub payer_account: Option<String>,
    /// `P`: the payer's name and address, up to 70 characters in up to three lines.
    pub payer: Option<String>,
    /// `SF`: the purpose's code, three digits.
    pub purpose_code: Option<String>,
    /// `S`: the purpose, up to 35 characters.
    pub message: Option<String>,
    /// `M`: the merchant's category, four digits.
    pub merchant_category: Option<String>,
    /// `JS`: the payer's one-time code, five digits.
    pub one_time_code: Option<String>,
    /// `RO`: the reference, its model's two digits first.
    pub reference: Option<String>,
    /// `RL`: the payee's own text, up to 140 characters.
    pub payee_text: Option<String>,
    /// `RP`: the payee's number for the transaction, 19 digits.
    pub transaction: Option<String>,
}

/// Who shows a code where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpsKind {
    /// `PR`: on a bill.
    Bill,
    /// `PT`: the merchant at a till.
    Merchant,
    /// `PK`: the payer at a till.
    Payer,
    /// `EK`: an online shop.
    Shop,
}

const KINDS: [(&str, IpsKind); 4] = [
    ("PR", IpsKind::Bill),
    ("PT", IpsKind::Merchant),
    ("PK", IpsKind::Payer),
    ("EK", IpsKind::Shop),
];

/// The tags in the order in which they are written.
const TAGS: [&str; 15] =
    ["K", "V", "C", "R", "O", "N", "I", "P", "SF", "S", "M", "JS", "RO", "RL", "RP"];

impl Family for IpsCode {
    const WORD: &'static str = "ips-rs";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let kind = text.strip_prefix("K:")?.get(..3)?.strip_suffix('|')?;
        let (_, kind) = KINDS.iter().find(|(known, _)| *known == kind)?;
        Some(Self::read(*kind, text))
    }

    fn fields(&self) -> Fields {
        let fields = Fields::default()
            .text("scheme", "NBS IPS QR")
            .text("kind", self.kind.word())
            .maybe("payee_name", self.name.as_ref())
            .text("payee_account", &self.account);
        sum::tell(fields, self.amount.as_ref())
            .maybe("currency", self.amount.as_ref().map(|_| "RSD"))
            .maybe("payer", self.payer.as_ref())
            .maybe("payer_account", self.payer_account.as_ref())
            .maybe("purpose_code", self.purpose_code.as_ref())
            .maybe("message", self.message.as_ref())
            .maybe("mcc", self.merchant_category.as_ref())
            .maybe("reference", self.reference.as_ref())
            .maybe("payee_text", self.payee_text.as_ref())
            .maybe("transaction", self.transaction.as_ref())
    }
}

impl IpsKind {
    fn word(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// The values of a code by their tags.
struct Tags<'a>(Vec<(&'static str, &'a str)>);

impl<'a> Tags<'a> {
    fn read(text: &'a str) -> Result<Self, CodeError> {
        let mut tags: Vec<(&'static str, &str)> = Vec::new();
        let mut offset = 0;
        for element in text.split('|') {
            let broken = CodeError::new(rule::SYNTAX_WRONG, Place::at(offset));
            offset += element.chars().count() + 1;
            // Neither an empty tag nor a bar at the end is allowed.
            let (tag, value) = element.split_once(':').ok_or(broken)?;
            let known = TAGS.into_iter().find(|known| *known == tag);
            let tag = known.ok_or(broken)?;
            if value.is_empty() {
                return Err(CodeError::new(rule::FIELD_MISSING, Place::field(tag)));
            }
            if tags.iter().any(|(earlier, _)| *earlier == tag) {
                return Err(CodeError::new(rule::FIELD_TWICE, Place::field(tag)));
            }
            tags.push((tag, value));
        }
        Ok(Self(tags))
    }

    /// Returns a value, empty where its tag is not there.
    fn get(&self, tag: &str) -> &'a str {
        self.0.iter().find(|(known, _)| *known == tag).map_or("", |(_, value)| value)
    }

    fn text(&self, tag: &'static str, count_max: usize) -> Result<Option<String>, CodeError> {
        field::optional(self.get(tag), count_max, Place::field(tag))
    }

    fn digits(&self, tag: &'static str, count: usize) -> Result<Option<String>, CodeError> {
        let is_formed = |text: &str| field::is_digits(text, count);
        field::optional_formed(self.get(tag), is_formed, Place::field(tag))
    }

    /// Returns a name and address.
    fn person(&self, tag: &'static str) -> Result<Option<String>, CodeError> {
        if self.get(tag).split('\n').count() > NAME_LINES_MAX {
            return Err(field::malformed(Place::field(tag)));
        }
        self.text(tag, 70)
    }

    fn account(&self, tag: &'static str) -> Result<Option<String>, CodeError> {
        let text = self.get(tag);
        let place = Place::field(tag);
        if !text.is_empty() && !field::is_digits(text, account::DIGITS) {
            return Err(CodeError::new(rule::ACCOUNT_MALFORMED, place));
        }
        if !text.is_empty() && !account::is_checked(text) {
            return Err(CodeError::new(rule::ACCOUNT_CHECK_WRONG, place));
        }
        self.text(tag, account::DIGITS)
    }

    fn amount(&self) -> Result<Option<StatedAmount>, CodeError> {
        const PLACE: Place = Place::field("I");
        let text = self.get("I");
        if text.is_empty() {
            return Ok(None);
        }
        let broken = |rule| CodeError::new(rule, PLACE);
        let digits = text.strip_prefix("RSD").ok_or(broken(rule::CURRENCY_WRONG))?;
        // The comma must be there, decimals need not.
        let (whole, decimals) = digits.split_once(',').ok_or(broken(rule::AMOUNT_MALFORMED))?;
        if decimals.contains('.') || text.len() > AMOUNT_CHARACTERS_MAX {
            return Err(broken(rule::AMOUNT_MALFORMED));
        }
        let point = if decimals.is_empty() { whole } else { &format!("{whole}.{decimals}") };
        let dinar = sum::currency("RSD", PLACE)?;
        let stated = sum::decimal(point, WHOLE_DIGITS_MAX, dinar, PLACE)?;
        Ok(Some(StatedAmount { text: digits.to_owned(), ..stated }))
    }

    fn purpose_code(&self) -> Result<Option<String>, CodeError> {
        let is_formed = |text: &str| field::is_digits(text, 3) && text.starts_with(['1', '2']);
        field::optional_formed(self.get("SF"), is_formed, Place::field("SF"))
    }

    fn reference(&self) -> Result<Option<String>, CodeError> {
        let reference = self.text("RO", 35)?;
        match reference.as_deref() {
            Some(text) if !text.get(..2).is_some_and(field::is_all_digits) => {
                Err(field::malformed(Place::field("RO")))
            }
            Some(text) if !account::is_reference_checked(text) => {
                Err(CodeError::new(rule::REFERENCE_CHECK_WRONG, Place::field("RO")))
            }
            _ => Ok(reference),
        }
    }
}

impl IpsCode {
    fn read(kind: IpsKind, text: &str) -> Result<Self, CodeError> {
        let tags = Tags::read(text)?;
        let missing = |tag| CodeError::new(rule::FIELD_MISSING, Place::field(tag));
        if tags.get("V") != "01" {
            return Err(CodeError::new(rule::VERSION_UNSUPPORTED, Place::field("V")));
        }
        if tags.get("C") != "1" {
            return Err(CodeError::new(rule::ENCODING_UNSUPPORTED, Place::field("C")));
        }
        let code = Self {
            kind,
            account: tags.account("R")?.ok_or(missing("R"))?,
            name: tags.person("N")?,
            amount: tags.amount()?,
            payer_account: tags.account("O")?,
            payer: tags.person("P")?,
            purpose_code: tags.purpose_code()?,
            message: tags.text("S", 35)?,
            merchant_category: tags.digits("M", 4)?,
            one_time_code: tags.digits("JS", 5)?,
            reference: tags.reference()?,
            payee_text: tags.text("RL", 140)?,
            transaction: tags.digits("RP", 19)?,
        };
        // What a payer shows leaves name and amount to the till.
        if kind != IpsKind::Payer && code.name.is_none() {
            return Err(missing("N"));
        }
        if kind != IpsKind::Payer && code.amount.is_none() {
            return Err(missing("I"));
        }
        Ok(code)
    }

    /// Writes the code.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        let amount = self.amount.as_ref().map(|stated| format!("RSD{}", stated.text));
        let values = [
            Some(self.kind.word()),
            Some("01"),
            Some("1"),
            Some(&self.account),
            self.payer_account.as_deref(),
            self.name.as_deref(),
            amount.as_deref(),
            self.payer.as_deref(),
            self.purpose_code.as_deref(),
            self.message.as_deref(),
            self.merchant_category.as_deref(),
            self.one_time_code.as_deref(),
            self.reference.as_deref(),
            self.payee_text.as_deref(),
            self.transaction.as_deref(),
        ];
        let stated = TAGS.into_iter().zip(values);
        let elements = stated.filter_map(|(tag, value)| Some(format!("{tag}:{}", value?)));
        let text = elements.collect::<Vec<_>>().join("|");
        field::read_back(self, text, |text| Self::read(self.kind, text))
    }
}

#[cfg(test)]
mod tests;
