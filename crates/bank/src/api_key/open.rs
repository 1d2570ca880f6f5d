//! Opens a key of a merchant's program.

use crate::command::OpenApiKey;
use crate::effects::{Answer, Effects};
use crate::merchant;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{ApiKey, KeyScopes, Record, State};
use crate::rejection::Rejection;

/// The longest name of a key, in characters.
const NAME_MAX: usize = 64;

pub(crate) fn open(page: &Page, command: &OpenApiKey, effects: &mut Effects) -> Answer {
    let OpenApiKey { key, merchant, name, scopes, secret_hash } = command;
    let merchant = merchant::active(page, *merchant)?.id;
    if page.api_key(*key)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let is_line = !name.trim().is_empty() && !name.chars().any(char::is_control);
    if !is_line || name.chars().count() > NAME_MAX || *scopes == KeyScopes(0) {
        return Err(Rejection::ApiKeyMalformed.into());
    }
    effects.register(Record::ApiKey(ApiKey {
        id: *key,
        merchant,
        name: name.clone(),
        scopes: *scopes,
        secret_hash: *secret_hash,
        opened_at: effects.at(),
        state: State::Active,
    }));
    Ok(Receipt::ApiKey(*key))
}
