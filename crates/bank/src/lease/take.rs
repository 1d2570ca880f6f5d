//! Takes a job that nobody does, or keeps one. A node that dies loses it when its time is over.
//!
//! That the record is compared and written in one transaction makes it exact on every store. Times
//! are those of the nodes' clocks: one that is ahead may take a job early, so jobs are such that
//! doing them twice does no harm; the lease spares the work.

use crate::command::TakeLease;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Lease, Record};
use crate::rejection::Rejection;

pub(crate) fn take(page: &Page, command: &TakeLease, effects: &mut Effects) -> Answer {
    let TakeLease { job, node, for_ms } = command;
    let held = page.lease(job)?;
    if held.is_some_and(|lease| lease.node != *node && effects.at() < lease.until) {
        return Err(Rejection::LeaseHeld.into());
    }
    let until = effects.at().plus_ms(*for_ms);
    effects.write(Record::Lease(Lease { job: job.clone(), node: *node, until }));
    Ok(Receipt::LeaseTaken(until))
}
