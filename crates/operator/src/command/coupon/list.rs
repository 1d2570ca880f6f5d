//! `tongbaod coupon list`: all batches with what is given out and used of them.

use super::{digits, word};
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::service::coupon;
use promotion::coupon::{Funder, Funding, Scope};
use serde_json::{Value, json};
use wire::Id;

/// Prints the batches, those written last at the end.
pub fn list(desk: &Desk, json: bool) -> Result<(), CommandError> {
    let mut stocks = desk.reader.stocks()?;
    stocks.sort_by_key(|stock| (stock.opened_at, stock.id));
    let (mut lines, mut values) = (Vec::new(), Vec::new());
    for stock in stocks {
        let (id, budget, rules) = (Id(stock.id.0), stock.budget, &stock.rules);
        let money = |minor| digits(minor, rules.currency);
        let listing = if stock.is_listed { "" } else { " (by link)" };
        lines.push(format!(
            "{id}  {:<7} {}{listing}  pieces {} of {}, saved {}, reserved {} of {} {}",
            word(stock.state),
            stock.title,
            budget.pieces,
            budget.limits.pieces,
            money(budget.used_minor),
            money(budget.reserved_minor),
            money(budget.limits.money_minor),
            rules.currency.code()
        ));
        values.push(json!({
            "stock": id, "title": stock.title, "state": word(stock.state),
            "funder": funder(rules.funding), "listed": stock.is_listed,
            "needs_card": rules.needs_card, "for_item": matches!(rules.scope, Scope::Item(_)),
            "goods": coupon::goods(rules.scope.goods()),
            "from_ms": rules.window.from.0, "until_ms": rules.window.until.0,
            "pieces": budget.pieces, "pieces_max": budget.limits.pieces,
            "used_minor": budget.used_minor, "reserved_minor": budget.reserved_minor,
            "budget_minor": budget.limits.money_minor, "currency": rules.currency.code(),
        }));
    }
    print::value(json, &json!(values), &lines);
    Ok(())
}

fn funder(funding: Funding) -> Value {
    match funding {
        Funding::Unfunded => Value::Null,
        Funding::Funded(Funder::Operator) => json!("operator"),
        Funding::Funded(Funder::Merchant(merchant)) => json!(Id(merchant.0)),
    }
}
