//! `tongbaod order refund`: a payment given back at the desk, out of the merchant's account.

use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::random;
use bank::id::{OrderId, PaymentId};
use bank::record::{OrderState, Owner, Record};
use bank::{Command, CommandKey, Key, Receipt, Scope, command};
use money::Amount;
use serde_json::json;
use wire::Id;

/// What is refunded.
#[derive(Debug, clap::Args)]
pub struct Refund {
    /// The order whose payment is refunded.
    #[arg(long, required_unless_present = "payment", conflicts_with = "payment")]
    order: Option<Id>,
    /// The payment.
    #[arg(long)]
    payment: Option<Id>,
    /// How much, for example `12.50`.
    #[arg(long)]
    amount: String,
    /// Why; the payer reads it.
    #[arg(long)]
    reason: Option<String>,
    /// The identifier of this refund, to ask again safely; a new one when absent.
    #[arg(long)]
    refund: Option<Id>,
}

impl Refund {
    pub(in crate::command) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let Self { order, payment, amount, reason, refund } = self;
        let amount = Amount::parse(&amount, desk.config.currency)
            .map_err(|error| CommandError::new("amount_malformed", error.to_string()))?;
        let payment = match (payment, order) {
            (Some(payment), _) => PaymentId(payment.0),
            (None, Some(order)) => payment_of(desk, order)?,
            (None, None) => return Err(unknown()),
        };
        let Some(Record::Payment(paid)) = desk.reader.record(&Key::Payment(payment))? else {
            return Err(unknown());
        };
        let Owner::Merchant(merchant) = desk.account(paid.credit)?.owner else {
            return Err(unknown());
        };
        let refund = match refund {
            Some(refund) => refund,
            None => random::id()?,
        };
        let key = CommandKey { scope: Scope::Merchant(merchant), id: refund.0 };
        let refund = PaymentId(refund.0);
        let command = command::Refund { refund, payment, merchant, amount, reason };
        let Receipt::Paid(back) = desk.decide(Some(key), Command::Refund(command))? else {
            return Err(CommandError::new("internal", "answered with another receipt"));
        };
        let id = Id(back.id.0);
        let value =
            json!({ "refund": id, "payment": Id(payment.0), "amount_minor": back.amount.minor() });
        print::value(json, &value, &[format!("refund {id}: {} went back", back.amount)]);
        Ok(())
    }
}

fn unknown() -> CommandError {
    CommandError::new("payment_unknown", "no merchant was paid so")
}

fn payment_of(desk: &Desk, order: Id) -> Result<PaymentId, CommandError> {
    let Some(Record::Order(order)) = desk.reader.record(&Key::Order(OrderId(order.0)))? else {
        return Err(CommandError::new("order_unknown", "there is no such order"));
    };
    match order.state {
        OrderState::Paid { payment, .. }
        | OrderState::Refunded { payment, .. }
        | OrderState::Reversed { payment: Some(payment), .. } => Ok(payment),
        OrderState::Open | OrderState::Closed | OrderState::Reversed { payment: None, .. } => {
            Err(unknown())
        }
    }
}
