//! Charging a card by its token: no code is asked, and the same request is charged once.

use crate::answer::Refusal;
use crate::bind::Asked;
use crate::book::{Charge, Pages};
use crate::card::CHARGED_MAX_MINOR;

/// Charges a card, or finds that it was; returns whether it is paid.
pub(crate) fn charge(
    pages: &mut Pages,
    asked: Asked<'_>,
    token: &str,
    (minor, currency): (u64, &str),
) -> Result<bool, Refusal> {
    let is_currency = currency.len() == 3 && currency.bytes().all(|c| c.is_ascii_uppercase());
    if minor == 0 || !is_currency {
        return Err(Refusal::RequestMalformed);
    }
    if let Some(known) = pages.charges.get(&asked.key()) {
        let is_same = (known.token.as_str(), known.minor, known.currency.as_str())
            == (token, minor, currency);
        return if is_same { Ok(known.is_paid) } else { Err(Refusal::RequestConflict) };
    }
    let known = pages.tokens.get(token).filter(|known| known.operator == asked.operator);
    let number = known.ok_or(Refusal::TokenUnknown)?.number.clone();
    let used = pages.cards.entry(number).or_default();
    let charged = used.charged_minor.checked_add(minor);
    let is_paid = charged.is_some_and(|charged| charged <= CHARGED_MAX_MINOR);
    if is_paid {
        used.charged_minor += minor;
    }
    let (token, currency) = (token.to_owned(), currency.to_owned());
    pages.charges.insert(asked.key(), Charge { token, minor, currency, is_paid });
    Ok(is_paid)
}

/// Returns whether a charge was paid.
pub(crate) fn charged(pages: &Pages, asked: Asked<'_>) -> Result<bool, Refusal> {
    pages.charges.get(&asked.key()).map(|charge| charge.is_paid).ok_or(Refusal::ChargeUnknown)
}
