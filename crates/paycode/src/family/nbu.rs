//! Codes of the National Bank of Ukraine: a web address whose path is lines in base64url, versions
//! 002 and 003. The address is never opened.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::encoding;
use crate::error::{CodeError, Place, rule};
use crate::part::line::Lines;
use crate::part::{field, sum};
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const ADDRESSES: [&str; 2] = ["https://qr.bank.gov.ua/", "https://bank.gov.ua/qr/"];
const CHARACTERS_MAX: usize = 507;
const WHOLE_DIGITS_MAX: usize = 9;
const IBAN_CHARACTERS: usize = 29;

/// Written without padding, read with and without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A Ukrainian transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NbuTransfer {
    /// The version of the format.
    pub version: NbuVersion,
    /// The character set inside.
    pub character_set: NbuCharacterSet,
    /// What kind of transfer it is.
    pub function: NbuFunction,
    /// The payee's name as stated, 1 to 140 characters.
    pub name: String,
    /// The payee's IBAN of Ukraine, checked.
    pub account: String,
    /// The amount in hryvnias; where absent or zero the payer is asked.
    pub amount: Option<StatedAmount>,
    /// The payee's tax number, up to 10 characters.
    pub payee_tax_id: Option<String>,
    /// Category and purpose as a code, up to 9 characters.
    pub purpose: Option<String>,
    /// The reference, up to 35 characters.
    pub reference: Option<String>,
    /// The text that is sent to the payee, up to 420 characters.
    pub message: Option<String>,
    /// What is shown to the payer and not sent, up to 140 characters.
    pub information: Option<String>,
    /// Which fields the payer may not change: four hexadecimal digits (version 003).
    pub lock_mask: Option<String>,
    /// Until when the code is valid, as stated: twelve digits `YYMMDDhhmmss` (version 003).
    pub valid_until: Option<String>,
    /// When the code was made, as stated: twelve digits `YYMMDDhhmmss` (version 003).
    pub created: Option<String>,
}

/// A version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NbuVersion {
    /// `002`.
    V002,
    /// `003`, with mask, times and more kinds of transfers.
    V003,
}

/// The character set inside a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NbuCharacterSet {
    /// `1`.
    Utf8,
    /// `2`.
    Windows1251,
}

/// A kind of transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NbuFunction {
    /// `UCT`: a credit transfer.
    Credit,
    /// `ICT`: an instant credit transfer.
    Instant,
    /// `XCT`: whichever the payer's bank offers.
    Either,
}

impl Family for NbuTransfer {
    const WORD: &'static str = "nbu-ua";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let payload = |address: &str| {
            let start = text.get(..address.len())?;
            start.eq_ignore_ascii_case(address).then(|| &text[address.len()..])
        };
        let payload = ADDRESSES.into_iter().find_map(payload)?;
        // The bank's own page is an address as any other.
        (!payload.is_empty()).then(|| Self::read(payload, text.len()))
    }

    fn fields(&self) -> Fields {
        let fields = Fields::default()
            .text("scheme", "NBU QR")
            .text("version", self.version.word())
            .text("kind", self.function.word())
            .text("payee_name", &self.name)
            .text("payee_account", &self.account);
        sum::tell(fields, self.amount.as_ref())
            .text("currency", "UAH")
            .maybe("payee_tax_id", self.payee_tax_id.as_ref())
            .maybe("purpose", self.purpose.as_ref())
            .maybe("reference", self.reference.as_ref())
            .maybe("message", self.message.as_ref())
            .maybe("info", self.information.as_ref())
            .maybe("lock_mask", self.lock_mask.as_ref())
            .maybe("valid_until", self.valid_until.as_ref())
            .maybe("created", self.created.as_ref())
    }
}

impl NbuVersion {
    const fn word(self) -> &'static str {
        match self {
            Self::V002 => "002",
            Self::V003 => "003",
        }
    }
}

impl NbuFunction {
    const fn word(self) -> &'static str {
        match self {
            Self::Credit => "UCT",
            Self::Instant => "ICT",
            Self::Either => "XCT",
        }
    }
}

