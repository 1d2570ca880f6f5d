//! The flows against a model of an operator, behind a network and a store that fail.

mod account;
mod campaign;
mod card;
mod card_top_up;
mod catalogue;
mod code;
mod coupon;
mod crash;
mod device;
mod enrolment;
mod envelope;
mod event;
mod fake;
mod merchant;
mod neutrality;
mod office;
mod payer_code;
mod payment;
mod receipt;
mod script;
mod till;
