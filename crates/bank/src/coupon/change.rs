//! Starts, pauses, resumes or ends a batch. Starting a funded one lays its whole budget aside;
//! ending it gives back what nobody has used: coupons that are out are worth nothing then.

use super::money::{Way, settle};
use crate::command::ChangeStock;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, Stock};
use crate::rejection::Rejection;
use promotion::calendar::TimeMs;
use promotion::{Change, State};

pub(crate) fn change(page: &Page, command: &ChangeStock, effects: &mut Effects) -> Answer {
    let ChangeStock { stock, change, movement } = *command;
    if page.payment(movement)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let stock = page.stock(stock)?.ok_or(Rejection::StockUnknown)?;
    let now = TimeMs(effects.at().0);
    if change == Change::Activate && stock.rules.check(now).is_err() {
        return Err(Rejection::StockRulesUnsound.into());
    }
    let is_over = now >= stock.rules.window.until;
    let state = stock.state.after(change, is_over).map_err(|_| Rejection::StockStateDiffers)?;
    let limits = stock.budget.limits;
    let moves = match (stock.state, state) {
        (State::Draft, State::Active) => (Way::Aside, limits.money_minor),
        (State::Active | State::Paused, State::Ended) => {
            (Way::Back, limits.money_minor.saturating_sub(stock.budget.used_minor))
        }
        _ => (Way::Aside, 0),
    };
    effects.journal(JournalEntry::StockChanged { stock: stock.id, state });
    settle(page, stock, moves, movement, effects)?;
    let changed = Stock { state, ..stock.clone() };
    effects.write(Record::Stock(Box::new(changed)));
    Ok(Receipt::Stock(stock.id, state))
}
