//! Changes a batch's budget, if it is still what whoever changes it has seen: of two who change it
//! at once, the second is told and looks again.

use super::money::{Way, settle};
use crate::command::LimitStock;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, Stock};
use crate::rejection::Rejection;
use promotion::State;
use promotion::calendar::TimeMs;
use promotion::coupon::{LimitsError, Rules};

pub(crate) fn limit(page: &Page, command: &LimitStock, effects: &mut Effects) -> Answer {
    let LimitStock { stock, was, limits, movement } = *command;
    if page.payment(movement)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let stock = page.stock(stock)?.ok_or(Rejection::StockUnknown)?;
    let rules = Rules { limits, ..stock.rules.clone() };
    if rules.check(TimeMs(effects.at().0)).is_err() {
        return Err(Rejection::StockRulesUnsound.into());
    }
    if stock.state == State::Ended {
        return Err(Rejection::StockStateDiffers.into());
    }
    let budget = stock.budget.change(was, limits).map_err(|error| match error {
        LimitsError::Stale { .. } => Rejection::StockBudgetStale,
        LimitsError::BelowTaken { .. } => Rejection::StockBudgetTaken,
    })?;
    let moves = match limits.money_minor.checked_sub(was.money_minor) {
        Some(more) => (Way::Aside, more),
        None => (Way::Back, was.money_minor - limits.money_minor),
    };
    effects.journal(JournalEntry::StockLimited { stock: stock.id, limits });
    if stock.state != State::Draft {
        settle(page, stock, moves, movement, effects)?;
    }
    let changed = Stock { rules, budget, ..stock.clone() };
    effects.write(Record::Stock(Box::new(changed)));
    Ok(Receipt::Stock(stock.id, stock.state))
}
