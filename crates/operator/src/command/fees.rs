//! `tongbaod fees`: what is taken of payments to shops, what came of it, and taking that out.

use super::desk::{Desk, desk_account};
use super::{CommandError, print};
use crate::setting::with_unit;
use crate::{clock, random};
use bank::command::{Book, Command, Leg, Link};
use bank::fee::FeeTerms;
use bank::id::{AccountId, PaymentId};
use bank::record::Record;
use bank::setting::SettingKey;
use bank::{Key, Rejection};
use money::{Amount, Balance};
use serde_json::json;
use std::path::Path;
use wire::Id;

/// What is asked about fees: what they are, when nothing more is said.
#[derive(Debug, clap::Args)]
pub struct Fees {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Books what was taken out of its account: at the desk, or into a person's account.
    Withdraw(Withdraw),
}

#[derive(Debug, clap::Args)]
struct Withdraw {
    /// How much, for example `50.00`: at most what is there.
    #[arg(long)]
    amount: String,
    /// Whose account gets it; nobody's when absent: it leaves at the desk.
    #[arg(long)]
    handle: Option<String>,
    /// What stands in the books.
    #[arg(long)]
    note: Option<String>,
    /// The identifier of this payment, to ask again safely; a new one when absent.
    #[arg(long)]
    payment: Option<Id>,
}

impl Fees {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self.action {
            None => told(&desk, json),
            Some(Action::Withdraw(withdraw)) => withdraw.run(&desk, json),
        };
        desk.close();
        result
    }
}

impl Withdraw {
    fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let Self { amount, handle, note, payment } = self;
        let currency = desk.config.currency;
        let amount = Amount::parse(&amount, currency)
            .map_err(|error| CommandError::new("amount_malformed", error.to_string()))?;
        let credit = match &handle {
            Some(handle) => desk.person(handle)?.account,
            None => desk_account(currency),
        };
        // Before the first fee there is no account yet that the rules could look at.
        if desk.reader.record(&Key::Account(AccountId::of_fees(currency)))?.is_none() {
            return Err(Desk::refused(Rejection::InsufficientFunds));
        }
        let payment = payment.map_or_else(random::id, Ok)?;
        let debit = AccountId::of_fees(currency);
        let book = Book { payment: PaymentId(payment.0), debit, credit, amount, note };
        desk.order(payment.0, Command::Link(Link { legs: vec![Leg::Book(book)] }))?;
        let left = income(desk)?;
        let value = json!({
            "payment": payment, "amount_minor": amount.minor(),
            "income_minor": left.minor(), "currency": currency.code(),
        });
        print::value(json, &value, &[format!("{amount} taken out, {left} left")]);
        Ok(())
    }
}

/// Returns what the account of fees holds: what was taken, did not go back and was not booked out.
fn income(desk: &Desk) -> Result<Balance, CommandError> {
    let currency = desk.config.currency;
    Ok(match desk.reader.record(&Key::Account(AccountId::of_fees(currency)))? {
        Some(Record::Account(account)) => account.balance,
        // No fee was taken yet.
        _ => Balance::zero(currency),
    })
}

fn told(desk: &Desk, json: bool) -> Result<(), CommandError> {
    let currency = desk.config.currency;
    let values = desk.config.values().with(&desk.reader.settings()?, clock::now());
    let FeeTerms { rate_bp, free_below_minor } = values.fee;
    let income = income(desk)?;
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
