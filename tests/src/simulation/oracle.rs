//! What was asked, and what whoever asked was told: held against what the bank has in the end.

mod last;
mod promised;
mod returned;

use bank::command::{PinCheck, SignedBy};
use bank::id::{AccountId, DeviceId, NodeId, OrderId, PaymentId, PersonId, TimeMs};
use bank::record::Payment;
use bank::{Command, CommandKey, Envelope, Outcome, Receipt, Rejection};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard};
use wire::{ErrorCode, Id};

pub use last::Believed;

/// Who asked for a movement of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// This person.
    Person(PersonId),
    /// The owner of this account.
    Account(AccountId),
    /// Whoever showed the code.
    Shower,
}

/// A movement that somebody asked for.
#[derive(Clone, Copy, Debug)]
pub struct Intent {
    pub payer: Payer,
    /// How much, in minor units; none where it is what was paid before.
    pub minor: Option<u64>,
}

/// What somebody was told of a payment that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub minor: u64,
    pub sequence: u64,
    pub journal_hash: String,
}

impl Told {
    pub fn of(payment: &Payment) -> Self {
        Self {
            minor: payment.amount.minor(),
            sequence: payment.sequence,
            journal_hash: operator::hex::encode(&payment.journal_hash),
        }
    }
}

/// Keeps the books of a simulation.
#[derive(Default)]
pub struct Oracle(Mutex<Books>);

#[derive(Default)]
struct Books {
    mails: BTreeMap<Id, String>,
    intents: BTreeMap<PaymentId, Intent>,
    told_done: BTreeMap<PaymentId, Told>,
    told_over: BTreeMap<PaymentId, ErrorCode>,
    told_reversed: BTreeSet<OrderId>,
    answers: BTreeMap<CommandKey, Receipt>,
    nonces: BTreeSet<(DeviceId, u128)>,
    tries_left: BTreeMap<PersonId, u8>,
    lease: Option<(NodeId, TimeMs)>,
    charged: BTreeMap<String, BTreeSet<PaymentId>>,
    violations: Vec<String>,
    counts: BTreeMap<&'static str, usize>,
}

impl Oracle {
    fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().expect("one thread")
    }

    /// Counts something, to see that a simulation is not empty.
    pub fn count(&self, what: &'static str, by: usize) {
        *self.books().counts.entry(what).or_default() += by;
    }

    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        self.books().counts.clone()
    }

    pub fn violations(&self) -> Vec<String> {
        self.books().violations.clone()
    }

    pub fn violated(&self, what: String) {
        self.books().violations.push(what);
    }

    /// Keeps a one-time code that was sent.
    pub fn mail(&self, enrolment: Id, code: &str) {
        self.books().mails.insert(enrolment, code.to_owned());
    }

    pub fn code_of(&self, enrolment: Id) -> Option<String> {
        self.books().mails.get(&enrolment).cloned()
    }

    /// Somebody asks for a movement of money; before it is sent.
    pub fn intend(&self, payment: PaymentId, payer: Payer, minor: Option<u64>) {
        self.books().intents.insert(payment, Intent { payer, minor });
    }

    /// The desk changes what is promised: money may move between it and its own.
    pub fn intend_budget(&self, movement: PaymentId) {
        self.books().intents.insert(movement, Intent { payer: Payer::Shower, minor: None });
    }

    /// Somebody was told that a payment is done.
    pub fn told_done(&self, payment: PaymentId, told: Told) {
        let mut books = self.books();
        let first = books.told_done.entry(payment).or_insert_with(|| told.clone()).clone();
        if first != told {
            books.violations.push(format!("{payment:?}: told {first:?}, then {told:?}"));
        }
    }

    /// Somebody was told that a payment is not done and never will be.
    pub fn told_over(&self, payment: PaymentId, code: ErrorCode) {
        self.books().told_over.insert(payment, code);
    }

    /// A till was told that its attempt is taken back.
    pub fn told_reversed(&self, order: OrderId) {
        self.books().told_reversed.insert(order);
    }

    /// A till was told that these digits paid.
    pub fn charged(&self, digits: &str, payment: PaymentId) {
        let mut books = self.books();
        let payments = books.charged.entry(digits.to_owned()).or_default();
        payments.insert(payment);
        if payments.len() > 1 {
            let what = format!("the payer code {digits} paid twice: {payments:?}");
            books.violations.push(what);
        }
    }

    /// A command was decided and its outcome goes out.
    pub fn decided(&self, envelope: &Envelope, outcome: &Outcome) {
        let mut books = self.books();
        books.check_nonce(envelope, outcome);
        books.check_key(envelope, outcome);
        books.check_tries(envelope, outcome);
        books.check_lease(envelope, outcome);
        if let Ok(receipt) = outcome {
            *books.counts.entry(word(receipt)).or_default() += 1;
        }
    }

    /// The store failed: nobody knows whether a command was done.
    pub fn undecided(&self, envelope: &Envelope) {
        let mut books = self.books();
        if let Some(person) = forgets_tries(&envelope.command) {
            books.tries_left.remove(&person);
        }
        // Who had it may have it for another time now.
        if matches!(envelope.command, Command::TakeLease(_)) {
            books.lease = None;
        }
    }
}

