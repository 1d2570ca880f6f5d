//! Payers under whom things break. Each pays one order after the other, asks again with the same
//! order, at whichever node answers, until there is a definite end, and writes that end down.

use crate::device::{Device, Failure, new_id};
use crate::ground::Ground;
use crate::town::{self, OPERATOR, Townsperson};
use bank::id::{AccountId, PaymentId};
use bank::journal::JournalEntry;
use bank::store::Reader;
use bank::{Key, Record};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;
use wire::payment::PayRequest;
use wire::{ErrorCode, Id, Problem};

/// What each payer has at the beginning, in minor units.
pub const OPENING_MINOR: u64 = 50_000;
/// More than anybody comes to have: refused.
const TOO_MUCH_MINOR: u64 = 99_999;
/// How long is waited for what comes by itself, before a test gives up.
const GIVE_UP: Duration = Duration::from_secs(90);
/// How long a payer waits before asking again.
const PAUSE: Duration = Duration::from_millis(20);

/// The payers at work.
pub struct Load {
    scene: Arc<Scene>,
    payers: Vec<JoinHandle<()>>,
}

struct Scene {
    people: Vec<Townsperson>,
    /// Where to ask.
    nodes: Vec<String>,
    ends: Mutex<Vec<End>>,
    /// The codes with which the operator said that it cannot do it now.
    put_off: Mutex<Vec<&'static str>>,
    is_over: AtomicBool,
}

/// A payment's definite end, as its payer was told.
struct End {
    payment: Id,
    payer: usize,
    payee: usize,
    minor: u64,
    /// Its place in the journal, or why it was refused.
    told: Result<u64, &'static str>,
}

/// What all payers know when they have stopped.
pub struct Books(Arc<Scene>);

impl Load {
    /// Has everybody pay everybody, by asking at these addresses.
    pub fn start(people: Vec<Townsperson>, nodes: &[String]) -> Self {
        let (ends, put_off, is_over) = Default::default();
        let nodes = nodes.to_vec();
        let scene = Arc::new(Scene { people, nodes, ends, put_off, is_over });
        let pay = |me| tokio::spawn(pay(Arc::clone(&scene), me));
        let payers = (0..scene.people.len()).map(pay).collect();
        Self { scene, payers }
    }

    /// Waits until so many more payments were acknowledged than now.
    ///
    /// # Panics
    /// When they do not come.
    pub async fn until_paid(&self, more: usize) {
        let wanted = self.scene.paid() + more;
        self.until(|scene| scene.paid() >= wanted, "no payments come through any more").await;
    }

    /// Waits until payers were put off so many more times than now, with a code of the operator's;
    /// returns those codes.
    ///
    /// # Panics
    /// When that does not happen.
    pub async fn until_put_off(&self, more: usize) -> Vec<&'static str> {
        let before = self.scene.put_off().len();
        self.until(|scene| scene.put_off().len() >= before + more, "nobody is put off").await;
        self.scene.put_off()[before..].to_vec()
    }

    async fn until(&self, is_so: impl Fn(&Scene) -> bool, otherwise: &str) {
        let begun = Instant::now();
        while !is_so(&self.scene) {
            let last = self.scene.put_off().last().copied();
            assert!(begun.elapsed() < GIVE_UP, "{otherwise}; last put off with {last:?}");
            let died = self.payers.iter().any(JoinHandle::is_finished);
            assert!(!died, "a payer was told what must not be");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Lets every payer come to the end of the payment in hand.
    ///
    /// # Panics
    /// When one of them does not.
    pub async fn stop(self) -> Books {
        self.scene.is_over.store(true, Ordering::SeqCst);
        for payer in self.payers {
            let ended = tokio::time::timeout(GIVE_UP, payer).await;
            ended.expect("every payment comes to a definite end").expect("a payer ends well");
        }
        Books(self.scene)
    }
}

impl Scene {
    fn ends(&self) -> MutexGuard<'_, Vec<End>> {
        self.ends.lock().expect("no panic while writing down")
    }

    fn put_off(&self) -> MutexGuard<'_, Vec<&'static str>> {
        self.put_off.lock().expect("no panic while writing down")
    }

    fn paid(&self) -> usize {
        self.ends().iter().filter(|end| end.told.is_ok()).count()
    }

    /// Asks at one node after the other until the answer is definite; returns the payment's place
    /// in the journal, or the code of the refusal.
    async fn until_definite(
        &self,
        nodes: &[Device],
        first: usize,
        order: &PayRequest,
    ) -> Result<u64, &'static str> {
        for node in nodes.iter().cycle().skip(first % nodes.len()) {
            match node.pay(order, None).await {
                Ok(receipt) => {
                    assert_eq!(receipt.payment, order.order.payment);
                    return Ok(receipt.sequence);
                }
                Err(Failure::Refused(problem)) if is_definite(&problem) => {
                    return Err(problem.code.word());
                }
                Err(Failure::Refused(problem)) => self.put_off().push(problem.code.word()),
                Err(Failure::Lost(_)) => {}
            }
            tokio::time::sleep(PAUSE).await;
        }
        unreachable!("a cycle has no end")
    }
}

