//! A shop's figures of any time: what was taken, given back and given up, by hour and by day, and
//! who came again. Days that have a bill are read from it; the rest, which is today or a part of a
//! day, is counted along the account's history, without keeping it.

mod customers;
pub mod takers;
pub mod tips;

use crate::bill::trade::{Fed, Funders, Trade, TradeKind, Trades, add};
use crate::bill::walk::{Span, Walk};
use crate::bill::{BillError, Books, day::hour_of};
use crate::config::TimeZone;
use crate::routes::bills::sums;
use bank::record::{Merchant, Record};
use bank::{Key, TimeMs};
use promotion::calendar::{self, LocalDay, Zone};
use proof::Bill;
use proof::bill::{Hour, Sums};
use std::collections::BTreeMap;
use wire::bill::{DayFigures, FiguresResponse, HourFigures};

/// Bills that are read at once.
const BILLS_AT_ONCE: u32 = 100;

/// Which time is asked for, and when.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// From when.
    pub from: TimeMs,
    /// Until when.
    pub until: TimeMs,
    /// The moment now.
    pub as_of: TimeMs,
}

/// Returns the figures of a shop.
///
/// # Errors
/// When the store fails, or a bill cannot be believed.
pub fn of(
    books: Books<'_>,
    merchant: &Merchant,
    zone: TimeZone,
    asked: Asked,
) -> Result<FiguresResponse, BillError> {
    let funders = Funders::read(books.reader)?;
    let count = Count::new(zone.zone(), asked);
    let mut counting = Counting { books, merchant, funders, count };
    let newest = counting.bills()?;
    counting.rest(newest.as_ref())?;
    let customers = customers::count(books, merchant, zone.zone(), asked)?;
    let currency = match books.reader.record(&Key::Account(merchant.account))? {
        Some(Record::Account(account)) => account.balance.currency().code().to_owned(),
        _ => String::new(),
    };
    let Count { payments, refunds, reversals, hours, days, .. } = counting.count;
    let net = |sums: &Sums| i64::try_from(sums.net()).unwrap_or(i64::MAX);
    let hours = (0_u8..).zip(hours).map(|(hour, Hour { count, price })| HourFigures {
        hour,
        count,
        price_minor: price,
    });
    Ok(FiguresResponse {
        from_ms: asked.from.0,
        until_ms: asked.until.0,
        as_of_ms: asked.as_of.0,
        zone_ahead_min: zone.zone().ahead_min(),
        currency,
        net_minor: net(&payments) - net(&refunds) - net(&reversals),
        payments: sums(&payments),
        refunds: sums(&refunds),
        reversals: sums(&reversals),
        hours: hours.collect(),
        days: days.into_iter().filter_map(|(day, taken)| figures_of(day, &taken)).collect(),
        customers,
    })
}

fn figures_of(day: LocalDay, taken: &Taken) -> Option<DayFigures> {
    let date = day.date().ok()?.to_string();
    Some(DayFigures { date, count: taken.count, price_minor: taken.price, net_minor: taken.net })
}

/// What was taken on one day.
#[derive(Clone, Copy, Default)]
struct Taken {
    count: u64,
    price: u64,
    net: i64,
}

/// What was counted so far.
struct Count {
    zone: Zone,
    asked: Asked,
    payments: Sums,
    refunds: Sums,
    reversals: Sums,
    hours: [Hour; 24],
    days: BTreeMap<LocalDay, Taken>,
}

impl Count {
    fn new(zone: Zone, asked: Asked) -> Self {
        let none = Sums::default();
        let (hours, days) = ([Hour::default(); 24], BTreeMap::new());
        Self { zone, asked, payments: none, refunds: none, reversals: none, hours, days }
    }

