//! Keeps that a person asks for money from a card: from here on the issuer is asked until it says
//! what became of it, whatever breaks down meanwhile.

use crate::card_top_up::CardTopUpLimits;
use crate::command::AskCardTopUp;
use crate::effects::{Answer, Effects, Stop};
use crate::id::TimeMs;
use crate::journal::{CardTopUpEntry, JournalEntry};
use crate::page::Page;
use crate::payment::{check_pin_from, require_payable};
use crate::receipt::Receipt;
use crate::record::{Card, CardTopUp, CardTopUpState, Record, State};
use crate::rejection::Rejection;
use crate::{person, setting};

pub(crate) fn ask(page: &Page, command: &AskCardTopUp, effects: &mut Effects) -> Answer {
    let AskCardTopUp { top_up: id, person, card, amount, .. } = *command;
    let at = effects.at();
    let person = person::active(page, person)?;
    if page.card_top_up(id)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let account = page.account(person.account)?.ok_or(Rejection::AccountUnknown)?;
    if account.balance.currency() != amount.currency() {
        return Err(Rejection::CurrencyMismatch.into());
    }
    check_pin_from(page, person, (amount, command.pin, command.pin_from_minor), at)?;
    let balance = account.balance.credit(amount).map_err(|_| Rejection::BalanceTooLarge)?;
    require_payable(account.floor, balance)?;
    let bound = page.card(person.id, card)?.filter(|card| card.state == State::Active);
    let bound = bound.ok_or(Rejection::CardUnknown)?;
    check_limits(page, command, at)?;
    let hash = bound.hash();
    let Card { brand, last_four, token, .. } = bound.clone();
    let asked = CardTopUpEntry::Asked { top_up: id, account: account.id, card, amount, hash };
    effects.journal(JournalEntry::CardTopUp(asked));
    effects.write(Record::CardTopUp(CardTopUp {
        id,
        person: person.id,
        card,
        brand,
        last_four,
        token,
        amount,
        asked_at: at,
        state: CardTopUpState::Asked,
    }));
    Ok(Receipt::CardTopUp(id))
}

fn check_limits(page: &Page, command: &AskCardTopUp, at: TimeMs) -> Result<(), Stop> {
    let minor = command.amount.minor();
    let limits = setting::card_top_up(page, command.limits, at)?;
    if minor < limits.min_minor {
        return Err(Rejection::CardTopUpTooSmall.into());
    }
    if minor > limits.max_minor {
        return Err(Rejection::CardTopUpTooLarge.into());
    }
    let since = CardTopUpLimits::since(at);
    let used = CardTopUpLimits::used(page.card_top_ups_of(command.person, since)?, at);
    if used.minor.saturating_add(minor) > limits.day_max_minor {
        return Err(Rejection::CardTopUpDayFull.into());
    }
    if used.count >= limits.day_uses_max {
        return Err(Rejection::CardTopUpsTooMany.into());
    }
    Ok(())
}
