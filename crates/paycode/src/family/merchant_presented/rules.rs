//! The rules of the root, in the order in which a reader checks them.

use super::object::{LengthUnit, Object};
use super::stated::{StatedAmount, Tip, read_amount, read_percent};
use super::template::{Account, Template};
use super::{crc, id};
use crate::code::TEXT_BYTES_MAX;
use crate::error::{CodeError, Place, rule};
use money::Currency;

/// The network that writes format indicator 02 (DuitNow).
const GUID_OF_FORMAT_02: &str = "A0000006150001";

/// What the check value takes with its ID and length.
const CRC_BYTES: usize = 8;

/// Returns the place and value of a root object.
pub(super) fn find(objects: &[Object], id: u8) -> Option<(Place, &str)> {
    let object = objects.iter().find(|object| object.id == id)?;
    Some((Place::of(offset_of(objects, id), id), object.value.as_str()))
}

/// Returns the characters before a root object, or before the end.
pub(super) fn offset_of(objects: &[Object], id: u8) -> usize {
    let before = objects.iter().take_while(|object| object.id != id);
    before.map(Object::character_count).sum()
}

/// Checks that each root ID stands once: readers that take the last one see another payee.
pub(super) fn check_once(objects: &[Object]) -> Result<(), CodeError> {
    let mut offset = 0;
    for (index, object) in objects.iter().enumerate() {
        if objects[..index].iter().any(|earlier| earlier.id == object.id) {
            return Err(CodeError::new(rule::ID_TWICE, Place::of(offset, object.id)));
        }
        offset += object.character_count();
    }
    Ok(())
}

/// Checks what only a writer can get wrong: IDs above 99, long values, a given check value, more
/// than a reader looks at.
pub(super) fn check_writable(objects: &[Object]) -> Result<(), CodeError> {
    let byte_count: usize = objects.iter().map(|object| 4 + object.value.len()).sum();
    if byte_count + CRC_BYTES > TEXT_BYTES_MAX {
        return Err(CodeError::new(rule::TOO_LONG, Place::at(0)));
    }
    let mut offset = 0;
    for object in objects {
        let place = Place::of(offset, object.id);
        if object.id > 99 {
            return Err(CodeError::new(rule::OBJECT_MALFORMED, place));
        }
        if object.id == id::CRC {
            return Err(CodeError::new(rule::CRC_NOT_LAST, place));
        }
        if object.value.chars().count() > 99 {
            return Err(CodeError::new(rule::OBJECT_OVERRUN, place));
        }
        offset += object.character_count();
    }
    Ok(())
}

/// Checks that the check value is there, last, well formed and right.
pub(super) fn check_crc(text: &str, objects: &[Object]) -> Result<(), CodeError> {
    let place = Place::of(offset_of(objects, id::CRC), id::CRC);
    let broken = |rule| Err(CodeError::new(rule, place));
    let Some((_, value)) = find(objects, id::CRC) else {
        return broken(rule::CRC_MISSING);
    };
    if objects.last().is_none_or(|last| last.id != id::CRC) {
        return broken(rule::CRC_NOT_LAST);
    }
    if value.len() != 4 || !value.bytes().all(|b| b.is_ascii_hexdigit()) {
        return broken(rule::CRC_MALFORMED);
    }
    let Ok(stated) = u16::from_str_radix(value, 16) else {
        return broken(rule::CRC_MALFORMED);
    };
    let covered = &text[..text.len() - value.len()];
    if crc::check_value(covered) == stated { Ok(()) } else { broken(rule::CRC_WRONG) }
}

/// Checks that ID 00 is first and says `01`, or `02` in the one network that writes it.
pub(super) fn check_format_indicator(
    objects: &[Object],
    accounts: &[Account],
) -> Result<(), CodeError> {
    let is_duitnow = || {
        let mut templates = accounts.iter().filter_map(|account| account.template.as_ref());
        templates.any(|template| template.is_of(GUID_OF_FORMAT_02))
    };
    match objects.first() {
        Some(Object { id: id::FORMAT_INDICATOR, value }) if value == "01" => Ok(()),
        Some(Object { id: id::FORMAT_INDICATOR, value }) if value == "02" && is_duitnow() => Ok(()),
        _ => {
            let place = Place::of(0, id::FORMAT_INDICATOR);
            Err(CodeError::new(rule::FORMAT_INDICATOR_WRONG, place))
        }
    }
}

/// Returns the accounts of IDs 02 to 51.
pub(super) fn accounts(objects: &[Object], unit: LengthUnit) -> Vec<Account> {
    let is_account = |object: &&Object| (id::ACCOUNT_FIRST..=id::ACCOUNT_LAST).contains(&object.id);
    let account = |Object { id, value }: &Object| Account {
        id: *id,
        value: value.clone(),
        template: (*id >= id::TEMPLATE_FIRST).then(|| Template::read(value, unit)).flatten(),
    };
    objects.iter().filter(is_account).map(account).collect()
}

/// Returns the currency of ID 53; a number that ISO 4217 does not know is none.
pub(super) fn currency(objects: &[Object]) -> Result<Option<Currency>, CodeError> {
    let Some((place, value)) = find(objects, id::CURRENCY) else {
        return Ok(None);
    };
    let is_numeric = value.len() == 3 && value.bytes().all(|b| b.is_ascii_digit());
    let malformed = CodeError::new(rule::CURRENCY_MALFORMED, place);
    let number: u16 = value.parse().ok().filter(|_| is_numeric).ok_or(malformed)?;
    Ok(Currency::from_numeric(number).ok())
}

/// Returns the amount of ID 54 or 56.
pub(super) fn amount(
    objects: &[Object],
    id: u8,
    currency: Option<Currency>,
) -> Result<Option<StatedAmount>, CodeError> {
    let Some((place, value)) = find(objects, id) else {
        return Ok(None);
    };
    read_amount(value, currency).map(Some).map_err(|rule| CodeError::new(rule, place))
}

/// Returns the tip of IDs 55 to 57. All that is there must be well formed, used or not.
pub(super) fn tip(objects: &[Object], currency: Option<Currency>) -> Result<Tip, CodeError> {
    let fixed = amount(objects, id::FEE_FIXED, currency)?;
    let percent = find(objects, id::FEE_PERCENT);
    let percent = percent.map(|(place, text)| match read_percent(text) {
        Ok(basis_points) => Ok(Tip::Percent { text: text.to_owned(), basis_points }),
        Err(rule) => Err(CodeError::new(rule, place)),
    });
    let percent = percent.transpose()?;
    let Some((place, indicator)) = find(objects, id::TIP) else {
        return Ok(Tip::None);
    };
    let missing = CodeError::new(rule::FEE_MISSING, place);
    match indicator {
        "01" => Ok(Tip::Ask),
        "02" => match fixed {
            Some(fee) if fee.is_zero() => {
                let place = Place::of(offset_of(objects, id::FEE_FIXED), id::FEE_FIXED);
                Err(CodeError::new(rule::FEE_MALFORMED, place))
            }
            Some(fee) => Ok(Tip::Fixed(fee)),
            None => Err(missing),
        },
        "03" => percent.ok_or(missing),
        _ => Ok(Tip::None),
    }
}
