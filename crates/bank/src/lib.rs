//! Every command that moves money or promises, and what it does: pure rules over a page of records.
//!
//! No clock, no randomness, no I/O: time, identifiers and checked secrets come in with the command.
#![doc = include_str!("../README.md")]

mod account;
mod api_key;
pub mod audit;
pub mod batch;
pub mod bill;
mod campaign;
mod canonical;
mod card;
mod card_top_up;
pub mod clock;
pub mod command;
pub mod contract;
pub mod copy;
mod coupon;
mod decide;
mod desk;
mod device;
mod effects;
mod enrolment;
mod envelope;
pub mod event;
pub mod fee;
mod fingerprint;
mod goods;
pub mod head;
mod hold;
pub mod id;
pub mod journal;
pub mod kept;
pub mod key;
mod label;
mod lease;
mod link;
pub mod memory;
mod merchant;
mod name;
pub mod neutrality;
mod nonce;
mod note;
mod order;
mod page;
mod payer_code;
mod payment;
mod person;
mod pin;
pub mod quick_pay;
pub mod receipt;
pub mod record;
pub mod refund;
pub mod registered;
pub mod rejection;
pub mod setting;
mod shift;
mod staff;
pub mod store;
pub mod tree;
mod webhook;

pub use card::CARDS_MAX;
pub use card_top_up::{CARD_TOP_UP_DAY_MS, CardTopUpLimits};
pub use command::{Command, CommandKey, Envelope, Scope};
pub use coupon::coupon_refusal;
pub use decide::{Decision, decide};
pub use enrolment::CODE_TRIES_MAX;
pub use fingerprint::fingerprint;
pub use hold::HOLD_FOR_S_MAX;
pub use id::TimeMs;
pub use key::Key;
pub use link::LEGS_MAX;
pub use name::registered_name;
pub use order::REVERSIBLE_AFTER_MS;
pub use page::{Missing, Page};
pub use pin::{PIN_LOCK_MAX_MS, PIN_LOCK_MS, PIN_TRIES_MAX};
pub use receipt::{Outcome, Receipt};
pub use record::Record;
pub use rejection::{Refusal, Rejection};
pub use shift::OPEN_MAX;
pub use staff::{INVITATION_FOR_MS, MERCHANTS_MAX, STAFF_MAX};

#[cfg(test)]
mod property;
