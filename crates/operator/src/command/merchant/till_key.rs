//! `tongbaod merchant rotate-till-key`: another till key, for one that was stolen or lost.

use super::till_url;
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::{random, till_key_hash};
use bank::Command;
use bank::command::RotateTillKey;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use wire::Id;

pub(super) fn rotate(desk: &Desk, merchant: &str, json: bool) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let till_key = URL_SAFE_NO_PAD.encode(random::bytes::<32>()?);
    let hash = till_key_hash(&till_key);
    let command = RotateTillKey { merchant: merchant.id, till_key_hash: hash };
    desk.decide(None, Command::RotateTillKey(command))?;
    let url = till_url(&desk.config.public_url, &till_key);
    let value = json!({
        "merchant": Id(merchant.id.0), "till_key": till_key, "till_url": url,
    });
    let lines = [
        format!("till      {url}"),
        "The key before is no longer good. Keep the till's address: its key is not shown again."
            .to_owned(),
        "What whoever had the old key made with it stays: look through `merchant key list`, the \
         shop's webhooks and its sound boxes."
            .to_owned(),
    ];
    print::value(json, &value, &lines);
    Ok(())
}
