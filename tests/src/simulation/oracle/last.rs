//! What must hold when everything has come to rest.

use super::{Books, Intent, Oracle, Payer, Told};
use bank::audit;
use bank::event::Happened;
use bank::id::{AccountId, PaymentId, PersonId};
use bank::memory::MemoryStore;
use bank::record::{Account, Floor, HoldState, Order, OrderState, Payment, Record};
use bank::store::Reader as _;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use wire::ErrorCode;

/// What a wallet believes at the end.
pub struct Believed {
    pub person: PersonId,
    pub balance_minor: u64,
    pub available_minor: u64,
    /// How many holds are pending on its account.
    pub holds: usize,
    /// Payments as (identifier, sequence, whether they went out), newest first.
    pub history: Vec<(PaymentId, u64, bool)>,
    /// Payments whose end it does not know.
    pub unknown: Vec<PaymentId>,
}

impl Oracle {
    /// Holds everything that was told against the bank.
    pub fn check(&self, store: &MemoryStore) {
        let last = Last::new(store);
        let mut books = self.books();
        let mut found = last.check_sound(store);
        found.extend(last.check_told(&books));
        found.extend(last.check_asked(&books));
        found.extend(last.check_ended());
        found.extend(last.check_returned());
        found.extend(last.check_fees());
        found.extend(last.check_ends());
        found.extend(last.check_promised(store));
        found.extend(last.check_events(store));
        for (what, count) in last.count_promised() {
            *books.counts.entry(what).or_default() += count;
        }
        books.violations.extend(found);
    }

    /// Holds what a wallet believes against the bank.
    pub fn check_wallet(&self, store: &MemoryStore, believed: &Believed) {
        let last = Last::new(store);
        let found = last.check_wallet(believed);
        self.books().violations.extend(found);
    }
}

/// What the bank has at the end.
pub(super) struct Last {
    pub(super) payments: BTreeMap<PaymentId, Payment>,
    pub(super) accounts: BTreeMap<AccountId, Account>,
    persons: BTreeMap<PersonId, AccountId>,
    pub(super) orders: Vec<Order>,
    pending_holds: usize,
    /// What payments with coupons would have cost without.
    totals: BTreeMap<PaymentId, u64>,
}

impl Last {
    fn new(store: &MemoryStore) -> Self {
        let mut last = Self {
            payments: BTreeMap::new(),
            accounts: BTreeMap::new(),
            persons: BTreeMap::new(),
            orders: Vec::new(),
            pending_holds: 0,
            totals: BTreeMap::new(),
        };
        for record in store.records() {
            match record {
                Record::Payment(payment) => {
                    last.payments.insert(payment.id, Arc::unwrap_or_clone(payment));
                }
                Record::Account(account) => {
                    last.accounts.insert(account.id, account);
                }
                Record::Person(person) => {
                    last.persons.insert(person.id, person.account);
                }
                Record::Discount(discount) => {
                    last.totals.insert(discount.payment, discount.total.minor());
                }
                Record::Order(order) => last.orders.push(order),
                Record::Hold(hold) if hold.state == HoldState::Pending => last.pending_holds += 1,
                _ => {}
            }
        }
        last
    }

    /// The audit finds nothing, all adds up to zero, and no floor is broken.
    fn check_sound(&self, store: &MemoryStore) -> Vec<String> {
        let report = audit::audit(store).expect("memory works");
        let findings = report.findings.iter().map(|finding| format!("audit: {finding}"));
        let broken = self
            .accounts
            .values()
            .filter(|account| account.floor == Floor::Zero && account.available_minor() < 0);
        let broken = broken.map(|account| format!("below its floor: {account:?}"));
        let sum: i64 = self.accounts.values().map(|account| account.balance.minor()).sum();
        let sum = (sum != 0).then(|| format!("all accounts add up to {sum}"));
        findings.chain(broken).chain(sum).collect()
    }

