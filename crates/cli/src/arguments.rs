//! What can be asked on the command line.

mod shift;
mod shop;

pub use shift::{PrintShift, Shift};
pub use shop::{
    Charge, Figures, Letters, OpenShop, PaperWidth, Refund, Role, Shop, Till, TillReceipt, Words,
};

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The Tongbao wallet in a terminal.
#[derive(Debug, Parser)]
#[command(name = "tongbao", version, arg_required_else_help = true)]
pub struct Arguments {
    /// The wallet's folder; the usual one of this system when absent.
    #[arg(long, global = true, value_name = "DIR", env = "TONGBAO_HOME")]
    pub home: Option<PathBuf>,
    /// Print JSON.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// What the wallet shall do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Enrol this device with an operator.
    Enrol(Enrol),
    /// The payment PIN.
    Pin {
        #[command(subcommand)]
        command: Pin,
    },
    /// Show what there is to spend.
    Balance,
    /// Pay a code.
    Pay(Pay),
    /// Show the code that pays you.
    Receive(Receive),
    /// Show a payer code for a till to scan; needs no network once the operator was reached.
    PayerCode(PayerCode),
    /// List payments, newest first.
    History(History),
    /// Coupons: those of this wallet, and those that can be taken.
    #[command(subcommand)]
    Coupon(Coupon),
    /// Cards: bound with a code of their issuer, listed, taken off.
    #[command(subcommand)]
    Card(Card),
    /// Your devices: listed, and a lost one revoked from this one.
    #[command(subcommand)]
    Device(Device),
    /// Money from a bound card into the account; without an amount, how far that goes and what
    /// became of what was asked for.
    TopUp(TopUp),
    /// Envelopes: money for a group in equal or lucky shares, or for one person.
    #[command(subcommand)]
    Envelope(Envelope),
    /// Shops where you work: opened, joined, their staff.
    #[command(subcommand)]
    Shop(Shop),
    /// The till of a shop: take money, give it back.
    #[command(subcommand)]
    Till(Till),
    /// Campaigns: what they promise, and how this wallet's person stands in them.
    #[command(subcommand)]
    Campaign(Campaign),
    /// Draws of campaigns: repeated, and held against what was promised.
    #[command(subcommand)]
    Draw(Draw),
    /// A shop's daily bills: verified without a network.
    #[command(subcommand)]
    Bill(Bill),
    /// Receipts that stand alone: saved once, verified without a network.
    #[command(subcommand)]
    Receipt(Receipt),
    /// An operator's neutrality log: why shops were limited or removed.
    #[command(subcommand)]
    Neutrality(Neutrality),
    /// Find out how payments ended whose answer was lost.
    Resume,
    /// Print what happens to the account as it happens, until interrupted.
    Watch,
    /// Look into payment codes.
    Code {
        #[command(subcommand)]
        command: Code,
    },
    /// Find the codes in a picture; one line of JSON for each.
    Scan {
        /// A PNG, JPEG, WebP, GIF or BMP file.
        file: PathBuf,
    },
}

