//! Replays what the journal says of coupons: batches, what of their budgets is gone, who holds
//! which, and what was saved with them.

use super::{Movement, Replay, insert_new};
use crate::audit::directory::Directory;
use crate::audit::{AuditReport, Finding};
use crate::id::{AccountId, CouponId, PaymentId, StockId, TimeMs};
use crate::journal::JournalEntry;
use crate::key::Key;
use crate::record::{Coupon, CouponState, Discount, Record, UsedCoupon};
use crate::store::StoreError;
use ::money::Amount;
use promotion::State;
use promotion::calendar::{self, LocalDay};
use promotion::coupon::{Budget, Limits, Taken};
use std::collections::BTreeMap;

/// What the journal adds up to of coupons so far.
#[derive(Default)]
pub(in crate::audit) struct Coupons {
    pub(in crate::audit) stocks: BTreeMap<StockId, ReplayedStock>,
    /// Those that are held, and those that were used and whose record is of later.
    pub(in crate::audit) held: BTreeMap<CouponId, ReplayedCoupon>,
    /// How many were received.
    pub(in crate::audit) coupons_received: u64,
    /// How many each person's account received of each batch.
    pub(in crate::audit) received: BTreeMap<(StockId, AccountId), u32>,
    /// The newest payment with coupons: the rows of its coupons follow its own.
    discount: Option<ReplayedDiscount>,
    /// How many payments had coupons.
    pub(in crate::audit) discounted: u64,
}

/// A batch as the journal tells it.
pub(in crate::audit) struct ReplayedStock {
    pub(in crate::audit) account: Option<AccountId>,
    pub(in crate::audit) rules_hash: [u8; 32],
    pub(in crate::audit) opened_at: TimeMs,
    pub(in crate::audit) state: State,
    pub(in crate::audit) budget: Budget,
    /// By its record, whose rules are held against their hash.
    needs_card: bool,
}

/// A coupon as the journal tells it.
#[derive(Clone, Copy)]
pub(in crate::audit) struct ReplayedCoupon {
    coupon: promotion::coupon::Coupon,
    account: AccountId,
    taken: Taken,
    received_at: TimeMs,
    state: CouponState,
}

/// What coupons saved of a payment.
struct ReplayedDiscount {
    payment: PaymentId,
    payer: AccountId,
    paid: Amount,
    total: Amount,
    used: Vec<UsedCoupon>,
}

/// Returns whether a coupon's record is what the journal says.
pub(in crate::audit) fn coupon_fits(
    stored: &Coupon,
    replayed: &ReplayedCoupon,
    directory: &Directory,
) -> bool {
    let Coupon { coupon, person, taken, received_at, state } = stored;
    *coupon == replayed.coupon
        && (*taken, *received_at, *state) == (replayed.taken, replayed.received_at, replayed.state)
        && directory.of_person(*person) == Some(replayed.account)
}

