//! `tongbao balance`: what there is to spend, and when that was true.

use crate::failure::Failure;
use crate::output::{self, moment};
use crate::view::{HoldView, QuickPayView, UnfinishedView, sandbox_line};
use paycode::printable;
use serde::Serialize;
use wallet::Home;
use wallet_io::DeviceWallet;
use wire::Money;

#[derive(Debug, Serialize)]
struct BalanceView {
    name: String,
    balance: Option<Money>,
    available: Option<Money>,
    holds: Vec<HoldView>,
    as_of_ms: Option<u64>,
    online: bool,
    unfinished: Vec<UnfinishedView>,
    quick_pay: Option<QuickPayView>,
    sandbox: bool,
}

pub async fn run(wallet: &DeviceWallet, is_json: bool) -> Result<(), Failure> {
    let home = wallet.home().await?;
    let Home { profile, balance, holds, online, recent: _, unfinished, quick_pay, merchants: _ } =
        home;
    let unfinished_count = unfinished.len();
    let view = BalanceView {
        name: profile.name,
        balance: balance.map(|known| known.amount.into()),
        available: balance.map(|known| known.available.into()),
        holds: holds.into_iter().map(HoldView::from).collect(),
        as_of_ms: balance.map(|known| known.as_of_ms),
        online,
        unfinished: unfinished.into_iter().map(UnfinishedView::from).collect(),
        quick_pay: quick_pay.map(QuickPayView::from),
        sandbox: profile.sandbox,
    };
    output::either(is_json, &view, || {
        let sum = balance.map_or("unknown".to_owned(), |known| known.amount.to_string());
        let mut text = format!("{}: {sum}", printable(&view.name));
        if let Some(known) = balance.filter(|known| known.available != known.amount) {
            text += &format!(", {} to spend: the rest is held", known.available);
        }
        if let (false, Some(known)) = (online, balance) {
            text += &format!(" (offline; as of {})", moment(known.as_of_ms));
        }
        if unfinished_count > 0 {
            text += &format!("\n{unfinished_count} unfinished: see `tongbao resume`");
        }
        text + sandbox_line(view.sandbox)
    })
}
