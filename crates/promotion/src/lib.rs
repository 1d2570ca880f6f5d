//! The rules of coupons, campaigns, envelopes and refunds with them.
#![doc = include_str!("../README.md")]

pub mod calendar;
pub mod chance;
pub mod combination;
pub mod coupon;
pub mod id;

pub use chance::Seed;
