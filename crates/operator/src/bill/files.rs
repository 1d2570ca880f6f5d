//! The four files of a bill, written row by row; each is one text for the same rows, whenever and
//! wherever it is written.

use super::csv::{decimal, text};
use super::trade::{Trade, TradeKind};
use super::walk::Step;
use crate::clock;
use crate::command::desk_account;
use crate::pseudonym::Pseudonyms;
use crate::service::view::word;
use bank::TimeMs;
use bank::id::{AccountId, MerchantId};
use bank::record::PaymentKind;
use money::Currency;
use promotion::calendar::Zone;
use proof::bill::File;
use ring::digest::{Context, SHA256};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};
use wire::Id;
use wire::bill::{FundRow, TradeRow};

const TRADE_HEADING: &str = "time,kind,payment,of,order,how,currency,price,cash,\
    discount_operator,discount_shops,given_up,net,payer,note\r\n";
/// The same of an operator that takes fees.
const TRADE_HEADING_WITH_FEES: &str = "time,kind,payment,of,order,how,currency,price,cash,\
    discount_operator,discount_shops,given_up,fee,net,payer,note\r\n";
const FUND_HEADING: &str = "time,sequence,payment,kind,of,currency,in,out,balance,note\r\n";

/// Which file is wanted, and where it goes; the others are only measured.
pub type Wanted<W> = Option<(usize, W)>;

/// No file is wanted.
pub const NONE: Wanted<io::Sink> = None;

/// What a row says beside its movement.
pub struct Place<'a> {
    /// The shop.
    pub merchant: MerchantId,
    /// Its account.
    pub account: AccountId,
    /// The operator's zone.
    pub zone: Zone,
    /// The day, `2028-02-29`.
    pub day: &'a str,
    /// The currency of every amount.
    pub currency: Currency,
    /// What stands for payers.
    pub pseudonyms: &'a Pseudonyms,
    /// Whether trades tell what was taken of them.
    pub has_fees: bool,
}

/// One file while it is written.
struct Measured<W> {
    hash: Context,
    bytes: u64,
    rows: u64,
    out: Option<W>,
}

impl<W: Write> Measured<W> {
    fn put(&mut self, text: &str) -> io::Result<()> {
        self.hash.update(text.as_bytes());
        self.bytes += text.len() as u64;
        match &mut self.out {
            Some(out) => out.write_all(text.as_bytes()),
            None => Ok(()),
        }
    }

    fn row(&mut self, text: &str) -> io::Result<()> {
        self.rows += 1;
        self.put(text)
    }

    /// Writes a row of a JSON array, a line each.
    fn json(&mut self, row: &impl Serialize) -> io::Result<()> {
        let before = if self.rows == 0 { "\n" } else { ",\n" };
        self.put(before)?;
        let text = serde_json::to_string(row).map_err(io::Error::other)?;
        self.row(&text)
    }

    fn finish(self) -> File {
        let mut sha256 = [0; 32];
        sha256.copy_from_slice(self.hash.finish().as_ref());
        File { rows: self.rows, bytes: self.bytes, sha256 }
    }
}

/// The four files while they are written.
pub struct Files<'a, W> {
    place: Place<'a>,
    trade_csv: Measured<W>,
    trade_json: Measured<W>,
    fund_csv: Measured<W>,
    fund_json: Measured<W>,
}

impl<'a, W: Write> Files<'a, W> {
    /// Begins all four.
    ///
    /// # Errors
    /// When the one that is wanted cannot be written.
    pub fn begin(place: Place<'a>, wanted: Wanted<W>) -> io::Result<Self> {
        let (number, mut out) = match wanted {
            Some((number, out)) => (number, Some(out)),
            None => (usize::MAX, None),
        };
        let mut measured = |place: usize| Measured {
            hash: Context::new(&SHA256),
            bytes: 0,
            rows: 0,
            out: if place == number { out.take() } else { None },
        };
        let [trade_csv, trade_json] = [measured(0), measured(1)];
        let [fund_csv, fund_json] = [measured(2), measured(3)];
        let mut files = Self { place, trade_csv, trade_json, fund_csv, fund_json };
        let has_fees = files.place.has_fees;
        files.trade_csv.put(if has_fees { TRADE_HEADING_WITH_FEES } else { TRADE_HEADING })?;
        files.fund_csv.put(FUND_HEADING)?;
        let [trade, fund] = [files.heading("trade"), files.heading("fund")];
        files.trade_json.put(&trade)?;
        files.fund_json.put(&fund)?;
        Ok(files)
    }

    fn heading(&self, what: &str) -> String {
        let Place { merchant, day, currency, has_fees, .. } = &self.place;
        let (merchant, currency) = (Id(merchant.0), currency.code());
        // Only trades have a field more.
        let version = if *has_fees && what == "trade" { 2 } else { 1 };
        format!(
            "{{\"bill\":\"{what}\",\"version\":{version},\"merchant\":\"{merchant}\",\"day\":\"{day}\",\
             \"currency\":\"{currency}\",\"rows\":["
        )
    }

