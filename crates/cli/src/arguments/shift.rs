//! What can be asked about shifts of those who take a shop's money.

use super::{Letters, PaperWidth, Words};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Shift {
    /// Open your shift.
    Open {
        /// The shop.
        shop: String,
    },
    /// Close your shift, or one that is named, and print its report.
    Close {
        /// The shop.
        shop: String,
        /// The shift, as `tongbao shop shift list` lists it; your own when absent.
        shift: Option<String>,
    },
    /// List open shifts and those that were closed last. Cashiers see their own.
    List {
        /// The shop.
        shop: String,
        /// Reports with numbers below this one.
        #[arg(long, value_name = "NUMBER")]
        before: Option<u64>,
    },
    /// Print what was taken in a shift, as far as it is: its report once it is closed.
    Show {
        /// The shop.
        shop: String,
        /// The shift; your own that is open when absent.
        shift: Option<String>,
    },
    /// Print a shift's report for a roll or a receipt printer.
    Print(PrintShift),
}

#[derive(Debug, Args)]
pub struct PrintShift {
    /// The shop.
    pub shop: String,
    /// The shift; your own that is open when absent.
    pub shift: Option<String>,
    /// Write it as PDF, for a roll of 80 mm.
    #[arg(long, value_name = "FILE", conflicts_with = "escpos")]
    pub pdf: Option<PathBuf>,
    /// Write the bytes for a receipt printer (ESC/POS), to a file or the printer's device.
    #[arg(long, value_name = "FILE")]
    pub escpos: Option<PathBuf>,
    /// Write the report as the operator signed it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pdf", "escpos"])]
    pub note: Option<PathBuf>,
    /// Have the printer at this address of the local network print it: 192.168.1.50, with its port
    /// where that is not 9100.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["pdf", "escpos", "note"])]
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
