//! Who took what within a time: the notes of who of the staff served, counted along the account's
//! history. Trades are those of the bill, so what all takers come to is what the bill comes to.

use super::Asked;
use super::tips::{Tipping, Tips};
use crate::bill::trade::{Fed, Funders, Trade, TradeKind, Trades, add};
use crate::bill::walk::{Span, Walk};
use crate::bill::{BillError, Books};
use crate::config::TimeZone;
use crate::routes::bills::sums;
use crate::service::merchant::role;
use bank::Key;
use bank::id::MerchantId;
use bank::record::{Merchant, Payment, PaymentKind, Record, Taker};
use bank::store::{Reader, StoreError};
use proof::bill::Sums;
use std::collections::BTreeMap;
use wire::Id;
use wire::taker::{TakerFigures, TakerKind, TakerName, TakerTips, TakersResponse};

/// The most trades that are looked through for one request.
pub const MOST: u64 = 50_000;

/// What one of them took.
#[derive(Clone, Copy, Default)]
struct Taken {
    payments: Sums,
    refunds: Sums,
    reversals: Sums,
    tips: Tips,
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

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    /// As whoever takes money is noted.
    pub taker: Taker,
    /// Whether they are told of everybody.
    pub sees_all: bool,
}

/// Returns who took what in a shop, as far as who asks is told. `None`
/// where there is too much to look through.
///
/// # Errors
/// When the store fails.
pub fn of(
    books: Books<'_>,
    merchant: &Merchant,
    zone: TimeZone,
    asked: Asked,
    asker: Asker,
) -> Result<Option<TakersResponse>, BillError> {
    let only = if asker.sees_all { None } else { Some(asker.taker) };
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
        all.tips.add(&taken.tips);
        let is_own = taker == Some(asker.taker);
        takers.push(TakerFigures { is_own, ..figures(books, taker, &taken)? });
    }
    takers.sort_by(|a, b| listed(a).cmp(&listed(b)));
    Ok(Some(TakersResponse {
        from_ms: asked.from.0,
        until_ms: asked.until.0,
        as_of_ms: asked.as_of.0,
        zone_ahead_min: zone.zone().ahead_min(),
        currency,
        is_whole: asker.sees_all,
        takers,
        payments: sums(&all.payments),
        refunds: sums(&all.refunds),
        reversals: sums(&all.reversals),
        tips: tips(&all.tips),
        net_minor: all.net(),
    }))
}

/// Counts what each took; none where that is too much.
fn count(
    books: Books<'_>,
    merchant: &Merchant,
    asked: Asked,
    only: Option<Taker>,
) -> Result<Option<BTreeMap<Option<Taker>, Taken>>, BillError> {
    let funders = Funders::read(books.reader)?;
    let span = Span { after: 0, upto: None, since: asked.from };
    let mut walk = Walk::new(books.reader, merchant.account, span)?;
    let mut trades = Trades::new(books.reader, &funders, merchant.account);
    let (mut taken, mut looked) = (BTreeMap::<Option<Taker>, Taken>::new(), 0_u64);
    let mut tipping = Tipping::new(books.reader);
    let mut take = |trade: Trade| -> Result<bool, StoreError> {
        if !(asked.from..asked.until).contains(&trade.payment.at) {
            return Ok(true);
        }
        looked += 1;
        let taker = taken_by(books.reader, merchant.id, &trade.payment)?;
        if only.is_none_or(|only| taker == Some(only)) {
            taken.entry(taker).or_default().count(&trade);
            tipping.feed(&trade, taker)?;
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
    for (taker, tips) in tipping.finish()? {
        taken.entry(taker).or_default().tips = tips;
    }
    Ok(Some(taken))
}

/// Returns who opened the order, charged the code or gave the money back; nobody where a payer
/// scanned a label. A member of the staff and a program's key are noted with it; what nobody is
/// noted with came by the shop's own till key.
///
/// # Errors
/// When the store fails.
pub fn taken_by(
    reader: &dyn Reader,
    merchant: MerchantId,
    payment: &Payment,
) -> Result<Option<Taker>, StoreError> {
    let served = match payment.kind {
        PaymentKind::Label(_) => return Ok(None),
        PaymentKind::Order(order) => order.0,
        _ => payment.id.0,
    };
    Ok(Some(match reader.record(&Key::Served(merchant, served))? {
        Some(Record::Served(served)) => served.taker,
        _ => Taker::Till,
    }))
}

/// The staff by name, then the keys by name, then the till key, then labels.
fn listed(one: &TakerFigures) -> (u8, &Option<String>, Option<Id>) {
    let place = match one.kind {
        TakerKind::Staff => 0,
        TakerKind::Key if one.key.is_some() => 1,
        TakerKind::Key => 2,
        TakerKind::Label => 3,
    };
    (place, &one.name, one.staff.or(one.key))
}

fn figures(
    books: Books<'_>,
    taker: Option<Taker>,
    taken: &Taken,
) -> Result<TakerFigures, StoreError> {
    let told = match taker {
        None => label(),
        Some(taker) => told(books.reader, taker)?,
    };
    let TakerName { kind, staff, key, name, role } = told;
    Ok(TakerFigures {
        kind,
        staff,
        key,
        is_own: false,
        name,
        role,
        payments: sums(&taken.payments),
        refunds: sums(&taken.refunds),
        reversals: sums(&taken.reversals),
        tips: tips(&taken.tips),
        net_minor: taken.net(),
        first_number: taken.first,
        last_number: taken.last,
    })
}

const fn tips(of: &Tips) -> TakerTips {
    let Tips { count, minor, back_minor } = *of;
    TakerTips { count, minor, back_minor }
}

const fn label() -> TakerName {
    TakerName { kind: TakerKind::Label, staff: None, key: None, name: None, role: None }
}

/// Returns a taker as the wire names it.
///
/// # Errors
/// When the store fails.
pub fn told(reader: &dyn Reader, taker: Taker) -> Result<TakerName, StoreError> {
    let key = TakerName { kind: TakerKind::Key, ..label() };
    Ok(match taker {
        Taker::Till => key,
        Taker::Key(id) => {
            let name = match reader.record(&Key::ApiKey(id))? {
                Some(Record::ApiKey(known)) => Some(known.name),
                _ => None,
            };
            TakerName { key: Some(Id(id.0)), name, ..key }
        }
        Taker::Staff(id) => {
            let staff = TakerName { kind: TakerKind::Staff, staff: Some(Id(id.0)), ..label() };
            let Some(Record::Staff(member)) = reader.record(&Key::Staff(id))? else {
                return Ok(staff);
            };
            let name = match reader.record(&Key::Person(member.person))? {
                Some(Record::Person(person)) => Some(person.name),
                _ => None,
            };
            TakerName { name, role: Some(role(member.role)), ..staff }
        }
    })
}
