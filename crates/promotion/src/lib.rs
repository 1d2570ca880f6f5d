//! The rules of coupons, campaigns, envelopes and refunds with them.
#![doc = include_str!("../README.md")]

pub mod calendar;
pub mod campaign;
pub mod chance;
pub mod combination;
pub mod coupon;
pub mod envelope;
pub mod id;
pub mod refund;
mod state;

pub use chance::Seed;
pub use state::{Change, State, StateRefusal};
