//! Who came, and who came again: different payers of a time, and those of them who had paid on
//! another day too. Looked through newest first, and given up where it would be too much for one
//! request, so that a shop with a million payments a day gets its other figures all the same.

use super::Asked;
use crate::bill::{BillError, Books};
use bank::TimeMs;
use bank::id::AccountId;
use bank::record::{Merchant, Payment, PaymentKind};
use promotion::calendar::{self, DAY_MS, LocalDay, Zone};
use std::collections::BTreeMap;
use wire::bill::CustomerFigures;

/// The most movements that are looked through.
const MOST: usize = 50_000;

const PAGE: u32 = 1000;

/// For how long before the time somebody who came is known again.
const KNOWN_MS: u64 = 30 * DAY_MS;

/// What is known of a payer.
struct Seen {
    /// A day on which the payer paid.
    day: LocalDay,
    is_in: bool,
    is_returning: bool,
}

/// Counts; none where there is too much.
pub(super) fn count(
    books: Books<'_>,
    merchant: &Merchant,
    zone: Zone,
    asked: Asked,
) -> Result<Option<CustomerFigures>, BillError> {
    let since = TimeMs(asked.from.0.saturating_sub(KNOWN_MS));
    let mut payers: BTreeMap<AccountId, Seen> = BTreeMap::new();
    let (mut looked, mut before) = (0, None);
    loop {
        let page = books.reader.payments(merchant.account, before, PAGE)?;
        looked += page.len();
        for payment in &page {
            if is_customer(payment, merchant) && (since..asked.until).contains(&payment.at) {
                let day = zone.local(calendar::TimeMs(payment.at.0)).day;
                let is_in = payment.at >= asked.from;
                let seen = payers.entry(payment.debit);
                let seen = seen.or_insert(Seen { day, is_in, is_returning: false });
                seen.is_in |= is_in;
                seen.is_returning |= seen.day != day;
            }
        }
        let last = page.last().filter(|last| last.at >= since);
        match last {
            Some(_) if looked >= MOST => return Ok(None),
            Some(last) if page.len() >= PAGE as usize => before = Some(last.sequence),
            _ => break,
        }
    }
    let came = || payers.values().filter(|seen| seen.is_in);
    let returning = came().filter(|seen| seen.is_returning).count();
    Ok(Some(CustomerFigures { count: came().count() as u64, returning: returning as u64 }))
}

fn is_customer(payment: &Payment, merchant: &Merchant) -> bool {
    let is_trade = matches!(
        payment.kind,
        PaymentKind::Label(_) | PaymentKind::Order(_) | PaymentKind::PayerCode(_)
    );
    is_trade && payment.credit == merchant.account
}
