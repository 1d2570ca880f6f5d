//! What can be asked about shops and their tills.

use super::Shift;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Shop {
    /// Open a shop, whose owner you are; it can be paid once the operator has approved it.
    Open(OpenShop),
    /// List the shops where you work.
    List,
    /// List who works in a shop.
    Staff {
        /// The shop, as `tongbao shop list` lists it.
        shop: String,
    },
    /// Invite somebody to a shop's staff; prints the link, which is good once, for a day.
    Invite {
        /// The shop.
        shop: String,
        /// What they may do.
        #[arg(long, value_enum, default_value_t = Role::Cashier)]
        role: Role,
    },
    /// Join a shop's staff.
    Join {
        /// The link of the invitation.
        link: String,
    },
    /// Give one of the staff another role.
    Role {
        /// The shop.
        shop: String,
        /// Who, as `tongbao shop staff` lists them.
        staff: String,
        /// The new role.
        #[arg(long, value_enum)]
        role: Role,
    },
    /// Remove one of the staff, or leave.
    Remove {
        /// The shop.
        shop: String,
        /// Who.
        staff: String,
    },
    /// Move money from a shop that is yours into your own account.
    Withdraw {
        /// The shop.
        shop: String,
        /// How much: 12.50.
        #[arg(long)]
        amount: String,
        /// Read the payment PIN from standard input, instead of asking for it or taking it from
        /// `TONGBAO_PIN`.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// Print what a shop took: today, or another time.
    Figures(Figures),
    /// Print who took what: each of the staff, till keys, labels; today, or another time of at
    /// most 31 days. Cashiers see their own.
    Takers(Figures),
    /// Print what campaigns brought to a shop, against people who were held out of them.
    Uplifts {
        /// The shop.
        shop: String,
    },
    /// Open and close shifts, and print their reports.
    #[command(subcommand)]
    Shift(Shift),
    /// List the daily bills of a shop, newest first, as the operator signed them.
    Bills {
        /// The shop.
        shop: String,
        /// Days before this one: 2028-02-29.
        #[arg(long, value_name = "DAY")]
        before: Option<String>,
    },
    /// Save a file of a bill: trade.csv, trade.json, fund.csv, fund.json or bill.note.
    Bill {
        /// The shop.
        shop: String,
        /// The day: 2028-02-29.
        day: String,
        /// Which file.
        file: String,
        /// Where to; DAY-FILE here when absent.
        #[arg(long, value_name = "FILE")]
        save: Option<PathBuf>,
    },
    /// Save a shop that is yours as one sealed file, with its labels and payments, to be opened at
    /// another operator.
    Export {
        /// The shop.
        shop: String,
        /// Where to; shop-SHOP.tongbao.jsonl here when absent.
        #[arg(long, value_name = "FILE")]
        save: Option<PathBuf>,
    },
    /// Print what is or was held against a shop, with its appeals.
    Limits {
        /// The shop.
        shop: String,
    },
    /// Appeal what is held against a shop that is yours.
    Appeal {
        /// The shop.
        shop: String,
        /// The entry's number, as `tongbao shop limits` prints it.
        entry: u64,
        /// What the shop says to it: one line, for everybody to read.
        #[arg(long)]
        text: String,
        /// What it is shown with: only its SHA-256 is sent.
        #[arg(long, value_name = "FILE")]
        evidence: Option<PathBuf>,
    },
}

/// Which days are looked at: today when nothing is said.
#[derive(Debug, Args)]
pub struct Figures {
    /// The shop.
    pub shop: String,
    /// The week from its Monday on.
    #[arg(long, conflicts_with = "month")]
    pub week: bool,
    /// The month.
    #[arg(long)]
    pub month: bool,
    /// So many days, weeks or months before.
    #[arg(long, default_value_t = 0)]
    pub back: u16,
    /// From this day on: 2028-02-29.
    #[arg(long, value_name = "DAY", requires = "until", conflicts_with_all = ["week", "month"])]
    pub from: Option<String>,
    /// Until this day, included.
    #[arg(long, value_name = "DAY", requires = "from")]
    pub until: Option<String>,
}

#[derive(Debug, Args)]
pub struct OpenShop {
    /// The name that payers see.
    #[arg(long)]
    pub name: String,
    /// The city.
    #[arg(long)]
    pub city: String,
    /// Where it is, for the operator.
    #[arg(long)]
    pub address: String,
    /// The merchant category code of ISO 18245: four digits.
    #[arg(long, value_name = "MCC")]
    pub category: String,
}

/// What one of a shop's staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Everything.
    Owner,
    /// Everything of the till, and the cashiers.
    Manager,
    /// Takes money, gives back up to a limit.
    Cashier,
    /// Reads everything, changes nothing.
    Auditor,
}

