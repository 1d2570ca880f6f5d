//! Leases: which of several nodes does a job, exactly one at a time.

mod take;

pub(crate) use take::take;
