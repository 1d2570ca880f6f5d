//! `tongbaod bill`: makes the bills that are due, shows them, and makes kept ones again to compare.

use super::desk::Desk;
use super::{CommandError, print};
use crate::bill::make::{Maker, again};
use crate::bill::{Books, audit};
use crate::clock;
use crate::routes::bills::local_day;
use bank::Key;
use bank::bill::SignedBill;
use bank::id::MerchantId;
use bank::record::{Merchant, Record};
use promotion::calendar::LocalDay;
use proof::bill::FILES;
use serde_json::json;
use std::path::{Path, PathBuf};
use wire::Id;

/// Shops' daily bills.
#[derive(Debug, clap::Subcommand)]
pub enum BillCommand {
    /// Makes the bills of days that have ended, as a running server does by itself.
    Make {
        /// One shop; all when absent.
        #[arg(long)]
        merchant: Option<Id>,
    },
    /// Prints a shop's bills, newest first; one as it was signed, or a file of it.
    Show {
        /// The shop.
        merchant: Id,
        /// The day, for example 2028-02-29.
        date: Option<String>,
        /// Writes trade.csv, trade.json, fund.csv or fund.json of that day to a new file of this
        /// name.
        #[arg(long, value_name = "FILE", requires = "date")]
        out: Option<PathBuf>,
        /// At most so many.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
    },
    /// Makes a shop's kept bills again from the books, and says which differ.
    Verify {
        /// The shop.
        merchant: Id,
        /// One day; all when absent.
        date: Option<String>,
    },
}

impl BillCommand {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::Make { merchant } => make(&desk, merchant, json),
            Self::Show { merchant, date: None, limit, .. } => list(&desk, merchant, limit, json),
            Self::Show { merchant, date: Some(date), out: None, .. } => {
                show(&desk, merchant, &date, json)
            }
            Self::Show { merchant, date: Some(date), out: Some(out), .. } => {
                save(&desk, merchant, &date, &out)
            }
            Self::Verify { merchant, date } => verify(&desk, merchant, date.as_deref(), json),
        };
        desk.close();
        result
    }
}

fn books(desk: &Desk) -> Books<'_> {
    Books {
        reader: desk.reader.as_ref(),
        operator: &desk.config.operator,
        keys: &desk.keys.operator,
        pseudonyms: &desk.keys.pseudonyms,
    }
}

fn shop(desk: &Desk, id: Id) -> Result<Merchant, CommandError> {
    match desk.reader.record(&Key::Merchant(MerchantId(id.0)))? {
        Some(Record::Merchant(merchant)) => Ok(merchant),
        _ => Err(CommandError::new("merchant_unknown", format!("there is no merchant {id}"))),
    }
}

fn day(date: &str) -> Result<LocalDay, CommandError> {
    let wrong = || CommandError::new("date_unknown", format!("{date} is no date like 2028-02-29"));
    local_day(date).ok_or_else(wrong)
}

fn kept(desk: &Desk, merchant: Id, date: &str) -> Result<SignedBill, CommandError> {
    let found = desk.reader.bill(MerchantId(merchant.0), day(date)?)?;
    let message = format!("{merchant} has no bill of {date}: nothing moved, or it is not due yet");
    found.ok_or_else(|| CommandError::new("bill_unknown", message))
}

fn make(desk: &Desk, merchant: Option<Id>, json: bool) -> Result<(), CommandError> {
    let (teller, zone) = (desk.teller(), desk.config.time_zone);
    let maker = Maker { books: books(desk), teller, zone };
    let made = match merchant {
        None => maker.all(clock::now())?,
        Some(id) => maker.of(&shop(desk, id)?, clock::now())?,
    };
    print::value(json, &json!({ "made": made }), &[format!("{made} bills made")]);
    Ok(())
}

fn list(desk: &Desk, merchant: Id, limit: u32, json: bool) -> Result<(), CommandError> {
    let books = books(desk);
    for kept in desk.reader.bills(shop(desk, merchant)?.id, None, limit)? {
        let bill = books.open(&kept)?;
        let value = json!({
            "date": bill.day, "payments": bill.payments.count, "trade_net": i64::try_from(bill.trade_net()).ok(),
            "opening": bill.opening, "closing": bill.closing, "note": kept.note,
        });
        let line = format!(
            "{}  {} payments, {} refunds, {} reversals; {} before, {} afterwards (minor units, {})",
            bill.day,
            bill.payments.count,
            bill.refunds.count,
            bill.reversals.count,
            bill.opening,
            bill.closing,
            bill.currency
        );
        print::value(json, &value, &[line]);
    }
    Ok(())
}

fn show(desk: &Desk, merchant: Id, date: &str, json: bool) -> Result<(), CommandError> {
    let SignedBill { note, at, .. } = kept(desk, merchant, date)?;
    print::value(json, &json!({ "date": date, "at_ms": at.0, "note": note }), &[note]);
    Ok(())
}

fn save(desk: &Desk, merchant: Id, date: &str, out: &Path) -> Result<(), CommandError> {
    let (shop, kept) = (shop(desk, merchant)?, kept(desk, merchant, date)?);
    let name = out.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let place = FILES.iter().position(|file| *file == name).ok_or_else(|| {
        CommandError::new("file_unknown", format!("the file's name is one of {}", FILES.join(", ")))
    })?;
    let file = std::fs::File::create_new(out).map_err(|error| CommandError::file(out, &error))?;
    let bill = books(desk).open(&kept)?;
    let mut file = std::io::BufWriter::new(file);
    again(books(desk), &shop, kept.day, &bill, Some((place, &mut file)))?;
    let file = file.into_inner().map_err(|error| CommandError::file(out, error.error()))?;
    file.sync_all().map_err(|error| CommandError::file(out, &error))
}

fn verify(desk: &Desk, merchant: Id, date: Option<&str>, json: bool) -> Result<(), CommandError> {
    let (mut right, mut wrong) = (0_u64, Vec::new());
    let mut check = |kept: &SignedBill| match audit::one(books(desk), kept, 0) {
        Ok(()) => right += 1,
        Err(error) => {
            let date = kept.day.date().map_or_else(|_| kept.day.0.to_string(), |d| d.to_string());
            wrong.push(format!("{date}: {error}"));
        }
    };
    match date {
        Some(date) => check(&kept(desk, merchant, date)?),
        None => {
            let mut before = None;
            loop {
                let page = desk.reader.bills(shop(desk, merchant)?.id, before, 100)?;
                let Some(last) = page.last() else { break };
                before = Some(last.day);
                page.iter().for_each(&mut check);
            }
        }
    }
    let mut lines = vec![format!("{right} bills are what the books say")];
    lines.extend(wrong.iter().map(|wrong| format!("WRONG: {wrong}")));
    print::value(json, &json!({ "right": right, "wrong": wrong }), &lines);
    if wrong.is_empty() {
        return Ok(());
    }
    Err(CommandError::new("bill_differs", format!("{} bills are wrong", wrong.len())))
}
