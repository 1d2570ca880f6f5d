//! One label for two schemes: Tongbao's account added to a label that a shop already has.

use super::{GUID, Payee, TongbaoCode, WriteError};
use crate::error::CodeError;
use crate::family::Family;
use crate::family::merchant_presented::{
    LabelHindrance, LengthUnit, MerchantPresented, Object, Template, hindrance, id,
    is_read_by_number,
};

/// The longest combined label, in bytes: what the standard advises for any code. Beyond, a printed
/// symbol is too dense for a poor camera.
pub const LABEL_BYTES_MAX: usize = 512;

/// Why two codes make no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CombineError {
    /// The existing text is no merchant-presented code.
    #[error("the existing code is no merchant-presented code of EMVCo")]
    NotMerchantPresented,
    /// The existing code breaks a rule, such as its check value.
    #[error("the existing code is broken: {0}")]
    Existing(CodeError),
    /// The existing code counts bytes where the standard counts characters.
    #[error("the existing code counts bytes: rewritten, its own readers might refuse it")]
    LengthsInBytes,
    /// The existing code has the format indicator of one network alone.
    #[error("the existing code has a format indicator that other networks do not read")]
    FormatIndicator,
    /// The existing code is for one payment, or ends by itself.
    #[error("the existing code is for one payment and no label")]
    OnePayment,
    /// The existing code holds a signature over itself.
    #[error("the existing code is signed: an added network would break the signature")]
    Signed,
    /// The existing code states an amount.
    #[error("the existing code states an amount, and a label states none")]
    AmountStated,
    /// The existing code is of another currency.
    #[error("the two codes are of different currencies")]
    CurrencyDiffers,
    /// The existing code is of another country.
    #[error("the two codes are of different countries")]
    CountryDiffers,
    /// The existing code holds another label of Tongbao.
    #[error("the existing code is already combined with another Tongbao label")]
    OtherLabel,
    /// The added code is for one payment.
    #[error("the added code is for one payment and no label")]
    NotALabel,
    /// No ID is left for another network.
    #[error("the existing code has no free ID for another network")]
    NoFreeId,
    /// The combined code would be too long.
    #[error("the combined code is longer than 512 bytes")]
    TooLong,
    /// The added code does not fit.
    #[error("the added code does not fit: {0}")]
    Added(WriteError),
    /// The combined code is not one that a Tongbao wallet pays.
    #[error("a Tongbao wallet would refuse the combined code: {0}")]
    Combined(CodeError),
}

impl CombineError {
    /// Returns the stable word for the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotMerchantPresented => "not_merchant_presented",
            Self::Existing(_) => "existing_broken",
            Self::LengthsInBytes => "lengths_in_bytes",
            Self::FormatIndicator => "format_indicator",
            Self::OnePayment => "one_payment",
            Self::Signed => "signed",
            Self::AmountStated => "amount_stated",
            Self::CurrencyDiffers => "currency_differs",
            Self::CountryDiffers => "country_differs",
            Self::OtherLabel => "other_label",
            Self::NotALabel => "not_a_label",
            Self::NoFreeId => "no_free_id",
            Self::TooLong => "too_long",
            Self::Added(_) => "added_unfit",
            Self::Combined(_) => "combined_unfit",
        }
    }
}

/// Writes one label that the readers of the existing one and Tongbao's read.
///
/// Every object of the existing code stays as it is, in its place and order; only its check value
/// is new. What it lacks and Tongbao needs (category, currency, country, name, city) is added from
/// ours. A template of the very same Tongbao label is replaced.
///
/// # Errors
/// The first reason why the two make no label.
pub fn combine(existing: &str, ours: &TongbaoCode) -> Result<String, CombineError> {
    let existing = existing.trim_matches(|c: char| c.is_ascii_whitespace());
    let existing = MerchantPresented::recognise(existing)
        .ok_or(CombineError::NotMerchantPresented)?
        .map_err(CombineError::Existing)?;
    check(&existing, ours)?;
    let mut objects = others(&existing, ours)?;
    let is_account = |object: &Object| (id::ACCOUNT_FIRST..=id::ACCOUNT_LAST).contains(&object.id);
    let text = if objects.iter().any(is_account) {
        add(&mut objects, &existing, ours)?;
        MerchantPresented::from_objects(objects).map_err(CombineError::Combined)?.write()
    } else {
        ours.write().map_err(CombineError::Added)?
    };
    if text.len() > LABEL_BYTES_MAX {
        return Err(CombineError::TooLong);
    }
    read_back(&text, ours)?;
    Ok(text)
}

