//! Binding a card to an operator's person: a code to the holder's phone, and a token for the code.

use crate::answer::Refusal;
use crate::book::{Binding, Pages, Token};
use crate::card::{CARDS, Card, digits};
use crate::code::{code, name};
use subtle::ConstantTimeEq as _;

/// How long a code is good, in milliseconds.
const GOOD_FOR_MS: u64 = 10 * 60_000;
/// How often one code may be tried.
const TRIES_MAX: u8 = 5;
/// How many wrong codes of one card in a day lock it.
const WRONG_A_DAY_MAX: usize = 10;
/// How many codes are sent for one card in an hour.
const CODES_AN_HOUR_MAX: usize = 5;
const HOUR_MS: u64 = 3_600_000;
const DAY_MS: u64 = 24 * HOUR_MS;

/// Which request of which operator, and when.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) operator: &'a str,
    pub(crate) request: &'a str,
    pub(crate) now_ms: u64,
}

impl Asked<'_> {
    /// Returns the key of the binding or charge.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}", self.operator, self.request)
    }
}

/// A code that is to be sent.
pub(crate) struct Sending {
    pub(crate) card: &'static Card,
    pub(crate) code: String,
    pub(crate) expires_at_ms: u64,
}

/// What a code bound.
pub(crate) struct Bound {
    pub(crate) card: &'static Card,
    pub(crate) name: String,
    pub(crate) token: String,
}

/// Begins a binding; the same again sends the same code again.
pub(crate) fn begin(
    pages: &mut Pages,
    asked: Asked<'_>,
    number: &str,
    holder: &str,
) -> Result<Sending, Refusal> {
    let Asked { operator, request, now_ms } = asked;
    let known = pages.bindings.get(&asked.key());
    if let Some(known) = known
        && digits(number).is_none_or(|number| number != known.number)
    {
        return Err(Refusal::RequestConflict);
    }
    let card = Card::find(number, holder).ok_or(Refusal::CardRefused)?;
    let expires_at_ms = known.map_or(now_ms + GOOD_FOR_MS, |known| known.expires_at_ms);
    if now_ms >= expires_at_ms {
        return Err(Refusal::BindingExpired);
    }
    let used = pages.cards.entry(card.number.to_owned()).or_default();
    used.wrong_at_ms.retain(|at_ms| now_ms < at_ms + DAY_MS);
    used.sent_at_ms.retain(|at_ms| now_ms < at_ms + HOUR_MS);
    if used.wrong_at_ms.len() >= WRONG_A_DAY_MAX {
        return Err(Refusal::CardLocked);
    }
    if used.sent_at_ms.len() >= CODES_AN_HOUR_MAX {
        return Err(Refusal::CodesUsedUp);
    }
    used.sent_at_ms.push(now_ms);
    let code = code(&pages.key(), operator, request, card);
    let number = card.number.to_owned();
    let begun = Binding { number, expires_at_ms, tries: 0, token: None };
    pages.bindings.entry(asked.key()).or_insert(begun);
    Ok(Sending { card, code, expires_at_ms })
}

/// Confirms a binding with its code; `token` is what it gets when it has none yet.
pub(crate) fn confirm(
    pages: &mut Pages,
    asked: Asked<'_>,
    typed: &str,
    token: String,
) -> Result<Bound, Refusal> {
    let Asked { operator, request, now_ms } = asked;
    let key = pages.key();
    let binding = pages.bindings.get_mut(&asked.key()).ok_or(Refusal::BindingUnknown)?;
    let card = CARDS.iter().find(|card| card.number == binding.number);
    let card = card.ok_or(Refusal::BindingUnknown)?;
    let used = pages.cards.entry(card.number.to_owned()).or_default();
    used.wrong_at_ms.retain(|at_ms| now_ms < at_ms + DAY_MS);
    if binding.tries >= TRIES_MAX {
        return Err(Refusal::CodeTriesUsed);
    }
    if used.wrong_at_ms.len() >= WRONG_A_DAY_MAX {
        return Err(Refusal::CardLocked);
    }
    if binding.token.is_none() && now_ms >= binding.expires_at_ms {
        return Err(Refusal::BindingExpired);
    }
    let right = code(&key, operator, request, card);
    if !bool::from(right.as_bytes().ct_eq(typed.trim().as_bytes())) {
        binding.tries += 1;
        used.wrong_at_ms.push(now_ms);
        return Err(Refusal::CodeWrong(TRIES_MAX - binding.tries));
    }
    let name = name(&key, operator, card);
    if let Some(token) = binding.token.clone() {
        // A lost answer: the same again, for as long as the token is good.
        let is_good = pages.tokens.contains_key(&token);
        return if is_good {
            Ok(Bound { card, name, token })
        } else {
            Err(Refusal::BindingExpired)
        };
    }
    binding.token = Some(token.clone());
    used.wrong_at_ms.clear();
    let number = card.number.to_owned();
    pages.tokens.insert(token.clone(), Token { operator: operator.to_owned(), number });
    Ok(Bound { card, name, token })
}

/// Forgets a token of an operator; one that is not there, or another's, is left as it is.
pub(crate) fn forget(pages: &mut Pages, operator: &str, token: &str) {
    if pages.tokens.get(token).is_some_and(|known| known.operator == operator) {
        pages.tokens.remove(token);
    }
}

#[cfg(test)]
mod tests;
