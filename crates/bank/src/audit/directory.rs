//! The directory of an audit: who is who by the records, read once and looked up for each payment.
//! The records themselves are held against the journal at the end.

use crate::audit::ROWS_AT_ONCE;
use crate::id::{AccountId, DeviceId, LabelId, MerchantId, PersonId, ReceiveCodeId};
use crate::key::Kind;
use crate::record::Record;
use crate::registered::{Registered, RegisteredKind};
use crate::store::{Reader, StoreError};
use std::collections::BTreeMap;

/// Who is who.
#[derive(Default)]
pub(super) struct Directory {
    pub(super) registered: BTreeMap<(RegisteredKind, u128), Registered>,
    names: BTreeMap<AccountId, String>,
}

impl Directory {
    /// Reads every record that is registered.
    pub(super) fn read(
        reader: &dyn Reader,
        tell: &mut dyn FnMut(&'static str, u64, Option<u64>),
    ) -> Result<Self, StoreError> {
        let mut directory = Self::default();
        for kind in RegisteredKind::ALL {
            let mut after = None;
            loop {
                let page = reader.records(kind.kind(), after.as_ref(), ROWS_AT_ONCE)?;
                let Some(last) = page.last() else { break };
                after = Some(last.key());
                page.into_iter().for_each(|record| directory.add(record));
                tell("records", directory.registered.len() as u64, None);
            }
        }
        // A batch's title, which the journal has hashed, is the name of the account of its money.
        for stock in reader.stocks()? {
            directory.names.extend(stock.account.map(|account| (account, stock.title)));
        }
        // Who sent an envelope, which the journal has too, is the name of the account of its money.
        let mut after = None;
        loop {
            let page = reader.records(Kind::Envelope, after.as_ref(), ROWS_AT_ONCE)?;
            let Some(last) = page.last() else { return Ok(directory) };
            after = Some(last.key());
            page.iter().for_each(|record| directory.add_envelope(record));
        }
    }

    fn add(&mut self, record: Record) {
        if let Some(registered) = Registered::of(&record) {
            self.registered.insert((registered.kind, registered.id), registered);
        }
        match record {
            Record::Person(person) => drop(self.names.insert(person.account, person.name)),
            Record::Merchant(shop) => drop(self.names.insert(shop.account, shop.name)),
            _ => {}
        }
    }

    fn add_envelope(&mut self, record: &Record) {
        let Record::Envelope(sent) = record else { return };
        let name = self.of_person(sent.sender).and_then(|account| self.names.get(&account));
        if let Some(name) = name.cloned() {
            self.names.insert(sent.account(), name);
        }
    }

    fn owner(&self, kind: RegisteredKind, id: u128) -> Option<u128> {
        self.registered.get(&(kind, id)).map(|registered| registered.owner)
    }

    /// Returns the name under which an account's holder is registered; empty for the desk.
    pub(super) fn name(&self, account: AccountId) -> &str {
        self.names.get(&account).map_or("", String::as_str)
    }

    pub(super) fn of_person(&self, person: PersonId) -> Option<AccountId> {
        self.owner(RegisteredKind::Person, person.0).map(AccountId)
    }

    pub(super) fn of_merchant(&self, merchant: MerchantId) -> Option<AccountId> {
        self.owner(RegisteredKind::Merchant, merchant.0).map(AccountId)
    }

    pub(super) fn of_label(&self, label: LabelId) -> Option<AccountId> {
        self.of_merchant(MerchantId(self.owner(RegisteredKind::Label, label.0)?))
    }

    pub(super) fn of_receive_code(&self, code: ReceiveCodeId) -> Option<AccountId> {
        self.of_person(PersonId(self.owner(RegisteredKind::ReceiveCode, code.0)?))
    }

    pub(super) fn of_device(&self, device: DeviceId) -> Option<AccountId> {
        self.of_person(PersonId(self.owner(RegisteredKind::Device, device.0)?))
    }
}
