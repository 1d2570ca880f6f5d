//! Why a text is not the payment code that it claims to be: the rule and the place.

use std::fmt;

/// A payment code that breaks a rule of its family. It quotes nothing of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{rule} ({place})")]
pub struct CodeError {
    rule: Rule,
    place: Place,
}

impl CodeError {
    pub(crate) const fn new(rule: Rule, place: Place) -> Self {
        Self { rule, place }
    }

    /// Returns the stable word for the broken rule, such as `crc_wrong`.
    pub const fn code(&self) -> &'static str {
        self.rule.code()
    }

    /// Returns the broken rule.
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// Returns where the rule is broken.
    pub const fn place(&self) -> Place {
        self.place
    }
}

/// A place in a code of data objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Characters before it, counted from the first that is not white space.
    pub offset: usize,
    /// The root ID of the data object.
    pub id: Option<u8>,
    /// The ID inside the template.
    pub sub_id: Option<u8>,
}

impl Place {
    pub(crate) const fn at(offset: usize) -> Self {
        Self { offset, id: None, sub_id: None }
    }

    pub(crate) const fn of(offset: usize, id: u8) -> Self {
        Self { offset, id: Some(id), sub_id: None }
    }

    pub(crate) const fn inside(self, sub_id: u8) -> Self {
        Self { sub_id: Some(sub_id), ..self }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { offset, id, sub_id } = self;
        match (id, sub_id) {
            (Some(id), Some(sub_id)) => write!(f, "ID {id:02}-{sub_id:02}, character {offset}"),
            (Some(id), None) => write!(f, "ID {id:02}, character {offset}"),
            _ => write!(f, "character {offset}"),
        }
    }
}

/// Defines the rules once: variant, stable word, sentence.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident $code:literal $sentence:literal)+) => {
        /// A rule that a code can break.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Rule {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the stable word for the rule.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl fmt::Display for Rule {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $sentence,)+ })
            }
        }
    };
}

rules! {
    /// Above the cap.
    TooLong "too_long" "a payment code is at most 4096 bytes long"
    /// An ID or length that is not two digits.
    ObjectMalformed "object_malformed" "a data object begins with a two-digit ID and length"
    /// A length beyond the end.
    ObjectOverrun "object_overrun" "a data object ends before the text does"
    /// A root ID twice.
    IdTwice "id_twice" "each ID stands at most once"
    /// ID 00 is not first, or is not `01`.
    FormatIndicatorWrong "format_indicator_wrong" "a code begins with format indicator 01"
    /// No ID 63.
    CrcMissing "crc_missing" "a code ends with its check value, ID 63"
    /// ID 63 is not last.
    CrcNotLast "crc_not_last" "nothing follows the check value"
    /// ID 63 is not four hexadecimal digits.
    CrcMalformed "crc_malformed" "the check value is four hexadecimal digits"
    /// Computed and found differ.
    CrcWrong "crc_wrong" "the check value does not fit the text"
    /// No ID in 02–51.
    AccountMissing "account_missing" "a code names at least one account, IDs 02 to 51"
    /// ID 53 is not three digits.
    CurrencyMalformed "currency_malformed" "a currency is three digits"
    /// ID 54 breaks the syntax.
    AmountMalformed "amount_malformed"
        "an amount is at most 13 characters: digits with at most one decimal point"
    /// ID 54 or 56 has more decimals than the currency.
    AmountDecimals "amount_decimals" "an amount has no more decimals than its currency"
    /// ID 54 or 56 is beyond what any wallet holds.
    AmountTooLarge "amount_too_large" "the amount is too large"
    /// ID 55 announces a fee that 56 or 57 does not state.
    FeeMissing "fee_missing" "the fee that the tip indicator announces is stated"
    /// ID 56 or 57 breaks the syntax.
    FeeMalformed "fee_malformed" "a fee is an amount above zero, or 00.01 to 99.99 per cent"
    /// Two templates of Tongbao.
    TemplateTwice "template_twice" "a code holds one Tongbao template"
    /// The Tongbao template, or an object that it relies on, is no list of data objects.
    TemplateMalformed "template_malformed" "a template is a list of data objects, each ID once"
    /// The operator is missing or malformed.
    OperatorMalformed "operator_malformed" "an operator is 1 to 30 of a-z, 0-9, point and hyphen"
    /// The payee is missing or malformed.
    PayeeMalformed "payee_malformed" "a payee is L, O or R and an identifier of 26 characters"
    /// The expiry is malformed, or stands in a code that is no order.
    ExpiryMalformed "expiry_malformed" "an expiry is Unix seconds, in the code of an order"
    /// The currency is missing or not in ISO 4217.
    CurrencyUnknown "currency_unknown" "the currency is one of ISO 4217"
    /// The amount is zero.
    AmountZero "amount_zero" "a stated amount is above zero"
    /// An order without amount.
    OrderAmountMissing "order_amount_missing" "the code of an order states the amount"
    /// A tip or fee in a Tongbao code.
    TipUnsupported "tip_unsupported" "a Tongbao code holds no tip and no fee"
    /// The country is missing or malformed.
    CountryMalformed "country_malformed" "a country is two upper-case letters"
    /// The name is missing, too long or unprintable.
    NameMalformed "name_malformed" "a payee's name is 1 to 25 printable characters"
    /// The city is missing, too long or unprintable.
    CityMalformed "city_malformed" "a payee's city is 1 to 15 printable characters"
    /// The note is empty, too long or unprintable.
    NoteMalformed "note_malformed" "a note is 1 to 64 printable characters"
}
