//! `tongbaod merchant key`: keys of a merchant's programs, made, listed and revoked.

use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::request::{api_key, scope};
use crate::{random, till_key_hash};
use bank::Command;
use bank::command::{OpenApiKey, RevokeApiKey};
use bank::id::ApiKeyId;
use bank::record::{ApiKey, State};
use serde_json::{Value, json};
use wire::Id;
use wire::api_key::KeyScope;

/// What can be done with keys.
#[derive(Debug, clap::Subcommand)]
pub enum MerchantKey {
    /// Makes a key; it is shown this once.
    Create {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        /// What it is for: one line of up to 64 characters.
        #[arg(long)]
        name: String,
        /// What it may do; again for more: `orders:read`, `orders:write`, `payments:read`,
        /// `refunds:write`, `webhooks:write`, `keys:write`.
        #[arg(long = "scope", required = true, value_parser = parsed)]
        scopes: Vec<KeyScope>,
    },
    /// Lists the keys that a merchant's programs have or had.
    List {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
    },
    /// Revokes a key, for ever and at once.
    Revoke {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        /// The key's identifier.
        #[arg(long)]
        key: Id,
    },
}

fn parsed(word: &str) -> Result<KeyScope, String> {
    let words = KeyScope::ALL.map(KeyScope::word).join(", ");
    KeyScope::from_word(word).ok_or_else(|| format!("a scope is one of {words}"))
}

impl MerchantKey {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        match self {
            Self::Create { merchant, name, scopes } => create(desk, &merchant, name, &scopes, json),
            Self::List { merchant } => list(desk, &merchant, json),
            Self::Revoke { merchant, key } => {
                let (merchant, _) = desk.merchant(&merchant)?;
                let revoke = RevokeApiKey { key: ApiKeyId(key.0), merchant: merchant.id };
                desk.decide(None, Command::RevokeApiKey(revoke))?;
                let line = format!("{key} is revoked");
                print::value(json, &json!({ "key": key, "is_revoked": true }), &[line]);
                Ok(())
            }
        }
    }
}

fn create(
    desk: &Desk,
    merchant: &str,
    name: String,
    scopes: &[KeyScope],
    json: bool,
) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let (id, secret) = (random::id()?, api_key::make()?);
    let open = OpenApiKey {
        key: ApiKeyId(id.0),
        merchant: merchant.id,
        name,
        scopes: scope::bits(scopes),
        secret_hash: till_key_hash(secret.expose()),
    };
    desk.order(id.0, Command::OpenApiKey(open))?;
    let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
    let value = json!({ "key": id, "scopes": words, "secret": secret.expose() });
    let lines = [
        format!("key     {id}"),
        format!("may     {}", words.join(" ")),
        format!("secret  {}", secret.expose()),
        "Keep the secret: it is not shown again.".to_owned(),
    ];
    print::value(json, &value, &lines);
    Ok(())
}

fn list(desk: &Desk, merchant: &str, json: bool) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let keys = desk.reader.api_keys_of(merchant.id)?;
    let lines: Vec<String> = keys.iter().map(line).collect();
    let values: Vec<Value> = keys.iter().map(value).collect();
    print::value(json, &json!(values), &lines);
    Ok(())
}

fn words(key: &ApiKey) -> Vec<&'static str> {
    scope::scopes(key.scopes).into_iter().map(KeyScope::word).collect()
}

fn line(key: &ApiKey) -> String {
    let state = if key.state == State::Active { "" } else { "  revoked" };
    format!("{}  {}  {}{state}", Id(key.id.0), key.name, words(key).join(" "))
}

fn value(key: &ApiKey) -> Value {
    json!({
        "key": Id(key.id.0), "name": key.name, "scopes": words(key),
        "opened_at_ms": key.opened_at.0, "is_revoked": key.state == State::Closed,
    })
}
