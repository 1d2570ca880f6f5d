//! `tongbao history`: payments, newest first.

use crate::arguments::History;
use crate::failure::Failure;
use crate::output::{self, moment};
use crate::view;
use serde::Serialize;
use wallet::HistoryPage;
use wallet_io::DeviceWallet;
use wire::payment::PaymentResponse;

#[derive(Debug, Serialize)]
struct HistoryView {
    payments: Vec<PaymentResponse>,
    as_of_ms: Option<u64>,
    online: bool,
}

/// Without a limit one page is shown.
pub async fn run(wallet: &DeviceWallet, asked: History, is_json: bool) -> Result<(), Failure> {
    let mut page = wallet.history(None).await?;
    if let Some(limit) = asked.limit {
        while let Some(before) = page.next_before.filter(|_| page.payments.len() < limit) {
            let next = wallet.history(Some(before)).await?;
            page.payments.extend(next.payments);
            page.next_before = next.next_before;
            page.online &= next.online;
        }
        page.payments.truncate(limit);
    }
    let HistoryPage { payments, next_before: _, as_of_ms, online } = page;
    let mut lines: Vec<String> = payments.iter().map(view::payment_line).collect();
    if let (false, Some(as_of_ms)) = (online, as_of_ms) {
        lines.push(format!("(offline; as of {})", moment(as_of_ms)));
    }
    let payments = payments.into_iter().map(view::payment).collect();
    output::either(is_json, &HistoryView { payments, as_of_ms, online }, || lines.join("\n"))
}
