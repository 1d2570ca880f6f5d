//! Replays the journal: what accounts, open orders and holds and registered records must be if
//! every row is true. What ended is compared with its record at its end, and forgotten.

pub(super) mod campaign;
pub(super) mod card;
pub(super) mod card_top_up;
pub(super) mod coupon;
mod envelope;
mod fee;
mod goods;
mod hold;
mod movement;
pub(super) mod neutrality;
mod order;
mod registered;
mod returned;
mod setting;

use crate::audit::directory::Directory;
use crate::audit::payments::Payments;
use crate::audit::{AuditReport, Finding};
use crate::id::{AccountId, EnvelopeId, HoldId, OrderId, PaymentId, TimeMs};
use crate::journal::{FeeMoved, JournalEntry, JournalRow, Return, row_hash};
use crate::key::Key;
use crate::record::{Floor, HoldState, Owner, Record, Setting};
use crate::registered::{Registered, RegisteredKind};
use crate::setting::SettingKey;
use crate::store::{Reader, StoreError};
use money::{Amount, Currency};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

pub(super) use hold::hold_fits;
pub(super) use order::order_fits;
pub(super) use setting::ReplayedSetting;

/// What the journal adds up to so far.
pub(super) struct Replay<'a> {
    pub(super) reader: &'a dyn Reader,
    pub(super) directory: &'a Directory,
    /// The last row that was trusted; what was made before is believed.
    pub(super) since: u64,
    pub(super) accounts: BTreeMap<AccountId, ReplayedAccount>,
    /// Orders that are open.
    pub(super) orders: BTreeMap<OrderId, ReplayedOrder>,
    /// How many were opened.
    pub(super) orders_opened: u64,
    /// Holds that are pending.
    pub(super) holds: BTreeMap<HoldId, ReplayedHold>,
    /// How many were placed.
    pub(super) holds_placed: u64,
    pub(super) registered: BTreeMap<(RegisteredKind, u128), Registered>,
    pub(super) settings: BTreeMap<SettingKey, ReplayedSetting>,
    pub(super) coupons: coupon::Coupons,
    pub(super) campaigns: campaign::Campaigns,
    pub(super) envelopes: envelope::Envelopes,
    pub(super) fees: fee::Fees,
    pub(super) goods: goods::Goods,
    pub(super) cards: card::Cards,
    pub(super) card_top_ups: card_top_up::CardTopUps,
    pub(super) neutrality: neutrality::Neutrality,
    pub(super) payments: Payments<'a>,
}

/// An account as the journal tells it.
pub(super) struct ReplayedAccount {
    pub(super) owner: Owner,
    pub(super) floor: Floor,
    pub(super) currency: Currency,
    pub(super) balance_minor: i128,
    pub(super) held_minor: i128,
    pub(super) version: u64,
    /// Its newest payment; none where the audit began behind that.
    pub(super) last_sequence: Option<u64>,
    /// Whether it was seen from its beginning.
    pub(super) is_whole: bool,
}

/// A row that moved money.
#[derive(Clone, Copy)]
pub(super) struct Movement {
    pub(super) sequence: u64,
    pub(super) hash: [u8; 32],
    pub(super) at: TimeMs,
    pub(super) payment: PaymentId,
    pub(super) debit: AccountId,
    pub(super) credit: AccountId,
    pub(super) amount: Amount,
    /// What of the price that is, where coupons saved some of it.
    pub(super) price: Option<Amount>,
    pub(super) cause: Cause,
    pub(super) evidence_hash: [u8; 32],
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
    /// It went into an envelope, or out of it.
    Envelope(EnvelopeId),
    /// It was taken of this payment as the operator's fee.
    Fee(PaymentId),
    /// It is of the fee of this payment, and went back.
    FeeReturned(PaymentId),
}

/// An order as the journal tells it.
#[derive(Clone, Copy)]
pub(super) struct ReplayedOrder {
    /// Who is paid; none where the audit began behind its opening.
    pub(super) credit: Option<AccountId>,
    pub(super) amount: Amount,
    pub(super) opened_at: TimeMs,
    pub(super) expires_at: TimeMs,
    pub(super) asked: Option<AccountId>,
}

