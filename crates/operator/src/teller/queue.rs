//! The teller's queue: bounded, fair, and honest about how long it takes.
//!
//! Everyone has a share, so that nobody can fill it. When commands have stayed waiting for too long
//! the newest are refused, first of those who have something waiting already: a refusal at once is
//! worth more than an answer after the payer has gone (the idea of RFC 8289, at the entrance).
//! Nonces of reads wait apart: they never keep a payment out.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// For how long the wait has to be over the target before anyone is refused: bursts pass.
const PATIENCE: Duration = Duration::from_millis(100);
/// Places for the store's upkeep, beside all others.
const UPKEEP_MAX: usize = 16;

/// The bounds of a queue.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Commands that wait, all together.
    pub all: usize,
    /// Of these, the ones of one person, merchant or device.
    pub each: usize,
    /// How long they may stay waiting.
    pub target: Duration,
}

/// Where something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Whatever changes something for people.
    Command,
    /// The nonces of requests that only read: at most a quarter of all places.
    Read,
    /// The store's upkeep.
    Upkeep,
}

/// Why something is not taken; nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// All places are taken.
    Queue,
    /// All places of this person, merchant or device are taken.
    Share,
    /// What waits has waited too long already.
    Wait,
    /// The teller stops.
    Closed,
}

impl Full {
    /// Returns the word for the metrics.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Share => "share",
            Self::Wait => "wait",
            Self::Closed => "closed",
        }
    }
}

/// What waits.
#[derive(Debug)]
struct Waiting<T> {
    since: Instant,
    source: Option<u128>,
    item: T,
}

/// What was taken, and how long it had waited.
#[derive(Debug)]
pub struct Taken<T> {
    /// What waited.
    pub item: T,
    /// For how long.
    pub wait: Duration,
}

/// A queue for many givers and one taker.
#[derive(Debug)]
pub struct Queue<T> {
    line: Mutex<Line<T>>,
    arrived: Condvar,
}

impl<T> Queue<T> {
    /// Returns an empty queue.
    pub fn new(bounds: Bounds) -> Self {
        Self { line: Mutex::new(Line::new(bounds)), arrived: Condvar::new() }
    }

    /// Puts something into the queue. The source is whose share it takes; what the operator does
    /// has none.
    ///
    /// # Errors
    /// See [`Full`].
    pub fn push(&self, lane: Lane, source: Option<u128>, item: T) -> Result<(), Full> {
        self.lock().push(lane, Waiting { since: Instant::now(), source, item })?;
        self.arrived.notify_one();
        Ok(())
    }

    /// Waits until something is there and takes all of it, at most `max`; `None` when the queue is
    /// closed and empty.
    pub fn take(&self, max: usize) -> Option<Vec<Taken<T>>> {
        let mut line = self.lock();
        while line.len() == 0 {
            if line.is_closed {
                return None;
            }
            line = self.arrived.wait(line).unwrap_or_else(PoisonError::into_inner);
        }
        Some(line.take(max, Instant::now()))
    }

    /// Takes nothing more; what is in it stays.
    pub fn close(&self) {
        self.lock().is_closed = true;
        self.arrived.notify_all();
    }

    /// Returns how much waits.
    pub fn waiting(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, Line<T>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The queue's state; knows no clock.
#[derive(Debug)]
struct Line<T> {
    bounds: Bounds,
    commands: VecDeque<Waiting<T>>,
    reads: VecDeque<Waiting<T>>,
    upkeep: VecDeque<Waiting<T>>,
    shares: HashMap<u128, usize>,
    /// Since when the wait is over the target.
    slow_since: Option<Instant>,
    is_closed: bool,
}

impl<T> Line<T> {
    fn new(bounds: Bounds) -> Self {
        let (commands, reads, upkeep) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
        let shares = HashMap::new();
        Self { bounds, commands, reads, upkeep, shares, slow_since: None, is_closed: false }
    }

    fn len(&self) -> usize {
        self.commands.len() + self.reads.len() + self.upkeep.len()
    }

    fn push(&mut self, lane: Lane, waiting: Waiting<T>) -> Result<(), Full> {
        if self.is_closed {
            return Err(Full::Closed);
        }
        if lane == Lane::Upkeep {
            return if self.upkeep.len() < UPKEEP_MAX {
                self.upkeep.push_back(waiting);
                Ok(())
            } else {
                Err(Full::Queue)
            };
        }
        if self.commands.len() + self.reads.len() >= self.bounds.all
            || (lane == Lane::Read && self.reads.len() >= (self.bounds.all / 4).max(1))
        {
            return Err(Full::Queue);
        }
        if let Some(source) = waiting.source {
            let share = self.shares.get(&source).copied().unwrap_or(0);
            if share >= self.bounds.each {
                return Err(Full::Share);
            }
            self.check_wait(share, waiting.since)?;
            *self.shares.entry(source).or_default() += 1;
        }
        match lane {
            Lane::Read => self.reads.push_back(waiting),
            Lane::Command | Lane::Upkeep => self.commands.push_back(waiting),
        }
        Ok(())
    }

    /// Refuses when the wait has been over the target for a while: those who have something waiting
    /// already, and at twice the target everyone.
    fn check_wait(&mut self, share: usize, now: Instant) -> Result<(), Full> {
        let first = self.commands.front().into_iter().chain(self.reads.front());
        let Some(since) = first.map(|waiting| waiting.since).min() else {
            // Nobody waits: whoever comes now is taken next, and that measures the wait anew.
            return Ok(());
        };
        let wait = now.saturating_duration_since(since);
        if wait > self.bounds.target {
            self.slow_since.get_or_insert(now);
        }
        let is_slow =
            self.slow_since.is_some_and(|slow| now.saturating_duration_since(slow) >= PATIENCE);
        if is_slow && (share > 0 || wait > 2 * self.bounds.target) {
            return Err(Full::Wait);
        }
        Ok(())
    }

    fn take(&mut self, max: usize, now: Instant) -> Vec<Taken<T>> {
        // Reads get what commands leave of a batch, and never less than a quarter.
        let reads = self.reads.len().min((max / 4).max(max.saturating_sub(self.commands.len())));
        let commands = self.commands.len().min(max - reads);
        let upkeep = self.upkeep.drain(..);
        let taken: Vec<Waiting<T>> = upkeep
            .chain(self.commands.drain(..commands))
            .chain(self.reads.drain(..reads))
            .collect();
        let mut slowest = Duration::ZERO;
        let taken = taken.into_iter().map(|Waiting { since, source, item }| {
            if let Some(source) = source
                && let Some(share) = self.shares.get_mut(&source)
            {
                *share -= 1;
                if *share == 0 {
                    self.shares.remove(&source);
                }
            }
            let wait = now.saturating_duration_since(since);
            slowest = slowest.max(wait);
            Taken { item, wait }
        });
        let taken = taken.collect();
        if slowest > self.bounds.target {
            self.slow_since.get_or_insert(now);
        } else {
            self.slow_since = None;
        }
        taken
    }
}

#[cfg(test)]
mod tests;
