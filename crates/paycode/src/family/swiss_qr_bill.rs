//! The Swiss QR-bill, versions 02xx of the implementation guidelines: 31 to 34 lines with the
//! creditor, the debtor where known, and a reference whose kind the account decides.

mod address;
mod reference;
mod write;

pub use address::{SwissAddress, SwissPlace};
pub use reference::SwissReference;

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::{Fields, Value};
use crate::error::{CodeError, Place, rule};
use crate::part::line::{self, Lines};
use crate::part::{field, sum};
use money::Currency;

/// What a code holds at most, in characters.
const CHARACTERS_MAX: usize = 997;
/// Message and bill information together.
const INFORMATION_CHARACTERS_MAX: usize = 140;
const SCHEME_CHARACTERS_MAX: usize = 100;
const LINE_COUNTS: std::ops::RangeInclusive<usize> = 31..=34;
/// A person or company takes seven lines.
const CREDITOR_LINE: usize = 5;
const ULTIMATE_CREDITOR_LINE: usize = 12;
const DEBTOR_LINE: usize = 21;

/// What readers are told of an address in two free lines.
const COMBINED_ADDRESS_NOTE: &str = "combined (K) address: no longer to be issued after November \
     2025; reader still understands it";

/// A Swiss QR-bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwissQrBill {
    /// How the code ends its lines.
    pub line_ending: LineEnding,
    /// The creditor's IBAN of Switzerland or Liechtenstein, checked.
    pub account: String,
    /// The creditor as stated.
    pub creditor: SwissAddress,
    /// The amount; where absent the payer is asked. Zero announces that nothing is to be paid.
    pub amount: Option<StatedAmount>,
    /// Swiss francs or euro.
    pub currency: Currency,
    /// The debtor as stated.
    pub debtor: Option<SwissAddress>,
    /// The reference that is sent to the creditor.
    pub reference: SwissReference,
    /// A message to the creditor.
    pub message: Option<String>,
    /// The creditor's information for the debtor's books; with the message up to 140 characters.
    pub bill_information: Option<String>,
    /// Parameters of up to two other schemes, up to 100 characters each.
    pub alternative_schemes: Vec<String>,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnding {
    /// A line feed.
    Lf,
    /// A carriage return and a line feed.
    CrLf,
    /// A carriage return, which the standard does not have.
    Cr,
}

impl LineEnding {
    fn of(text: &str) -> Self {
        if text.contains("\r\n") {
            Self::CrLf
        } else if text.contains('\n') {
            Self::Lf
        } else {
            Self::Cr
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::CrLf => "CRLF",
            Self::Cr => "CR",
        }
    }
}

impl Family for SwissQrBill {
    const WORD: &'static str = "swiss-spc";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        line::begins_with(text, "SPC").then(|| Self::read(text))
    }

    fn fields(&self) -> Fields {
        let has_combined = self.creditor.is_combined()
            || self.debtor.as_ref().is_some_and(SwissAddress::is_combined);
        let fields = Fields::default()
            .text("scheme", "Swiss QR-bill")
            .text("payee_account", &self.account)
            .text("payee_name", &self.creditor.name)
            .maybe("payee_street", self.creditor.street())
            .text("payee_city", self.creditor.town())
            .text("country", &self.creditor.country);
        sum::tell(fields, self.amount.as_ref())
            .text("currency", self.currency.code())
            .maybe("payer_name", self.debtor.as_ref().map(|debtor| debtor.name.as_str()))
            .text("reference_type", self.reference.kind())
            .maybe("reference", self.reference.text())
            .maybe("message", self.message.as_ref())
            .maybe("bill_information", self.bill_information.as_ref())
            .list("alternative_schemes", self.alternative_schemes.clone())
            .text("line_ending", self.line_ending.word())
            .value("is_qr_iban", Some(Value::Flag(is_qr_iban(&self.account))))
            .value("is_notification", self.is_notification().then_some(Value::Flag(true)))
            .maybe("note_address", has_combined.then_some(COMBINED_ADDRESS_NOTE))
    }
}

