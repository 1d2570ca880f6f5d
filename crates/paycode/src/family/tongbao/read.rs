//! A merchant-presented code read as a Tongbao code.

use super::{
    ASK_PAYER, CITY_CHARACTERS_MAX, Country, GUID, NAME_CHARACTERS_MAX, NOTE_CHARACTERS_MAX,
    NOTE_ID, OperatorName, PURPOSE_ID, Payee, TongbaoCode, account_id,
};
use crate::error::{CodeError, Place, rule};
use crate::family::merchant_presented::{MerchantPresented, Template, Tip, id};
use crate::printable::is_label;
use money::Amount;

impl TongbaoCode {
    /// Returns what Tongbao's template says, or `None` if the code holds none.
    ///
    /// # Errors
    /// The first rule that a code with the template breaks.
    pub(crate) fn from_merchant_presented(
        code: &MerchantPresented,
    ) -> Result<Option<Self>, CodeError> {
        let Some((place, template)) = own_template(code)? else {
            return Ok(None);
        };
        let (operator, payee, expires_at_s) = read_account(place, &template)?;
        let at = |id, rule| CodeError::new(rule, code.place_of(id));
        if *code.tip() != Tip::None || code.get(id::TIP).is_some() {
            return Err(at(id::TIP, rule::TIP_UNSUPPORTED));
        }
        let currency = code.currency().ok_or(at(id::CURRENCY, rule::CURRENCY_UNKNOWN))?;
        let amount = read_amount(code, &payee)?;
        let country = code.country().and_then(|text| text.parse::<Country>().ok());
        let country = country.ok_or(at(id::COUNTRY, rule::COUNTRY_MALFORMED))?;
        let name = code.name().filter(|name| is_label(name, NAME_CHARACTERS_MAX));
        let name = name.ok_or(at(id::NAME, rule::NAME_MALFORMED))?.to_owned();
        let city = code.city().filter(|city| is_label(city, CITY_CHARACTERS_MAX));
        let city = city.ok_or(at(id::CITY, rule::CITY_MALFORMED))?.to_owned();
        let note = read_note(code)?;
        Ok(Some(Self {
            operator,
            payee,
            amount,
            currency,
            name,
            city,
            country,
            note,
            expires_at_s,
        }))
    }
}

/// Finds the one template of Tongbao among the accounts.
fn own_template(code: &MerchantPresented) -> Result<Option<(Place, Template)>, CodeError> {
    let mut found = None;
    for account in code.accounts() {
        let Some(template) = account.template.as_ref().filter(|template| template.is_of(GUID))
        else {
            continue;
        };
        let place = code.place_of(account.id);
        if found.is_some() {
            return Err(CodeError::new(rule::TEMPLATE_TWICE, place));
        }
        if template.has_id_twice() {
            return Err(CodeError::new(rule::TEMPLATE_MALFORMED, place));
        }
        found = Some((place, template.clone()));
    }
    Ok(found)
}

type AccountParts = (OperatorName, Payee, Option<u64>);

fn read_account(place: Place, template: &Template) -> Result<AccountParts, CodeError> {
    let at = |id, rule| CodeError::new(rule, place.inside(id));
    let operator = template.get(account_id::OPERATOR).and_then(|text| text.parse().ok());
    let operator = operator.ok_or(at(account_id::OPERATOR, rule::OPERATOR_MALFORMED))?;
    let payee = template.get(account_id::PAYEE).and_then(Payee::read);
    let payee = payee.ok_or(at(account_id::PAYEE, rule::PAYEE_MALFORMED))?;
    let expiry = template.get(account_id::EXPIRY);
    let expires_at_s = expiry.map(|text| match (&payee, read_expiry(text)) {
        (Payee::Order(_), Some(expires_at_s)) => Ok(expires_at_s),
        _ => Err(at(account_id::EXPIRY, rule::EXPIRY_MALFORMED)),
    });
    Ok((operator, payee, expires_at_s.transpose()?))
}

/// Reads seconds in their one canonical form, up to what every JSON reader holds exactly.
fn read_expiry(text: &str) -> Option<u64> {
    let seconds: u64 = text.parse().ok()?;
    (text.len() <= 12 && seconds.to_string() == text).then_some(seconds)
}

fn read_amount(code: &MerchantPresented, payee: &Payee) -> Result<Option<Amount>, CodeError> {
    let at = |rule| CodeError::new(rule, code.place_of(id::AMOUNT));
    match (code.amount().and_then(|stated| stated.amount), payee) {
        (Some(amount), _) if amount.is_zero() => Err(at(rule::AMOUNT_ZERO)),
        (None, Payee::Order(_)) => Err(at(rule::ORDER_AMOUNT_MISSING)),
        (amount, _) => Ok(amount),
    }
}

/// Reads the note: Tongbao's own template for long ones, else the purpose of the standard.
fn read_note(code: &MerchantPresented) -> Result<Option<String>, CodeError> {
    let own = code.unreserved().find(|(_, template)| template.is_of(GUID));
    let (id, sub_id, template) = match own {
        Some((id, template)) => (id, NOTE_ID, Some(template)),
        None => (id::ADDITIONAL_DATA, PURPOSE_ID, code.additional_data()),
    };
    let place = code.place_of(id);
    if template.is_none() && code.get(id).is_some() {
        return Err(CodeError::new(rule::TEMPLATE_MALFORMED, place));
    }
    let Some(template) = template else {
        return Ok(None);
    };
    if template.has_id_twice() {
        return Err(CodeError::new(rule::TEMPLATE_MALFORMED, place));
    }
    match template.get(sub_id) {
        None => Ok(None),
        Some(ASK_PAYER) if id == id::ADDITIONAL_DATA => Ok(None),
        Some(note) if is_label(note, NOTE_CHARACTERS_MAX) => Ok(Some(note.to_owned())),
        Some(_) => Err(CodeError::new(rule::NOTE_MALFORMED, place.inside(sub_id))),
    }
}
