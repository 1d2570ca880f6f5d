//! The service from outside: real HTTP on loopback, a real SQLite database, real signatures.
//! Files mirror the routes.

mod account;
mod attacks;
mod authorisation;
mod campaigns;
mod cards;
mod checker;
mod commands;
mod copy;
mod coupons;
mod enrolments;
mod envelopes;
mod events;
mod heads;
mod limits;
mod metrics;
mod nodes;
mod openapi;
mod orders;
mod overload;
mod payees;
mod payer_code;
mod payments;
mod pin;
mod problems;
mod process;
mod receipts;
mod refunds;
mod reversals;
mod settings;
mod signatures;
mod staff;
mod support;
mod sweep;
mod till;
mod traces;
