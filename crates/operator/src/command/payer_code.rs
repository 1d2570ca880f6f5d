//! `tongbaod payer-code`: a payer code charged at the desk for a merchant, as its till would.

use super::desk::Desk;
use super::{CommandError, print};
use crate::campaigns::Campaigns;
use crate::payer_codes::{PayerCodes, code_hash};
use crate::service::{coupon, view};
use crate::{clock, paycodes, random};
use bank::command::ChargePayerCode;
use bank::id::PaymentId;
use bank::{Command, CommandKey, Key, Receipt, Scope};
use money::Amount;
use paycode::PayerCode;
use promotion::campaign::evidence_of_payer_code;
use serde_json::json;
use std::path::Path;
use wire::{ErrorCode, Id};

/// What can be done with payer codes.
#[derive(Debug, clap::Subcommand)]
pub enum PayerCodeCommand {
    /// Charges the code that a payer shows; whatever the answer, the code is used up.
    Charge(Charge),
}

/// What a code is charged with.
#[derive(Debug, clap::Args)]
pub struct Charge {
    /// The merchant's identifier or name.
    #[arg(long)]
    merchant: String,
    /// The 18 digits.
    #[arg(long)]
    code: String,
    /// How much, for example `12.50`.
    #[arg(long)]
    amount: String,
    /// What it is for.
    #[arg(long)]
    note: Option<String>,
    /// The identifier of this payment, to ask again safely; a new one when absent.
    #[arg(long)]
    payment: Option<Id>,
}

impl PayerCodeCommand {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let Self::Charge(asked) = self;
        let result = charge(&desk, asked, json);
        desk.close();
        result
    }
}

fn charge(desk: &Desk, asked: Charge, json: bool) -> Result<(), CommandError> {
    let Charge { merchant, code, amount, note, payment } = asked;
    let amount = Amount::parse(&amount, desk.config.currency)
        .map_err(|error| CommandError::new("amount_malformed", error.to_string()))?;
    let (merchant, labels) = desk.merchant(&merchant)?;
    let refused = |code: ErrorCode| CommandError::new(code.word(), code.sentence());
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let code = PayerCode::parse(&digits)
        .filter(|code| code.prefix() == desk.config.payer_code_prefix.number())
        .ok_or_else(|| refused(ErrorCode::PayerCodeMalformed))?;
    let payment = match payment {
        Some(payment) => payment,
        None => random::id()?,
    };
    let key = CommandKey { scope: Scope::Merchant(merchant.id), id: payment.0 };
    let shown = if desk.reader.record(&Key::Answered(key))?.is_some() {
        None
    } else {
        let codes = PayerCodes::new(&desk.keys);
        codes.load(desk.reader.as_ref())?;
        codes
            .find(merchant.id, &labels, &code, clock::now())
            .map_err(|_| refused(ErrorCode::PayerCodeLocked))?
    };
    let campaigns = Campaigns::default();
    campaigns.refresh(desk.reader.as_ref(), &desk.config.keys)?;
    let command = ChargePayerCode {
        payment: PaymentId(payment.0),
        merchant: merchant.id,
        amount,
        note,
        goods: None,
        code_hash: code_hash(&code),
        draw_evidence: evidence_of_payer_code(code.expose()),
        drawing: campaigns.drawing(clock::now()),
        shown,
        offered: coupon::offered(desk.reader.as_ref(), shown, desk.config.time_zone.zone())?,
        quick_pay: desk.config.quick_pay.limits(),
        payment_max_minor: desk.config.payment_max.minor(),
        open_for_s: desk.config.confirm_within_s,
        fee: desk.config.fee,
    };
    match desk.decide(Some(key), Command::ChargePayerCode(command))? {
        Receipt::Paid(paid) => {
            let mut value = json!({ "state": "paid", "payment": payment });
            let mut line = format!("paid {}", paid.amount.digits());
            if let Ok(saved) = amount.checked_sub(paid.amount)
                && !saved.is_zero()
            {
                value["saved"] = json!(wire::Money::from(saved));
                line.push_str(&format!(", coupons saved {}", saved.digits()));
            }
            print::value(json, &value, &[line]);
        }
        Receipt::PinAsked { order, rule } => {
            let rule = view::rule(rule).word();
            let code = paycodes::order(&desk.config, &merchant, &order)?;
            let value = json!({
                "state": "pin_needed", "order": Id(order.id.0), "rule": rule, "code": code,
                "expires_at_ms": order.expires_at.0,
            });
            let line = format!("the payer was asked for the PIN ({rule}); order {payment}");
            print::value(json, &value, &[line]);
        }
        _ => return Err(CommandError::new("internal", "answered with another receipt")),
    }
    Ok(())
}
