//! Payer codes: what a device makes them of, and what a till charges.

pub mod charge;
pub mod key;
