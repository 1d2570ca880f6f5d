//! Whole journeys through real processes: `tongbaod` on SQLite, wallets in terminals, a till.

mod bad_input;
mod campaign;
mod card;
mod code;
mod coupon;
mod desk;
mod envelope;
mod example_shop;
mod label;
mod money;
mod office;
mod offline;
mod order;
mod payer_code;
mod pin;
mod portable;
mod sandbox;
mod setting;
mod shop;
mod till;
mod transfer;
mod uplift;
