//! One day of one shop, walked through once: sums and files together.

use super::files::{Files, Place, Wanted, bounds};
use super::trade::{Fed, Funders, Trade, TradeKind, Trades, add};
use super::walk::{Step, Walk};
use super::{BillError, Books, GRACE_MS};
use crate::config::TimeZone;
use bank::id::AccountId;
use bank::record::{Merchant, PaymentKind};
use bank::{Key, TimeMs};
use money::Currency;
use promotion::calendar::{self, LocalDay, Zone};
use proof::Bill;
use proof::bill::{File, Hour, Sums};
use std::io::Write;

/// What is known of a day before it is walked through.
pub struct Day<'a> {
    /// The shop.
    pub merchant: &'a Merchant,
    /// The day.
    pub day: LocalDay,
    /// The zone that it is of.
    pub zone: TimeZone,
    /// The currency of the account.
    pub currency: Currency,
    /// The bill before it.
    pub previous: Option<&'a Bill>,
    /// What was signed of it, when it is made again: then that says where it begins and ends.
    pub signed: Option<&'a Bill>,
}

impl Day<'_> {
    /// Walks through the day; what it returns is whole but for the name, the bill before it and
    /// the moment. The walk stands at the first movement behind the fund bill afterwards.
    ///
    /// # Errors
    /// When the store fails, the file that is wanted cannot be written, or trade and funds do not
    /// agree.
    pub fn bill<W: Write>(
        &self,
        books: Books<'_>,
        funders: &Funders,
        walk: &mut Walk<'_>,
        wanted: Wanted<W>,
    ) -> Result<Bill, BillError> {
        let text = self.day.date().map_err(|_| BillError::Calendar)?.to_string();
        let has_fees = self.has_fees(books)?;
        let place = Place {
            merchant: self.merchant.id,
            account: self.merchant.account,
            zone: self.zone.zone(),
            day: &text,
            currency: self.currency,
            pseudonyms: books.pseudonyms,
            has_fees,
        };
        let mut count = Count {
            day: self,
            until: bounds(self.zone.zone(), self.day).1,
            bill: Bill { has_fees, ..self.blank(&text) },
            files: Files::begin(place, wanted)?,
        };
        let account = self.merchant.account;
        let mut trades = Trades::new(books.reader, funders, account);
        while let Some(payment) = walk.peek()? {
            if !count.is_in_fund(payment.at, payment.sequence) {
                break;
            }
            let Some(step) = walk.step()? else { break };
            let is_in = step.payment.credit == account;
            count.fund(&step, is_in)?;
            count.fed(trades.feed(&step)?, &step, is_in)?;
        }
        count.trade(trades.finish(), false)?;
        count.look_ahead(walk.clone(), trades)?;
        count.finish()
    }

    /// Returns whether the bill tells of fees: as it was signed, or because the operator has ever
    /// taken one.
    fn has_fees(&self, books: Books<'_>) -> Result<bool, BillError> {
        Ok(match self.signed {
            Some(signed) => signed.has_fees,
            None => {
                let account = Key::Account(AccountId::of_fees(self.currency));
                books.reader.record(&account)?.is_some()
            }
        })
    }

    fn blank(&self, day: &str) -> Bill {
        let (from, until) = bounds(self.zone.zone(), self.day);
        let (after, opening) = match (self.signed, self.previous) {
            (Some(signed), _) => (signed.after, signed.opening),
            (None, Some(previous)) => (previous.last, previous.closing),
            (None, None) => (0, 0),
        };
        Bill {
            merchant: self.merchant.id.0,
            name: String::new(),
            day: day.to_owned(),
            zone: self.zone.to_string(),
            from_ms: from.0,
            until_ms: until.0,
            currency: self.currency.code().to_owned(),
            after,
            last: after,
            seen: after,
            opening,
            closing: opening,
            payments: Sums::default(),
            refunds: Sums::default(),
            reversals: Sums::default(),
            other_in: 0,
            other_out: 0,
            withdrawn: 0,
            has_fees: false,
            early: 0,
            late: 0,
            hours: [Hour::default(); 24],
            files: [File { rows: 0, bytes: 0, sha256: [0; 32] }; 4],
            previous: None,
            at_ms: 0,
        }
    }
}

/// A day while it is counted.
struct Count<'a, W> {
    day: &'a Day<'a>,
    until: TimeMs,
    bill: Bill,
    files: Files<'a, W>,
}

