//! Enrolments of devices: a handle, a one-time code, a device key.

mod confirm;
mod start;

pub(crate) use confirm::confirm;
pub(crate) use start::start;

/// How many wrong codes an enrolment takes; after that no code is compared any more.
pub const CODE_TRIES_MAX: u8 = 5;
