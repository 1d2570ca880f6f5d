//! The nodes of the operator: each with a clock, a queue and a teller of its own, over one
//! database. Any of them can end at any moment, and starts again.
//!
//! The shipped teller is a thread with a channel; this one gathers and answers by the same rules,
//! and its batches are the bank's own.

use super::bug::Bug;
use super::clockwork::{Owner, Sim, WORLD};
use super::database::{Cache, Database, Fault, Rival, Step};
use super::oracle::Oracle;
use super::sweeper;
use bank::command::SignedBy;
use bank::id::NodeId;
use bank::store::{Reader as _, StoreError, Upkeep as _};
use bank::{Command, CommandKey, Envelope, Outcome, Receipt, TimeMs};
use operator::config::Config;
use operator::keys::Keys;
use operator::payer_codes::PayerCodes;
use ring::hmac;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};
use tokio::sync::oneshot;
use wire::{ErrorCode, Problem};

/// How many nodes there are.
pub const NODES: usize = 3;
/// The most commands of one batch: few, so that some wait.
const BATCH_MAX: usize = 32;
/// More commands than that are not taken.
const QUEUE_MAX: usize = 40;

/// All nodes, and what they share.
pub struct Cluster {
    pub sim: Sim,
    pub database: Database,
    pub oracle: Oracle,
    pub config: Config,
    pub keys: Keys,
    nodes: Vec<Mutex<Node>>,
    listeners: Mutex<Vec<Waker>>,
    bug: Option<Bug>,
    is_calm: Mutex<bool>,
}

struct Node {
    /// The program that runs; none while it is down.
    owner: Option<Owner>,
    skew_ms: i64,
    queue: VecDeque<Work>,
    teller: Option<Waker>,
    cache: Cache,
    payer_codes: Arc<PayerCodes>,
}

type Answer = oneshot::Sender<Result<Outcome, StoreError>>;

struct Work {
    envelope: Envelope,
    answer: Answer,
}

/// A node as the handlers on it see it.
#[derive(Clone)]
pub struct Door {
    pub cluster: Arc<Cluster>,
    pub node: usize,
}

impl Cluster {
    pub fn new(sim: Sim, bug: Option<Bug>, config: Config, keys: Keys) -> Arc<Self> {
        let node = || Node {
            owner: None,
            skew_ms: 0,
            queue: VecDeque::new(),
            teller: None,
            cache: Cache::default(),
            payer_codes: Arc::new(PayerCodes::new(&keys)),
        };
        let nodes = (0..NODES).map(|_| Mutex::new(node())).collect();
        Arc::new(Self {
            database: Database::new(bug),
            oracle: Oracle::default(),
            nodes,
            listeners: Mutex::default(),
            bug,
            is_calm: Mutex::new(false),
            sim,
            config,
            keys,
        })
    }

