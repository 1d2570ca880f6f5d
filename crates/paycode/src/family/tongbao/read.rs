//! A merchant-presented code read as a Tongbao code.

use super::{
    ASK_PAYER, CITY_CHARACTERS_MAX, Country, GUID, NAME_CHARACTERS_MAX, NOTE_CHARACTERS_MAX,
    NOTE_ID, OperatorName, PAGE_ID, PURPOSE_ID, PageHost, Payee, TongbaoCode, account_id,
    address::LabelAddress,
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
        let own = own_objects(code)?;
        let note = read_note(code, own.note)?;
        let page_host = own.page.map(|page| read_page(page, &payee)).transpose()?;
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
            page_host,
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

/// A value with its place.
type Placed = (Place, String);

/// What stands in Tongbao's templates of IDs 80 to 99.
#[derive(Default)]
struct OwnObjects {
    note: Option<Placed>,
    page: Option<Placed>,
}

fn own_objects(code: &MerchantPresented) -> Result<OwnObjects, CodeError> {
    let mut own = OwnObjects::default();
    for (id, template) in code.unreserved().filter(|(_, template)| template.is_of(GUID)) {
        let place = code.place_of(id);
        if template.has_id_twice() {
            return Err(CodeError::new(rule::TEMPLATE_MALFORMED, place));
        }
        for (sub_id, kept) in [(NOTE_ID, &mut own.note), (PAGE_ID, &mut own.page)] {
            let Some(value) = template.get(sub_id) else { continue };
            if kept.replace((place.inside(sub_id), value.to_owned())).is_some() {
                return Err(CodeError::new(rule::TEMPLATE_TWICE, place));
            }
        }
    }
    Ok(own)
}

/// Reads the note: Tongbao's own for long ones, else the purpose of the standard.
fn read_note(code: &MerchantPresented, own: Option<Placed>) -> Result<Option<String>, CodeError> {
    let Some((place, note)) = own.map_or_else(|| purpose(code), |own| Ok(Some(own)))? else {
        return Ok(None);
    };
    if is_label(&note, NOTE_CHARACTERS_MAX) {
        Ok(Some(note))
    } else {
        Err(CodeError::new(rule::NOTE_MALFORMED, place))
    }
}

/// Returns the purpose, unless the payer is asked for it.
fn purpose(code: &MerchantPresented) -> Result<Option<Placed>, CodeError> {
    let place = code.place_of(id::ADDITIONAL_DATA);
    if code.get(id::ADDITIONAL_DATA).is_none() {
        return Ok(None);
    }
    let template = code.additional_data().filter(|template| !template.has_id_twice());
    let template = template.ok_or(CodeError::new(rule::TEMPLATE_MALFORMED, place))?;
    let purpose = template.get(PURPOSE_ID).filter(|purpose| *purpose != ASK_PAYER);
    Ok(purpose.map(|purpose| (place.inside(PURPOSE_ID), purpose.to_owned())))
}

/// Reads the address of the label's page: that of another label would lead to another payee.
fn read_page((place, text): Placed, payee: &Payee) -> Result<PageHost, CodeError> {
    match (LabelAddress::read(&text), payee) {
        (Some(address), Payee::Label(label)) if address.label == *label => Ok(address.host),
        _ => Err(CodeError::new(rule::PAGE_MALFORMED, place)),
    }
}
