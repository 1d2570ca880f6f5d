//! `tongbaod account cash-out`: money paid out at the desk, in two steps.
//!
//! `start` holds the money before a note is counted, `finish` books what was handed over, `cancel`
//! frees it again. What is left lying is freed when the hold ends.

use crate::command::desk::{Desk, desk_account};
use crate::command::{CommandError, print};
use crate::random;
use bank::command::{Hold, PostHold, VoidHold};
use bank::id::{HoldId, PaymentId};
use bank::record::{self, HoldState, Record};
use bank::{Command, Key, Receipt};
use money::Amount;
use serde_json::json;
use wire::Id;

/// The steps.
#[derive(Debug, clap::Subcommand)]
pub enum CashOut {
    /// Holds the money: it cannot be spent any more.
    Start {
        /// Whose account.
        #[arg(long)]
        handle: String,
        /// How much, for example `50.00`.
        #[arg(long)]
        amount: String,
        /// For how long, in seconds.
        #[arg(long, default_value_t = 900)]
        for_s: u32,
        /// What stands on the receipt.
        #[arg(long)]
        note: Option<String>,
        /// The identifier of this hold, to ask again safely; a new one when absent.
        #[arg(long)]
        hold: Option<Id>,
    },
    /// Books the money as handed over.
    Finish {
        /// The hold.
        #[arg(long)]
        hold: Id,
        /// How much was handed over; all of it when absent. The rest is free again.
        #[arg(long)]
        amount: Option<String>,
    },
    /// Frees the money again.
    Cancel {
        /// The hold.
        #[arg(long)]
        hold: Id,
    },
}

impl CashOut {
    pub(in crate::command) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        match self {
            Self::Start { handle, amount, for_s, note, hold } => {
                let amount = parse(desk, &amount)?;
                let debit = desk.person(&handle)?.account;
                let hold = match hold {
                    Some(hold) => hold,
                    None => random::id()?,
                };
                let command = Command::Hold(Hold {
                    hold: HoldId(hold.0),
                    debit,
                    credit: desk_account(desk.config.currency),
                    amount,
                    note,
                    open_for_s: for_s,
                });
                tell(desk.order(hold.0, command)?, json)
            }
            Self::Finish { hold, amount } => finish(desk, hold, amount.as_deref(), json),
            Self::Cancel { hold } => {
                find(desk, hold)?;
                let command = VoidHold { hold: HoldId(hold.0) };
                tell(desk.decide(None, Command::VoidHold(command))?, json)
            }
        }
    }
}

fn parse(desk: &Desk, amount: &str) -> Result<Amount, CommandError> {
    Amount::parse(amount, desk.config.currency)
        .map_err(|error| CommandError::new("amount_malformed", error.to_string()))
}

/// Finds a hold that is for the desk; others are none of its business.
fn find(desk: &Desk, hold: Id) -> Result<record::Hold, CommandError> {
    match desk.reader.record(&Key::Hold(HoldId(hold.0)))? {
        Some(Record::Hold(hold)) if hold.credit == desk_account(desk.config.currency) => Ok(hold),
        _ => Err(CommandError::new("hold_unknown", "no cash-out has this identifier")),
    }
}

/// The payment has the hold's identifier; that a hold is posted once makes finishing twice the same
/// as once.
fn finish(desk: &Desk, id: Id, amount: Option<&str>, json: bool) -> Result<(), CommandError> {
    let hold = find(desk, id)?;
    let amount = match amount {
        Some(amount) => parse(desk, amount)?,
        None => hold.amount,
    };
    if let HoldState::Posted(payment) = hold.state
        && let Some(Record::Payment(payment)) = desk.reader.record(&Key::Payment(payment))?
        && payment.amount == amount
    {
        return tell(Receipt::Paid(payment), json);
    }
    let command =
        PostHold { hold: hold.id, payment: PaymentId(id.0), amount, fee: desk.config.fee };
    tell(desk.decide(None, Command::PostHold(command))?, json)
}

fn tell(receipt: Receipt, json: bool) -> Result<(), CommandError> {
    match receipt {
        Receipt::Held(hold) => {
            let (word, sentence) = match hold.state {
                HoldState::Pending => ("pending", "held"),
                HoldState::Posted(_) => ("posted", "paid out"),
                HoldState::Voided => ("voided", "free again"),
                HoldState::Expired => ("expired", "free again: the time was over"),
            };
            let id = Id(hold.id.0);
            let value = json!({
                "hold": id, "state": word, "amount_minor": hold.amount.minor(),
                "expires_at_ms": hold.expires_at.0,
            });
            let line = format!("hold {id}: {} {sentence}", hold.amount);
            print::value(json, &value, &[line]);
            Ok(())
        }
        Receipt::Paid(payment) => {
            let id = Id(payment.id.0);
            let value =
                json!({ "payment": id, "state": "posted", "amount_minor": payment.amount.minor() });
            print::value(json, &value, &[format!("{} paid out", payment.amount)]);
            Ok(())
        }
        _ => Err(CommandError::new("internal", "answered with another receipt")),
    }
}