    fn bill(&mut self, day: LocalDay, bill: &Bill) {
        add(&mut self.payments, &bill.payments);
        add(&mut self.refunds, &bill.refunds);
        add(&mut self.reversals, &bill.reversals);
        for (hour, more) in self.hours.iter_mut().zip(&bill.hours) {
            hour.count += more.count;
            hour.price = hour.price.saturating_add(more.price);
        }
        let taken = self.days.entry(day).or_default();
        taken.count += bill.payments.count;
        taken.price = taken.price.saturating_add(bill.payments.price);
        taken.net = taken.net.saturating_add(i64::try_from(bill.trade_net()).unwrap_or_default());
    }

    fn trade(&mut self, trade: &Trade) {
        let at = trade.payment.at;
        let day = self.zone.local(calendar::TimeMs(at.0)).day;
        let taken = self.days.entry(day).or_default();
        taken.net = taken.net.saturating_add(i64::try_from(trade.net()).unwrap_or_default());
        match trade.kind {
            TradeKind::Payment => {
                taken.count += 1;
                taken.price = taken.price.saturating_add(trade.sums.price);
                if let Some(hour) = self.hours.get_mut(hour_of(self.zone, at)) {
                    hour.count += 1;
                    hour.price = hour.price.saturating_add(trade.sums.price);
                }
                add(&mut self.payments, &trade.sums);
            }
            TradeKind::Refund => add(&mut self.refunds, &trade.sums),
            TradeKind::Reversal => add(&mut self.reversals, &trade.sums),
        }
    }
}

/// Counts, with what it counts from.
struct Counting<'a> {
    books: Books<'a>,
    merchant: &'a Merchant,
    funders: Funders,
    count: Count,
}

impl Counting<'_> {
    /// Adds up the bills of the time, and the parts of days that have one; returns the newest bill
    /// of all.
    fn bills(&mut self) -> Result<Option<Bill>, BillError> {
        let newest = self.books.before(self.merchant, None)?.map(|(_, bill)| bill);
        let Asked { from, until, .. } = self.count.asked;
        // A day to spare on both sides: a bill's zone may have been another one.
        let local = |at: TimeMs| self.count.zone.local(calendar::TimeMs(at.0)).day;
        let (first, last) = (local(from).plus_days(-1), local(until).plus_days(1));
        let mut before = last.plus_days(1);
        loop {
            let page = self.books.reader.bills(self.merchant.id, Some(before), BILLS_AT_ONCE)?;
            for kept in &page {
                if kept.day < first {
                    return Ok(newest);
                }
                let bill = self.books.open(kept)?;
                let (begins, ends) = (TimeMs(bill.from_ms), TimeMs(bill.until_ms));
                if from <= begins && ends <= until {
                    self.count.bill(kept.day, &bill);
                } else if begins < until && from < ends {
                    let span = Span::rows(bill.after, Some(bill.seen.max(bill.last)));
                    self.walk(span, from.max(begins), until.min(ends))?;
                }
            }
            match page.last() {
                Some(last) => before = last.day,
                None => return Ok(newest),
            }
        }
    }

    /// Counts what no bill has yet.
    fn rest(&mut self, newest: Option<&Bill>) -> Result<(), BillError> {
        let Asked { from, until, .. } = self.count.asked;
        let (after, ended) =
            newest.map_or((0, TimeMs(0)), |bill| (bill.last, TimeMs(bill.until_ms)));
        if until <= ended {
            return Ok(());
        }
        let from = from.max(ended);
        self.walk(Span { after, upto: None, since: from }, from, until)
    }

    /// Counts the trades of a time along the history.
    fn walk(&mut self, span: Span, from: TimeMs, until: TimeMs) -> Result<(), BillError> {
        let Self { books, merchant, funders, count } = self;
        let mut walk = Walk::new(books.reader, merchant.account, span)?;
        let mut trades = Trades::new(books.reader, funders, merchant.account);
        let mut take = |trade: Option<Trade>| {
            let trade = trade.filter(|trade| (from..until).contains(&trade.payment.at));
            if let Some(trade) = trade {
                count.trade(&trade);
            }
        };
        while let Some(step) = walk.step()? {
            match trades.feed(&step)? {
                Fed::Trade(finished) | Fed::Other(finished) => take(finished),
            }
        }
        take(trades.finish());
        Ok(())
    }
}
