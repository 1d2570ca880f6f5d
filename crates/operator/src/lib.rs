//! The operator's service: routes, teller, jobs, commands.
//!
//! It holds no rule about money: those are `bank`'s. It knows who asks, and keeps the door.

pub mod bill;
pub mod campaigns;
pub mod clock;
pub mod code;
pub mod command;
pub mod config;
pub mod database;
pub mod epoch;
pub mod figures;
mod heads;
pub mod issuer;
mod jobs;
pub mod keys;
pub mod limit;
pub mod live;
pub mod lock;
mod log;
pub mod measure;
mod notify;
mod page;
pub mod paycodes;
pub mod payer_codes;
pub mod pin;
pub mod problem;
pub mod pseudonym;
pub mod random;
mod receipts;
mod request;
pub mod routes;
mod server;
mod service;
mod setting;
pub mod shift;
mod slip_link;
mod sound_box;
mod start;
pub mod teller;
pub mod trace;
mod uplift;
pub mod webhooks;

pub use proof::hex;
pub use request::till::key_hash as till_key_hash;
pub use service::{coupon, goods};
pub use start::{Running, StartError, open_teller, serve};
