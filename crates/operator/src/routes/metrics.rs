//! Numbers for those who watch the operator.

pub mod read;