impl SwissQrBill {
    fn read(text: &str) -> Result<Self, CodeError> {
        let lines = Lines::split(text);
        let broken = |rule, number| CodeError::new(rule, Place::line(number));
        let version = lines.get(2);
        if !field::is_digits(version, 4) || !version.starts_with("02") {
            return Err(broken(rule::VERSION_UNSUPPORTED, 2));
        }
        lines.check_word(3, &["1"], rule::ENCODING_UNSUPPORTED)?;
        field::check_length(text.chars().count(), CHARACTERS_MAX)?;
        if !LINE_COUNTS.contains(&lines.count()) {
            return Err(broken(rule::LINE_COUNT_WRONG, lines.count()));
        }
        lines.check_word(31, &["EPD"], rule::SYNTAX_WRONG)?;
        let account = Self::account(&lines)?;
        let creditor = SwissAddress::read(&lines, CREDITOR_LINE)?
            .ok_or(broken(rule::FIELD_MISSING, CREDITOR_LINE))?;
        // Reserved for later: whoever is paid in the end is not named yet.
        for number in ULTIMATE_CREDITOR_LINE..ULTIMATE_CREDITOR_LINE + 7 {
            lines.check_word(number, &[""], rule::FIELD_MALFORMED)?;
        }
        lines.check_word(20, &["CHF", "EUR"], rule::CURRENCY_WRONG)?;
        let currency = sum::currency(lines.get(20), Place::line(20))?;
        let reference = SwissReference::read(&lines, is_qr_iban(&account))?;
        let (message, bill_information) = Self::information(&lines)?;
        let schemes = [33, 34].map(|number| lines.optional(number, SCHEME_CHARACTERS_MAX));
        let alternative_schemes: Result<Vec<_>, _> =
            schemes.into_iter().filter_map(Result::transpose).collect();
        Ok(Self {
            line_ending: LineEnding::of(text),
            account,
            creditor,
            amount: Self::amount(&lines, currency)?,
            currency,
            debtor: SwissAddress::read(&lines, DEBTOR_LINE)?,
            reference,
            message,
            bill_information,
            alternative_schemes: alternative_schemes?,
        })
    }

    fn account(lines: &Lines<'_>) -> Result<String, CodeError> {
        const PLACE: Place = Place::line(4);
        let account = field::account(lines.get(4), PLACE)?;
        if account.len() != 21 || !(account.starts_with("CH") || account.starts_with("LI")) {
            return Err(CodeError::new(rule::ACCOUNT_MALFORMED, PLACE));
        }
        Ok(account)
    }

    fn amount(lines: &Lines<'_>, currency: Currency) -> Result<Option<StatedAmount>, CodeError> {
        const PLACE: Place = Place::line(19);
        let text = lines.get(19);
        if text.is_empty() {
            return Ok(None);
        }
        if text.split_once('.').is_none_or(|(_, decimals)| decimals.len() != 2) {
            return Err(CodeError::new(rule::AMOUNT_MALFORMED, PLACE));
        }
        sum::decimal(text, 9, currency, PLACE).map(Some)
    }

    fn information(lines: &Lines<'_>) -> Result<(Option<String>, Option<String>), CodeError> {
        let message = lines.optional(30, INFORMATION_CHARACTERS_MAX)?;
        let message_count = message.as_ref().map_or(0, |message| message.chars().count());
        let rest = INFORMATION_CHARACTERS_MAX - message_count;
        Ok((message, lines.optional(32, rest)?))
    }

    /// Returns whether the bill only tells the debtor something: nothing is to be paid.
    pub fn is_notification(&self) -> bool {
        self.amount.as_ref().is_some_and(StatedAmount::is_zero)
    }
}

/// Returns whether an account takes bills with a QR reference only: its institution, characters 5
/// to 9, is 30000 to 31999.
fn is_qr_iban(account: &str) -> bool {
    account.get(4..6).is_some_and(|institution| matches!(institution, "30" | "31"))
}

#[cfg(test)]
mod tests;
