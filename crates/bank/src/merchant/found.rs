//! Opens a merchant for a person, who is its owner from then on. It cannot be paid before the
//! operator approves it, unless it needs no approval.

use crate::account::{open_account, require_free};
use crate::command::FoundMerchant;
use crate::effects::{Answer, Effects, Stop};
use crate::id::StaffId;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{
    Floor, Founder, Label, Merchant, MerchantProfile, Owner, Record, Role, Staff, Standing, State,
};
use crate::rejection::Rejection;
use crate::staff::MERCHANTS_MAX;
use crate::{name, note, person};

/// The longest address, in characters.
const ADDRESS_CHARS_MAX: usize = 100;

pub(crate) fn found(page: &Page, command: &FoundMerchant, effects: &mut Effects) -> Answer {
    let FoundMerchant { merchant, account, label, .. } = *command;
    let person = person::active(page, command.person)?;
    let (name, city) = (name::checked(&command.name)?, name::checked(&command.city)?);
    if page.merchant(merchant)?.is_some() || page.label(label)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    require_free(page, account)?;
    let address = address(&command.address)?;
    let merchants = page.founder(person.id)?.map_or(0, |founder| founder.merchants);
    if merchants >= MERCHANTS_MAX {
        return Err(Rejection::MerchantsTooMany.into());
    }
    open_account(account, Owner::Merchant(merchant), Floor::Zero, command.currency, effects);
    effects.register(Record::Merchant(Merchant {
        id: merchant,
        name: name.to_owned(),
        city: city.to_owned(),
        category: command.category,
        account,
        state: if command.is_approved { State::Active } else { State::Closed },
        till_key_hash: command.till_key_hash,
        salt: command.salt,
    }));
    effects.register(Record::Label(Label { id: label, merchant, state: State::Active }));
    effects.register(Record::MerchantProfile(Box::new(MerchantProfile {
        merchant,
        address: Some(address.to_owned()),
        opened_by: Some(person.id),
        standing: if command.is_approved { Standing::Active } else { Standing::Pending },
        reason: None,
        owners: 1,
        staff: 1,
        opened_at: effects.at(),
        salt: command.profile_salt,
    })));
    effects.register(Record::Staff(Staff {
        id: StaffId::of(merchant, person.id),
        merchant,
        person: person.id,
        role: Role::Owner,
        since: effects.at(),
        state: State::Active,
    }));
    effects.register(Record::Founder(Founder { person: person.id, merchants: merchants + 1 }));
    Ok(Receipt::MerchantOpened(merchant))
}

/// Returns the address without spaces around it, if it is one line of 1 to 100 characters.
fn address(text: &str) -> Result<&str, Stop> {
    let address = text.trim();
    if address.is_empty() || !note::is_line(address, ADDRESS_CHARS_MAX) {
        return Err(Rejection::AddressMalformed.into());
    }
    Ok(address)
}
