//! The commands of `tongbaod`: each works on the data folder, also while a server runs on it.

mod account;
mod audit;
mod backup;
mod bill;
mod campaign;
mod card_top_ups;
mod config;
mod copy;
mod coupon;
mod demo;
mod desk;
mod device;
mod fees;
mod head;
mod init;
mod key;
mod label;
mod merchant;
mod migrate;
mod openapi;
mod order;
mod payer_code;
mod print;
mod ready;
mod serve;
mod setting;
mod webhook;

pub use desk::desk_account;
pub(crate) use merchant::state_word;

use crate::bill::BillError;
use crate::config::ConfigError;
use crate::heads::SignError;
use crate::keys::KeyError;
use crate::paycodes::PaycodeError;
use crate::pin::VerifierError;
use crate::random::RandomError;
use crate::start::StartError;
use crate::teller::TellerError;
use bank::store::StoreError;
use bank_sqlite::{CopyError, OpenError};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs a Tongbao operator: the money, the merchants and the people of one place.
#[derive(Debug, Parser)]
#[command(name = "tongbaod", version)]
pub struct Arguments {
    /// The data folder: configuration, keys and database.
    #[arg(long, global = true, env = "TONGBAO_DATA", default_value = "tongbao-data")]
    data: PathBuf,
    /// Prints JSON instead of text, where there is something to print.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves wallets and tills until it is told to stop.
    Serve(serve::Serve),
    /// Sets a new operator up: configuration, keys, database.
    Init(init::Init),
    /// Sets a demo operator up, with people who have money, and shops; again changes nothing.
    InitDemo(demo::InitDemo),
    /// The configuration.
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Recomputes everything from the journal and compares.
    Audit(audit::Audit),
    /// Writes a copy of the database to a file, also while a server runs.
    Backup {
        /// The file to write, which must not exist; with `--keep` the folder to write into.
        path: PathBuf,
        /// Names the backup after the time, and removes the oldest ones in the folder until so many
        /// are left.
        #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
        keep: Option<u32>,
    },
    /// Puts a backup in the database's place, after an audit of it. Without a file: takes note that
    /// the database was put back by other means, after an audit; once on every node.
    Restore {
        /// The backup.
        file: Option<PathBuf>,
        /// Replaces the database that is there; it is kept beside, with a new name.
        #[arg(long, requires = "file")]
        force: bool,
    },
    /// Asks the running server whether it serves: for probes; the exit status is the answer.
    Ready(ready::Ready),
    /// Signed heads of the journal.
    #[command(subcommand)]
    Head(head::HeadCommand),
    /// The keys with which the operator signs heads and receipts.
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Makes the tables of a PostgreSQL database, or brings them to this program's schema.
    Migrate(migrate::Migrate),
    /// Copies a database into another, empty one, and compares both.
    Copy(copy::Copy),
    /// Shops' daily bills.
    #[command(subcommand)]
    Bill(bill::BillCommand),
    /// Merchants.
    #[command(subcommand)]
    Merchant(merchant::Merchant),
    /// Labels of merchants.
    #[command(subcommand)]
    Label(label::Label),
    /// Accounts of people.
    #[command(subcommand)]
    Account(account::Account),
    /// Devices of people, listed and revoked: for who lost one.
    #[command(subcommand)]
    Device(device::DeviceCommand),
    /// Orders of merchants.
    #[command(subcommand)]
    Order(order::Order),
    /// Batches of coupons.
    #[command(subcommand)]
    Coupon(coupon::Coupon),
    /// Campaigns: payments that may win.
    #[command(subcommand)]
    Campaign(campaign::Campaign),
    /// Payer codes that are scanned for merchants.
    #[command(subcommand)]
    PayerCode(payer_code::PayerCodeCommand),
    /// What is taken of payments to shops, and what came of it; `setting set fee.rate_bp` changes
    /// it.
    Fees(fees::Fees),
    /// Top-ups by card: how far they go, what the issuer owes, and which wait for its word.
    CardTopUps,
    /// Limits that are changed without a restart, with their history.
    #[command(subcommand)]
    Setting(setting::SettingCommand),
    /// Addresses that merchants have told what happens.
    #[command(subcommand)]
    Webhook(webhook::WebhookCommand),
    /// Prints the description of the HTTP API.
    Openapi,
}

/// Why a command failed: a stable code and a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct CommandError {
    code: &'static str,
    message: String,
}

impl CommandError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// An input or output error of a file.
    fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new("file", format!("{}: {error}", path.display()))
    }
}

macro_rules! coded {
    ($($error:ty => $code:literal,)*) => {
        $(impl From<$error> for CommandError {
            fn from(error: $error) -> Self {
                Self::new($code, error.to_string())
            }
        })*
    };
}

coded! {
    ConfigError => "config_invalid",
    KeyError => "keys_unusable",
    PaycodeError => "code_unwritable",
    SignError => "head_unsigned",
    BillError => "bill_failed",
    VerifierError => "internal",
    RandomError => "internal",
    StartError => "start_failed",
    TellerError => "internal",
    StoreError => "store_failed",
    OpenError => "store_failed",
    CopyError => "copy_failed",
}

/// Runs one command; what went wrong goes to standard error with its code.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { data, json, command } = arguments;
    let result = match command {
        Command::Serve(serve) => serve.run(&data),
        Command::Init(init) => init.run(&data),
        Command::InitDemo(demo) => demo.run(&data, json),
        Command::Config(config) => config.run(&data, json),
        Command::Audit(audit) => audit.run(&data, json),
        Command::Backup { path, keep } => backup::backup(&data, &path, keep),
        Command::Restore { file: Some(file), force } => backup::restore(&data, &file, force),
        Command::Restore { file: None, .. } => backup::put_back(&data),
        Command::Ready(ready) => ready.run(&data),
        Command::Head(head) => head.run(&data, json),
        Command::Key(key) => key.run(&data, json),
        Command::Migrate(migrate) => migrate.run(&data),
        Command::Copy(copy) => copy.run(&data, json),
        Command::Bill(bill) => bill.run(&data, json),
        Command::Merchant(merchant) => merchant.run(&data, json),
        Command::Label(label) => label.run(&data, json),
        Command::Account(account) => account.run(&data, json),
        Command::Device(device) => device.run(&data, json),
        Command::Order(order) => order.run(&data, json),
        Command::Coupon(coupon) => coupon.run(&data, json),
        Command::Campaign(campaign) => campaign.run(&data, json),
        Command::PayerCode(payer_code) => payer_code.run(&data, json),
        Command::Fees(fees) => fees.run(&data, json),
        Command::CardTopUps => card_top_ups::show(&data, json),
        Command::Setting(setting) => setting.run(&data, json),
        Command::Webhook(webhook) => webhook.run(&data, json),
        Command::Openapi => openapi::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print::error(&error);
            ExitCode::FAILURE
        }
    }
}
