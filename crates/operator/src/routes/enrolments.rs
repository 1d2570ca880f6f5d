//! Enrolment: a handle, a one-time code, a device key.

pub mod confirm;
pub mod start;
