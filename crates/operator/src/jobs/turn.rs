//! Whose turn a job is: a lease that one node has at a time, and that it renews in its second half.

use crate::clock;
use crate::service::Shared;
use bank::command::TakeLease;
use bank::id::NodeId;
use bank::{Command, Envelope, Receipt, TimeMs};

/// One node's claim to a job.
pub struct Turn {
    job: &'static str,
    lease_ms: u64,
    node: NodeId,
    /// Until when the job is this node's.
    until: TimeMs,
}

impl Turn {
    /// Returns the claim of a node that has just started; a job is taken for so long each time.
    pub const fn new(job: &'static str, lease_ms: u64, node: u128) -> Self {
        Self { job, lease_ms, node: NodeId(node), until: TimeMs(0) }
    }

    /// Returns whether the job is this node's; renews the lease in its second half.
    pub async fn has(&mut self, service: &Shared) -> bool {
        let (now, lease_ms) = (clock::now(), self.lease_ms);
        if now.plus_ms(lease_ms / 2) < self.until && self.until <= now.plus_ms(lease_ms) {
            return true;
        }
        match self.take(service, lease_ms).await {
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
        let take = TakeLease { job: self.job.to_owned(), node: self.node, for_ms };
        let command = Command::TakeLease(take);
        let envelope = Envelope { key: None, nonce: None, at: clock::now(), command };
        match service.teller.decide(envelope).await {
            Ok(Ok(Receipt::LeaseTaken(until))) => Some(until),
            _ => None,
        }
    }
}
