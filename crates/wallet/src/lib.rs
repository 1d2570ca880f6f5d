//! The client core: flows as state machines over ports, with no I/O of its own.
#![doc = include_str!("../README.md")]

pub mod account;
mod amount;
mod answer;
pub mod campaign;
pub mod card;
pub mod card_top_up;
pub mod catalogue;
pub mod code;
pub mod coupon;
pub mod device;
mod enrolment;
pub mod envelope;
mod error;
pub mod event;
pub mod goods;
pub mod merchant;
pub mod neutrality;
pub mod payer_code;
pub mod payment;
mod pin;
pub mod port;
pub mod receipt;
pub mod receive;
mod retry;
pub mod state;
#[cfg(test)]
mod tests;
pub mod till;
mod wallet;

pub use account::{HistoryPage, Home};
pub use code::{Offer, Reading};
pub use error::WalletError;
pub use event::WalletEvent;
pub use payer_code::ShownPayerCode;
pub use payment::{PaymentEnd, Prepared};
pub use receive::ReceiveCode;
pub use wallet::{Standing, Wallet};
