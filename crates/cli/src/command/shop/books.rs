//! What a shop took, and its daily bills.

use super::id;
use crate::arguments::Figures as Asked;
use crate::failure::Failure;
use crate::output;
use crate::saving;
use serde::Serialize;
use std::path::PathBuf;
use wallet::WalletError;
use wallet::merchant::{Bar, BillsPage, DayBill, Net, Span, TradeSums, local_day};
use wallet_io::DeviceWallet;
use wire::{Id, Money};

#[derive(Debug, Serialize)]
pub(super) struct SumsView {
    count: u64,
    price: Money,
    cash: Money,
    by_operator: Money,
    by_shops: Money,
    given_up: Money,
    fee: Money,
}

#[derive(Debug, Serialize)]
pub(super) struct NetView {
    amount: Money,
    is_negative: bool,
}

#[derive(Debug, Serialize)]
struct BarView {
    name: String,
    count: u64,
    price: Money,
}

#[derive(Debug, Serialize)]
struct CustomersView {
    count: u64,
    returning: u64,
}

#[derive(Debug, Serialize)]
struct FiguresView {
    from: String,
    until: String,
    as_of_ms: u64,
    payments: SumsView,
    refunds: SumsView,
    reversals: SumsView,
    net: NetView,
    hours: Vec<BarView>,
    days: Vec<BarView>,
    customers: Option<CustomersView>,
}

#[derive(Debug, Serialize)]
struct BillView {
    date: String,
    opening: NetView,
    closing: NetView,
    payments: SumsView,
    refunds: SumsView,
    reversals: SumsView,
    net: NetView,
    other_in: Money,
    other_out: Money,
    withdrawn: Money,
    at_ms: u64,
}

#[derive(Debug, Serialize)]
struct BillsView {
    bills: Vec<BillView>,
    next_before: Option<String>,
}

/// Prints a shop's figures.
pub(super) async fn figures(
    wallet: &DeviceWallet,
    asked: Asked,
    is_json: bool,
) -> Result<(), Failure> {
    let merchant = id(&asked.shop)?;
    let figures = wallet.figures(merchant, span(asked)?).await?;
    let bars = |bars: Vec<Bar>| bars.into_iter().map(bar).collect();
    let customers = figures.customers;
    let view = FiguresView {
        from: figures.from.to_string(),
        until: figures.until.to_string(),
        as_of_ms: figures.as_of_ms,
        payments: sums(figures.payments),
        refunds: sums(figures.refunds),
        reversals: sums(figures.reversals),
        net: net(figures.net),
        hours: bars(figures.hours),
        days: bars(figures.days),
        customers: customers
            .map(|told| CustomersView { count: told.count, returning: told.returning }),
    };
    let (payments, refunds, change) = (figures.payments, figures.refunds, figures.net);
    let fee_back = refunds.fee.checked_add(figures.reversals.fee).unwrap_or(refunds.fee);
    output::either(is_json, &view, || {
        let mut lines = vec![
            format!("{} to {}", view.from, view.until),
            format!("takings    {}  {} payments", payments.price, payments.count),
            format!("paid       {}", payments.cash),
            format!("operator   {}", payments.by_operator),
            format!("shops      {}", payments.by_shops),
            format!("given up   {}", payments.given_up),
            format!("fee        {}  {} of it given back", payments.fee, fee_back),
            format!("refunds    {}  {}", refunds.price, refunds.count),
            format!("net        {}", signed(change)),
        ];
        lines.extend(view.customers.as_ref().map(|told| {
            format!("customers  {}, {} of them returning", told.count, told.returning)
        }));
        lines.join("\n")
    })
}

/// Returns which days are asked for.
pub(super) fn span(asked: Asked) -> Result<Span, Failure> {
    let Asked { shop: _, week, month, back, from, until } = asked;
    let day = |text: &str| local_day(text).ok_or(WalletError::DaysMalformed);
    Ok(match (from, until) {
        (Some(from), Some(until)) => Span::Days(day(&from)?, day(&until)?),
        _ if week => Span::Week(back),
        _ if month => Span::Month(back),
        _ => Span::Day(back),
    })
}

/// Prints a page of a shop's bills.
pub(super) async fn bills(
    wallet: &DeviceWallet,
    merchant: Id,
    before: Option<&str>,
    is_json: bool,
) -> Result<(), Failure> {
    let BillsPage { bills, next_before } = wallet.bills(merchant, before).await?;
    let mut lines: Vec<String> = bills
        .iter()
        .map(|bill| {
            let DayBill { date, payments, closing, .. } = bill;
            let closing = signed(*closing);
            format!("{date}  {} in {} payments, held {closing}", payments.price, payments.count)
        })
        .collect();
    lines.extend(next_before.as_ref().map(|day| format!("more with --before {day}")));
    let view = BillsView { bills: bills.into_iter().map(bill).collect(), next_before };
    output::either(is_json, &view, || {
        if lines.is_empty() { "No bills.".to_owned() } else { lines.join("\n") }
    })
}

/// Saves a file of a bill, once it is the one that was signed.
pub(super) async fn file(
    wallet: &DeviceWallet,
    merchant: Id,
    (day, file): (&str, &str),
    save: Option<PathBuf>,
    is_json: bool,
) -> Result<(), Failure> {
    let content = wallet.bill_file(merchant, day, file).await?;
    let path = save.unwrap_or_else(|| PathBuf::from(format!("{day}-{file}")));
    saving::keep(&path, content.as_ref())?;
    let path = path.display().to_string();
    output::either(is_json, &serde_json::json!({ "file": path }), || path.clone())
}

/// Saves a shop's portable file, once its seal is good.
pub(super) async fn export(
    wallet: &DeviceWallet,
    merchant: Id,
    save: Option<PathBuf>,
    is_json: bool,
) -> Result<(), Failure> {
    let export = wallet.export_shop(merchant).await?;
    let path = save.unwrap_or_else(|| PathBuf::from(format!("shop-{merchant}.tongbao.jsonl")));
    saving::keep(&path, export.content.as_ref())?;
    let (path, payments) = (path.display().to_string(), export.payments);
    let view = serde_json::json!({ "file": path, "payments": payments });
    output::either(is_json, &view, || format!("{path}  {payments} payments"))
}

fn bill(bill: DayBill) -> BillView {
    let DayBill { date, opening, closing, payments, refunds, reversals, .. } = bill;
    BillView {
        date,
        opening: net(opening),
        closing: net(closing),
        payments: sums(payments),
        refunds: sums(refunds),
        reversals: sums(reversals),
        net: net(bill.net),
        other_in: bill.other_in.into(),
        other_out: bill.other_out.into(),
        withdrawn: bill.withdrawn.into(),
        at_ms: bill.at_ms,
    }
}

pub(super) fn sums(sums: TradeSums) -> SumsView {
    let TradeSums { count, price, cash, by_operator, by_shops, given_up, fee } = sums;
    SumsView {
        count,
        price: price.into(),
        cash: cash.into(),
        by_operator: by_operator.into(),
        by_shops: by_shops.into(),
        given_up: given_up.into(),
        fee: fee.into(),
    }
}

pub(super) fn net(net: Net) -> NetView {
    let Net { amount, is_negative } = net;
    NetView { amount: amount.into(), is_negative }
}

fn bar(bar: Bar) -> BarView {
    let Bar { name, count, price, share: _ } = bar;
    BarView { name, count, price: price.into() }
}

pub(super) fn signed(net: Net) -> String {
    format!("{}{}", if net.is_negative { "-" } else { "" }, net.amount)
}
