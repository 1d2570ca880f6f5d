//! Payments: money that moves between two accounts, once.

mod book;
mod pay;
mod payee;
mod top_up;
mod transfer;

pub(crate) use book::book;
pub(crate) use pay::{
    OrderOfPayer, check_order_of_payer, check_pin, check_pin_always, check_pin_from, pay,
};
pub(crate) use top_up::top_up;
pub(crate) use transfer::{Transfer, require_available, require_payable, transfer};
