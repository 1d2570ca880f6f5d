//! `tongbaod coupon budget`: changes how much of a batch may be given out. Whoever changes it says
//! what it is now: of two who change it at once, the second is told and looks again.

use super::refusal::unsound;
use super::{amount, digits, find};
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::{clock, random};
use bank::command::LimitStock;
use bank::id::PaymentId;
use bank::{Command, Receipt};
use promotion::calendar::TimeMs;
use promotion::coupon::{Limits, Rules};
use serde_json::json;
use wire::Id;

/// What is changed.
#[derive(Debug, clap::Args)]
pub struct BudgetChange {
    /// The batch's identifier or title.
    #[arg(long)]
    stock: String,
    /// The budget as it is now.
    #[arg(long, value_name = "AMOUNT", required_unless_present = "pieces")]
    was: Option<String>,
    /// The budget as it shall be.
    #[arg(long, value_name = "AMOUNT", requires = "was")]
    budget: Option<String>,
    /// The number of pieces as it is now.
    #[arg(long, value_name = "PIECES")]
    pieces_were: Option<u64>,
    /// The number of pieces as it shall be.
    #[arg(long, requires = "pieces_were")]
    pieces: Option<u64>,
}

impl BudgetChange {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let stock = find(desk, &self.stock)?;
        let (currency, seen) = (stock.rules.currency, stock.rules.limits);
        let money = |option, text: &Option<String>, seen| match text {
            Some(text) => amount(option, text, currency),
            None => Ok(seen),
        };
        let was = Limits {
            money_minor: money("--was", &self.was, seen.money_minor)?,
            pieces: self.pieces_were.unwrap_or(seen.pieces),
            ..seen
        };
        let limits = Limits {
            money_minor: money("--budget", &self.budget, was.money_minor)?,
            pieces: self.pieces.unwrap_or(was.pieces),
            ..seen
        };
        let rules = Rules { limits, ..stock.rules };
        rules.check(TimeMs(clock::now().0)).map_err(|error| unsound(error, &rules))?;
        let movement = PaymentId(random::bits()?);
        let command = LimitStock { stock: stock.id, was, limits, movement };
        let Receipt::Stock(id, _) = desk.decide(None, Command::LimitStock(command))? else {
            return Err(CommandError::new("internal", "answered with another receipt"));
        };
        let id = Id(id.0);
        let value = json!({
            "stock": id, "budget_minor": limits.money_minor, "pieces": limits.pieces,
        });
        let budget = digits(limits.money_minor, currency);
        print::value(json, &value, &[format!("batch {id}: {} for {budget}", limits.pieces)]);
        Ok(())
    }
}
