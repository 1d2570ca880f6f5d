//! Who took what within a time: the notes of who of the staff served, counted along the account's
//! history. Trades are those of the bill, so what all takers come to is what the bill comes to.

use super::Asked;
use crate::bill::trade::{Fed, Funders, Trade, TradeKind, Trades, add};
use crate::bill::walk::{Span, Walk};
use crate::bill::{BillError, Books};
use crate::config::TimeZone;
use crate::routes::bills::sums;
use crate::service::merchant::role;
use bank::Key;
use bank::id::StaffId;
use bank::record::{Merchant, PaymentKind, Record};
use bank::store::StoreError;
use proof::bill::Sums;
use std::collections::BTreeMap;
use wire::Id;
use wire::taker::{TakerFigures, TakerKind, TakersResponse};

/// The most trades that are looked through for one request.
pub const MOST: u64 = 50_000;

/// Who took something, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Taker {
    Staff(StaffId),
    Key,
    Label,
}

/// What one of them took.
#[derive(Clone, Copy, Default)]
struct Taken {
    payments: Sums,
    refunds: Sums,
    reversals: Sums,
    first: Option<u64>,
    last: Option<u64>,
}

impl Taken {
    fn count(&mut self, trade: &Trade) {
        let kind = match trade.kind {
            TradeKind::Payment => {
                let number = trade.payment.sequence;
                self.first = Some(self.first.map_or(number, |first| first.min(number)));
                self.last = Some(self.last.map_or(number, |last| last.max(number)));
                &mut self.payments
            }
            TradeKind::Refund => &mut self.refunds,
            TradeKind::Reversal => &mut self.reversals,
        };
        add(kind, &trade.sums);
    }

    fn net(&self) -> i64 {
        let net = |sums: &Sums| i64::try_from(sums.net()).unwrap_or(i64::MAX);
        net(&self.payments) - net(&self.refunds) - net(&self.reversals)
    }
}

/// Returns who took what in a shop; of one member of the staff only, where one is named. `None`
/// where there is too much to look through.
///
/// # Errors
/// When the store fails.
pub fn of(
    books: Books<'_>,
    merchant: &Merchant,
    zone: TimeZone,
    asked: Asked,
    only: Option<StaffId>,
) -> Result<Option<TakersResponse>, BillError> {
    let Some(taken) = count(books, merchant, asked, only)? else { return Ok(None) };
    let currency = match books.reader.record(&Key::Account(merchant.account))? {
        Some(Record::Account(account)) => account.balance.currency().code().to_owned(),
        _ => String::new(),
    };
    let mut all = Taken::default();
    let mut takers = Vec::with_capacity(taken.len());
    for (taker, taken) in taken {
        add(&mut all.payments, &taken.payments);
        add(&mut all.refunds, &taken.refunds);
        add(&mut all.reversals, &taken.reversals);
        takers.push(figures(books, taker, &taken)?);
    }
    takers.sort_by(|a, b| {
        (a.staff.is_none(), &a.name, a.staff).cmp(&(b.staff.is_none(), &b.name, b.staff))
    });
    Ok(Some(TakersResponse {
        from_ms: asked.from.0,
        until_ms: asked.until.0,
        as_of_ms: asked.as_of.0,
        zone_ahead_min: zone.zone().ahead_min(),
        currency,
        is_whole: only.is_none(),
        takers,
        payments: sums(&all.payments),
        refunds: sums(&all.refunds),
        reversals: sums(&all.reversals),
        net_minor: all.net(),
    }))
}

/// Counts what each took; none where that is too much.
fn count(
    books: Books<'_>,
    merchant: &Merchant,
    asked: Asked,
    only: Option<StaffId>,
) -> Result<Option<BTreeMap<Taker, Taken>>, BillError> {
    let funders = Funders::read(books.reader)?;
    let span = Span { after: 0, upto: None, since: asked.from };
    let mut walk = Walk::new(books.reader, merchant.account, span)?;
    let mut trades = Trades::new(books.reader, &funders, merchant.account);
    let (mut taken, mut looked) = (BTreeMap::<Taker, Taken>::new(), 0_u64);
    let mut take = |trade: Trade| -> Result<bool, StoreError> {
        if !(asked.from..asked.until).contains(&trade.payment.at) {
            return Ok(true);
        }
        looked += 1;
        let taker = taker(books, merchant, &trade)?;
        if only.is_none_or(|only| taker == Taker::Staff(only)) {
            taken.entry(taker).or_default().count(&trade);
        }
        Ok(looked <= MOST)
    };
    while let Some(step) = walk.step()? {
        let (Fed::Trade(finished) | Fed::Other(finished)) = trades.feed(&step)?;
        if let Some(trade) = finished
            && !take(trade)?
        {
            return Ok(None);
        }
    }
    if let Some(trade) = trades.finish() {
        take(trade)?;
    }
    Ok(Some(taken))
}

/// Returns who opened the order, charged the code or gave the money back. A member of the staff is
/// noted with it; what nobody is noted with came by a key.
fn taker(books: Books<'_>, merchant: &Merchant, trade: &Trade) -> Result<Taker, StoreError> {
    let served = match (trade.kind, &trade.payment.kind) {
        (TradeKind::Payment, PaymentKind::Label(_)) => return Ok(Taker::Label),
        (TradeKind::Payment, PaymentKind::Order(order)) => order.0,
        _ => trade.payment.id.0,
    };
    Ok(match books.reader.record(&Key::Served(merchant.id, served))? {
        Some(Record::Served(served)) => Taker::Staff(served.staff),
        _ => Taker::Key,
    })
}

fn figures(books: Books<'_>, taker: Taker, taken: &Taken) -> Result<TakerFigures, StoreError> {
    let (kind, staff) = match taker {
        Taker::Staff(staff) => (TakerKind::Staff, Some(staff)),
        Taker::Key => (TakerKind::Key, None),
        Taker::Label => (TakerKind::Label, None),
    };
    let (mut name, mut named) = (None, None);
    if let Some(staff) = staff
        && let Some(Record::Staff(member)) = books.reader.record(&Key::Staff(staff))?
    {
        named = Some(role(member.role));
        if let Some(Record::Person(person)) = books.reader.record(&Key::Person(member.person))? {
            name = Some(person.name);
        }
    }
    Ok(TakerFigures {
        kind,
        staff: staff.map(|staff| Id(staff.0)),
        name,
        role: named,
        payments: sums(&taken.payments),
        refunds: sums(&taken.refunds),
        reversals: sums(&taken.reversals),
        net_minor: taken.net(),
        first_number: taken.first,
        last_number: taken.last,
    })
}
