//! Writes a batch of coupons: a draft, with the account where its money will lie.

use crate::account::{open_account, require_free};
use crate::command::OpenStock;
use crate::coupon::rules_hash;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::note;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Floor, Owner, Record, Stock};
use crate::rejection::Rejection;
use promotion::State;
use promotion::coupon::{Budget, Funding};

pub(crate) fn open(page: &Page, command: &OpenStock, effects: &mut Effects) -> Answer {
    let OpenStock { stock, account, title, rules, is_listed, zone } = command;
    if page.stock(*stock)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if title.trim().is_empty() || note::check(Some(title)).is_err() {
        return Err(Rejection::StockTitleMalformed.into());
    }
    let now = promotion::calendar::TimeMs(effects.at().0);
    if rules.check(now).is_err() {
        return Err(Rejection::StockRulesUnsound.into());
    }
    let account = match rules.funding {
        Funding::Unfunded => None,
        Funding::Funded(funder) => {
            require_free(page, *account)?;
            super::money::funder(page, funder, rules.currency)?;
            Some(*account)
        }
    };
    effects.journal(JournalEntry::StockOpened {
        stock: *stock,
        account,
        rules_hash: rules_hash(title, rules, *is_listed),
        limits: rules.limits,
        day: zone.local(now).day.0,
    });
    if let Some(account) = account {
        open_account(account, Owner::Stock(*stock), Floor::Zero, rules.currency, effects);
    }
    let opened = Stock {
        id: *stock,
        title: title.clone(),
        rules: rules.clone(),
        is_listed: *is_listed,
        state: State::Draft,
        budget: Budget::new(rules.limits, zone.local(now).day),
        account,
        opened_at: effects.at(),
    };
    effects.write(Record::Stock(Box::new(opened)));
    Ok(Receipt::Stock(*stock, State::Draft))
}
