//! Compares what the store holds with what the journal adds up to.

use crate::audit::replay::{OrderEnd, Replay, ReplayedOrder, ReplayedPayment};
use crate::audit::{AuditReport, Finding, ROWS_AT_ONCE};
use crate::id::PaymentId;
use crate::key::Key;
use crate::record::{Account, Evidence, Order, OrderState, Payment, PaymentKind, Record};
use crate::store::{Reader, StoreError};
use std::collections::BTreeSet;

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
    let order = match payment.kind {
        PaymentKind::Order(order) => Some(order),
        PaymentKind::Label(_)
        | PaymentKind::Transfer(_)
        | PaymentKind::TopUp
        | PaymentKind::PayerCode(_) => None,
    };
    let fits = payment.sequence == row.sequence
        && payment.journal_hash == row.hash
        && payment.at == row.at
        && payment.debit == row.debit
        && payment.credit == row.credit
        && payment.amount == row.amount
        && order == row.order
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
    };
    end == replayed.end
        && stored.amount == replayed.amount
        && stored.opened_at == replayed.opened_at
        && stored.expires_at == replayed.expires_at
}
