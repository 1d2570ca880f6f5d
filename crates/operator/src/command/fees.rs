//! `tongbaod fees`: what is taken of payments to shops, and what came of it.

use super::desk::Desk;
use super::{CommandError, print};
use crate::clock;
use crate::setting::with_unit;
use bank::Key;
use bank::fee::FeeTerms;
use bank::id::AccountId;
use bank::record::Record;
use bank::setting::SettingKey;
use money::Balance;
use serde_json::json;
use std::path::Path;

/// Shows the terms that hold now, and what the account of fees holds: what was taken and did not go
/// back.
pub(super) fn show(data: &Path, json: bool) -> Result<(), CommandError> {
    let desk = Desk::open(data)?;
    let result = told(&desk, json);
    desk.close();
    result
}

fn told(desk: &Desk, json: bool) -> Result<(), CommandError> {
    let currency = desk.config.currency;
    let values = desk.config.values().with(&desk.reader.settings()?, clock::now());
    let FeeTerms { rate_bp, free_below_minor } = values.fee;
    let income = match desk.reader.record(&Key::Account(AccountId::of_fees(currency)))? {
        Some(Record::Account(account)) => account.balance,
        // No fee was taken yet.
        _ => Balance::zero(currency),
    };
    let value = json!({
        "rate_bp": rate_bp, "free_below_minor": free_below_minor,
        "income_minor": income.minor(), "currency": currency.code(),
    });
    let lines = [
        line(SettingKey::FeeRate, u64::from(rate_bp), desk),
        line(SettingKey::FeeFreeBelow, free_below_minor, desk),
        format!("income = {income}"),
    ];
    print::value(json, &value, &lines);
    Ok(())
}

fn line(key: SettingKey, value: u64, desk: &Desk) -> String {
    format!("{} = {}", key.name(), with_unit(key, value, desk.config.currency))
}
