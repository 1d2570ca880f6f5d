//! Compares what the store holds with what the journal adds up to.

mod coupon;

pub(super) use coupon::coupons;

use crate::audit::replay::{Cause, OrderEnd, Replay, ReplayedHold, ReplayedOrder, ReplayedPayment};
use crate::audit::{AuditReport, Finding, ROWS_AT_ONCE};
use crate::id::{HoldId, PaymentId};
use crate::journal::Return;
use crate::key::Key;
use crate::record::{
    Account, Evidence, Hold, Order, OrderState, Payment, PaymentKind, Record, Returned, Setting,
};
use crate::setting::SettingKey;
use crate::store::{Reader, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// Compares every payment with its row.
pub(super) fn payments(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut seen: BTreeSet<PaymentId> = BTreeSet::new();
    let mut after = 0;
    loop {
        let page = reader.payments_by_sequence(after, ROWS_AT_ONCE)?;
        let Some(last) = page.last() else { break };
        after = last.sequence;
        for payment in &page {
            report.payments += 1;
            seen.insert(payment.id);
            match replay.payments.get(&payment.id) {
                None => report.findings.push(Finding::PaymentExtra { payment: payment.id }),
                Some(row) => payment_fits(payment, row, report),
            }
        }
    }
    for payment in replay.payments.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::PaymentMissing { payment: *payment });
    }
    Ok(())
}

fn payment_fits(payment: &Payment, row: &ReplayedPayment, report: &mut AuditReport) {
    let cause = match (payment.kind, row.cause) {
        (PaymentKind::Order(order), _) => Cause::Paid(Some(order)),
        // Which order the payment settled is compared with the order.
        (PaymentKind::Refund(of), Cause::Returned(_, _, order)) => {
            Cause::Returned(Return::Refunded, of, order)
        }
        (PaymentKind::Reversal(of), Cause::Returned(_, _, order)) => {
            Cause::Returned(Return::Reversed, of, order)
        }
        (PaymentKind::Refund(of), _) => Cause::Returned(Return::Refunded, of, None),
        (PaymentKind::Reversal(of), _) => Cause::Returned(Return::Reversed, of, None),
        (PaymentKind::Held(hold), _) => Cause::Held(hold),
        (PaymentKind::Subsidy(of) | PaymentKind::SubsidyReturned(of), _) => Cause::Budget(Some(of)),
        (PaymentKind::Budget(_), _) => Cause::Budget(None),
        (
            PaymentKind::Label(_)
            | PaymentKind::Transfer(_)
            | PaymentKind::TopUp
            | PaymentKind::PayerCode(_)
            | PaymentKind::Booking,
            _,
        ) => Cause::Paid(None),
    };
    let fits = payment.sequence == row.sequence
        && payment.journal_hash == row.hash
        && payment.at == row.at
        && payment.debit == row.debit
        && payment.credit == row.credit
        && payment.amount == row.amount
        && cause == row.cause
        && [payment.debit_previous, payment.credit_previous] == row.previous;
    if !fits {
        report.findings.push(Finding::PaymentDiffers { payment: payment.id });
    }
    let evidence_hash = payment.evidence.as_ref().map_or([0; 32], Evidence::hash);
    if evidence_hash != row.evidence_hash {
        report.findings.push(Finding::EvidenceDiffers { payment: payment.id });
    }
}

/// Compares every account with its replayed balance, and adds all up.
pub(super) fn accounts(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    let mut after = None;
    loop {
        let page = reader.accounts(after, ROWS_AT_ONCE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for account in &page {
            seen.insert(account.id);
            account_fits(account, replay, report);
        }
    }
    for account in replay.accounts.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::AccountMissing { account: *account });
    }
    Ok(())
}