#[derive(Debug, Subcommand)]
pub enum Till {
    /// Take money: open an order and print its code, or charge the code that a payer shows.
    Charge(Charge),
    /// Ask how every attempt stands that has no end yet.
    Orders {
        /// The shop.
        shop: String,
    },
    /// Close an attempt that can be paid.
    Close {
        /// The attempt, as charge and orders print it.
        charge: String,
    },
    /// Take an attempt back: what was paid goes back whole.
    Reverse {
        /// The attempt.
        charge: String,
    },
    /// List what a shop was paid and gave back, newest first.
    Payments {
        /// The shop.
        shop: String,
    },
    /// Give back what was paid, whole or in part.
    Refund(Refund),
    /// Print the receipt of a payment, or write it to a file.
    Receipt(TillReceipt),
}

#[derive(Debug, Args)]
pub struct TillReceipt {
    /// The shop.
    pub shop: String,
    /// The payment, as `tongbao till payments` lists it.
    pub payment: String,
    /// Write it as PDF, for a roll of 80 mm.
    #[arg(long, value_name = "FILE", conflicts_with = "escpos")]
    pub pdf: Option<PathBuf>,
    /// Write the bytes for a receipt printer (ESC/POS), to a file or the printer's device.
    #[arg(long, value_name = "FILE")]
    pub escpos: Option<PathBuf>,
    /// Have the printer at this address of the local network print it: 192.168.1.50, with its port
    /// where that is not 9100.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["pdf", "escpos"])]
    pub print_at: Option<String>,
    /// The printer's paper.
    #[arg(long, value_enum, default_value_t = PaperWidth::Mm80)]
    pub paper: PaperWidth,
    /// How the printer reads letters.
    #[arg(long, value_enum, default_value_t = Letters::Gbk)]
    pub charset: Letters,
    /// The language of its words.
    #[arg(long, value_enum, default_value_t = Words::En)]
    pub language: Words,
}

/// The paper of a receipt printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaperWidth {
    /// 32 columns.
    #[value(name = "58mm")]
    Mm58,
    /// 48 columns.
    #[value(name = "80mm")]
    Mm80,
}

/// How a receipt printer reads letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Letters {
    /// As printers for China do.
    Gbk,
    /// As newer ones do.
    #[value(name = "utf-8")]
    Utf8,
}

/// The language of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Words {
    /// English.
    En,
    /// Chinese.
    Zh,
}

#[derive(Debug, Args)]
pub struct Charge {
    /// The shop, as `tongbao shop list` lists it.
    pub shop: String,
    /// How much, less the tip: 12.50; what the items come to when absent.
    #[arg(long, required_unless_present = "item")]
    pub amount: Option<String>,
    /// What is bought: name, pieces, price of one and tags, such as "Tea*2@3.00#drink,hot"; once
    /// for each. Coupons for goods see it, and it stands on the receipt.
    #[arg(long, value_name = "NAME*PIECES@PRICE#TAGS")]
    pub item: Vec<String>,
    /// A tip above the price: 2.00. It is a line of its own, and no coupon takes anything off it.
    #[arg(long, value_name = "AMOUNT")]
    pub tip: Option<String>,
    /// What it is for.
    #[arg(long)]
    pub note: Option<String>,
    /// The 18 digits that the payer shows, instead of an order code.
    #[arg(long, value_name = "DIGITS")]
    pub payer_code: Option<String>,
    /// Wait until it is paid or over.
    #[arg(long)]
    pub wait: bool,
}

#[derive(Debug, Args)]
pub struct Refund {
    /// The shop.
    pub shop: String,
    /// The payment, as `tongbao till payments` lists it.
    pub payment: String,
    /// How much: 12.50.
    #[arg(long)]
    pub amount: String,
    /// Why, for the payer.
    #[arg(long)]
    pub reason: Option<String>,
    /// Only say what would come back.
    #[arg(long)]
    pub preview: bool,
}
