//! Fees in the town: for tests that need every kind of row.

use super::{change_setting, label, pay, refund};
use crate::command::{Command, Envelope, Payee};
use crate::fee::FeeTerms;
use crate::setting::SettingKey;

/// Makes a payment one of which the configuration takes a fee.
pub fn with_fee(terms: FeeTerms, mut envelope: Envelope) -> Envelope {
    match &mut envelope.command {
        Command::Pay(pay) => pay.fee = terms,
        Command::ChargePayerCode(charge) => charge.fee = terms,
        Command::PostHold(post) => post.fee = terms,
        _ => {}
    }
    envelope
}

/// Returns all that can happen to fees: one is taken, and a part of it goes back.
pub fn lived_in() -> Vec<Envelope> {
    let rate = SettingKey::FeeRate;
    vec![
        change_setting(1_400, rate, 0, 500),
        pay(1_401, 4, Payee::Label(label(0)), 2_000),
        refund(1_402, 1_401, 0, 900),
        change_setting(1_403, rate, 500, 0),
    ]
}
