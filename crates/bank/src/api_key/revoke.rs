//! Revokes a key of a merchant's program, for ever. Again changes nothing.

use crate::command::RevokeApiKey;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{ApiKey, Record, State};
use crate::rejection::Rejection;

pub(crate) fn revoke(page: &Page, command: &RevokeApiKey, effects: &mut Effects) -> Answer {
    let RevokeApiKey { key: id, merchant } = *command;
    let key = page.api_key(id)?.filter(|key| key.merchant == merchant);
    let key = key.ok_or(Rejection::ApiKeyUnknown)?;
    if key.state == State::Active {
        effects.register(Record::ApiKey(ApiKey { state: State::Closed, ..key.clone() }));
    }
    Ok(Receipt::ApiKey(id))
}