impl Books {
    /// A nonce is taken once.
    fn check_nonce(&mut self, envelope: &Envelope, outcome: &Outcome) {
        let Some(SignedBy { device, nonce, .. }) = envelope.nonce else { return };
        let is_replayed =
            outcome.as_ref().is_err_and(|why| why.rejection == Rejection::SignatureReplayed);
        if !is_replayed && !self.nonces.insert((device, nonce)) {
            self.violations.push(format!("a nonce of {device:?} was taken twice: {envelope:?}"));
        }
    }

    /// What was done under a key is answered the same for ever.
    fn check_key(&mut self, envelope: &Envelope, outcome: &Outcome) {
        let Some(key) = envelope.key else { return };
        match (self.answers.get(&key), outcome) {
            (None, Ok(receipt)) => {
                self.answers.insert(key, receipt.clone());
            }
            (Some(first), Ok(receipt)) if first != receipt => {
                self.violations.push(format!("{key:?} answered {first:?}, then {receipt:?}"));
            }
            (Some(first), Err(why)) if !is_about_the_attempt(why.rejection) => {
                self.violations.push(format!("{key:?} answered {first:?}, then {why:?}"));
            }
            _ => {}
        }
    }

    /// A job that is taken is nobody else's until its time is over, unless a clock that was wrong
    /// has written a time that no node would take it for.
    fn check_lease(&mut self, envelope: &Envelope, outcome: &Outcome) {
        let (Command::TakeLease(take), Ok(Receipt::LeaseTaken(until))) =
            (&envelope.command, outcome)
        else {
            return;
        };
        let first = self.lease.replace((take.node, *until));
        let believed = envelope.at.plus_ms(2 * take.for_ms);
        let is_held = |until: TimeMs| envelope.at < until && until <= believed;
        if first.is_some_and(|(node, until)| node != take.node && is_held(until)) {
            self.violations.push(format!("the lease was {first:?}: {envelope:?}"));
        }
    }

    /// Each try of a PIN counts, until one was right or a lock began.
    fn check_tries(&mut self, envelope: &Envelope, outcome: &Outcome) {
        match (&envelope.command, outcome) {
            (Command::TryPin(command), Ok(Receipt::PinTried { tries_left, .. })) => {
                let before = match tries_left {
                    0 => self.tries_left.remove(&command.person),
                    left => self.tries_left.insert(command.person, *left),
                };
                if before.is_some_and(|before| *tries_left >= before) {
                    self.violations.push(format!("a try did not count: {envelope:?}"));
                }
            }
            (command, _) => {
                if let Some(person) = forgets_tries(command) {
                    self.tries_left.remove(&person);
                }
            }
        }
    }
}

/// Returns whether a refusal is about who asked, or about other content under the same key: it says
/// nothing of what was done under it.
fn is_about_the_attempt(rejection: Rejection) -> bool {
    matches!(
        rejection,
        Rejection::SignatureReplayed | Rejection::DeviceUnknown | Rejection::IdempotencyConflict
    )
}

/// Returns whose tries are forgotten with a command.
fn forgets_tries(command: &Command) -> Option<PersonId> {
    match command {
        Command::Pay(pay) if pay.pin == PinCheck::Right => Some(pay.payer),
        Command::SetPin(set) => Some(set.person),
        _ => None,
    }
}

fn word(receipt: &Receipt) -> &'static str {
    match receipt {
        Receipt::Paid(payment) => match payment.kind {
            bank::record::PaymentKind::Refund(_) => "refunds",
            bank::record::PaymentKind::PayerCode(_) => "charges",
            bank::record::PaymentKind::TopUp => "top-ups",
            bank::record::PaymentKind::Held(_) => "posted holds",
            bank::record::PaymentKind::Envelope(_) => "envelopes",
            bank::record::PaymentKind::Share(_) => "shares claimed",
            _ => "payments",
        },
        Receipt::Enrolled { .. } => "enrolments",
        Receipt::PinTried { .. } => "PIN tries",
        Receipt::PinAsked { .. } => "PIN asked",
        Receipt::Reversed { reversal: Some(_), .. } => "reversals of money",
        Receipt::Reversed { .. } => "reversals",
        Receipt::Held(_) => "holds",
        Receipt::Linked(_) => "links",
        Receipt::Order(_) => "orders",
        Receipt::LeaseTaken(_) => "leases",
        Receipt::Coupon(coupon) if coupon.state == bank::record::CouponState::Lapsed => {
            "lapsed coupons"
        }
        _ => "others",
    }
}
