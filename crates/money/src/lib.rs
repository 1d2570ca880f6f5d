//! Amounts in minor units with a currency: checked arithmetic, parsing and printing.
//!
//! Nothing here rounds, converts or uses floating point.
#![doc = include_str!("../README.md")]

mod amount;
mod balance;
mod currency;
mod table;

pub use amount::{Amount, AmountError};
pub use balance::Balance;
pub use currency::{Currency, CurrencyError};
