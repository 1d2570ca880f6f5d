//! Under which name an account's holder appears on a payment.

use crate::effects::Stop;
use crate::page::Page;
use crate::record::{Account, Owner};

/// Returns the registered name of an account's holder; empty for the operator's own,
/// as on a top-up.
pub(crate) fn holder_name<'a>(page: &'a Page, account: &Account) -> Result<&'a str, Stop> {
    Ok(match account.owner {
        Owner::Desk | Owner::Fees | Owner::Issuer => "",
        Owner::Person(person) => page.person(person)?.map_or("", |person| &person.name),
        Owner::Campaign(id) => page.campaign(id)?.map_or("", |campaign| &campaign.title),
        Owner::Stock(stock) => page.stock(stock)?.map_or("", |stock| &stock.title),
        Owner::Envelope(envelope) => match page.envelope(envelope)? {
            Some(sent) => page.person(sent.sender)?.map_or("", |person| &person.name),
            None => "",
        },
        Owner::Merchant(merchant) => page.merchant(merchant)?.map_or("", |shop| &shop.name),
    })
}
