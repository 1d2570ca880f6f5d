//! Gives a merchant another till key, also one that is limited or closed: it still gives back what
//! was paid, and whoever stole the key must not.

use crate::command::RotateTillKey;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Merchant, Record};
use crate::rejection::Rejection;

pub(crate) fn rotate_till_key(
    page: &Page,
    command: &RotateTillKey,
    effects: &mut Effects,
) -> Answer {
    let RotateTillKey { merchant: id, till_key_hash } = *command;
    let merchant = page.merchant(id)?.ok_or(Rejection::MerchantUnknown)?;
    if merchant.till_key_hash != till_key_hash {
        effects.register(Record::Merchant(Merchant { till_key_hash, ..merchant.clone() }));
    }
    Ok(Receipt::TillKeyRotated(id))
}