/// One payer.
async fn pay(scene: Arc<Scene>, me: usize) {
    let Townsperson { device, .. } = &scene.people[me];
    let nodes: Vec<Device> = scene.nodes.iter().map(|url| device.at(url)).collect();
    for round in 0_usize.. {
        if scene.is_over.load(Ordering::SeqCst) {
            return;
        }
        let others = scene.people.len() - 1;
        let payee = (me + 1 + round % others) % scene.people.len();
        let small = 1 + u64::try_from(round % 97).expect("small");
        let minor = if round % 8 == 5 { TOO_MUCH_MINOR } else { small };
        let payment = new_id();
        let receive = scene.people[payee].receive;
        let order = device.order(OPERATOR, payment, receive, town::money(minor));
        let told = scene.until_definite(&nodes, me + round, &order).await;
        scene.ends().push(End { payment, payer: me, payee, minor, told });
        tokio::time::sleep(PAUSE / 4).await;
    }
}

/// Returns whether a problem says what became of the payment.
fn is_definite(problem: &Problem) -> bool {
    let passing = [ErrorCode::RateLimited, ErrorCode::RequestTimeout, ErrorCode::SignatureReplayed];
    problem.status < 500 && !passing.contains(&problem.code)
}

impl Books {
    /// Compares what the payers were told with what the bank holds: each acknowledged payment is
    /// there once, each refused one is not, nothing moved that nobody asked for, and each account
    /// holds what its payments add up to.
    ///
    /// # Panics
    /// When anything differs.
    pub fn check(&self, ground: &Ground) {
        let Self(scene) = self;
        let reader = ground.reader();
        let moved = moved(reader.as_ref());
        let ends = scene.ends();
        let opening = i64::try_from(OPENING_MINOR).expect("small");
        let mut expected = vec![opening; scene.people.len()];
        for End { payment, payer, payee, minor, told } in ends.iter() {
            let id = PaymentId(payment.0);
            let record = reader.record(&Key::Payment(id)).expect("readable");
            let times = moved.get(&id).copied().unwrap_or_default();
            match (told, record) {
                (Ok(sequence), Some(Record::Payment(record))) => {
                    assert_eq!((record.sequence, record.amount.minor()), (*sequence, *minor));
                    assert_eq!(times, 1, "{payment} is in the journal once");
                    let minor = i64::try_from(*minor).expect("small");
                    expected[*payer] -= minor;
                    expected[*payee] += minor;
                }
                (Err(code), None) => {
                    assert_eq!((*minor, *code), (TOO_MUCH_MINOR, "insufficient_funds"));
                    assert_eq!(times, 0, "{payment} was refused");
                }
                (told, record) => panic!("{payment}: told {told:?}, and it is {record:?}"),
            }
        }
        let paid = ends.iter().filter(|end| end.told.is_ok()).count();
        assert!(paid > 0 && paid < ends.len(), "there were payments and refusals");
        // Beside them what everybody had at the beginning was paid in.
        assert_eq!(moved.len(), paid + scene.people.len(), "nothing that nobody asked for");
        let balances = balances(reader.as_ref());
        let held = |person: &Townsperson| balances.get(&person.account).copied();
        let found: Vec<Option<i64>> = scene.people.iter().map(held).collect();
        assert_eq!(found, expected.into_iter().map(Some).collect::<Vec<_>>());
        assert_eq!(balances.values().sum::<i64>(), 0, "all accounts add up to nothing");
    }
}

/// Returns how often each payment is in the journal.
fn moved(reader: &dyn Reader) -> BTreeMap<PaymentId, usize> {
    let mut moved = BTreeMap::new();
    let mut after = 0;
    loop {
        let rows = reader.journal(after, 1000).expect("readable");
        let Some(last) = rows.last() else { return moved };
        after = last.sequence;
        for row in rows {
            if let JournalEntry::Moved { payment, .. } = row.entry {
                *moved.entry(payment).or_default() += 1;
            }
        }
    }
}

fn balances(reader: &dyn Reader) -> BTreeMap<AccountId, i64> {
    let accounts = reader.accounts(None, 1000).expect("readable");
    accounts.into_iter().map(|account| (account.id, account.balance.minor())).collect()
}