    /// What was acknowledged is there as it was told, and what was told to be over is not.
    fn check_told(&self, books: &Books) -> Vec<String> {
        let lost = books.told_done.iter().filter(|(payment, told)| {
            self.payments.get(payment).map(Told::of).as_ref() != Some(told)
        });
        let lost = lost.map(|(payment, told)| {
            format!(
                "{payment:?} was acknowledged as {told:?} and is {:?}",
                self.payments.get(payment)
            )
        });
        let over =
            books.told_over.iter().filter(|(payment, _)| self.payments.contains_key(payment));
        let unheard = self.orders.iter().filter(|order| {
            books.told_over.get(&PaymentId(order.id.0)) == Some(&ErrorCode::OrderUnknown)
        });
        let unheard = unheard.map(|order| format!("told to be unknown: {order:?}"));
        let over =
            over.map(|(payment, code)| format!("{payment:?}: told {code:?}, and it is done"));
        let reversed = self.orders.iter().filter(|order| {
            let is_paid = matches!(
                order.state,
                OrderState::Paid { .. } | OrderState::Refunded { .. } | OrderState::Open
            );
            is_paid && books.told_reversed.contains(&order.id)
        });
        let reversed = reversed.map(|order| format!("told to be reversed: {order:?}"));
        lost.chain(over).chain(unheard).chain(reversed).collect()
    }

    /// Nothing moved that nobody asked for, and not otherwise than asked.
    fn check_asked(&self, books: &Books) -> Vec<String> {
        let is_asked = |payment: &Payment| {
            if self.is_consequence(payment) {
                return true;
            }
            let Some(Intent { payer, minor }) = books.intents.get(&payment.id) else {
                return false;
            };
            let fits = match payer {
                Payer::Person(person) => self.persons.get(person) == Some(&payment.debit),
                Payer::Account(account) => *account == payment.debit,
                Payer::Shower => true,
            };
            // Who shows a code has chosen no coupons: what was asked for is the price.
            let asked_minor = match payer {
                Payer::Shower => self.totals.get(&payment.id).copied(),
                Payer::Person(_) | Payer::Account(_) => None,
            };
            let asked_minor = asked_minor.unwrap_or(payment.amount.minor());
            fits && minor.is_none_or(|minor| minor == asked_minor)
        };
        let odd = self.payments.values().filter(|payment| !is_asked(payment));
        odd.map(|payment| format!("nobody asked for {payment:?}")).collect()
    }

    /// Every order has ended, and every hold.
    fn check_ended(&self) -> Vec<String> {
        let open = self.orders.iter().filter(|order| order.state == OrderState::Open);
        let open = open.map(|order| format!("still open: {order:?}"));
        let held = self.pending_holds;
        let held = (held > 0).then(|| format!("{held} holds are still pending"));
        open.chain(held).collect()
    }

    /// Every payment was told.
    fn check_events(&self, store: &MemoryStore) -> Vec<String> {
        let events = store.events(0, u32::MAX).expect("memory works");
        let told: BTreeSet<PaymentId> = events
            .iter()
            .filter_map(|event| match event.happened {
                Happened::Paid { payment, .. } => Some(payment),
                _ => None,
            })
            .collect();
        let untold = self.payments.keys().filter(|payment| !told.contains(payment));
        untold.map(|payment| format!("{payment:?} was told to nobody")).collect()
    }

    fn check_wallet(&self, believed: &Believed) -> Vec<String> {
        let Some(id) = self.persons.get(&believed.person) else {
            return vec![format!("a wallet of {:?}, who is nobody", believed.person)];
        };
        let mut found = Vec::new();
        let balance = self.accounts[id].balance.minor();
        if i64::try_from(believed.balance_minor) != Ok(balance) {
            found.push(format!("a wallet believes {}, not {balance}", believed.balance_minor));
        }
        let available = self.accounts[id].available_minor();
        if i64::try_from(believed.available_minor) != Ok(available) || believed.holds > 0 {
            let (left, holds) = (believed.available_minor, believed.holds);
            found
                .push(format!("a wallet believes {left} free with {holds} holds, not {available}"));
        }
        let own = self.payments.values().filter(|one| one.debit == *id || one.credit == *id);
        let mut history: Vec<(PaymentId, u64, bool)> =
            own.map(|one| (one.id, one.sequence, one.debit == *id)).collect();
        history.sort_by_key(|(_, sequence, _)| std::cmp::Reverse(*sequence));
        if believed.history != history {
            found.push(format!("a wallet believes {:?}, not {history:?}", believed.history));
        }
        if !believed.unknown.is_empty() {
            found.push(format!("a wallet never learns the end of {:?}", believed.unknown));
        }
        found
    }
}
