//! The clockwork: simulated time, chance, and the one thread on which all programs take their
//! turns. A program is whatever belongs to one owner; ended, none of it goes on.

use super::chance::Chance;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Arguments;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};

/// When every simulation begins, in Unix milliseconds.
pub const START_MS: u64 = 1_790_000_000_000;

/// A program: everything that ends together.
pub type Owner = u64;

/// What nobody ends: the network, fate, the people themselves.
pub const WORLD: Owner = 0;

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A handle on the clockwork.
#[derive(Clone)]
pub struct Sim(Arc<Mutex<Inner>>);

struct Inner {
    now_ms: u64,
    chance: Chance,
    timers: BTreeMap<(u64, u64), Waker>,
    numbers: u64,
    spawned: Vec<(Owner, Task)>,
    ended: BTreeSet<Owner>,
    trace: u64,
    is_told: bool,
}

impl Sim {
    /// Returns the clockwork of a seed; it tells what happens on standard error when asked to.
    pub fn new(seed: u64, is_told: bool) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            now_ms: START_MS,
            chance: Chance::new(seed),
            timers: BTreeMap::new(),
            numbers: 0,
            spawned: Vec::new(),
            ended: BTreeSet::new(),
            trace: 0xCBF2_9CE4_8422_2325,
            is_told,
        })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().expect("one thread, and no panic is survived")
    }

    /// Returns the true time, which no program can see.
    pub fn now_ms(&self) -> u64 {
        self.inner().now_ms
    }

    /// Returns a number below `end`.
    pub fn below(&self, end: u64) -> u64 {
        self.inner().chance.below(end)
    }

    /// Returns a number from one to another, both included.
    pub fn between(&self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    /// Returns whether something happens that does so in so many of a thousand cases.
    pub fn happens(&self, of_thousand: u64) -> bool {
        self.below(1000) < of_thousand
    }

    /// Returns one of several.
    pub fn one_of<T: Clone>(&self, all: &[T]) -> T {
        let place = self.below(all.len() as u64);
        all[usize::try_from(place).expect("a place in a list")].clone()
    }

    /// Returns 128 random bits.
    pub fn number(&self) -> u128 {
        let mut inner = self.inner();
        u128::from(inner.chance.bits()) << 64 | u128::from(inner.chance.bits())
    }

    /// Returns an owner for a program that starts.
    pub fn new_owner(&self) -> Owner {
        let mut inner = self.inner();
        inner.numbers += 1;
        inner.numbers
    }

    /// Lets a part of a program run beside the others.
    pub fn spawn(&self, owner: Owner, work: impl Future<Output = ()> + Send + 'static) {
        self.inner().spawned.push((owner, Box::pin(work)));
    }

    /// Ends a program where it stands; a part that is running now ends when it waits next.
    pub fn end(&self, owner: Owner) {
        assert!(owner != WORLD, "the world goes on");
        self.inner().ended.insert(owner);
    }

    /// Waits for simulated time.
    pub fn sleep(&self, ms: u64) -> impl Future<Output = ()> + Send + use<> {
        let (sim, mut until_ms) = (self.clone(), None);
        std::future::poll_fn(move |context| {
            let mut inner = sim.inner();
            let now_ms = inner.now_ms;
            let until_ms = *until_ms.get_or_insert(now_ms + ms);
            if until_ms <= now_ms {
                return Poll::Ready(());
            }
            inner.numbers += 1;
            let number = inner.numbers;
            inner.timers.insert((until_ms, number), context.waker().clone());
            Poll::Pending
        })
    }

    /// Notes what happened: goes into the hash by which two runs are compared.
    pub fn note(&self, what: Arguments<'_>) {
        let mut inner = self.inner();
        let line = format!("{:>10} {what}", inner.now_ms - START_MS);
        for byte in line.bytes() {
            inner.trace = (inner.trace ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
        if inner.is_told {
            eprintln!("{line}");
        }
    }

    /// Returns the hash of all that was noted.
    pub fn trace(&self) -> u64 {
        self.inner().trace
    }

    /// Runs until `main` ends; what else is going on then is given up.
    pub fn run(&self, main: impl Future<Output = ()> + Send + 'static) {
        let ready = Arc::new(Ready::default());
        let mut tasks: BTreeMap<u64, (Owner, Task)> = BTreeMap::new();
        tasks.insert(0, (WORLD, Box::pin(main)));
        ready.push(0);
        loop {
            self.settle(&mut tasks, &ready);
            let Some(id) = ready.pop() else {
                self.pass_time();
                continue;
            };
            let Some((owner, mut task)) = tasks.remove(&id) else { continue };
            let waker = Waker::from(Arc::new(Wakeup { task: id, ready: Arc::clone(&ready) }));
            match task.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(()) if id == 0 => return,
                Poll::Ready(()) => {}
                Poll::Pending => {
                    tasks.insert(id, (owner, task));
                }
            }
        }
    }

    /// Takes in what was spawned, and drops what was ended.
    fn settle(&self, tasks: &mut BTreeMap<u64, (Owner, Task)>, ready: &Ready) {
        loop {
            let (spawned, ended) = {
                let mut inner = self.inner();
                (std::mem::take(&mut inner.spawned), std::mem::take(&mut inner.ended))
            };
            if spawned.is_empty() && ended.is_empty() {
                return;
            }
            for (owner, task) in spawned {
                let id = self.new_owner();
                tasks.insert(id, (owner, task));
                ready.push(id);
            }
            // Dropped outside of the lock: what is dropped may wake others.
            tasks.retain(|_, (owner, _)| !ended.contains(owner));
        }
    }

    fn pass_time(&self) {
        let waker = {
            let mut inner = self.inner();
            let ((until_ms, _), waker) = inner.timers.pop_first().expect("something to wait for");
            inner.now_ms = inner.now_ms.max(until_ms);
            waker
        };
        waker.wake();
    }
}

/// The parts of programs that can go on, in their order.
#[derive(Default)]
struct Ready(Mutex<VecDeque<u64>>);

impl Ready {
    fn push(&self, task: u64) {
        let mut ready = self.0.lock().expect("one thread");
        if !ready.contains(&task) {
            ready.push_back(task);
        }
    }

    fn pop(&self) -> Option<u64> {
        self.0.lock().expect("one thread").pop_front()
    }
}

struct Wakeup {
    task: u64,
    ready: Arc<Ready>,
}

impl Wake for Wakeup {
    fn wake(self: Arc<Self>) {
        self.ready.push(self.task);
    }
}
