//! Reads a Czech code behind its magic word.

use super::attribute::{self, Attribute};
use super::{Spayd, SpaydAccount, SpaydCheck, SpaydKind, SpaydNotify};
use crate::error::{CodeError, Place, Rule, rule};
use crate::family::merchant_presented::StatedAmount;
use crate::part::{field, sum};
use money::Currency;

/// An account and its bank, joined by a plus sign.
const ACCOUNT_CHARACTERS_MAX: usize = 46;
const ALTERNATIVE_ACCOUNTS_MAX: usize = 2;
const AMOUNT_CHARACTERS_MAX: usize = 10;

/// The attributes while they are read.
struct Attributes<'a>(Vec<Attribute<'a>>);

impl<'a> Attributes<'a> {
    /// Returns the raw value of a key, unless it is empty.
    fn raw(&self, key: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|attribute| attribute.key == key);
        found.map(|attribute| attribute.raw).filter(|raw| !raw.is_empty())
    }

    /// Returns the leftmost characters of a value.
    fn text(&self, key: &'static str, count_max: usize) -> Result<Option<String>, CodeError> {
        let raw = self.raw(key);
        raw.map(|raw| attribute::value(raw, count_max, Place::field(key))).transpose()
    }

    /// Returns the leftmost digits of a value.
    fn digits(&self, key: &'static str, count_max: usize) -> Result<Option<String>, CodeError> {
        match self.text(key, count_max)? {
            Some(text) if !field::is_all_digits(&text) => Err(field::malformed(Place::field(key))),
            text => Ok(text),
        }
    }

    /// Returns a whole value: one whose form says all, so that cutting it would change its meaning.
    fn whole<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&str, Place) -> Result<T, CodeError>,
    ) -> Result<Option<T>, CodeError> {
        let text = self.text(key, usize::MAX)?;
        text.map(|text| read(&text, Place::field(key))).transpose()
    }
}

impl Spayd {
    /// Reads what follows `SPD*` or `SCD*`.
    pub(super) fn read(kind: SpaydKind, text: &str) -> Result<Self, CodeError> {
        let (version, rest) = text.split_once('*').unwrap_or((text, ""));
        check_version(version)?;
        let attributes = Attributes(attribute::read(rest, kind.word().len() + version.len() + 2)?);
        let missing = CodeError::new(rule::FIELD_MISSING, Place::field("ACC"));
        let account = attributes.whole("ACC", account)?.ok_or(missing)?;
        let currency = attributes.whole("CC", currency)?;
        let others =
            attributes.0.iter().filter(|attribute| attribute::known(attribute.key).is_none());
        let others: Result<Vec<_>, _> = others.map(other).collect();
        Ok(Self {
            kind,
            account,
            alternative_accounts: attributes.whole("ALT-ACC", accounts)?.unwrap_or_default(),
            amount: attributes.whole("AM", |text, place| amount(text, currency, place))?,
            currency,
            reference: attributes.digits("RF", 16)?,
            name: attributes.text("RN", 35)?,
            due_date: attributes
                .whole("DT", |text, place| field::formed(text, field::is_date, place))?,
            payment_type: attributes.text("PT", 3)?,
            message: attributes.text("MSG", 60)?,
            notify: attributes.whole("NT", notify)?,
            notify_address: attributes.text("NTA", 320)?,
            variable_symbol: attributes.digits("X-VS", 10)?,
            specific_symbol: attributes.digits("X-SS", 10)?,
            constant_symbol: attributes.digits("X-KS", 10)?,
            others: others?,
            check: check(kind, version, &attributes)?,
        })
    }
}

/// Checks the version: later ones of the first have only added keys.
fn check_version(version: &str) -> Result<(), CodeError> {
    let broken = |rule: Rule| Err(CodeError::new(rule, Place::field("version")));
    match version.split_once('.') {
        Some((major, minor)) if field::is_all_digits(major) && field::is_all_digits(minor) => {
            if major == "1" {
                Ok(())
            } else {
                broken(rule::VERSION_UNSUPPORTED)
            }
        }
        _ => broken(rule::SYNTAX_WRONG),
    }
}

fn account(text: &str, place: Place) -> Result<SpaydAccount, CodeError> {
    if text.len() > ACCOUNT_CHARACTERS_MAX {
        return Err(CodeError::new(rule::FIELD_TOO_LONG, place));
    }
    let (iban, bic) = match text.split_once('+') {
        Some((iban, bic)) => (iban, Some(field::formed(bic, field::is_bic, place)?)),
        None => (text, None),
    };
    Ok(SpaydAccount { iban: field::account(iban, place)?, bic })
}

fn accounts(text: &str, place: Place) -> Result<Vec<SpaydAccount>, CodeError> {
    text.split(',').take(ALTERNATIVE_ACCOUNTS_MAX).map(|text| account(text, place)).collect()
}

fn currency(text: &str, place: Place) -> Result<Currency, CodeError> {
    if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(CodeError::new(rule::CURRENCY_WRONG, place));
    }
    sum::currency(text, place)
}

/// Reads an amount. The standard's rule of the leftmost characters would change it: it is refused.
fn amount(text: &str, currency: Option<Currency>, place: Place) -> Result<StatedAmount, CodeError> {
    if text.len() > AMOUNT_CHARACTERS_MAX {
        return Err(CodeError::new(rule::FIELD_TOO_LONG, place));
    }
    let koruna = || sum::currency("CZK", place);
    sum::decimal(text, AMOUNT_CHARACTERS_MAX, currency.map_or_else(koruna, Ok)?, place)
}

fn notify(text: &str, place: Place) -> Result<SpaydNotify, CodeError> {
    match text {
        "P" => Ok(SpaydNotify::Phone),
        "E" => Ok(SpaydNotify::Email),
        _ => Err(field::malformed(place)),
    }
}

/// Reads an attribute that says nothing about where the money goes.
fn other(attribute: &Attribute<'_>) -> Result<(String, String), CodeError> {
    let value = attribute::value(attribute.raw, usize::MAX, Place::field("X-"))?;
    Ok((attribute.key.to_owned(), value))
}

fn check(
    kind: SpaydKind,
    version: &str,
    attributes: &Attributes<'_>,
) -> Result<SpaydCheck, CodeError> {
    let Some(stated) = attributes.raw("CRC32") else {
        return Ok(SpaydCheck::Absent);
    };
    let malformed = field::malformed(Place::field("CRC32"));
    if stated.len() != 8 || !stated.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(malformed);
    }
    let number = u32::from_str_radix(stated, 16).map_err(|_| malformed)?;
    let header = format!("{}*{version}*", kind.word());
    let is_right = attribute::check_value(&header, &attributes.0) == number;
    let check = if is_right { SpaydCheck::Right } else { SpaydCheck::Wrong };
    Ok(check(stated.to_owned()))
}
