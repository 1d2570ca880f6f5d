//! The payment PIN.

pub mod set;
