//! Opens the desk's account of a currency, or finds it open.

use crate::account::open_account;
use crate::command::OpenDesk;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Floor, Owner};
use crate::rejection::Rejection;

pub(crate) fn open(page: &Page, command: &OpenDesk, effects: &mut Effects) -> Answer {
    let OpenDesk { account, currency } = *command;
    match page.account(account)? {
        None => drop(open_account(account, Owner::Desk, Floor::None, currency, effects)),
        Some(found) if found.owner == Owner::Desk && found.balance.currency() == currency => {}
        Some(_) => return Err(Rejection::IdentifierTaken.into()),
    }
    Ok(Receipt::DeskOpened(account))
}
