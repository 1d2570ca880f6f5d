//! The demo's people: accounts under handles, with money paid in at the desk.

use super::Demo;
use crate::command::CommandError;
use crate::command::desk::desk_account;
use bank::Command;
use bank::command::{OpenAccount, TopUp};
use bank::id::{AccountId, PaymentId, PersonId, ReceiveCodeId};
use bank::registered::Salt;
use money::Amount;

/// One who lives in Demo Town.
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) handle: &'static str,
    /// What is paid in for them, in minor units.
    pub(super) money_minor: u64,
}

/// Lin, Mei and Omar wait for whoever tries the wallet, without device or PIN.
const WAITING: &[Person] = &[
    Person { name: "Lin", handle: "lin@demo.example", money_minor: 50_000 },
    Person { name: "Mei", handle: "mei@demo.example", money_minor: 30_000 },
    Person { name: "Omar", handle: "omar@demo.example", money_minor: 20_000 },
];

/// Ada has a device and a PIN of her own, which nobody else has, and has paid already.
pub(super) const ADA: Person =
    Person { name: "Ada", handle: "ada@demo.example", money_minor: 40_000 };

/// Wei owns a shop, and waits as well: only in a demo that asks for it.
pub(super) const WEI: Person =
    Person { name: "Wei", handle: "wei@demo.example", money_minor: 10_000 };

/// A person as the demo lists them.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) handle: &'static str,
    pub(super) balance: String,
    pub(super) balance_minor: i64,
}

/// Returns the demo's own identifier of one who lives there.
pub(super) fn person_of(demo: &Demo<'_>, person: &Person) -> PersonId {
    PersonId(demo.id(&format!("person {}", person.handle)))
}

/// Opens their accounts and pays their money in.
pub(super) fn open(demo: &Demo<'_>) -> Result<(), CommandError> {
    WAITING.iter().chain([&ADA]).try_for_each(|person| open_one(demo, person))
}

/// Opens one account and pays the money in.
pub(super) fn open_one(demo: &Demo<'_>, person: &Person) -> Result<(), CommandError> {
    let Person { name, handle, money_minor } = person;
    let id = |what: &str| demo.id(&format!("{what} {handle}"));
    let currency = demo.desk.config.currency;
    let command = Command::OpenAccount(OpenAccount {
        person: PersonId(id("person")),
        account: AccountId(id("account")),
        receive_code: ReceiveCodeId(id("receive code")),
        handle: (*handle).to_owned(),
        name: (*name).to_owned(),
        currency,
        salt: Salt(id("salt")),
        handle_salt: Salt(id("handle salt")),
    });
    demo.desk.order(id("person"), command)?;
    let amount = Amount::new(*money_minor, currency)
        .map_err(|error| CommandError::new("internal", error.to_string()))?;
    let command = Command::TopUp(TopUp {
        payment: PaymentId(id("top-up")),
        desk: desk_account(currency),
        person: PersonId(id("person")),
        amount,
        note: Some("Welcome to Demo Town".to_owned()),
    });
    demo.desk.order(id("top-up"), command)?;
    Ok(())
}

/// Lists those who wait to be tried; who owns a shop comes last.
pub(super) fn list(demo: &Demo<'_>, with_owner: bool) -> Result<Vec<Listed>, CommandError> {
    WAITING
        .iter()
        .chain(with_owner.then_some(&WEI))
        .map(|Person { handle, .. }| {
            let person = demo.desk.person(handle)?;
            let balance = demo.desk.balance(person.account)?;
            let amount = balance
                .amount()
                .map_err(|error| CommandError::new("internal", error.to_string()))?;
            Ok(Listed {
                name: person.name,
                handle,
                balance: amount.digits(),
                balance_minor: balance.minor(),
            })
        })
        .collect()
}
