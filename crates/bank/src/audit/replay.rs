//! Replays the journal: what accounts, payments and orders must be if every row is true.

pub(super) mod coupon;
mod hold;
mod returned;
mod setting;

use crate::audit::{AuditReport, Finding};
use crate::id::{AccountId, HoldId, OrderId, PaymentId, TimeMs};
use crate::journal::{JournalEntry, JournalRow, Return, row_hash};
use crate::record::{Floor, HoldState, Owner, Returned, Setting};
use crate::setting::SettingKey;
use money::{Amount, Currency};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What the journal adds up to.
#[derive(Default)]
pub(super) struct Replay {
    pub(super) accounts: BTreeMap<AccountId, ReplayedAccount>,
    pub(super) payments: BTreeMap<PaymentId, ReplayedPayment>,
    pub(super) orders: BTreeMap<OrderId, ReplayedOrder>,
    pub(super) holds: BTreeMap<HoldId, ReplayedHold>,
    pub(super) returned: BTreeMap<PaymentId, Returned>,
    pub(super) settings: BTreeMap<SettingKey, Setting>,
    pub(super) coupons: coupon::Coupons,
}

/// An account as the journal tells it.
pub(super) struct ReplayedAccount {
    pub(super) owner: Owner,
    pub(super) floor: Floor,
    pub(super) currency: Currency,
    pub(super) balance_minor: i128,
    pub(super) held_minor: i128,
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
    pub(super) cause: Cause,
    pub(super) evidence_hash: [u8; 32],
    /// The payments before it of the account that paid and of the one that was paid.
    pub(super) previous: [u64; 2],
}

/// Why money moved.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// It was paid, perhaps for an order.
    Paid(Option<OrderId>),
    /// It went back.
    Returned(Return, PaymentId, Option<OrderId>),
    /// It was held before.
    Held(HoldId),
    /// It was laid aside for coupons, or given back; or it is a coupon's part of a payment.
    Budget(Option<PaymentId>),
}

/// An order as the journal tells it.
pub(super) struct ReplayedOrder {
    pub(super) credit: AccountId,
    pub(super) amount: Amount,
    pub(super) opened_at: TimeMs,
    pub(super) expires_at: TimeMs,
    pub(super) asked: Option<AccountId>,
    pub(super) end: OrderEnd,
}

/// How an order ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OrderEnd {
    Open,
    Closed,
    Paid(PaymentId, TimeMs),
    /// Which payment went back, and when.
    Reversed(Option<PaymentId>, TimeMs),
    /// Paid by which payment, when, and how much of it went back.
    Refunded(PaymentId, TimeMs, u64),
}