impl Replay<'_> {
    /// Takes in a payment with coupons, whose rows follow.
    pub(super) fn discount(
        &mut self,
        moved: &Movement,
        total: Amount,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        self.end_discount(report)?;
        let Movement { payment, debit: payer, amount: paid, .. } = *moved;
        let used = Vec::new();
        self.coupons.discount = Some(ReplayedDiscount { payment, payer, paid, total, used });
        self.coupons.discounted += 1;
        Ok(paid.currency() == total.currency() && paid.minor() < total.minor())
    }

    /// Compares what coupons saved of the newest payment that had some: what was paid and what was
    /// saved come to the price.
    pub(in crate::audit) fn end_discount(
        &mut self,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let Some(discount) = self.coupons.discount.take() else { return Ok(()) };
        let ReplayedDiscount { payment, payer: _, paid, total, used } = discount;
        let start = Some(paid.minor());
        let sum = used.iter().fold(start, |sum, one| sum?.checked_add(one.saving_minor));
        let expected = Record::Discount(Discount { payment, total, used });
        let is_kept = self.reader.record(&Key::Discount(payment))? == Some(expected);
        // From a trusted row on, coupons are not replayed.
        if self.since == 0 && (!is_kept || sum != Some(total.minor())) {
            report.findings.push(Finding::PaymentDiffers { payment });
        }
        Ok(())
    }

    /// Applies a row about batches or coupons; returns whether it can follow those before it.
    pub(super) fn apply_coupon(
        &mut self,
        at: TimeMs,
        entry: &JournalEntry,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        // What was taken of a budget follows from all rows, or from none.
        if self.since > 0 {
            return Ok(true);
        }
        Ok(match *entry {
            JournalEntry::StockOpened { stock, account, rules_hash, limits, day } => {
                let budget = Budget::new(limits, LocalDay(day));
                let state = State::Draft;
                let needs_card = match self.reader.record(&Key::Stock(stock))? {
                    Some(Record::Stock(stored)) => stored.rules.needs_card,
                    _ => false,
                };
                let opened_at = at;
                let opened =
                    ReplayedStock { account, rules_hash, opened_at, state, budget, needs_card };
                insert_new(&mut self.coupons.stocks, stock, opened)
            }
            JournalEntry::StockChanged { stock, state } => {
                let found = self.coupons.stocks.get_mut(&stock);
                found.map(|found| found.state = state).is_some()
            }
            JournalEntry::StockLimited { stock, limits } => self.limit(stock, limits),
            JournalEntry::CouponReceived { .. } => self.receive(at, entry),
            JournalEntry::CouponUsed { coupon, payment, saving_minor } => {
                self.use_up(coupon, payment, saving_minor, report)?
            }
            JournalEntry::CouponLapsed { coupon } => self.lapse(coupon, report)?,
            JournalEntry::CouponTakenBack { coupon, refund: _, saving_minor, is_out_again } => {
                self.take_back(coupon, saving_minor, is_out_again)?
            }
            JournalEntry::Card(of_card) => self.apply_card(at, of_card),
            ref of_campaigns => self.apply_campaign(at, of_campaigns, report)?,
        })
    }

    fn limit(&mut self, stock: StockId, limits: Limits) -> bool {
        let Some(found) = self.coupons.stocks.get_mut(&stock) else { return false };
        let Ok(budget) = found.budget.change(found.budget.limits, limits) else { return false };
        found.budget = budget;
        true
    }

    fn receive(&mut self, at: TimeMs, entry: &JournalEntry) -> bool {
        let JournalEntry::CouponReceived {
            coupon,
            stock,
            account,
            reserved_minor,
            value_minor,
            from,
            until,
            day,
        } = *entry
        else {
            return false;
        };
        let needs_card = self.coupons.stocks.get(&stock).is_some_and(|stock| stock.needs_card);
        let is_counted = self.counts((coupon, stock), account, needs_card);
        let Some(found) = self.coupons.stocks.get_mut(&stock) else { return false };
        let Ok((budget, taken)) = found.budget.take(reserved_minor, LocalDay(day)) else {
            return false;
        };
        let is_active = found.state == State::Active;
        found.budget = budget;
        *self.coupons.received.entry((stock, account)).or_default() += 1;
        self.coupons.coupons_received += 1;
        let (from, until) = (calendar::TimeMs(from.0), calendar::TimeMs(until.0));
        let received = ReplayedCoupon {
            coupon: promotion::coupon::Coupon { id: coupon, stock, value_minor, from, until },
            account,
            taken,
            received_at: at,
            state: CouponState::Held,
        };
        is_active && is_counted && insert_new(&mut self.coupons.held, coupon, received)
    }

    /// Uses a coupon. Its record may be of later: of after it was given back.
    fn use_up(
        &mut self,
        coupon: CouponId,
        payment: PaymentId,
        saving_minor: u64,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let Coupons { stocks, held, discount, .. } = &mut self.coupons;
        let Some(used) = held.get_mut(&coupon) else { return Ok(false) };
        let Some(stock) = stocks.get_mut(&used.coupon.stock) else { return Ok(false) };
        let Some(discount) = discount.as_mut().filter(|it| it.payment == payment) else {
            return Ok(false);
        };
        let is_funded = stock.account.is_some();
        discount.used.push(UsedCoupon { coupon, saving_minor, is_funded });
        let is_possible = discount.payer == used.account && used.state == CouponState::Held;
        let Some(budget) = stock.budget.used(used.taken, saving_minor) else { return Ok(false) };
        stock.budget = budget;
        used.state = CouponState::Used(payment);
        let replayed = *used;
        match self.reader.record(&Key::Coupon(coupon))? {
            Some(Record::Coupon(stored)) if stored.state != replayed.state => {}
            stored => self.forget(coupon, &replayed, stored, report),
        }
        Ok(is_possible)
    }

    fn lapse(&mut self, coupon: CouponId, report: &mut AuditReport) -> Result<bool, StoreError> {
        let Coupons { stocks, held, .. } = &mut self.coupons;
        let Some(lapsed) = held.get_mut(&coupon) else { return Ok(false) };
        let Some(stock) = stocks.get_mut(&lapsed.coupon.stock) else { return Ok(false) };
        let was_held = lapsed.state == CouponState::Held;
        lapsed.state = CouponState::Lapsed;
        stock.budget = stock.budget.lapsed(lapsed.taken).unwrap_or(stock.budget);
        let replayed = *lapsed;
        let stored = self.reader.record(&Key::Coupon(coupon))?;
        self.forget(coupon, &replayed, stored, report);
        Ok(was_held)
    }

    /// Compares a coupon that has ended with its record.
    fn forget(
        &mut self,
        coupon: CouponId,
        replayed: &ReplayedCoupon,
        stored: Option<Record>,
        report: &mut AuditReport,
    ) {
        self.coupons.held.remove(&coupon);
        let fits = match stored {
            Some(Record::Coupon(stored)) => coupon_fits(&stored, replayed, self.directory),
            _ => false,
        };
        if !fits {
            report.findings.push(Finding::CouponDiffers { coupon });
        }
    }

    fn take_back(
        &mut self,
        coupon: CouponId,
        saving_minor: u64,
        is_out_again: bool,
    ) -> Result<bool, StoreError> {
        let stored = match self.reader.record(&Key::Coupon(coupon))? {
            Some(Record::Coupon(stored)) => Some(stored),
            _ => None,
        };
        let Coupons { stocks, held, .. } = &mut self.coupons;
        let kept = held.get_mut(&coupon);
        // One that is not out again was compared when it was used.
        let stock = kept.as_ref().map(|kept| kept.coupon.stock);
        let stock = stock.or(stored.map(|stored| stored.coupon.stock));
        let Some(stock) = stock.and_then(|stock| stocks.get_mut(&stock)) else { return Ok(false) };
        let Some(mut budget) = stock.budget.came_back(saving_minor) else { return Ok(false) };
        let was_used = match kept {
            Some(used) => {
                let was_used = matches!(used.state, CouponState::Used(_));
                if is_out_again {
                    used.state = CouponState::Held;
                    budget = budget.out_again(used.taken).unwrap_or(budget);
                }
                was_used
            }
            None => {
                let state = stored.map(|stored| stored.state);
                !is_out_again && matches!(state, Some(CouponState::Used(_)))
            }
        };
        stock.budget = budget;
        Ok(was_used)
    }
}
