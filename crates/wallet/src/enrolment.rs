//! Enrolling: a handle, a one-time code, and then this device speaks for a person.

mod abandon;
mod confirm;
mod start;