/// Money that is held, as the journal tells it.
#[derive(Clone, Copy)]
pub(super) struct ReplayedHold {
    pub(super) debit: AccountId,
    pub(super) credit: AccountId,
    pub(super) amount: Amount,
    pub(super) opened_at: TimeMs,
    pub(super) expires_at: TimeMs,
    pub(super) state: HoldState,
}

/// Checks that the row continues the chain; goes on from what the row says of itself, so that one
/// changed row is one finding.
pub(super) fn check_chain(row: &JournalRow, report: &mut AuditReport) {
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

/// Returns what a row moved; nothing where it moved nothing.
pub(super) fn movement(row: &JournalRow) -> Option<Movement> {
    let JournalRow { sequence, at, hash, .. } = *row;
    let moved = |payment, debit, credit, amount, cause, evidence_hash| Movement {
        sequence,
        hash,
        at,
        payment,
        debit,
        credit,
        amount,
        price: None,
        cause,
        evidence_hash,
    };
    match row.entry {
        JournalEntry::Moved { payment, debit, credit, amount, order, evidence_hash } => {
            Some(moved(payment, debit, credit, amount, Cause::Paid(order), evidence_hash))
        }
        JournalEntry::Returned { payment, how, debit, credit, amount, of, order, price } => {
            let cause = Cause::Returned(how, of, order);
            Some(Movement { price, ..moved(payment, debit, credit, amount, cause, [0; 32]) })
        }
        JournalEntry::Discounted {
            payment,
            debit,
            credit,
            amount,
            total,
            order,
            evidence_hash,
        } => Some(Movement {
            price: Some(total),
            ..moved(payment, debit, credit, amount, Cause::Paid(order), evidence_hash)
        }),
        JournalEntry::BudgetMoved { payment, debit, credit, amount, of } => {
            Some(moved(payment, debit, credit, amount, Cause::Budget(of), [0; 32]))
        }
        JournalEntry::EnvelopeMoved { payment, debit, credit, amount, envelope, evidence_hash } => {
            Some(moved(payment, debit, credit, amount, Cause::Envelope(envelope), evidence_hash))
        }
        JournalEntry::Fee(FeeMoved { payment, debit, credit, amount, of, terms }) => {
            let cause = if terms.is_some() { Cause::Fee(of) } else { Cause::FeeReturned(of) };
            Some(moved(payment, debit, credit, amount, cause, [0; 32]))
        }
        JournalEntry::HoldPosted { hold, payment, debit, credit, amount } => {
            Some(moved(payment, debit, credit, amount, Cause::Held(hold), [0; 32]))
        }
        _ => None,
    }
}

impl<'a> Replay<'a> {
    pub(super) fn new(reader: &'a dyn Reader, directory: &'a Directory, since: u64) -> Self {
        let (accounts, orders, holds, registered, settings, coupons) = Default::default();
        let (campaigns, envelopes, fees, goods, cards, neutrality) = Default::default();
        let card_top_ups = card_top_up::CardTopUps::default();
        let (orders_opened, holds_placed) = (0, 0);
        let payments = Payments::new(reader, since);
        Self {
            reader,
            directory,
            since,
            accounts,
            orders,
            orders_opened,
            holds,
            holds_placed,
            registered,
            settings,
            coupons,
            campaigns,
            envelopes,
            fees,
            goods,
            cards,
            card_top_ups,
            neutrality,
            payments,
        }
    }

    /// Applies the row to what the rows before it made.
    pub(super) fn apply(
        &mut self,
        row: JournalRow,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let moved = movement(&row);
        let fits = self.pays_out(moved.as_ref()) & self.fee_follows(&row) & self.goods_follow(&row);
        let JournalRow { sequence, at, entry, .. } = row;
        let possible = match (entry, moved) {
            (JournalEntry::HoldPosted { hold, .. }, Some(moved)) => {
                self.post(hold, moved, report)?
            }
            (JournalEntry::Discounted { total, .. }, Some(moved)) => {
                let possible = self.discount(&moved, total, report)?;
                self.pay(moved, report)? && possible
            }
            (JournalEntry::BudgetMoved { of: Some(of), .. }, Some(moved)) => {
                let possible = self.claw_back(of, &moved)?;
                self.pay(moved, report)? && possible
            }
            (_, Some(moved)) => self.pay(moved, report)?,
            (JournalEntry::AccountOpened { account, owner, floor, currency }, _) => {
                self.open_account(account, owner, floor, currency)
            }
            (JournalEntry::OrderOpened { order, credit, amount, expires_at }, _) => {
                let (credit, opened_at, asked) = (Some(credit), at, None);
                let opened = ReplayedOrder { credit, amount, opened_at, expires_at, asked };
                self.open_order(order, opened)
            }
            (JournalEntry::PayerAsked { order, credit, amount, expires_at, payer }, _) => {
                let (credit, opened_at, asked) = (Some(credit), at, Some(payer));
                let opened = ReplayedOrder { credit, amount, opened_at, expires_at, asked };
                self.open_order(order, opened)
            }
            (JournalEntry::GoodsListed(listed), _) => self.list_goods(listed, report)?,
            (JournalEntry::OrderClosed { order }, _) => self.close_order(order, report)?,
            (JournalEntry::OrderReversed { order }, _) => self.reverse_order(order, at, report)?,
            (JournalEntry::Held { hold, debit, credit, amount, expires_at }, _) => {
                let (opened_at, state) = (at, HoldState::Pending);
                let held = ReplayedHold { debit, credit, amount, opened_at, expires_at, state };
                self.hold(hold, held, sequence, report)?
            }
            (JournalEntry::HoldVoided { hold }, _) => {
                self.release(hold, HoldState::Voided, at, report)?
            }
            (JournalEntry::HoldExpired { hold }, _) => {
                self.release(hold, HoldState::Expired, at, report)?
            }
            (JournalEntry::CardTopUp(entry), _) => self.apply_card_top_up(at, entry, report)?,
            (JournalEntry::Registered(registered), _) => self.register(sequence, registered)?,
            (JournalEntry::NeutralityEntered { number, merchant, action, hash }, _) => {
                self.enter_neutrality(sequence, (number, merchant, action), hash)
            }
            (JournalEntry::SettingChanged { key, was, value, from, .. }, _) => {
                self.change_setting(Setting { key, before: was, value, from, sequence }, at)
            }
            (
                of_envelopes @ (JournalEntry::EnvelopeSealed { .. }
                | JournalEntry::ShareClaimed { .. }
                | JournalEntry::EnvelopeEnded { .. }),
                _,
            ) => self.apply_envelope(at, &of_envelopes, report)?,
            // Every row that moves money was taken above.
            (of_coupons, None) => self.apply_coupon(at, &of_coupons, report)?,
        };
        if !(possible && fits) {
            report.findings.push(Finding::RowImpossible { sequence });
        }
        Ok(())
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
            last_sequence: Some(0),
            is_whole: true,
        };
        insert_new(&mut self.accounts, account, opened)
    }

    /// Returns an account that was opened; one that was before the audit began is believed.
    fn account(&mut self, id: AccountId) -> Result<Option<&mut ReplayedAccount>, StoreError> {
        if self.since > 0
            && !self.accounts.contains_key(&id)
            && let Some(Record::Account(stored)) = self.reader.record(&Key::Account(id))?
        {
            let currency = stored.balance.currency();
            self.open_account(id, stored.owner, stored.floor, currency);
            if let Some(account) = self.accounts.get_mut(&id) {
                (account.last_sequence, account.is_whole) = (None, false);
            }
        }
        Ok(self.accounts.get_mut(&id))
    }
}

impl ReplayedAccount {
    fn is_below_floor(&self) -> bool {
        self.is_whole && self.floor == Floor::Zero && self.balance_minor < self.held_minor
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
