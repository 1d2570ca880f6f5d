//! `tongbaod order reverse`: an attempt to be paid that is taken back at the desk.

use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::{clock, random};
use bank::command::ReverseOrder;
use bank::id::{OrderId, PaymentId};
use bank::{Command, Receipt};
use serde_json::json;
use wire::Id;

/// What is taken back.
#[derive(Debug, clap::Args)]
pub struct Reverse {
    /// The merchant's identifier or name.
    #[arg(long)]
    merchant: String,
    /// The order, or the payment of a payer code that was charged.
    #[arg(long)]
    order: Id,
}

impl Reverse {
    pub(in crate::command) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let (merchant, _) = desk.merchant(&self.merchant)?;
        let command = ReverseOrder {
            order: OrderId(self.order.0),
            merchant: merchant.id,
            reversal: PaymentId(random::bits()?),
            day_began_at: desk.config.time_zone.day_began_at(clock::now()),
        };
        let receipt = desk.decide(None, Command::ReverseOrder(command))?;
        let Receipt::Reversed { reversal, .. } = receipt else {
            return Err(CommandError::new("internal", "answered with another receipt"));
        };
        let line = match &reversal {
            Some(back) => format!("{} went back", back.amount),
            None => "it was not paid, and never will be".to_owned(),
        };
        let value = json!({
            "order": self.order,
            "reversal": reversal.as_ref().map(|back| Id(back.id.0)),
            "amount_minor": reversal.as_ref().map(|back| back.amount.minor()),
        });
        print::value(json, &value, &[line]);
        Ok(())
    }
}