/// Money that is or was held, as the journal tells it.
pub(super) struct ReplayedHold {
    pub(super) debit: AccountId,
    pub(super) credit: AccountId,
    pub(super) amount: Amount,
    pub(super) opened_at: TimeMs,
    pub(super) expires_at: TimeMs,
    pub(super) state: HoldState,
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
        let JournalRow { sequence, at, entry, hash } = row;
        let moved = |debit, credit, amount, cause, evidence_hash| ReplayedPayment {
            sequence,
            hash,
            at,
            debit,
            credit,
            amount,
            cause,
            evidence_hash,
            previous: [0; 2],
        };
        let possible = match entry {
            JournalEntry::AccountOpened { account, owner, floor, currency } => {
                self.open_account(account, owner, floor, currency)
            }
            JournalEntry::Moved { payment, debit, credit, amount, order, evidence_hash } => {
                let moved = moved(debit, credit, amount, Cause::Paid(order), evidence_hash);
                self.pay(payment, moved, order, report)
            }
            JournalEntry::OrderOpened { order, credit, amount, expires_at } => {
                let (asked, end) = (None, OrderEnd::Open);
                let opened_at = at;
                let opened = ReplayedOrder { credit, amount, opened_at, expires_at, asked, end };
                insert_new(&mut self.orders, order, opened)
            }
            JournalEntry::PayerAsked { order, credit, amount, expires_at, payer } => {
                let (asked, end) = (Some(payer), OrderEnd::Open);
                let opened_at = at;
                let opened = ReplayedOrder { credit, amount, opened_at, expires_at, asked, end };
                insert_new(&mut self.orders, order, opened)
            }
            JournalEntry::OrderClosed { order } => self.end_order(order, OrderEnd::Closed),
            JournalEntry::OrderReversed { order } => {
                self.end_order(order, OrderEnd::Reversed(None, at))
            }
            JournalEntry::Returned { payment, how, debit, credit, amount, of, order, price } => {
                let cause = Cause::Returned(how, of, order);
                let moved = moved(debit, credit, amount, cause, [0; 32]);
                self.give_back(payment, moved, price, report)
            }
            JournalEntry::Held { hold, debit, credit, amount, expires_at } => {
                let (opened_at, state) = (at, HoldState::Pending);
                let held = ReplayedHold { debit, credit, amount, opened_at, expires_at, state };
                self.hold(hold, held, sequence, report)
            }
            JournalEntry::HoldPosted { hold, payment, debit, credit, amount } => {
                let moved = moved(debit, credit, amount, Cause::Held(hold), [0; 32]);
                self.post(hold, payment, moved, report)
            }
            JournalEntry::HoldVoided { hold } => self.release(hold, HoldState::Voided, at),
            JournalEntry::HoldExpired { hold } => self.release(hold, HoldState::Expired, at),
            JournalEntry::SettingChanged { key, was, value, from, author: _, reason: _ } => {
                let changed = Setting { key, before: was, value, from, sequence };
                self.change_setting(changed, at)
            }
            of_coupons => {
                let moved = match of_coupons {
                    JournalEntry::Discounted {
                        debit,
                        credit,
                        amount,
                        order,
                        evidence_hash,
                        ..
                    } => Some(moved(debit, credit, amount, Cause::Paid(order), evidence_hash)),
                    JournalEntry::BudgetMoved { debit, credit, amount, of, .. } => {
                        Some(moved(debit, credit, amount, Cause::Budget(of), [0; 32]))
                    }
                    _ => None,
                };
                let row = JournalRow { sequence, at, entry: of_coupons, hash };
                self.apply_coupon(row, moved, report)
            }
        };
        if !possible {
            report.findings.push(Finding::RowImpossible { sequence });
        }
    }

    fn open_account(
        &mut self,
        account: AccountId,
        owner: Owner,
        floor: Floor,
        currency: Currency,
    ) -> bool {
        let opened = ReplayedAccount {
            owner,
            floor,
            currency,
            balance_minor: 0,
            held_minor: 0,
            version: 0,
            last_sequence: 0,
        };
        insert_new(&mut self.accounts, account, opened)
    }

    fn pay(
        &mut self,
        payment: PaymentId,
        moved: ReplayedPayment,
        order: Option<OrderId>,
        report: &mut AuditReport,
    ) -> bool {
        let price = moved.amount;
        self.pay_for(payment, moved, (order, price), report)
    }

    /// Pays a price, of which coupons may have saved some.
    fn pay_for(
        &mut self,
        payment: PaymentId,
        moved: ReplayedPayment,
        (order, price): (Option<OrderId>, Amount),
        report: &mut AuditReport,
    ) -> bool {
        let possible = order.is_none_or(|order| {
            let fits = self.orders.get(&order).is_some_and(|opened| {
                opened.credit == moved.credit
                    && opened.amount == price
                    && moved.at < opened.expires_at
            });
            fits && self.end_order(order, OrderEnd::Paid(payment, moved.at))
        });
        self.move_money(payment, moved, report) && possible
    }

    fn move_money(
        &mut self,
        payment: PaymentId,
        mut moved: ReplayedPayment,
        report: &mut AuditReport,
    ) -> bool {
        let ReplayedPayment { sequence, debit, credit, amount, .. } = moved;
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
            if change < 0 && replayed.is_below_floor() {
                report.findings.push(Finding::FloorBroken { account, sequence });
            }
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

impl ReplayedAccount {
    fn is_below_floor(&self) -> bool {
        self.floor == Floor::Zero && self.balance_minor < self.held_minor
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
