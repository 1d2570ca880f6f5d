//! Money that a person takes from a bound card into their account. Two systems do that, and each
//! can fail at any moment, so it is written before the issuer is asked: asked, and then paid or
//! refused by the issuer's own word. What the issuer has paid it owes, and lies below zero in an
//! account.

mod ask;
mod limits;
mod settle;

pub(crate) use ask::ask;
pub use limits::{CARD_TOP_UP_DAY_MS, CardTopUpLimits};
pub(crate) use settle::settle;
