//! Charging a card by its token: no code is asked, and the same request is charged once.

use crate::answer::Refusal;
use crate::bind::Asked;
use crate::book::{Charge, Declined, Pages};
use crate::card::{Behaviour, CARDS, CHARGE_MAX_MINOR, CHARGED_MAX_MINOR};

/// What became of a charge: paid, or declined for good.
pub(crate) type End = Result<(), Declined>;

/// A charge that was made now, or found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Charged {
    pub(crate) end: End,
    /// Whether its answer is held back: a slow card's first one.
    pub(crate) is_slow: bool,
}

/// Charges a card, or finds what became of it when it was asked before.
pub(crate) fn charge(
    pages: &mut Pages,
    asked: Asked<'_>,
    token: &str,
    (minor, currency): (u64, &str),
) -> Result<Charged, Refusal> {
    let is_currency = currency.len() == 3 && currency.bytes().all(|c| c.is_ascii_uppercase());
    if minor == 0 || !is_currency {
        return Err(Refusal::RequestMalformed);
    }
    if let Some(known) = pages.charges.get(&asked.key()) {
        let is_same = (known.token.as_str(), known.minor, known.currency.as_str())
            == (token, minor, currency);
        let found = Charged { end: end(known), is_slow: false };
        return if is_same { Ok(found) } else { Err(Refusal::RequestConflict) };
    }
    let known = pages.tokens.get(token).filter(|known| known.operator == asked.operator);
    let number = known.ok_or(Refusal::TokenUnknown)?.number.clone();
    let card = CARDS.iter().find(|card| card.number == number);
    let behaviour = card.map_or(Behaviour::Blocked, |card| card.behaviour);
    let used = pages.cards.entry(number).or_default();
    let end = decide(behaviour, used.charged_minor, minor);
    if end.is_ok() {
        used.charged_minor += minor;
    }
    let (token, currency) = (token.to_owned(), currency.to_owned());
    let made = Charge { token, minor, currency, is_paid: end.is_ok(), declined: end.err() };
    pages.charges.insert(asked.key(), made);
    Ok(Charged { end, is_slow: behaviour == Behaviour::Slow })
}

fn decide(behaviour: Behaviour, charged_minor: u64, minor: u64) -> End {
    match behaviour {
        Behaviour::Blocked => return Err(Declined::CardBlocked),
        Behaviour::Empty => return Err(Declined::FundsShort),
        Behaviour::Ordinary | Behaviour::Slow => {}
    }
    if minor > CHARGE_MAX_MINOR {
        return Err(Declined::LimitReached);
    }
    match charged_minor.checked_add(minor) {
        Some(charged) if charged <= CHARGED_MAX_MINOR => Ok(()),
        _ => Err(Declined::FundsShort),
    }
}

/// Returns what became of a charge.
pub(crate) fn charged(pages: &Pages, asked: Asked<'_>) -> Result<End, Refusal> {
    pages.charges.get(&asked.key()).map(end).ok_or(Refusal::ChargeUnknown)
}

fn end(known: &Charge) -> End {
    if known.is_paid { Ok(()) } else { Err(known.declined.unwrap_or(Declined::FundsShort)) }
}

#[cfg(test)]
mod tests;