    fn node(&self, node: usize) -> MutexGuard<'_, Node> {
        self.nodes[node].lock().expect("one thread")
    }

    /// Returns the program that runs on a node, while it is up.
    pub fn owner(&self, node: usize) -> Option<Owner> {
        self.node(node).owner
    }

    /// Returns what a node's clock says.
    pub fn now(&self, node: usize) -> TimeMs {
        TimeMs(self.sim.now_ms().saturating_add_signed(self.node(node).skew_ms))
    }

    /// Sets how far a node's clock is ahead.
    pub fn set_skew(&self, node: usize, skew_ms: i64) {
        self.sim.note(format_args!("node {node}: clock {skew_ms:+} ms"));
        self.node(node).skew_ms = skew_ms;
    }

    /// Returns whether a bug is planted.
    pub fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// Returns whether nothing goes wrong any more.
    pub fn is_calm(&self) -> bool {
        *self.is_calm.lock().expect("one thread")
    }

    /// Ends all faults: every node is up with a right clock.
    pub fn calm(self: &Arc<Self>) {
        *self.is_calm.lock().expect("one thread") = true;
        for node in 0..NODES {
            self.set_skew(node, 0);
            if self.owner(node).is_none() {
                self.start(node);
            }
        }
    }

    /// Starts a node that is down.
    pub fn start(self: &Arc<Self>, node: usize) {
        let owner = self.sim.new_owner();
        self.sim.note(format_args!("node {node}: starts"));
        let payer_codes = PayerCodes::new(&self.keys);
        payer_codes.load(&self.database.contents).expect("memory works");
        {
            let mut state = self.node(node);
            state.owner = Some(owner);
            state.cache = Cache::default();
            state.payer_codes = Arc::new(payer_codes);
        }
        let door = Door { cluster: Arc::clone(self), node };
        self.sim.spawn(owner, door.clone().teller());
        self.sim.spawn(owner, door.clone().upkeep());
        if !self.has(Bug::NoSweep) {
            self.sim.spawn(owner, sweeper::sweep(door, NodeId(self.sim.number())));
        }
    }

    /// Ends a node as a power cut would, and lets it start again after a while.
    pub fn crash(self: &Arc<Self>, node: usize) {
        let lost = {
            let mut state = self.node(node);
            let Some(owner) = state.owner.take() else { return };
            self.sim.end(owner);
            state.teller = None;
            std::mem::take(&mut state.queue)
        };
        self.sim.note(format_args!("node {node}: ends, {} commands waited", lost.len()));
        self.oracle.count("crashes", 1);
        let cluster = Arc::clone(self);
        self.sim.spawn(WORLD, async move {
            cluster.sim.sleep(cluster.sim.between(100, 15_000)).await;
            if cluster.owner(node).is_none() {
                cluster.start(node);
            }
        });
    }

    /// Waits until something was committed that is younger than an event.
    pub async fn committed_after(&self, event: u64) {
        poll_fn(|context| {
            let last = self.database.contents.last_event().expect("memory works");
            if last > event {
                return Poll::Ready(());
            }
            self.listeners.lock().expect("one thread").push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn tell_listeners(&self) {
        let listeners = std::mem::take(&mut *self.listeners.lock().expect("one thread"));
        listeners.into_iter().for_each(Waker::wake);
    }

    fn draw_fault(&self) -> Option<(Step, Fault)> {
        if self.is_calm() || !self.sim.happens(30) {
            return None;
        }
        let fault = match self.sim.below(3) {
            0 => Fault::Crash,
            1 => Fault::Failure { may_run_again: true },
            _ => Fault::Failure { may_run_again: false },
        };
        Some((self.sim.one_of(&Step::ALL), fault))
    }
}

impl Door {
    /// Returns what this node's clock says.
    pub fn now(&self) -> TimeMs {
        self.cluster.now(self.node)
    }

    /// Returns who shows which payer code, as this node knows it.
    pub fn payer_codes(&self) -> Arc<PayerCodes> {
        Arc::clone(&self.cluster.node(self.node).payer_codes)
    }

    /// Gives the teller a command and waits for its receipt, as the service does.
    pub async fn decide(
        &self,
        key: Option<CommandKey>,
        nonce: Option<SignedBy>,
        command: Command,
    ) -> Result<Receipt, Box<Problem>> {
        let envelope = Envelope { key, nonce, at: self.now(), command };
        if !self.cluster.is_calm() && self.cluster.sim.happens(8) {
            self.cluster.oracle.count("refused for load", 1);
            return Err(Box::new(Problem::new(ErrorCode::Overloaded)));
        }
        let (answer, answered) = oneshot::channel();
        let teller = {
            let mut state = self.cluster.node(self.node);
            if state.queue.len() >= QUEUE_MAX {
                return Err(Box::new(Problem::new(ErrorCode::Overloaded)));
            }
            state.queue.push_back(Work { envelope, answer });
            state.teller.take()
        };
        if let Some(teller) = teller {
            teller.wake();
        }
        match answered.await {
            Ok(Ok(Ok(receipt))) => Ok(receipt),
            Ok(Ok(Err(refusal))) => Err(operator::problem::Fault::refused(&refusal, self.now()).0),
            Ok(Err(_)) | Err(_) => Err(Box::new(Problem::new(ErrorCode::Internal))),
        }
    }

    async fn teller(self) {
        loop {
            poll_fn(|context| {
                let mut state = self.cluster.node(self.node);
                if !state.queue.is_empty() {
                    return Poll::Ready(());
                }
                state.teller = Some(context.waker().clone());
                Poll::Pending
            })
            .await;
            // For as long as a commit takes the next batch gathers.
            self.cluster.sim.sleep(self.cluster.sim.between(1, 25)).await;
            self.batch();
        }
    }

    fn take(&self, node: usize) -> Vec<Work> {
        let mut state = self.cluster.node(node);
        let count = state.queue.len().min(BATCH_MAX);
        state.queue.drain(..count).collect()
    }

    /// Runs one batch; now and then another node's comes in between.
    fn batch(&self) {
        let Cluster { sim, database, .. } = &*self.cluster;
        let fault = self.cluster.draw_fault();
        let other = (self.node + 1 + usize::from(sim.happens(500))) % NODES;
        let has_rival = self.cluster.owner(other).is_some() && sim.happens(500);
        let (work, others) =
            (self.take(self.node), if has_rival { self.take(other) } else { Vec::new() });
        let envelopes = |work: &[Work]| -> Vec<Envelope> {
            work.iter().map(|one| one.envelope.clone()).collect()
        };
        let mut cache = std::mem::take(&mut self.cluster.node(self.node).cache);
        let mut other_cache = std::mem::take(&mut self.cluster.node(other).cache);
        let rival = (!others.is_empty()).then(|| Rival {
            at: sim.one_of(&Step::ALL),
            cache: &mut other_cache,
            envelopes: envelopes(&others),
            outcomes: None,
        });
        let mut session = database.session(&mut cache, fault, rival);
        let result = bank::batch::run(&mut session, &envelopes(&work));
        let has_crashed = session.has_crashed;
        let (is_rival_last, rival) = match session.rival.take() {
            Some(rival) => (rival.at == Step::Committed, rival.outcomes),
            None => (false, None),
        };
        self.cluster.node(other).cache = other_cache;
        let mut others = Some(others);
        if !is_rival_last {
            self.answer_rival(other, others.take().unwrap_or_default(), rival.clone());
        }
        if result.is_ok() {
            // A store that failed is opened anew: nothing that it kept is trusted.
            self.cluster.node(self.node).cache = cache;
        }
        let is_answered = result.is_ok();
        self.answer(self.node, work, result);
        if let Some(others) = others {
            // In the order of the commits.
            self.answer_rival(other, others, rival);
        }
        self.cluster.tell_listeners();
        if has_crashed && is_answered {
            // Planted: the answers get out before the node ends.
            let (cluster, node) = (Arc::clone(&self.cluster), self.node);
            sim.spawn(WORLD, async move {
                cluster.sim.sleep(1).await;
                cluster.crash(node);
            });
        } else if has_crashed {
            self.cluster.crash(self.node);
        }
    }

    /// Answers another node's batch, or puts it back where it never ran.
    fn answer_rival(
        &self,
        other: usize,
        work: Vec<Work>,
        result: Option<Result<Vec<Outcome>, StoreError>>,
    ) {
        match result {
            Some(result) => self.answer(other, work, result),
            None => {
                let mut state = self.cluster.node(other);
                work.into_iter().rev().for_each(|one| state.queue.push_front(one));
            }
        }
    }

    fn answer(&self, node: usize, work: Vec<Work>, result: Result<Vec<Outcome>, StoreError>) {
        let Cluster { sim, oracle, .. } = &*self.cluster;
        match result {
            Ok(outcomes) => {
                sim.note(format_args!("node {node}: batch of {}", work.len()));
                oracle.count("commands", work.len());
                for (Work { envelope, answer }, outcome) in work.into_iter().zip(outcomes) {
                    oracle.decided(&envelope, &outcome);
                    // Whoever asked may be gone.
                    let _ = answer.send(Ok(outcome));
                }
            }
            Err(error) => {
                sim.note(format_args!("node {node}: batch of {} failed: {error}", work.len()));
                oracle.count("failed batches", 1);
                for Work { envelope, answer } in work {
                    oracle.undecided(&envelope);
                    let _ = answer.send(Err(error.clone()));
                }
            }
        }
    }

    /// Cleans up each minute, as the operator's jobs do.
    async fn upkeep(self) {
        loop {
            self.cluster.sim.sleep(60_000).await;
            let mut contents = self.cluster.database.contents.clone();
            contents.forget_nonces(self.now()).expect("memory works");
            self.payer_codes().load(&contents).expect("memory works");
            self.payer_codes().forget_quiet(self.now());
        }
    }
}

/// Returns the same keys for every simulation: what is made of them belongs to the seed.
pub fn keys() -> Keys {
    static FILES: std::sync::OnceLock<Keys> = std::sync::OnceLock::new();
    let files = FILES.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Keys::create(folder.path()).expect("keys")
    });
    let key = |byte| hmac::Key::new(hmac::HMAC_SHA256, &[byte; 32]);
    Keys { pepper: key(1), code: key(2), payer: key(3), ..files.clone() }
}
