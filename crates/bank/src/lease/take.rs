//! Takes a job that nobody does, or keeps one. A node that dies loses it when its time is over.
//!
//! That the record is compared and written in one transaction makes it exact on every store. Times
//! are those of the nodes' clocks: one that is ahead may take a job early, so jobs are such that
//! doing them twice does no harm; the lease spares the work. A lease that reaches further ahead
//! than any node takes one was written by a clock that was wrong: it keeps nobody out, or the job
//! would stand still until that time comes.

use crate::command::TakeLease;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Lease, Record};
use crate::rejection::Rejection;

/// How many times its length a lease may reach ahead: clocks of nodes differ a little.
const AHEAD_MAX: u64 = 2;

pub(crate) fn take(page: &Page, command: &TakeLease, effects: &mut Effects) -> Answer {
    let TakeLease { job, node, for_ms } = command;
    let held = page.lease(job)?;
    let now = effects.at();
    let believed_until = now.plus_ms(for_ms.saturating_mul(AHEAD_MAX));
    let is_held = |lease: &Lease| now < lease.until && lease.until <= believed_until;
    if held.is_some_and(|lease| lease.node != *node && is_held(lease)) {
        return Err(Rejection::LeaseHeld.into());
    }
    let until = now.plus_ms(*for_ms);
    effects.write(Record::Lease(Lease { job: job.clone(), node: *node, until }));
    Ok(Receipt::LeaseTaken(until))
}
