//! `tongbaod card-top-ups`: how far people go with top-ups by card, what the issuer owes, and which
//! ones wait for its word.

use super::desk::Desk;
use super::{CommandError, print};
use crate::clock;
use crate::service::card_top_up::IN_DOUBT_AFTER_MS;
use crate::setting::with_unit;
use bank::id::AccountId;
use bank::record::{CardTopUp, Record};
use bank::setting::SettingKey;
use bank::{Key, TimeMs};
use money::Balance;
use serde_json::{Value, json};
use std::path::Path;
use wire::Id;

/// How many are shown.
const SHOWN_MAX: u32 = 1000;

/// Shows the limits that hold now, what was charged in all and is not settled, and what waits,
/// oldest first.
pub(super) fn show(data: &Path, json: bool) -> Result<(), CommandError> {
    let desk = Desk::open(data)?;
    let result = told(&desk, json);
    desk.close();
    result
}

fn told(desk: &Desk, json: bool) -> Result<(), CommandError> {
    let (currency, now) = (desk.config.currency, clock::now());
    let values = desk.config.values().with(&desk.reader.settings()?, now);
    let owed = match desk.reader.record(&Key::Account(AccountId::of_issuer(currency)))? {
        Some(Record::Account(account)) => account.balance,
        // No card has paid yet.
        _ => Balance::zero(currency),
    };
    let waiting = desk.reader.card_top_ups_asked(None, SHOWN_MAX)?;
    let keys = [
        SettingKey::CardTopUpMin,
        SettingKey::CardTopUpMax,
        SettingKey::CardTopUpDayMax,
        SettingKey::CardTopUpDayUsesMax,
    ];
    let line =
        |key: SettingKey| format!("{} = {}", key.name(), with_unit(key, values.of(key), currency));
    let mut lines: Vec<String> = keys.into_iter().map(line).collect();
    lines.push(format!("balance of the issuer = {owed}"));
    lines.extend(waiting.iter().map(|top_up| said(top_up, now)));
    let limits: serde_json::Map<String, Value> =
        keys.into_iter().map(|key| (key.name().to_owned(), json!(values.of(key)))).collect();
    let value = json!({
        "limits": limits, "issuer_minor": owed.minor(), "currency": currency.code(),
        "waiting": waiting.iter().map(|top_up| shown(top_up, now)).collect::<Vec<_>>(),
    });
    print::value(json, &value, &lines);
    Ok(())
}

fn is_in_doubt(top_up: &CardTopUp, now: TimeMs) -> bool {
    top_up.asked_at.plus_ms(IN_DOUBT_AFTER_MS) <= now
}

fn since_s(top_up: &CardTopUp, now: TimeMs) -> u64 {
    now.0.saturating_sub(top_up.asked_at.0) / 1000
}

fn shown(top_up: &CardTopUp, now: TimeMs) -> Value {
    json!({
        "top_up": Id(top_up.id.0), "amount_minor": top_up.amount.minor(),
        "asked_at_ms": top_up.asked_at.0, "waits_s": since_s(top_up, now),
        "in_doubt": is_in_doubt(top_up, now),
    })
}

fn said(top_up: &CardTopUp, now: TimeMs) -> String {
    let (id, amount, waits_s) = (Id(top_up.id.0), top_up.amount, since_s(top_up, now));
    let state = if is_in_doubt(top_up, now) { "in doubt" } else { "waiting" };
    format!("{id}  {amount}  {state} for {waits_s} s")
}
