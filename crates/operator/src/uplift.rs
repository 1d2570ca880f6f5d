//! What a campaign brought: what people who may win spent, against those of the comparison group,
//! who were left out by a rule that nobody could turn. Everyone who had an account before the
//! campaign began counts, also who never came: otherwise the campaign would choose who is compared.

mod interval;

use crate::bill::trade::{Fed, Funders, Trade, Trades};
use crate::bill::walk::{Span, Walk};
use bank::id::AccountId;
use bank::key::Kind;
use bank::record::{Campaign, Merchant, Record};
use bank::store::{Reader, StoreError};
use bank::{Key, TimeMs};
use interval::Sample;
use promotion::id::MerchantId;
use std::collections::HashMap;
use wire::Id;
use wire::campaign::{UpliftDifference, UpliftGroup, UpliftResponse, UpliftVerdict};

/// Records that are read at once.
const PAGE: u32 = 1000;

/// What is known of one person.
#[derive(Clone, Copy)]
struct Person {
    is_held_out: bool,
    /// What shops took from the person and kept, in minor units.
    taken_minor: i64,
    has_bought: bool,
}

/// Returns what a campaign brought to one shop, or to all that take part; until now, where it still
/// runs. Blocks; reads every account and the shops' histories of that time.
///
/// # Errors
/// When the store fails.
pub fn of(
    reader: &dyn Reader,
    campaign: &Campaign,
    shop: Option<&Merchant>,
    now: TimeMs,
) -> Result<UpliftResponse, StoreError> {
    let terms = &campaign.terms;
    let from = TimeMs(terms.zone.begins_at(terms.period.first).0);
    let end = TimeMs(terms.zone.begins_at(terms.period.last.plus_days(1)).0);
    let until = now.min(end);
    let mut people = people(reader, campaign, from)?;
    let funders = Funders::read(reader)?;
    let mut take = |shop: &Merchant| shop_of(reader, &funders, shop, (from, until), &mut people);
    match shop {
        Some(shop) => take(shop)?,
        None => each(reader, Kind::Merchant, |record| match record {
            Record::Merchant(shop) if terms.merchants.contain(MerchantId(shop.id.0)) => take(&shop),
            _ => Ok(()),
        })?,
    }
    let (mut may_win, mut held_out) = (Sample::default(), Sample::default());
    let mut buyers = [0, 0];
    for person in people.values() {
        let sample = if person.is_held_out { &mut held_out } else { &mut may_win };
        sample.add(person.taken_minor);
        buyers[usize::from(person.is_held_out)] += u64::from(person.has_bought);
    }
    let difference = interval::difference(&may_win, &held_out);
    Ok(UpliftResponse {
        campaign: Id(campaign.id.0),
        title: campaign.title.clone(),
        currency: terms.currency.code().to_owned(),
        from_ms: from.0,
        until_ms: until.0,
        is_over: end <= now,
        hold_out_basis_points: terms.hold_out_basis_points,
        may_win: group(&may_win, buyers[0]),
        held_out: group(&held_out, buyers[1]),
        verdict: verdict(terms.hold_out_basis_points, difference),
        difference,
    })
}

/// Returns what a difference says.
fn verdict(hold_out_basis_points: u16, difference: Option<UpliftDifference>) -> UpliftVerdict {
    match difference {
        None if hold_out_basis_points == 0 => UpliftVerdict::NoGroup,
        None => UpliftVerdict::TooFew,
        Some(found) if found.low_hundredths > 0 => UpliftVerdict::More,
        Some(found) if found.high_hundredths < 0 => UpliftVerdict::Less,
        Some(_) => UpliftVerdict::NoneTold,
    }
}

/// Returns the verdict in a sentence.
pub const fn sentence(verdict: UpliftVerdict) -> &'static str {
    match verdict {
        UpliftVerdict::More => "People who may win spent more; chance alone rarely does this.",
        UpliftVerdict::Less => "People who may win spent less; chance alone rarely does this.",
        UpliftVerdict::NoneTold => {
            "No effect can be told: chance alone makes such differences. The effect may be \
             anything within the interval, and nothing at all."
        }
        UpliftVerdict::TooFew => "There are too few people to tell anything.",
        UpliftVerdict::NoGroup => {
            "The campaign holds nobody out, so that what it brought cannot be told."
        }
    }
}

fn group(sample: &Sample, buyers: u64) -> UpliftGroup {
    UpliftGroup {
        people: sample.count(),
        buyers,
        taken_minor: i64::try_from(sample.sum()).unwrap_or(i64::MAX),
        mean_hundredths: sample.mean_hundredths(),
    }
}

/// Returns everyone who had an account before the campaign began, by account.
fn people(
    reader: &dyn Reader,
    campaign: &Campaign,
    from: TimeMs,
) -> Result<HashMap<AccountId, Person>, StoreError> {
    let mut people = HashMap::new();
    each(reader, Kind::Person, |record| {
        let Record::Person(person) = record else { return Ok(()) };
        if person.opened_at < from {
            let is_held_out = campaign.terms.holds_out(&campaign.anchor, person.account.0);
            let known = Person { is_held_out, taken_minor: 0, has_bought: false };
            people.insert(person.account, known);
        }
        Ok(())
    })?;
    Ok(people)
}

/// Adds what a shop took from people in a time. Of what went back, only what was paid in that time
/// is taken off: an older payment is not the campaign's.
fn shop_of(
    reader: &dyn Reader,
    funders: &Funders,
    shop: &Merchant,
    (from, until): (TimeMs, TimeMs),
    people: &mut HashMap<AccountId, Person>,
) -> Result<(), StoreError> {
    let span = Span { after: 0, upto: None, since: from };
    let mut walk = Walk::new(reader, shop.account, span)?;
    let mut trades = Trades::new(reader, funders, shop.account);
    let mut take = |trade: Option<Trade>| -> Result<(), StoreError> {
        let within = |at: TimeMs| (from..until).contains(&at);
        let Some(trade) = trade.filter(|trade| within(trade.payment.at)) else { return Ok(()) };
        let Some(person) = people.get_mut(&trade.payer()) else { return Ok(()) };
        let is_new = match trade.of {
            None => true,
            Some(of) => match reader.record(&Key::Payment(of))? {
                Some(Record::Payment(paid)) => within(paid.at),
                _ => false,
            },
        };
        if is_new {
            let net = i64::try_from(trade.net()).unwrap_or_default();
            person.taken_minor = person.taken_minor.saturating_add(net);
            person.has_bought |= trade.of.is_none();
        }
        Ok(())
    };
    while let Some(step) = walk.step()? {
        match trades.feed(&step)? {
            Fed::Trade(finished) | Fed::Other(finished) => take(finished)?,
        }
    }
    take(trades.finish())
}

/// Does something with every record of a kind.
fn each(
    reader: &dyn Reader,
    kind: Kind,
    mut work: impl FnMut(Record) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let page = reader.records(kind, after.as_ref(), PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.key());
        page.into_iter().try_for_each(&mut work)?;
    }
}

#[cfg(test)]
mod tests;
