//! `tongbaod order`: an order opened at the desk for a merchant, watched until it is paid, taken
//! back, or refunded.

mod refund;
mod reverse;

use super::desk::Desk;
use super::{CommandError, print};
use crate::{clock, paycodes, random};
use bank::command::OpenOrder;
use bank::id::OrderId;
use bank::record::{self, OrderState, Record};
use bank::{Command, CommandKey, Key, Receipt, Scope};
use money::{Amount, Currency};
use promotion::coupon::{Basket, GOODS_FORM, GoodsLine};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use wire::Id;

/// What can be done with orders.
#[derive(Debug, clap::Subcommand)]
pub enum Order {
    /// Opens an order with a fixed amount and prints its code.
    Open(Open),
    /// Takes an attempt to be paid back: from 15 seconds after it on, and on the same day.
    Reverse(reverse::Reverse),
    /// Refunds a payment, whole or in part.
    Refund(refund::Refund),
}

/// What an order is opened with.
#[derive(Debug, clap::Args)]
pub struct Open {
    /// The merchant's identifier or name.
    #[arg(long)]
    merchant: String,
    /// How much, for example `12.50`.
    #[arg(long, required_unless_present = "items")]
    amount: Option<String>,
    /// What is bought instead, a line each, for example `Tea*2@3.00#drink`: it comes to the amount,
    /// and coupons may be for some of it.
    #[arg(long = "item", id = "items", value_name = "ITEM", conflicts_with = "amount")]
    items: Vec<String>,
    /// What it is for.
    #[arg(long)]
    note: Option<String>,
    /// How long it can be paid, in seconds.
    #[arg(long, default_value_t = 180)]
    expires_in_s: u32,
    /// Draws the code into this file, as SVG or PNG by its ending.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Waits until the order is paid or over.
    #[arg(long)]
    watch: bool,
}

impl Order {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::Open(order) => open(&desk, order, json),
            Self::Reverse(reverse) => reverse.run(&desk, json),
            Self::Refund(refund) => refund.run(&desk, json),
        };
        desk.close();
        result
    }
}

fn open(desk: &Desk, wanted: Open, json: bool) -> Result<(), CommandError> {
    let Open { merchant, amount, items, note, expires_in_s, out, watch } = wanted;
    let currency = desk.config.currency;
    let malformed = |why: &str| CommandError::new("amount_malformed", why);
    let (goods, amount) = match amount {
        Some(digits) => (None, Amount::parse(&digits, currency)),
        None => {
            let goods = basket(&items, currency)?;
            let total = Amount::new(goods.total_minor(), currency);
            (Some(goods), total)
        }
    };
    let amount = amount.map_err(|error| malformed(&error.to_string()))?;
    let (merchant, _) = desk.merchant(&merchant)?;
    let id = random::id()?;
    let key = CommandKey { scope: Scope::Merchant(merchant.id), id: id.0 };
    let command = Command::OpenOrder(OpenOrder {
        order: OrderId(id.0),
        merchant: merchant.id,
        amount,
        note,
        goods,
        open_for_s: expires_in_s,
        payment_max_minor: desk.config.payment_max.minor(),
    });
    let Receipt::Order(order) = desk.decide(Some(key), command)? else {
        return Err(CommandError::new("internal", "answered with another receipt"));
    };
    let code = paycodes::order(&desk.config, &merchant, &order)?;
    if let Some(out) = out {
        draw(&code, &out)?;
    }
    let value = json!({
        "order": id, "code": code, "amount_minor": amount.minor(),
        "expires_at_ms": order.expires_at.0,
    });
    print::value(json, &value, &[format!("order {id}"), code]);
    if watch { wait(desk, &order, json) } else { Ok(()) }
}

/// Reads what is bought.
fn basket(items: &[String], currency: Currency) -> Result<Basket, CommandError> {
    let malformed = |why: &str| {
        let said = format!("an item cannot be read: {why}. {GOODS_FORM}");
        CommandError::new("item_malformed", said)
    };
    let lines = items.iter().map(|item| GoodsLine::written(item, currency));
    let lines: Result<Vec<GoodsLine>, String> = lines.collect();
    let basket = Basket::new(lines.map_err(|why| malformed(&why))?);
    basket.map_err(|error| malformed(&error.to_string()))
}

fn draw(code: &str, out: &Path) -> Result<(), CommandError> {
    let bytes = match out.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => paycodes::draw_svg(code)?.into_bytes(),
        Some("png") => paycodes::draw_png(code)?,
        _ => return Err(CommandError::new("file", "the file's name ends in .svg or .png")),
    };
    std::fs::write(out, bytes).map_err(|error| CommandError::file(out, &error))
}

fn wait(desk: &Desk, order: &record::Order, json: bool) -> Result<(), CommandError> {
    loop {
        let now = clock::now();
        let Some(Record::Order(seen)) = desk.reader.record(&Key::Order(order.id))? else {
            return Err(CommandError::new("order_unknown", "the order is gone"));
        };
        match seen.state {
            OrderState::Paid { payment, .. } | OrderState::Refunded { payment, .. } => {
                let payment = Id(payment.0);
                let value = json!({ "state": "paid", "payment": payment });
                print::value(json, &value, &[format!("paid {}", seen.amount.digits())]);
                return Ok(());
            }
            OrderState::Reversed { .. } => {
                return Err(CommandError::new("order_reversed", "the order was reversed"));
            }
            OrderState::Closed => {
                return Err(CommandError::new("order_closed", "the order was closed"));
            }
            OrderState::Open if now >= seen.expires_at => {
                return Err(CommandError::new("order_expired", "nobody paid in time"));
            }
            OrderState::Open => std::thread::sleep(Duration::from_millis(300)),
        }
    }
}