fn is_mask(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_time(text: &str) -> bool {
    field::is_digits(text, 12)
}

impl NbuTransfer {
    fn read(payload: &str, byte_count: usize) -> Result<Self, CodeError> {
        field::check_length(byte_count, CHARACTERS_MAX)?;
        let start = Place::at(byte_count - payload.len());
        let bytes =
            BASE64.decode(payload).map_err(|_| CodeError::new(rule::SYNTAX_WRONG, start))?;
        let (character_set, text) = decode(&bytes)?;
        let lines = Lines::split(text.trim_end_matches(['\r', '\n']));
        let broken = |rule, number| CodeError::new(rule, Place::line(number));
        let version = match lines.get(2) {
            "002" => NbuVersion::V002,
            "003" => NbuVersion::V003,
            _ => return Err(broken(rule::VERSION_UNSUPPORTED, 2)),
        };
        let is_later = version == NbuVersion::V003;
        let function = match lines.get(4) {
            "UCT" => NbuFunction::Credit,
            "ICT" if is_later => NbuFunction::Instant,
            "XCT" if is_later => NbuFunction::Either,
            _ => return Err(broken(rule::FIELD_MALFORMED, 4)),
        };
        if lines.count() > if is_later { 17 } else { 13 } {
            return Err(broken(rule::LINE_COUNT_WRONG, lines.count()));
        }
        let account = field::account(lines.get(7), Place::line(7))?;
        if account.len() != IBAN_CHARACTERS || !account.starts_with("UA") {
            return Err(broken(rule::ACCOUNT_MALFORMED, 7));
        }
        Ok(Self {
            version,
            character_set,
            function,
            name: lines.required(6, if is_later { 140 } else { 70 })?,
            account,
            amount: Self::amount(lines.get(8))?,
            payee_tax_id: lines.optional(9, 10)?,
            purpose: lines.optional(10, 9)?,
            reference: lines.optional(11, 35)?,
            message: lines.optional(12, if is_later { 420 } else { 140 })?,
            information: lines.optional(13, 140)?,
            lock_mask: lines.optional_formed(14, is_mask)?,
            valid_until: lines.optional_formed(15, is_time)?,
            created: lines.optional_formed(16, is_time)?,
        })
    }

    fn amount(text: &str) -> Result<Option<StatedAmount>, CodeError> {
        const PLACE: Place = Place::line(8);
        if text.is_empty() {
            return Ok(None);
        }
        let digits = text.strip_prefix("UAH").ok_or(CodeError::new(rule::CURRENCY_WRONG, PLACE))?;
        sum::decimal(digits, WHOLE_DIGITS_MAX, sum::currency("UAH", PLACE)?, PLACE).map(Some)
    }

    /// Writes the code.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        fn optional(part: &Option<String>) -> &str {
            part.as_deref().unwrap_or("")
        }
        let amount = self.amount.as_ref().map(|stated| format!("UAH{}", stated.text));
        let set = match self.character_set {
            NbuCharacterSet::Utf8 => "1",
            NbuCharacterSet::Windows1251 => "2",
        };
        let address = match self.version {
            NbuVersion::V003 => ADDRESSES[0],
            NbuVersion::V002 => ADDRESSES[1],
        };
        let lines = [
            "BCD",
            self.version.word(),
            set,
            self.function.word(),
            "",
            &self.name,
            &self.account,
            optional(&amount),
            optional(&self.payee_tax_id),
            optional(&self.purpose),
            optional(&self.reference),
            optional(&self.message),
            optional(&self.information),
            optional(&self.lock_mask),
            optional(&self.valid_until),
            optional(&self.created),
        ];
        let inside = lines.join("\n");
        let not_writable = CodeError::new(rule::NOT_WRITABLE, Place::at(0));
        let bytes = match self.character_set {
            NbuCharacterSet::Utf8 => inside.trim_end().as_bytes().to_vec(),
            NbuCharacterSet::Windows1251 => {
                encoding::encode_windows_1251(inside.trim_end()).ok_or(not_writable)?
            }
        };
        let text = format!("{address}{}", BASE64.encode(bytes));
        field::read_back(self, text, |text| Self::recognise(text).unwrap_or(Err(not_writable)))
    }
}

/// Returns the lines as text of the character set that the third one names.
fn decode(bytes: &[u8]) -> Result<(NbuCharacterSet, String), CodeError> {
    let mut lines = bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end);
    if lines.next() != Some(b"BCD") {
        return Err(CodeError::new(rule::HEADER_WRONG, Place::line(1)));
    }
    let unsupported = CodeError::new(rule::ENCODING_UNSUPPORTED, Place::line(3));
    let (set, encoding) = match lines.nth(1) {
        Some(b"1") => (NbuCharacterSet::Utf8, encoding_rs::UTF_8),
        Some(b"2") => (NbuCharacterSet::Windows1251, encoding_rs::WINDOWS_1251),
        _ => return Err(unsupported),
    };
    Ok((set, encoding::decode(bytes, encoding).ok_or(unsupported)?))
}

#[cfg(test)]
mod tests;
