//! Replays the journal: what accounts, payments and orders must be if every row is true.

use crate::audit::{AuditReport, Finding};
use crate::id::{AccountId, OrderId, PaymentId, TimeMs};
use crate::journal::{JournalEntry, JournalRow, row_hash};
use crate::record::{Floor, Owner};
use money::{Amount, Currency};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What the journal adds up to.
#[derive(Default)]
pub(super) struct Replay {
    pub(super) accounts: BTreeMap<AccountId, ReplayedAccount>,
    pub(super) payments: BTreeMap<PaymentId, ReplayedPayment>,
    pub(super) orders: BTreeMap<OrderId, ReplayedOrder>,
}

/// An account as the journal tells it.
pub(super) struct ReplayedAccount {
    pub(super) owner: Owner,
    pub(super) floor: Floor,
    pub(super) currency: Currency,
    pub(super) balance_minor: i128,
    pub(super) version: u64,
    pub(super) last_sequence: u64,
}

/// A payment as the journal tells it.
pub(super) struct ReplayedPayment {
    pub(super) sequence: u64,
    pub(super) hash: [u8; 32],
    pub(super) at: TimeMs,
    pub(super) debit: AccountId,
    pub(super) credit: AccountId,
    pub(super) amount: Amount,
    pub(super) order: Option<OrderId>,
    pub(super) evidence_hash: [u8; 32],
    /// The payments before it of the account that paid and of the one that was paid.
    pub(super) previous: [u64; 2],
}

/// An order as the journal tells it.
pub(super) struct ReplayedOrder {
    pub(super) credit: AccountId,
    pub(super) amount: Amount,
    pub(super) opened_at: TimeMs,
    pub(super) expires_at: TimeMs,
    pub(super) end: OrderEnd,
}

/// How an order ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OrderEnd {
    Open,
    Closed,
    Paid(PaymentId, TimeMs),
}

impl Replay {
    /// Checks that the row continues the chain; goes on from what the row says of itself, so that
    /// one changed row is one finding.
    pub(super) fn check_chain(&mut self, row: &JournalRow, report: &mut AuditReport) {
        let expected = report.head.sequence + 1;
        if row.sequence != expected {
            report.findings.push(Finding::Gap { expected, found: row.sequence });
        }
        if row.hash != row_hash(&report.head.hash, row.sequence, row.at, &row.entry) {
            report.findings.push(Finding::HashWrong { sequence: row.sequence });
        }
        report.head = row.head();
        report.rows += 1;
    }

    /// Applies the row to what the rows before it made.
    pub(super) fn apply(&mut self, row: JournalRow, report: &mut AuditReport) {
        let sequence = row.sequence;
        let possible = match row.entry {
            JournalEntry::AccountOpened { account, owner, floor, currency } => {
                let (balance_minor, version, last_sequence) = Default::default();
                let opened = ReplayedAccount {
                    owner,
                    floor,
                    currency,
                    balance_minor,
                    version,
                    last_sequence,
                };
                insert_new(&mut self.accounts, account, opened)
            }
            JournalEntry::Moved { payment, debit, credit, amount, order, evidence_hash } => {
                let JournalRow { hash, at, .. } = row;
                let moved = ReplayedPayment {
                    sequence,
                    hash,
                    at,
                    debit,
                    credit,
                    amount,
                    order,
                    evidence_hash,
                    previous: [0; 2],
                };
                self.move_money(payment, moved, report)
            }
            JournalEntry::OrderOpened { order, credit, amount, expires_at } => {
                let (opened_at, end) = (row.at, OrderEnd::Open);
                let opened = ReplayedOrder { credit, amount, opened_at, expires_at, end };
                insert_new(&mut self.orders, order, opened)
            }
            JournalEntry::OrderClosed { order } => self.end_order(order, OrderEnd::Closed),
        };
        if !possible {
            report.findings.push(Finding::RowImpossible { sequence });
        }
    }

    fn move_money(
        &mut self,
        payment: PaymentId,
        mut moved: ReplayedPayment,
        report: &mut AuditReport,
    ) -> bool {
        let ReplayedPayment { sequence, at, debit, credit, amount, order, .. } = moved;
        let mut possible = debit != credit && !amount.is_zero();
        let minor = i128::from(amount.minor());
        let sides = [(debit, -minor), (credit, minor)];
        for ((account, change), previous) in sides.into_iter().zip(&mut moved.previous) {
            let Some(replayed) = self.accounts.get_mut(&account) else {
                possible = false;
                continue;
            };
            possible &= replayed.currency == amount.currency();
            replayed.balance_minor += change;
            replayed.version += 1;
            *previous = std::mem::replace(&mut replayed.last_sequence, sequence);
            if replayed.floor == Floor::Zero && replayed.balance_minor < 0 && change < 0 {
                report.findings.push(Finding::FloorBroken { account, sequence });
            }
        }
        if let Some(order) = order {
            let fits = self.orders.get(&order).is_some_and(|opened| {
                opened.credit == credit && opened.amount == amount && at < opened.expires_at
            });
            possible &= fits && self.end_order(order, OrderEnd::Paid(payment, at));
        }
        if !insert_new(&mut self.payments, payment, moved) {
            report.findings.push(Finding::MovedTwice { payment, sequence });
        }
        possible
    }

    fn end_order(&mut self, order: OrderId, end: OrderEnd) -> bool {
        match self.orders.get_mut(&order) {
            Some(open) if open.end == OrderEnd::Open => {
                open.end = end;
                true
            }
            _ => false,
        }
    }
}

fn insert_new<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: V) -> bool {
    match map.entry(key) {
        Entry::Vacant(entry) => {
            entry.insert(value);
            true
        }
        Entry::Occupied(_) => false,
    }
}
