//! The rules that a code can break, each a stable word and a sentence. What only one family knows
//! stands with the family; what several share stands here.

use std::fmt;

/// A rule that a code can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    code: &'static str,
    sentence: &'static str,
}

impl Rule {
    pub(crate) const fn new(code: &'static str, sentence: &'static str) -> Self {
        Self { code, sentence }
    }

    /// Returns the stable word for the rule, such as `crc_wrong`.
    pub const fn code(self) -> &'static str {
        self.code
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence)
    }
}

/// Defines rules once: constant, stable word, sentence; and `ALL` of them.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal $sentence:literal)+) => {
        $($(#[doc = $doc])+ pub(crate) const $name: $crate::error::Rule =
            $crate::error::Rule::new($code, $sentence);)+
        /// Every rule defined here.
        #[cfg(test)]
        pub(crate) const ALL: &[$crate::error::Rule] = &[$($name),+];
    };
}
pub(crate) use rules;

rules! {
    /// Above the cap.
    TOO_LONG "too_long" "a payment code is at most 4096 bytes long"
    /// An ID or length that is not two digits.
    OBJECT_MALFORMED "object_malformed" "a data object begins with a two-digit ID and length"
    /// A length beyond the end.
    OBJECT_OVERRUN "object_overrun" "a data object ends before the text does"
    /// A root ID twice.
    ID_TWICE "id_twice" "each ID stands at most once"
    /// ID 00 is not first, or is not `01`.
    FORMAT_INDICATOR_WRONG "format_indicator_wrong" "a code begins with format indicator 01"
    /// No ID 63.
    CRC_MISSING "crc_missing" "a code ends with its check value, ID 63"
    /// ID 63 is not last.
    CRC_NOT_LAST "crc_not_last" "nothing follows the check value"
    /// ID 63 is not four hexadecimal digits.
    CRC_MALFORMED "crc_malformed" "the check value is four hexadecimal digits"
    /// Computed and found differ.
    CRC_WRONG "crc_wrong" "the check value does not fit the text"
    /// No ID in 02–51.
    ACCOUNT_MISSING "account_missing" "a code names at least one account, IDs 02 to 51"
    /// ID 53 is not three digits.
    CURRENCY_MALFORMED "currency_malformed" "a currency is three digits"
    /// ID 54 breaks the syntax.
    AMOUNT_MALFORMED "amount_malformed"
        "an amount is at most 13 characters: digits with at most one decimal point"
    /// ID 54 or 56 has more decimals than the currency.
    AMOUNT_DECIMALS "amount_decimals" "an amount has no more decimals than its currency"
    /// ID 54 or 56 is beyond what any wallet holds.
    AMOUNT_TOO_LARGE "amount_too_large" "the amount is too large"
    /// ID 55 announces a fee that 56 or 57 does not state.
    FEE_MISSING "fee_missing" "the fee that the tip indicator announces is stated"
    /// ID 56 or 57 breaks the syntax.
    FEE_MALFORMED "fee_malformed" "a fee is an amount above zero, or 00.01 to 99.99 per cent"
    /// Two templates of Tongbao.
    TEMPLATE_TWICE "template_twice" "a code holds one Tongbao template"
    /// The Tongbao template, or an object that it relies on, is no list of data objects.
    TEMPLATE_MALFORMED "template_malformed" "a template is a list of data objects, each ID once"
    /// The operator is missing or malformed.
    OPERATOR_MALFORMED "operator_malformed" "an operator is 1 to 30 of a-z, 0-9, point and hyphen"
    /// The payee is missing or malformed.
    PAYEE_MALFORMED "payee_malformed" "a payee is L, O or R and an identifier of 26 characters"
    /// The expiry is malformed, or stands in a code that is no order.
    EXPIRY_MALFORMED "expiry_malformed" "an expiry is Unix seconds, in the code of an order"
    /// The currency is missing or not in ISO 4217.
    CURRENCY_UNKNOWN "currency_unknown" "the currency is one of ISO 4217"
    /// The amount is zero.
    AMOUNT_ZERO "amount_zero" "a stated amount is above zero"
    /// An order without amount.
    ORDER_AMOUNT_MISSING "order_amount_missing" "the code of an order states the amount"
    /// A tip or fee in a Tongbao code.
    TIP_UNSUPPORTED "tip_unsupported" "a Tongbao code holds no tip and no fee"
    /// The country is missing or malformed.
    COUNTRY_MALFORMED "country_malformed" "a country is two upper-case letters"
    /// The name is missing, too long or unprintable.
    NAME_MALFORMED "name_malformed" "a payee's name is 1 to 25 printable characters"
    /// The city is missing, too long or unprintable.
    CITY_MALFORMED "city_malformed" "a payee's city is 1 to 15 printable characters"
    /// The note is empty, too long or unprintable.
    NOTE_MALFORMED "note_malformed" "a note is 1 to 64 printable characters"
    /// The page is no address of this very label.
    PAGE_MALFORMED "page_malformed" "a label's page is https://HOST/l/ and the label's identifier"

    /// The first line or word is not the one of the family.
    HEADER_WRONG "header_wrong" "a code of this family begins with its own word"
    /// A version that the family does not have.
    VERSION_UNSUPPORTED "version_unsupported" "the version is one that the standard has"
    /// A character set that the family does not have, or bytes that are not of it.
    ENCODING_UNSUPPORTED "encoding_unsupported" "the text is of a character set of the standard"
    /// More or fewer lines than the family has.
    LINE_COUNT_WRONG "line_count_wrong" "a code has as many lines as the standard says"
    /// Something between or around fields is not as the family writes it.
    SYNTAX_WRONG "syntax_wrong" "fields are written and separated as the standard says"
    /// A field that must be there is not.
    FIELD_MISSING "field_missing" "a required field is there"
    /// A field's value is not of its form.
    FIELD_MALFORMED "field_malformed" "a field's value has the form of the standard"
    /// A field's value is longer than allowed.
    FIELD_TOO_LONG "field_too_long" "a field's value is no longer than the standard allows"
    /// A field stands twice.
    FIELD_TWICE "field_twice" "each field stands at most once"
    /// Two fields that exclude each other are both there.
    FIELDS_EXCLUSIVE "fields_exclusive" "of fields that exclude each other one is there"
    /// The check value over the whole code is wrong.
    CHECKSUM_WRONG "checksum_wrong" "the check value fits the code"
    /// The account is not of the form of an account.
    ACCOUNT_MALFORMED "account_malformed" "an account has the form of its country or network"
    /// The account's check digits are wrong.
    ACCOUNT_CHECK_WRONG "account_check_wrong" "the account's check digits fit it"
    /// The reference's check digits are wrong.
    REFERENCE_CHECK_WRONG "reference_check_wrong" "the reference's check digits fit it"
    /// A code that is longer than its standard allows.
    CODE_TOO_LONG "code_too_long" "the code is no longer than the standard allows"
    /// A code that would not be read back as it is.
    NOT_WRITABLE "not_writable" "each part can be written so that it is read back as it is"
    /// A currency that the family does not allow.
    CURRENCY_WRONG "currency_wrong" "the currency is one that the standard allows"
}
