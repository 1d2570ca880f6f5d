//! A job that one node does at a time: taken for some seconds, renewed in their second half.

use crate::service::Shared;
use crate::{clock, random};
use bank::command::TakeLease;
use bank::id::NodeId;
use bank::{Command, Envelope, Receipt, TimeMs};

/// For how long a job is taken: a node that dies keeps others waiting no longer.
const LEASE_MS: u64 = 8_000;

/// A job.
pub struct Job {
    name: &'static str,
    node: NodeId,
    /// Until when it is this node's.
    until: TimeMs,
}

impl Job {
    /// Returns a job that this node may take; it is not its own yet.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new(name: &'static str) -> Result<Self, random::RandomError> {
        Ok(Self { name, node: NodeId(random::bits()?), until: TimeMs(0) })
    }

    /// Returns whether the job is this node's, or is from now on.
    pub async fn is_ours(&mut self, service: &Shared) -> bool {
        let now = clock::now();
        if now.plus_ms(LEASE_MS / 2) < self.until && self.until <= now.plus_ms(LEASE_MS) {
            return true;
        }
        match self.take(service, LEASE_MS).await {
            Some(until) => {
                self.until = until;
                true
            }
            None => false,
        }
    }

    /// Gives the job up, so that another node, or this one when it is back, need not wait.
    pub async fn give_up(&self, service: &Shared) {
        if clock::now() < self.until {
            let _ = self.take(service, 0).await;
        }
    }

    async fn take(&self, service: &Shared, for_ms: u64) -> Option<TimeMs> {
        let take = TakeLease { job: self.name.to_owned(), node: self.node, for_ms };
        let command = Command::TakeLease(take);
        let envelope = Envelope { key: None, nonce: None, at: clock::now(), command };
        match service.teller.decide(envelope).await {
            Ok(Ok(Receipt::LeaseTaken(until))) => Some(until),
            _ => None,
        }
    }
}
