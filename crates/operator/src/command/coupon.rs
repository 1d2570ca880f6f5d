//! `tongbaod coupon`: batches of coupons, written at the desk, started and ended, their budgets and
//! addresses, and single coupons given to people.

mod budget;
mod give;
mod goods;
pub(super) mod kind;
mod link;
mod list;
mod open;
mod refusal;
pub(super) mod when;

pub(super) use refusal::refused;

use super::desk::Desk;
use super::{CommandError, print};
use crate::random;
use bank::command::ChangeStock;
use bank::id::PaymentId;
use bank::record::Stock;
use bank::{Command, Receipt};
use money::{Amount, Currency};
use promotion::{Change, State};
use serde_json::json;
use std::path::Path;
use wire::Id;

/// What can be done with coupons.
#[derive(Debug, clap::Subcommand)]
pub enum Coupon {
    /// Writes a batch: a draft, of which nothing is given out before it is started.
    Open(Box<open::Open>),
    /// Starts a batch; a funded one's whole budget is laid aside out of the funder's account.
    Start {
        /// The batch's identifier or title.
        #[arg(long)]
        stock: String,
    },
    /// Stops giving out and using a batch's coupons, for a while.
    Pause {
        /// The batch's identifier or title.
        #[arg(long)]
        stock: String,
    },
    /// Goes on with a batch that was paused.
    Resume {
        /// The batch's identifier or title.
        #[arg(long)]
        stock: String,
    },
    /// Ends a batch for good: what nobody used goes back to the funder, and coupons that are out
    /// are worth nothing any more.
    End {
        /// The batch's identifier or title.
        #[arg(long)]
        stock: String,
    },
    /// Changes how much of a batch may be given out, if it is still what you say it is.
    Budget(budget::BudgetChange),
    /// Lists all batches with what is given out and used of them.
    List,
    /// Prints the address of a batch and its QR code: whoever has it can take a coupon, also of a
    /// batch that is not listed.
    Link(link::Link),
    /// Gives a person one coupon.
    Give(give::Give),
}

impl Coupon {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::Open(open) => open.run(&desk, json),
            Self::Start { stock } => change(&desk, &stock, Change::Activate, json),
            Self::Pause { stock } => change(&desk, &stock, Change::Pause, json),
            Self::Resume { stock } => change(&desk, &stock, Change::Resume, json),
            Self::End { stock } => change(&desk, &stock, Change::End, json),
            Self::Budget(change) => change.run(&desk, json),
            Self::List => list::list(&desk, json),
            Self::Link(link) => link.run(&desk, json),
            Self::Give(give) => give.run(&desk, json),
        };
        desk.close();
        result
    }
}

fn change(desk: &Desk, stock: &str, change: Change, json: bool) -> Result<(), CommandError> {
    let stock = find(desk, stock)?;
    let movement = PaymentId(random::bits()?);
    let command = Command::ChangeStock(ChangeStock { stock: stock.id, change, movement });
    let Receipt::Stock(id, state) = desk.decide(None, command)? else {
        return Err(CommandError::new("internal", "answered with another receipt"));
    };
    let (id, state) = (Id(id.0), word(state));
    let value = json!({ "stock": id, "state": state });
    print::value(json, &value, &[format!("batch {id}: {state}")]);
    Ok(())
}

/// Finds a batch by its identifier or its title.
fn find(desk: &Desk, text: &str) -> Result<Stock, CommandError> {
    let id = text.parse::<Id>().ok();
    let stocks = desk.reader.stocks()?.into_iter();
    let mut found =
        stocks.filter(|stock| stock.title == text || id.is_some_and(|id| id.0 == stock.id.0));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(CommandError::new("stock_unknown", "no batch of coupons is called so")),
        (Some(_), Some(_)) => Err(CommandError::new(
            "stock_ambiguous",
            "several batches are called so; give the identifier",
        )),
    }
}

/// Returns where a batch stands, in a word.
pub(super) const fn word(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Active => "active",
        State::Paused => "paused",
        State::Ended => "ended",
    }
}

/// Returns minor units as people write them.
pub(super) fn digits(minor: u64, currency: Currency) -> String {
    Amount::new(minor, currency).map_or_else(|_| minor.to_string(), |amount| amount.digits())
}

/// Reads an amount that an option gives.
pub(super) fn amount(option: &str, text: &str, currency: Currency) -> Result<u64, CommandError> {
    let amount = Amount::parse(text, currency).map(|amount| amount.minor());
    amount.map_err(|error| malformed(option, error))
}

/// Says that an option cannot be read.
pub(super) fn malformed(option: &str, why: impl std::fmt::Display) -> CommandError {
    CommandError::new("option_malformed", format!("{option}: {why}"))
}
