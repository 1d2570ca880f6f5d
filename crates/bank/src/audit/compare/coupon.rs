//! Compares what the store holds of coupons with what the journal adds up to.

use crate::audit::replay::Replay;
use crate::audit::{AuditReport, Finding, ROWS_AT_ONCE};
use crate::coupon::rules_hash;
use crate::key::Key;
use crate::record::{Coupon, Discount, Receiver, Record, Stock};
use crate::store::{Reader, StoreError};
use std::collections::BTreeSet;

pub(in crate::audit) fn coupons(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    stocks(reader, replay, report)?;
    each_coupon(reader, replay, report)?;
    receivers(reader, replay, report)?;
    discounts(reader, replay, report)
}

fn stocks(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    for stock in reader.stocks()? {
        seen.insert(stock.id);
        if !stock_fits(&stock, replay) {
            report.findings.push(Finding::StockDiffers { stock: stock.id });
        }
    }
    for stock in replay.coupons.stocks.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::StockDiffers { stock: *stock });
    }
    Ok(())
}

fn stock_fits(stored: &Stock, replay: &Replay) -> bool {
    let Stock { id, title, rules, state, budget, account, opened_at } = stored;
    replay.coupons.stocks.get(id).is_some_and(|replayed| {
        rules_hash(title, rules) == replayed.rules_hash
            && (*state, *account, *opened_at)
                == (replayed.state, replayed.account, replayed.opened_at)
            && *budget == replayed.budget
    })
}

fn each_coupon(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    let mut after = None;
    loop {
        let page = reader.coupons(after, ROWS_AT_ONCE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.coupon.id);
        for coupon in &page {
            seen.insert(coupon.coupon.id);
            if !coupon_fits(reader, coupon, replay)? {
                report.findings.push(Finding::CouponDiffers { coupon: coupon.coupon.id });
            }
        }
    }
    for coupon in replay.coupons.coupons.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::CouponDiffers { coupon: *coupon });
    }
    Ok(())
}

fn coupon_fits(reader: &dyn Reader, stored: &Coupon, replay: &Replay) -> Result<bool, StoreError> {
    let Coupon { coupon, person, taken, received_at, state } = stored;
    let Some(replayed) = replay.coupons.coupons.get(&coupon.id) else { return Ok(false) };
    let fits = *coupon == replayed.coupon
        && (*taken, *received_at, *state) == (replayed.taken, replayed.received_at, replayed.state);
    let account = match reader.record(&Key::Person(*person))? {
        Some(Record::Person(person)) => Some(person.account),
        _ => None,
    };
    Ok(fits && account == Some(replayed.account))
}

fn receivers(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    for Receiver { stock, person, count } in reader.receivers()? {
        let account = match reader.record(&Key::Person(person))? {
            Some(Record::Person(person)) => Some(person.account),
            _ => None,
        };
        let received = account.and_then(|account| replay.coupons.received.get(&(stock, account)));
        if received != Some(&count) {
            report.findings.push(Finding::StockDiffers { stock });
        }
        seen.extend(account.map(|account| (stock, account)));
    }
    for (stock, _) in replay.coupons.received.keys().filter(|key| !seen.contains(key)) {
        report.findings.push(Finding::StockDiffers { stock: *stock });
    }
    Ok(())
}

fn discounts(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    let mut after = None;
    loop {
        let page = reader.discounts(after, ROWS_AT_ONCE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.payment);
        for discount in &page {
            seen.insert(discount.payment);
            if !discount_fits(discount, replay) {
                report.findings.push(Finding::PaymentDiffers { payment: discount.payment });
            }
        }
    }
    for payment in replay.coupons.discounts.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::PaymentDiffers { payment: *payment });
    }
    Ok(())
}

/// What was paid and what was saved come to the price.
fn discount_fits(stored: &Discount, replay: &Replay) -> bool {
    let Discount { payment, total, used } = stored;
    let paid = replay.payments.get(payment).map(|paid| paid.amount.minor());
    let saved = used.iter().map(|used| used.saving_minor).sum::<u64>();
    let replayed = replay.coupons.discounts.get(payment);
    replayed.is_some_and(|replayed| *total == replayed.total && *used == replayed.used)
        && paid.and_then(|paid| paid.checked_add(saved)) == Some(total.minor())
}