fn account_fits(stored: &Account, replay: &Replay, report: &mut AuditReport) {
    let account = stored.id;
    report.accounts += 1;
    *report.sums_minor.entry(stored.balance.currency()).or_default() +=
        i128::from(stored.balance.minor());
    let Some(replayed) = replay.accounts.get(&account) else {
        report.findings.push(Finding::AccountExtra { account });
        return;
    };
    if (stored.owner, stored.floor, stored.balance.currency())
        != (replayed.owner, replayed.floor, replayed.currency)
    {
        report.findings.push(Finding::AccountDiffers { account });
    }
    if i128::from(stored.balance.minor()) != replayed.balance_minor {
        report.findings.push(Finding::BalanceDiffers {
            account,
            replayed_minor: replayed.balance_minor,
            stored_minor: stored.balance.minor(),
        });
    }
    if i128::from(stored.held_minor) != replayed.held_minor {
        report.findings.push(Finding::HeldDiffers {
            account,
            replayed_minor: replayed.held_minor,
            stored_minor: stored.held_minor,
        });
    }
    if (stored.version, stored.last_sequence) != (replayed.version, replayed.last_sequence) {
        report.findings.push(Finding::VersionDiffers { account });
    }
}

/// Compares every order of the journal with its record.
pub(super) fn orders(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    for (order, replayed) in &replay.orders {
        let fits = match reader.record(&Key::Order(*order))? {
            Some(Record::Order(stored)) => order_fits(&stored, replayed),
            _ => false,
        };
        if !fits {
            report.findings.push(Finding::OrderDiffers { order: *order });
        }
    }
    Ok(())
}

fn order_fits(stored: &Order, replayed: &ReplayedOrder) -> bool {
    let end = match stored.state {
        OrderState::Open => OrderEnd::Open,
        OrderState::Closed => OrderEnd::Closed,
        OrderState::Paid { payment, at } => OrderEnd::Paid(payment, at),
        OrderState::Reversed { payment, at } => OrderEnd::Reversed(payment, at),
        OrderState::Refunded { payment, at, refunded_minor } => {
            OrderEnd::Refunded(payment, at, refunded_minor)
        }
    };
    end == replayed.end
        && stored.asked == replayed.asked
        && stored.amount == replayed.amount
        && stored.opened_at == replayed.opened_at
        && stored.expires_at == replayed.expires_at
}

/// Compares every hold with what the journal says of it.
pub(super) fn holds(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut seen: BTreeSet<HoldId> = BTreeSet::new();
    let mut after = None;
    loop {
        let page = reader.holds_by_id(after, ROWS_AT_ONCE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for hold in &page {
            seen.insert(hold.id);
            if !replay.holds.get(&hold.id).is_some_and(|replayed| hold_fits(hold, replayed)) {
                report.findings.push(Finding::HoldDiffers { hold: hold.id });
            }
        }
    }
    for hold in replay.holds.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::HoldDiffers { hold: *hold });
    }
    Ok(())
}

fn hold_fits(stored: &Hold, replayed: &ReplayedHold) -> bool {
    let Hold { id: _, debit, credit, amount, note: _, opened_at, expires_at, state } = stored;
    (*debit, *credit, *amount) == (replayed.debit, replayed.credit, replayed.amount)
        && (*opened_at, *expires_at) == (replayed.opened_at, replayed.expires_at)
        && *state == replayed.state
}

/// Compares what is remembered of refunds and reversals with what the journal adds up to.
pub(super) fn returned(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut seen: BTreeSet<PaymentId> = BTreeSet::new();
    let mut after = None;
    loop {
        let page: Vec<Returned> = reader.returned(after, ROWS_AT_ONCE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.payment);
        for returned in &page {
            seen.insert(returned.payment);
            if replay.returned.get(&returned.payment) != Some(returned) {
                report.findings.push(Finding::ReturnedDiffers { payment: returned.payment });
            }
        }
    }
    for payment in replay.returned.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::ReturnedDiffers { payment: *payment });
    }
    Ok(())
}

/// Compares every setting with its last change.
pub(super) fn settings(
    reader: &dyn Reader,
    replay: &Replay,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let stored = reader.settings()?.into_iter().map(|setting| (setting.key, setting));
    let stored: BTreeMap<SettingKey, Setting> = stored.collect();
    for key in SettingKey::ALL.iter().copied() {
        if stored.get(&key) != replay.settings.get(&key) {
            report.findings.push(Finding::SettingDiffers { key });
        }
    }
    Ok(())
}