    /// Writes a row of the trade bill.
    ///
    /// # Errors
    /// When the file that is wanted cannot be written.
    pub fn trade(&mut self, trade: &Trade) -> io::Result<()> {
        let row = self.trade_row(trade);
        self.trade_json.json(&row)?;
        let Place { currency, .. } = &self.place;
        let money = |minor: i128| decimal(minor, currency.exponent());
        let mut line = String::new();
        let id = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
        let kind = serde_json::to_value(row.how).ok();
        let how = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default();
        // A text takes whatever is written to it.
        let _ = write!(
            line,
            "{},{},{},{},{},{how},{}",
            row.at,
            row.kind,
            row.payment,
            id(row.of),
            id(row.order),
            currency.code()
        );
        let parts = [row.price, row.cash, row.operator, row.shops, row.given_up];
        for minor in parts.into_iter().chain(row.fee) {
            let _ = write!(line, ",{}", money(minor.into()));
        }
        let _ = write!(line, ",{},{},", money(row.net.into()), row.payer);
        text(&mut line, row.note.as_deref().unwrap_or_default());
        line.push_str("\r\n");
        self.trade_csv.row(&line)
    }

    fn trade_row(&self, trade: &Trade) -> TradeRow {
        let Place { merchant, zone, pseudonyms, has_fees, .. } = &self.place;
        let Trade { kind, payment, order, of, sums } = trade;
        let word_of = match kind {
            TradeKind::Payment => "payment",
            TradeKind::Refund => "refund",
            TradeKind::Reversal => "reversal",
        };
        TradeRow {
            at: clock::text::local(payment.at, *zone),
            kind: word_of.to_owned(),
            payment: Id(payment.id.0),
            of: of.map(|of| Id(of.0)),
            order: order.map(|order| Id(order.0)),
            how: word(payment.kind, false),
            price: sums.price,
            cash: sums.cash,
            operator: sums.operator,
            shops: sums.shops,
            given_up: sums.given_up,
            fee: has_fees.then_some(sums.fee),
            net: i64::try_from(trade.net()).unwrap_or_default(),
            payer: pseudonyms.of(*merchant, trade.payer()),
            note: payment.note.clone(),
        }
    }

    /// Writes a row of the fund bill, with what the account held after it.
    ///
    /// # Errors
    /// When the file that is wanted cannot be written.
    pub fn fund(&mut self, step: &Step, balance: i64) -> io::Result<()> {
        let Place { account, zone, currency, .. } = &self.place;
        let payment = &step.payment;
        let minor = payment.amount.minor();
        let is_in = payment.credit == *account;
        let is_cash = payment.credit == desk_account(*currency);
        let row = FundRow {
            at: clock::text::local(payment.at, *zone),
            sequence: payment.sequence,
            payment: Id(payment.id.0),
            kind: word(payment.kind, is_cash),
            of: of(payment.kind),
            came_in: if is_in { minor } else { 0 },
            went_out: if is_in { 0 } else { minor },
            balance,
            note: payment.note.clone(),
        };
        self.fund_json.json(&row)?;
        let money = |minor: i128| decimal(minor, currency.exponent());
        let kind = serde_json::to_value(row.kind).ok();
        let mut line = format!(
            "{},{},{},{},{},{},{},{},{},",
            row.at,
            row.sequence,
            row.payment,
            kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default(),
            row.of.map(|of| of.to_string()).unwrap_or_default(),
            currency.code(),
            money(row.came_in.into()),
            money(row.went_out.into()),
            money(balance.into())
        );
        text(&mut line, row.note.as_deref().unwrap_or_default());
        line.push_str("\r\n");
        self.fund_csv.row(&line)
    }

    /// Ends all four, and returns what was measured, in the order of their names.
    ///
    /// # Errors
    /// When the file that is wanted cannot be written.
    pub fn finish(mut self) -> io::Result<[File; 4]> {
        for file in [&mut self.trade_json, &mut self.fund_json] {
            let end = if file.rows == 0 { "]}\n" } else { "\n]}\n" };
            file.put(end)?;
        }
        let Self { trade_csv, trade_json, fund_csv, fund_json, .. } = self;
        Ok([trade_csv, trade_json, fund_csv, fund_json].map(Measured::finish))
    }
}

/// Returns the payment that a movement belongs to.
fn of(kind: PaymentKind) -> Option<Id> {
    match kind {
        PaymentKind::Refund(of)
        | PaymentKind::Reversal(of)
        | PaymentKind::Subsidy(of)
        | PaymentKind::SubsidyReturned(of)
        | PaymentKind::CashBack(of)
        | PaymentKind::CashBackReturned(of)
        | PaymentKind::Fee(of)
        | PaymentKind::FeeReturned(of) => Some(Id(of.0)),
        _ => None,
    }
}

/// Returns the day's first and last moment in a zone, which are a day apart: the zone has no summer
/// time.
pub fn bounds(zone: Zone, day: promotion::calendar::LocalDay) -> (TimeMs, TimeMs) {
    let begins = |day| TimeMs(zone.begins_at(day).0);
    (begins(day), begins(day.plus_days(1)))
}
