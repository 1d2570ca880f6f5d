//! The operator's HTTP contract: requests, responses, error codes and what a device signs.
//!
//! Plain data and pure functions: nothing here opens a connection or holds a key.
#![doc = include_str!("../README.md")]

pub mod account;
pub mod api_key;
mod base64url;
pub mod bill;
pub mod campaign;
pub mod card;
pub mod card_top_up;
pub mod coupon;
pub mod device;
pub mod enrolment;
pub mod envelope;
pub mod error;
pub mod event;
pub mod export;
pub mod goods;
pub mod head;
pub mod hold;
pub mod id;
pub mod merchant;
mod moment;
pub mod money;
pub mod neutrality;
pub mod note;
pub mod operator;
pub mod order;
pub mod payee;
pub mod payer_code;
pub mod payment;
pub mod pin;
pub mod receipt;
pub mod refund;
pub mod sandbox;
pub mod secret;
pub mod shift;
pub mod signature;
pub mod slip;
pub mod sound_box;
pub mod staff;
pub mod taker;
pub mod webhook;

pub use error::{ErrorCode, Problem};
pub use id::Id;
pub use money::Money;
pub use secret::Secret;