fn check(existing: &MerchantPresented, ours: &TongbaoCode) -> Result<(), CombineError> {
    if existing.length_unit() == LengthUnit::Byte {
        return Err(CombineError::LengthsInBytes);
    }
    if existing.get(id::FORMAT_INDICATOR) != Some("01") {
        return Err(CombineError::FormatIndicator);
    }
    match hindrance(existing) {
        Some(LabelHindrance::OnePayment) => return Err(CombineError::OnePayment),
        Some(LabelHindrance::Signed) => return Err(CombineError::Signed),
        None => {}
    }
    if existing.amount().is_some() {
        return Err(CombineError::AmountStated);
    }
    let has_currency = existing.get(id::CURRENCY).is_some();
    if has_currency && existing.currency() != Some(ours.currency) {
        return Err(CombineError::CurrencyDiffers);
    }
    if existing.country().is_some_and(|country| country != ours.country.as_str()) {
        return Err(CombineError::CountryDiffers);
    }
    if matches!(ours.payee, Payee::Order(_)) || ours.amount.is_some() {
        return Err(CombineError::NotALabel);
    }
    Ok(())
}

/// Returns the objects that are not of the very label that is added.
fn others(existing: &MerchantPresented, ours: &TongbaoCode) -> Result<Vec<Object>, CombineError> {
    let account = ours.account().map_err(CombineError::Added)?;
    let is_ours = |template: &Template| template.is_of(GUID);
    let mut objects = existing.objects().to_vec();
    for known in existing.accounts() {
        if known.template.as_ref().is_some_and(is_ours) {
            if known.value != account {
                return Err(CombineError::OtherLabel);
            }
            objects.retain(|object| object.id != known.id);
        }
    }
    for (known, template) in existing.unreserved() {
        if is_ours(&template) {
            objects.retain(|object| object.id != known);
        }
    }
    Ok(objects)
}

/// Adds our account, our other templates, and what the existing code lacks.
fn add(
    objects: &mut Vec<Object>,
    existing: &MerchantPresented,
    ours: &TongbaoCode,
) -> Result<(), CombineError> {
    let profile = existing.profile();
    let is_free = |objects: &[Object], id: u8| objects.iter().all(|object| object.id != id);
    let account_ids = id::TEMPLATE_FIRST..=id::ACCOUNT_LAST;
    let free = account_ids
        .into_iter()
        .find(|id| is_free(objects, *id) && !is_read_by_number(profile, *id));
    let account = ours.account().map_err(CombineError::Added)?;
    insert(objects, Object::new(free.ok_or(CombineError::NoFreeId)?, account));
    for value in ours.own_templates(true).map_err(CombineError::Added)? {
        let free = (id::UNRESERVED_FIRST..=99).find(|id| is_free(objects, *id));
        insert(objects, Object::new(free.ok_or(CombineError::NoFreeId)?, value));
    }
    let needed = [
        (id::CATEGORY, "0000".to_owned()),
        (id::CURRENCY, format!("{:03}", ours.currency.numeric())),
        (id::COUNTRY, ours.country.to_string()),
        (id::NAME, ours.name.clone()),
        (id::CITY, ours.city.clone()),
    ];
    for (id, value) in needed {
        if existing.get(id).is_none() {
            // An empty object says nothing, and twice it may not stand.
            objects.retain(|object| object.id != id);
            insert(objects, Object::new(id, value));
        }
    }
    Ok(())
}

/// Inserts an object before the first with a higher ID: the order of the others stays.
fn insert(objects: &mut Vec<Object>, object: Object) {
    let at = objects.iter().position(|other| other.id > object.id).unwrap_or(objects.len());
    objects.insert(at, object);
}

/// Reads the combined code as a Tongbao wallet will.
fn read_back(text: &str, ours: &TongbaoCode) -> Result<(), CombineError> {
    let code = MerchantPresented::read(text).map_err(CombineError::Combined)?;
    let read = TongbaoCode::from_merchant_presented(&code).map_err(CombineError::Combined)?;
    let is_same = read.is_some_and(|read| {
        read.operator == ours.operator
            && read.payee == ours.payee
            && read.currency == ours.currency
            && read.country == ours.country
            && read.page_host == ours.page_host
    });
    debug_assert!(is_same, "our template was written as it is read");
    Ok(())
}

#[cfg(test)]
mod tests;
