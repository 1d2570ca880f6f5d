//! Compares what the store holds of coupons at the end with what the journal added up to.

use super::begun::Begun;
use super::{Tell, each};
use crate::audit::replay::Replay;
use crate::audit::replay::coupon::coupon_fits;
use crate::audit::{AuditReport, Finding};
use crate::coupon::rules_hash;
use crate::journal::JournalEntry;
use crate::key::{Key, Kind};
use crate::record::{Receiver, Record, Stock};
use crate::store::{Reader, StoreError};
use std::collections::BTreeSet;

/// Compares batches, what was left of coupons, and who received them.
pub(super) fn all(
    reader: &dyn Reader,
    replay: &mut Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    replay.end_discount(report)?;
    stocks(reader, replay, report)?;
    held(reader, replay, report)?;
    receivers(reader, replay, report, tell)?;
    COUPONS.no_more_than(replay.coupons.coupons_received, reader, report, tell)?;
    DISCOUNTS.no_more_than(replay.coupons.discounted, reader, report, tell)
}

fn stocks(
    reader: &dyn Reader,
    replay: &Replay<'_>,
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

fn stock_fits(stored: &Stock, replay: &Replay<'_>) -> bool {
    let Stock { id, title, rules, is_listed, state, budget, account, opened_at } = stored;
    replay.coupons.stocks.get(id).is_some_and(|replayed| {
        rules_hash(title, rules, *is_listed) == replayed.rules_hash
            && (*state, *account, *opened_at)
                == (replayed.state, replayed.account, replayed.opened_at)
            && *budget == replayed.budget
    })
}

/// Compares the coupons that the journal left held; those that ended were compared then.
fn held(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    for (coupon, replayed) in &replay.coupons.held {
        let fits = match reader.record(&Key::Coupon(*coupon))? {
            Some(Record::Coupon(stored)) => coupon_fits(&stored, replayed, replay.directory),
            _ => false,
        };
        if !fits {
            report.findings.push(Finding::CouponDiffers { coupon: *coupon });
        }
    }
    Ok(())
}

fn receivers(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    each(reader, Kind::Receiver, "receivers of coupons", tell, |record| {
        let Record::Receiver(Receiver { stock, person, count }) = record else { return Ok(()) };
        let key = replay.directory.of_person(person).map(|account| (stock, account));
        if key.and_then(|key| replay.coupons.received.get(&key)) != Some(&count) {
            report.findings.push(Finding::StockDiffers { stock });
        }
        seen.extend(key);
        Ok(())
    })?;
    for (stock, _) in replay.coupons.received.keys().filter(|key| !seen.contains(key)) {
        report.findings.push(Finding::StockDiffers { stock: *stock });
    }
    Ok(())
}

const COUPONS: Begun = Begun {
    kind: Kind::Coupon,
    stage: "coupons",
    by: |entry| match entry {
        JournalEntry::CouponReceived { coupon, .. } => Some(coupon.0),
        _ => None,
    },
    found: |key| match key {
        Key::Coupon(coupon) => Some((coupon.0, Finding::CouponDiffers { coupon: *coupon })),
        _ => None,
    },
};

const DISCOUNTS: Begun = Begun {
    kind: Kind::Discount,
    stage: "discounts",
    by: |entry| match entry {
        JournalEntry::Discounted { payment, .. } => Some(payment.0),
        _ => None,
    },
    found: |key| match key {
        Key::Discount(payment) => Some((payment.0, Finding::PaymentDiffers { payment: *payment })),
        _ => None,
    },
};
