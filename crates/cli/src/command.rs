//! The commands, one file each.

mod balance;
mod bill;
mod campaign;
mod card;
mod code;
mod coupon;
mod device;
mod draw;
mod enrol;
mod envelope;
mod goods;
mod history;
mod neutrality;
mod pay;
mod payer_code;
mod pin;
mod receipt;
mod receive;
mod resume;
mod scan;
mod shop;
mod slip;
mod till;
mod top_up;
mod watch;

use crate::arguments::{Arguments, Campaign, Code, Command, Pin};
use crate::failure::Failure;
use crate::session;

/// Runs a command to its end.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { home, json, command } = arguments;
    match command {
        Command::Code { command: Code::Parse { text } } => code::parse(&text),
        Command::Scan { file } => scan::run(&file),
        Command::Enrol(asked) => enrol::run(&session::wallet(home).await?, asked, json).await,
        Command::Pin { command: Pin::Set } => pin::set(&session::wallet(home).await?, json).await,
        Command::Balance => balance::run(&session::wallet(home).await?, json).await,
        Command::Pay(asked) => pay::run(&session::wallet(home).await?, asked, json).await,
        Command::Receive(asked) => receive::run(&session::wallet(home).await?, asked, json),
        Command::PayerCode(asked) => {
            payer_code::run(&session::wallet(home).await?, asked, json).await
        }
        Command::History(asked) => history::run(&session::wallet(home).await?, asked, json).await,
        Command::Coupon(asked) => coupon::run(&session::wallet(home).await?, asked, json).await,
        Command::Card(asked) => card::run(&session::wallet(home).await?, asked, json).await,
        Command::Device(asked) => device::run(&session::wallet(home).await?, asked, json).await,
        Command::TopUp(asked) => top_up::run(&session::wallet(home).await?, asked, json).await,
        Command::Envelope(asked) => envelope::run(&session::wallet(home).await?, asked, json).await,
        Command::Shop(asked) => shop::run(&session::wallet(home).await?, asked, json).await,
        Command::Till(asked) => till::run(&session::wallet(home).await?, asked, json).await,
        Command::Campaign(Campaign::List) => {
            campaign::list(&session::wallet(home).await?, json).await
        }
        Command::Draw(asked) => draw::run(home, asked, json).await,
        Command::Bill(asked) => bill::run(home, asked, json).await,
        Command::Receipt(asked) => receipt::run(home, asked, json).await,
        Command::Neutrality(asked) => neutrality::run(home, asked, json).await,
        Command::Resume => resume::run(&session::wallet(home).await?, json).await,
        Command::Watch => watch::run(session::wallet(home).await?, json).await,
    }
}
