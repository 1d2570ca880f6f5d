//! `tongbaod account`: accounts of people, opened and topped up at the desk.

mod cash_out;

use super::desk::{Desk, desk_account};
use super::{CommandError, print};
use crate::{code, random};
use bank::command::{OpenAccount, TopUp};
use bank::id::{AccountId, PaymentId, PersonId, ReceiveCodeId};
use bank::registered::Salt;
use bank::{Command, Receipt};
use money::Amount;
use serde_json::json;
use std::path::Path;
use wire::Id;

/// What can be done with accounts.
#[derive(Debug, clap::Subcommand)]
pub enum Account {
    /// Opens a person's account under a handle.
    Open {
        /// The e-mail address or telephone number.
        #[arg(long)]
        handle: String,
        /// The registered name.
        #[arg(long)]
        name: String,
    },
    /// Pays money in that was handed over at the desk.
    TopUp {
        /// Whose account.
        #[arg(long)]
        handle: String,
        /// How much, for example `50.00`.
        #[arg(long)]
        amount: String,
        /// What stands on the receipt.
        #[arg(long)]
        note: Option<String>,
        /// The identifier of this payment, to ask again safely; a new one when absent.
        #[arg(long)]
        payment: Option<Id>,
    },
    /// Pays money out at the desk, in two steps: so that it is neither handed over twice nor lost.
    #[command(subcommand)]
    CashOut(cash_out::CashOut),
    /// Says what an account holds.
    Show {
        /// Whose account.
        #[arg(long)]
        handle: String,
    },
}

impl Account {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::Open { handle, name } => open(&desk, &handle, name, json),
            Self::TopUp { handle, amount, note, payment } => {
                top_up(&desk, &handle, &amount, note, payment, json)
            }
            Self::CashOut(cash_out) => cash_out.run(&desk, json),
            Self::Show { handle } => show(&desk, &handle, json),
        };
        desk.close();
        result
    }
}

fn open(desk: &Desk, handle: &str, name: String, json: bool) -> Result<(), CommandError> {
    let handle = code::handle::Handle::parse(handle)
        .map_err(|code| CommandError::new(code.word(), code.sentence()))?;
    let command = Command::OpenAccount(OpenAccount {
        person: PersonId(random::bits()?),
        account: AccountId(random::bits()?),
        receive_code: ReceiveCodeId(random::bits()?),
        handle: handle.text().to_owned(),
        name,
        currency: desk.config.currency,
        salt: Salt(random::bits()?),
        handle_salt: Salt(random::bits()?),
    });
    let Receipt::AccountOpened(person) = desk.order(random::bits()?, command)? else {
        return Err(CommandError::new("internal", "answered with another receipt"));
    };
    let person = Id(person.0);
    print::value(json, &json!({ "person": person }), &[format!("opened for person {person}")]);
    Ok(())
}

fn top_up(
    desk: &Desk,
    handle: &str,
    amount: &str,
    note: Option<String>,
    payment: Option<Id>,
    json: bool,
) -> Result<(), CommandError> {
    let currency = desk.config.currency;
    let amount = Amount::parse(amount, currency)
        .map_err(|error| CommandError::new("amount_malformed", error.to_string()))?;
    let person = desk.person(handle)?;
    let payment = match payment {
        Some(payment) => payment,
        None => random::id()?,
    };
    let command = Command::TopUp(TopUp {
        payment: PaymentId(payment.0),
        desk: desk_account(currency),
        person: person.id,
        amount,
        note,
    });
    desk.order(payment.0, command)?;
    let balance = desk.balance(person.account)?.minor();
    let value = json!({
        "payment": payment,
        "amount_minor": amount.minor(),
        "balance_minor": balance,
        "currency": currency.code(),
    });
    let line = format!("{} {} paid in for {}", amount.digits(), currency.code(), person.name);
    print::value(json, &value, &[line]);
    Ok(())
}

fn show(desk: &Desk, handle: &str, json: bool) -> Result<(), CommandError> {
    let person = desk.person(handle)?;
    let account = desk.account(person.account)?;
    let balance = account.balance;
    let digits = |minor: u64| {
        let amount = Amount::new(minor, balance.currency());
        amount.map(|amount| amount.digits())
    };
    let wrong = |error: money::AmountError| CommandError::new("internal", error.to_string());
    let code = balance.currency().code().to_owned();
    let mut line = format!(
        "{}: {} {code}",
        person.name,
        digits(balance.minor().unsigned_abs()).map_err(wrong)?
    );
    if account.held_minor > 0 {
        let held = digits(account.held_minor).map_err(wrong)?;
        line.push_str(&format!(", of which {held} {code} is held"));
    }
    let value = json!({
        "person": Id(person.id.0),
        "name": person.name,
        "receive_code": Id(person.receive_code.0),
        "balance_minor": balance.minor(),
        "available_minor": account.available_minor(),
        "held_minor": account.held_minor,
        "currency": code,
    });
    print::value(json, &value, &[line]);
    Ok(())
}
