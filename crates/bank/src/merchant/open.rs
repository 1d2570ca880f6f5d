//! Opens a merchant's account, with its first label.

use crate::account::{open_account, require_free};
use crate::command::OpenMerchant;
use crate::effects::{Answer, Effects};
use crate::name;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Floor, Label, Merchant, Owner, Record, State};
use crate::rejection::Rejection;

pub(crate) fn open(page: &Page, command: &OpenMerchant, effects: &mut Effects) -> Answer {
    let OpenMerchant {
        merchant,
        account,
        label,
        name,
        city,
        category,
        currency,
        till_key_hash,
        salt,
    } = command;
    let (name, city) = (name::checked(name)?, name::checked(city)?);
    if page.merchant(*merchant)?.is_some() || page.label(*label)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    require_free(page, *account)?;
    open_account(*account, Owner::Merchant(*merchant), Floor::Zero, *currency, effects);
    effects.register(Record::Merchant(Merchant {
        id: *merchant,
        name: name.to_owned(),
        city: city.to_owned(),
        category: *category,
        account: *account,
        state: State::Active,
        till_key_hash: *till_key_hash,
        salt: *salt,
    }));
    let label = Label { id: *label, merchant: *merchant, state: State::Active };
    effects.register(Record::Label(label));
    Ok(Receipt::MerchantOpened(*merchant))
}
