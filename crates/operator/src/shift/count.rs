//! Counts what one taker took between two rows of the journal, along the account's history. Trades
//! are those of the bill, so what all reports and all that is in no shift come to is what the bill
//! comes to.

use crate::bill::trade::{Fed, Funders, Trade, TradeKind, Trades, add};
use crate::bill::walk::{Span, Walk};
use crate::bill::{BillError, Books};
use crate::figures::takers::taken_by;
use crate::figures::tips::Tipping;
use bank::record::{Merchant, PaymentKind, Taker};
use proof::Tips;
use proof::bill::Sums;

/// The most trades that are looked through for who only looks.
pub const MOST: u64 = 50_000;

/// Which rows are looked at, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Whose trades.
    pub taker: Taker,
    /// The last row before.
    pub after: u64,
    /// The last row of all.
    pub last: u64,
    /// The account's last movement up to there, where it is known.
    pub seen: Option<u64>,
    /// How many trades are looked through at most.
    pub most: u64,
}

/// What was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Payments.
    pub payments: Sums,
    /// Those of an order.
    pub orders: Sums,
    /// Refunds.
    pub refunds: Sums,
    /// Reversals.
    pub reversals: Sums,
    /// The tips in the payments.
    pub tips: Tips,
    /// The rows of the first and the last payment.
    pub numbers: Option<(u64, u64)>,
    /// The row of the account's last movement that was looked at; 0 for none.
    pub seen: u64,
}

impl Counted {
    fn count(&mut self, trade: &Trade) {
        match trade.kind {
            TradeKind::Payment => {
                let row = trade.payment.sequence;
                self.numbers = Some(self.numbers.map_or((row, row), |(first, _)| (first, row)));
                add(&mut self.payments, &trade.sums);
                if matches!(trade.payment.kind, PaymentKind::Order(_)) {
                    add(&mut self.orders, &trade.sums);
                }
            }
            TradeKind::Refund => add(&mut self.refunds, &trade.sums),
            TradeKind::Reversal => add(&mut self.reversals, &trade.sums),
        }
    }
}

/// Returns what was taken; none where there is more to look through than is allowed.
///
/// # Errors
/// When the store fails.
pub fn count(
    books: Books<'_>,
    merchant: &Merchant,
    extent: Extent,
) -> Result<Option<Counted>, BillError> {
    let Extent { taker, after, last, seen, most } = extent;
    let funders = Funders::read(books.reader)?;
    let mut walk = Walk::new(books.reader, merchant.account, Span::rows(after, seen))?;
    let mut trades = Trades::new(books.reader, &funders, merchant.account);
    let (mut counted, mut looked) = (Counted::default(), 0_u64);
    // What of tips went back is in no report: a refund is of a payment and not of its tip.
    let mut tipping = Tipping::new(books.reader);
    let mut take = |counted: &mut Counted, trade: Trade| -> Result<bool, BillError> {
        looked += 1;
        if taken_by(books.reader, merchant.id, &trade.payment)? == Some(taker) {
            counted.count(&trade);
            if matches!(trade.kind, TradeKind::Payment) {
                tipping.feed(&trade, ())?;
            }
        }
        Ok(looked <= most)
    };
    while let Some(step) = walk.step()?.filter(|step| step.payment.sequence <= last) {
        counted.seen = step.payment.sequence;
        let (Fed::Trade(finished) | Fed::Other(finished)) = trades.feed(&step)?;
        if let Some(trade) = finished
            && !take(&mut counted, trade)?
        {
            return Ok(None);
        }
    }
    if let Some(trade) = trades.finish() {
        take(&mut counted, trade)?;
    }
    if let Some(tips) = tipping.finish()?.get(&()) {
        counted.tips = Tips { count: tips.count, minor: tips.minor };
    }
    Ok(Some(counted))
}
