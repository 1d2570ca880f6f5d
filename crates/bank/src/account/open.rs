//! Opens a person's account: at the desk, or when a new handle is confirmed.

use crate::command::OpenAccount;
use crate::effects::{Answer, Effects, Stop};
use crate::id::{AccountId, PersonId, ReceiveCodeId};
use crate::journal::JournalEntry;
use crate::name;
use crate::page::{Missing, Page};
use crate::receipt::Receipt;
use crate::record::{Account, Floor, Handle, Owner, Person, Pin, ReceiveCode, Record, State};
use crate::registered::Salt;
use crate::rejection::Rejection;
use money::{Balance, Currency};

/// All that makes a new person.
pub(crate) struct OpenedPerson<'a> {
    pub(crate) person: PersonId,
    pub(crate) account: AccountId,
    pub(crate) receive_code: ReceiveCodeId,
    pub(crate) handle: &'a str,
    pub(crate) name: &'a str,
    pub(crate) currency: Currency,
    pub(crate) salt: Salt,
    pub(crate) handle_salt: Salt,
}

pub(crate) fn open(page: &Page, command: &OpenAccount, effects: &mut Effects) -> Answer {
    let OpenAccount { person, account, receive_code, handle, name, currency, salt, handle_salt } =
        command;
    if page.handle(handle)?.is_some() {
        return Err(Rejection::HandleTaken.into());
    }
    let name = name::checked(name)?;
    if !is_free(page, *person, *account, *receive_code)? {
        return Err(Rejection::IdentifierTaken.into());
    }
    let opened = OpenedPerson {
        person: *person,
        account: *account,
        receive_code: *receive_code,
        handle,
        name,
        currency: *currency,
        salt: *salt,
        handle_salt: *handle_salt,
    };
    open_person(opened, effects);
    Ok(Receipt::AccountOpened(*person))
}

/// Returns whether none of the identifiers names anything yet.
pub(crate) fn is_free(
    page: &Page,
    person: PersonId,
    account: AccountId,
    receive_code: ReceiveCodeId,
) -> Result<bool, Missing> {
    Ok(page.person(person)?.is_none()
        && page.account(account)?.is_none()
        && page.receive_code(receive_code)?.is_none())
}

/// Writes the empty account, the person, the handle and the receive code; returns the person.
pub(crate) fn open_person(opened: OpenedPerson<'_>, effects: &mut Effects) -> Person {
    let OpenedPerson { person, account, receive_code, handle, name, currency, .. } = opened;
    open_account(account, Owner::Person(person), Floor::Zero, currency, effects);
    let record = Person {
        id: person,
        name: name.to_owned(),
        account,
        receive_code,
        state: State::Active,
        pin: Pin::default(),
        opened_at: effects.at(),
        salt: opened.salt,
    };
    effects.register(Record::Person(record.clone()));
    let salt = opened.handle_salt;
    effects.register(Record::Handle(Handle { handle: handle.to_owned(), person, salt }));
    effects.register(Record::ReceiveCode(ReceiveCode { id: receive_code, person }));
    record
}

/// Writes an empty account and its journal row.
pub(crate) fn open_account(
    id: AccountId,
    owner: Owner,
    floor: Floor,
    currency: Currency,
    effects: &mut Effects,
) -> Account {
    let balance = Balance::zero(currency);
    let opened = Account { id, owner, floor, balance, held_minor: 0, version: 0, last_sequence: 0 };
    effects.write(Record::Account(opened.clone()));
    effects.journal(JournalEntry::AccountOpened { account: id, owner, floor, currency });
    opened
}

/// Stops unless the account's identifier is free.
pub(crate) fn require_free(page: &Page, account: AccountId) -> Result<(), Stop> {
    match page.account(account)? {
        None => Ok(()),
        Some(_) => Err(Rejection::IdentifierTaken.into()),
    }
}