impl<W: Write> Count<'_, W> {
    fn is_in_fund(&self, at: TimeMs, sequence: u64) -> bool {
        match self.day.signed {
            Some(signed) => sequence <= signed.last,
            None => at < self.until,
        }
    }

    /// Returns whether the bill before this one has told of this trade.
    fn is_told(&self, trade: &Trade) -> bool {
        self.day.previous.is_some_and(|previous| {
            let until = previous.until_ms.max(self.bill.from_ms);
            trade.payment.sequence <= previous.seen && trade.payment.at.0 < until
        })
    }

    fn fund(&mut self, step: &Step, is_in: bool) -> Result<(), BillError> {
        let minor = i64::try_from(step.payment.amount.minor()).unwrap_or(i64::MAX);
        let signed = if is_in { minor } else { -minor };
        self.bill.closing = self.bill.closing.saturating_add(signed);
        self.bill.last = step.payment.sequence;
        self.bill.seen = step.payment.sequence;
        Ok(self.files.fund(step, self.bill.closing)?)
    }

    fn fed(&mut self, fed: Fed, step: &Step, is_in: bool) -> Result<(), BillError> {
        let (finished, is_other) = match fed {
            Fed::Trade(finished) => (finished, false),
            Fed::Other(finished) => (finished, true),
        };
        if is_other {
            // A bill of before withdrawals were told apart is made again as it was.
            let signed = self.day.signed;
            let tells_withdrawn = signed.is_none_or(|signed| signed.withdrawn > 0);
            let other = match (is_in, step.payment.kind) {
                (true, _) => &mut self.bill.other_in,
                (false, PaymentKind::Withdrawal(_)) if tells_withdrawn => &mut self.bill.withdrawn,
                (false, _) => &mut self.bill.other_out,
            };
            *other = other.saturating_add(step.payment.amount.minor());
        }
        self.trade(finished, false)
    }

    fn trade(&mut self, trade: Option<Trade>, is_late: bool) -> Result<(), BillError> {
        let Some(trade) = trade else { return Ok(()) };
        let net = i64::try_from(trade.net()).unwrap_or_default();
        if self.is_told(&trade) {
            self.bill.early = self.bill.early.saturating_add(net);
            return Ok(());
        }
        if is_late {
            self.bill.late = self.bill.late.saturating_add(net);
        }
        match trade.kind {
            TradeKind::Payment => {
                let hour = hour_of(self.day.zone.zone(), trade.payment.at);
                if let Some(hour) = self.bill.hours.get_mut(hour) {
                    hour.count += 1;
                    hour.price = hour.price.saturating_add(trade.sums.price);
                }
                add(&mut self.bill.payments, &trade.sums);
            }
            TradeKind::Refund => add(&mut self.bill.refunds, &trade.sums),
            TradeKind::Reversal => add(&mut self.bill.reversals, &trade.sums),
        }
        Ok(self.files.trade(&trade)?)
    }

    /// Looks behind the fund bill for trades of this day.
    fn look_ahead(&mut self, mut walk: Walk<'_>, mut trades: Trades<'_>) -> Result<(), BillError> {
        let mut seen = self.bill.seen;
        while let Some(step) = walk.step()? {
            let Step { payment, .. } = &step;
            let is_beyond = match self.day.signed {
                Some(signed) => payment.sequence > signed.seen,
                None => payment.at.0 >= self.until.0.saturating_add(GRACE_MS),
            };
            if is_beyond {
                break;
            }
            let is_of_day = payment.at < self.until;
            let finished = match trades.feed(&step)? {
                Fed::Trade(finished) | Fed::Other(finished) => finished,
            };
            self.late(finished)?;
            if is_of_day {
                seen = payment.sequence;
            }
        }
        self.late(trades.finish())?;
        self.bill.seen = seen;
        Ok(())
    }

    fn late(&mut self, trade: Option<Trade>) -> Result<(), BillError> {
        self.trade(trade.filter(|trade| trade.payment.at < self.until), true)
    }

    fn finish(self) -> Result<Bill, BillError> {
        let Self { mut bill, files, .. } = self;
        bill.files = files.finish()?;
        // The operator's first fee came while the bill was made: it is made anew.
        let kinds = [bill.payments, bill.refunds, bill.reversals];
        let are_told = bill.has_fees || kinds.iter().all(|sums| sums.fee == 0);
        if are_told && bill.agrees() { Ok(bill) } else { Err(BillError::Disagrees) }
    }
}

/// Returns the hour of the day at a moment.
pub fn hour_of(zone: Zone, at: TimeMs) -> usize {
    usize::from(zone.local(calendar::TimeMs(at.0)).minute / 60)
}