/// Enrolling takes two steps: a one-time code is sent to the handle, then it is given here.
#[derive(Debug, Args)]
pub struct Enrol {
    /// The operator's address, such as https://pay.example.org.
    #[arg(long, value_name = "URL", required_unless_present = "code", requires = "handle")]
    pub operator: Option<String>,
    /// Your e-mail address, or telephone number with its country code.
    #[arg(long, value_name = "HANDLE", requires = "operator")]
    pub handle: Option<String>,
    /// The name that payees see, for a handle that is new to the operator.
    #[arg(long)]
    pub name: Option<String>,
    /// The one-time code that was sent.
    #[arg(long)]
    pub code: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Pin {
    /// Set the payment PIN, or change it. Read from TONGBAO_PIN or asked for; the current one
    /// from TONGBAO_CURRENT_PIN.
    Set,
}

/// The PIN is read from TONGBAO_PIN, from standard input, or asked for.
#[derive(Debug, Args)]
pub struct Pay {
    /// The text of the code.
    #[arg(long, value_name = "TEXT", required_unless_present = "image")]
    pub code: Option<String>,
    /// A picture of the code.
    #[arg(long, value_name = "FILE", conflicts_with = "code")]
    pub image: Option<PathBuf>,
    /// How much, where the code does not say it: 12.50.
    #[arg(long)]
    pub amount: Option<String>,
    /// A note for the payee.
    #[arg(long)]
    pub note: Option<String>,
    /// Use these coupons and no others, instead of those that save most.
    #[arg(long, value_name = "COUPON", conflicts_with = "no_coupons")]
    pub coupon: Vec<String>,
    /// Use no coupon.
    #[arg(long)]
    pub no_coupons: bool,
    /// Read the PIN from standard input.
    #[arg(long)]
    pub pin_stdin: bool,
    /// Do not ask before paying.
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct Receive {
    /// How much to ask for.
    #[arg(long)]
    pub amount: Option<String>,
    /// What it is for.
    #[arg(long)]
    pub note: Option<String>,
    /// Draw the code into this file, whose name ends in .svg or .png.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct PayerCode {
    /// The most that it pays: one of 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000.
    #[arg(long, value_name = "AMOUNT")]
    pub cap: Option<String>,
    /// The text of the label whose shop alone may use it.
    #[arg(long, value_name = "CODE")]
    pub only: Option<String>,
    /// Print the digits; then a PIN is needed whatever the amount.
    #[arg(long)]
    pub reveal: bool,
    /// Draw the code into this file as bars, or as a QR code with --qr; its name ends in .svg or
    /// .png.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Draw a QR code instead of bars.
    #[arg(long, requires = "out")]
    pub qr: bool,
}

#[derive(Debug, Args)]
pub struct History {
    /// At most so many payments.
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub enum Coupon {
    /// List the coupons of this wallet, those received last in front.
    List,
    /// List the batches of which a coupon can be taken now.
    Offered,
    /// Show the batch of coupons behind a link, and whether one can be taken.
    Show {
        /// The link, or the batch's identifier.
        code: String,
    },
    /// Take a coupon.
    Take {
        /// The link, or the batch as `tongbao coupon offered` lists it.
        code: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Campaign {
    /// List the campaigns of this wallet's operator, and keep what they commit to.
    List,
}

#[derive(Debug, Subcommand)]
pub enum Draw {
    /// Repeat the draw of a payment of this wallet, also against what this device signed.
    Check {
        /// The payment, as tongbao history lists it.
        payment: String,
    },
    /// Repeat the draw of anybody's receipt; with --campaign and --operator-key it needs neither
    /// a wallet nor a network.
    Verify(VerifyDraw),
}

#[derive(Debug, Args)]
pub struct VerifyDraw {
    /// The receipt, as tongbao receipt save and the app give it.
    #[arg(value_name = "RECEIPT")]
    pub file: PathBuf,
    /// What the operator publishes of the campaign, saved from /v1/campaigns/ID; asked for when
    /// absent.
    #[arg(long, value_name = "FILE")]
    pub campaign: Option<PathBuf>,
    /// What the campaign committed to, as it was kept before it began; what this wallet kept, or
    /// what is published now, when absent.
    #[arg(long, value_name = "HEX")]
    pub commitment: Option<String>,
    /// The operator's name and key; those that this wallet keeps when absent.
    #[arg(long, value_name = "KEY")]
    pub operator_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct TopUp {
    /// How much: 12.50.
    #[arg(long, requires = "card")]
    pub amount: Option<String>,
    /// The card, as `tongbao card list` lists it.
    #[arg(long, requires = "amount")]
    pub card: Option<String>,
    /// Read the payment PIN from standard input.
    #[arg(long, requires = "amount")]
    pub pin_stdin: bool,
}

#[derive(Debug, Subcommand)]
pub enum Device {
    /// List the devices that you have or had, those enrolled last first.
    List,
    /// Revoke another device of yours, for good and at once: nothing that it signs counts any
    /// more. Asks for the payment PIN, or takes it from `TONGBAO_PIN`.
    Revoke {
        /// The device, as `tongbao device list` lists it.
        device: String,
        /// Read the payment PIN from standard input.
        #[arg(long)]
        pin_stdin: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Card {
    /// List the cards that you have bound.
    List,
    /// Have the issuer of a card send a code. The card's number is read from TONGBAO_CARD_NUMBER,
    /// or asked for.
    Bind {
        /// The name on the card.
        #[arg(long)]
        holder: String,
    },
    /// Bind the card with the code that was sent.
    Confirm {
        /// The binding, as `tongbao card bind` prints it.
        binding: String,
        /// The code.
        #[arg(long)]
        code: String,
    },
    /// Take a card off.
    Unbind {
        /// The card, as `tongbao card list` lists it.
        card: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Envelope {
    /// Send an envelope, and print its code. The PIN is read as for pay.
    Send(SendEnvelope),
    /// Claim a share.
    Claim {
        /// The text of the envelope's code.
        code: String,
    },
    /// Show an envelope, and who claimed it.
    Show {
        /// The envelope, as `tongbao envelope list` lists it.
        envelope: String,
    },
    /// List the envelopes that you sent, may claim or claimed.
    List,
    /// Check that the operator kept to what it committed to; ends with an error when it did not.
    Verify {
        /// The envelope.
        envelope: String,
    },
}

#[derive(Debug, Args)]
pub struct SendEnvelope {
    /// How much in all: 8.88.
    #[arg(long)]
    pub amount: String,
    /// Into how many shares.
    #[arg(long, default_value_t = 1)]
    pub shares: u16,
    /// Divide it evenly, instead of by luck.
    #[arg(long)]
    pub equal: bool,
    /// The text of the receive code of the one person who may claim it.
    #[arg(long, value_name = "CODE")]
    pub to: Option<String>,
    /// What is written on it.
    #[arg(long)]
    pub greeting: Option<String>,
    /// Read the PIN from standard input.
    #[arg(long)]
    pub pin_stdin: bool,
    /// Do not ask before sending.
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Subcommand)]
pub enum Bill {
    /// Check a bill's file against what the operator signed; ends with an error when it is not what
    /// was signed.
    Verify {
        /// The file, or the note itself.
        file: PathBuf,
        /// The signed note; the one beside the file, as both are named when they are downloaded,
        /// when absent.
        #[arg(long, value_name = "FILE")]
        note: Option<PathBuf>,
        /// The operator's key, as `tongbaod key list` prints it; the one that this wallet keeps
        /// since it enrolled when absent.
        #[arg(long, value_name = "KEY")]
        operator_key: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Receipt {
    /// Fetch the receipt of a payment, check it and write it to a new file.
    Save {
        /// The payment, as the history lists it.
        payment: String,
        /// The file; must not exist.
        file: PathBuf,
    },
    /// Check a receipt without asking anybody; ends with an error when it proves nothing.
    Verify {
        /// The file.
        file: PathBuf,
        /// The operator's key, as `tongbaod key list` prints it; the one that this wallet keeps
        /// since it enrolled when absent.
        #[arg(long, value_name = "KEY")]
        operator_key: Option<String>,
    },
    /// Print what a receipt says, unchecked.
    Show {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum Neutrality {
    /// Read a log and check it: that no entry is missing, changed or moved, that the operator has
    /// signed its end, and that ends kept earlier are still its beginning. Needs no wallet with
    /// --operator-key.
    Verify(VerifyLog),
}

#[derive(Debug, Args)]
pub struct VerifyLog {
    /// The operator's address, such as https://pay.example.org, or a file that --save has written.
    #[arg(value_name = "URL|FILE")]
    pub log: String,
    /// The operator's name and key, as `tongbaod key list` prints it; those that this wallet keeps
    /// when absent.
    #[arg(long, value_name = "KEY")]
    pub operator_key: Option<String>,
    /// A signed end that was kept earlier; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub kept: Vec<PathBuf>,
    /// Write the whole log to a new file.
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Write the signed end to a new file, to hold the log against later.
    #[arg(long, value_name = "FILE")]
    pub keep: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Code {
    /// Print what a payment code says, as JSON.
    Parse {
        /// The text of the code; `-` reads it from standard input.
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
}
