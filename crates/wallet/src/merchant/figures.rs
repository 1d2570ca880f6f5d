//! What a shop took within whole days, by the operator's clock and zone. The operator adds up; here
//! is which moments are asked for, and which bars are drawn.

use crate::port::{OfficeApi as _, Ports};
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use money::{Amount, Currency};
use promotion::calendar::{Date, LocalDay, TimeMs, Zone};
use std::collections::BTreeMap;
use wire::Id;
use wire::bill::{BillSums, CustomerFigures, DayFigures, FiguresResponse};

/// The most days of one question.
pub const DAYS_MAX: i32 = 366;
/// From more days on bars stand for months.
const DAY_BARS_MAX: i32 = 92;

/// Which days are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Today, or so many days before.
    Day(u16),
    /// This week from its Monday on, or so many before.
    Week(u16),
    /// This month, or so many before.
    Month(u16),
    /// From a day to another, both included.
    Days(LocalDay, LocalDay),
}

/// What one kind of trade came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeSums {
    /// How many.
    pub count: u64,
    /// What the goods cost before discounts.
    pub price: Amount,
    /// What payers gave, or got back.
    pub cash: Amount,
    /// What the operator paid of it by coupons, or got back.
    pub by_operator: Amount,
    /// The same of shops that fund coupons.
    pub by_shops: Amount,
    /// What the shop gave up by coupons that nobody funds.
    pub given_up: Amount,
    /// What the operator took of it as its fee, or gave back.
    pub fee: Amount,
}

/// An amount that may be less than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Net {
    /// How much.
    pub amount: Amount,
    /// Whether it is missing.
    pub is_negative: bool,
}

/// What an hour, a day or a month took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The hour (`09`), the day (`2028-02-29`) or the month (`2028-02`).
    pub name: String,
    /// How many payments.
    pub count: u64,
    /// What they cost before discounts.
    pub price: Amount,
    /// How much that is of the highest bar, in thousandths.
    pub share: u16,
}

/// Figures of a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub until: Date,
    /// When these figures were made, in Unix milliseconds.
    pub as_of_ms: u64,
    /// Payments.
    pub payments: TradeSums,
    /// Refunds.
    pub refunds: TradeSums,
    /// Reversals.
    pub reversals: TradeSums,
    /// What all of them changed the account by.
    pub net: Net,
    /// Payments by hour of the day, all 24.
    pub hours: Vec<Bar>,
    /// Payments by day, or by month where that would be more than three months of days; also of
    /// those on which nothing was taken.
    pub days: Vec<Bar>,
    /// Who came; absent where that is too much to look through.
    pub customers: Option<CustomerFigures>,
}

impl<P: Ports> Wallet<P> {
    /// Returns a shop's figures of some days.
    ///
    /// # Errors
    /// `NotEnrolled`, `DaysMalformed`, `staff_role_insufficient`, `merchant_unknown`, and what the
    /// network does.
    pub async fn figures(&self, merchant: Id, span: Span) -> Result<Figures, WalletError> {
        let profile = self.profile()?;
        let mut zone = self.zone();
        // Which moments a day has, the operator's zone says; that stands in each answer. So the
        // first question may be about the wrong moments, and the next one is not.
        for _ in 0..2 {
            let (from, until) = bounds(span, zone, self.now_ms())?;
            let moments = (zone.begins_at(from).0, zone.begins_at(until.plus_days(1)).0);
            let (from_ms, until_ms) = moments;
            let api = self.ports.api();
            let told = api.figures(&profile.operator_url, merchant, from_ms, until_ms).await?;
            let told_zone = Zone::new(told.zone_ahead_min).map_err(|_| malformed("a zone"))?;
            if told_zone == zone {
                return figures(told, (from, until), profile.currency);
            }
            zone = told_zone;
            self.learn_zone(zone);
        }
        Err(malformed("the operator's zone changes"))
    }
}

fn malformed(what: &str) -> WalletError {
    WalletError::AnswerMalformed(what.to_owned())
}

/// Returns the first and the last day.
pub(super) fn bounds(
    span: Span,
    zone: Zone,
    now_ms: u64,
) -> Result<(LocalDay, LocalDay), WalletError> {
    let today = zone.local(TimeMs(now_ms)).day;
    let days = match span {
        Span::Day(back) => {
            let day = today.plus_days(-i32::from(back));
            (day, day)
        }
        Span::Week(back) => {
            // The first of January 1970 was a Thursday.
            let monday = today.plus_days(-(today.0 + 3).rem_euclid(7) - 7 * i32::from(back));
            (monday, monday.plus_days(6))
        }
        Span::Month(back) => {
            let date = today.date().map_err(|_| WalletError::DaysMalformed)?;
            let month = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 - i32::from(back);
            (first_of(month)?, first_of(month + 1)?.plus_days(-1))
        }
        Span::Days(from, until) => (from, until),
    };
    let (from, until) = days;
    let is_in_order = from <= until && until.0.saturating_sub(from.0) < DAYS_MAX;
    if is_in_order && from.0 >= 0 { Ok(days) } else { Err(WalletError::DaysMalformed) }
}

/// Returns the first day of a month, counted from the first of year 0.
fn first_of(month: i32) -> Result<LocalDay, WalletError> {
    let year = u16::try_from(month.div_euclid(12)).map_err(|_| WalletError::DaysMalformed)?;
    let month = u8::try_from(month.rem_euclid(12) + 1).map_err(|_| WalletError::DaysMalformed)?;
    let date = Date::new(year, month, 1).map_err(|_| WalletError::DaysMalformed)?;
    Ok(date.local_day())
}

fn figures(
    told: FiguresResponse,
    (from, until): (LocalDay, LocalDay),
    currency: Currency,
) -> Result<Figures, WalletError> {
    let FiguresResponse { as_of_ms, currency: of, payments, refunds, reversals, .. } = &told;
    let FiguresResponse { net_minor, hours, days, customers, .. } = &told;
    answer::same_currency(of, currency)?;
    let hours =
        hours.iter().map(|hour| (format!("{:02}", hour.hour), hour.count, hour.price_minor));
    let is_by_month = until.0 - from.0 >= DAY_BARS_MAX;
    Ok(Figures {
        from: from.date().map_err(|_| WalletError::DaysMalformed)?,
        until: until.date().map_err(|_| WalletError::DaysMalformed)?,
        as_of_ms: *as_of_ms,
        payments: sums(payments, currency)?,
        refunds: sums(refunds, currency)?,
        reversals: sums(reversals, currency)?,
        net: net(*net_minor, currency)?,
        hours: bars(hours.collect(), currency)?,
        days: bars(named(days, (from, until), is_by_month)?, currency)?,
        customers: *customers,
    })
}

/// Returns every day or month with what it took.
fn named(
    days: &[DayFigures],
    (from, until): (LocalDay, LocalDay),
    is_by_month: bool,
) -> Result<Vec<(String, u64, u64)>, WalletError> {
    let length = if is_by_month { "2028-02".len() } else { "2028-02-29".len() };
    let mut named: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for day in from.0..=until.0 {
        let date = LocalDay(day).date().map_err(|_| WalletError::DaysMalformed)?.to_string();
        named.entry(date.chars().take(length).collect()).or_default();
    }
    for day in days {
        let name: String = day.date.chars().take(length).collect();
        let Some((count, minor)) = named.get_mut(&name) else { return Err(malformed("a day")) };
        *count = count.saturating_add(day.count);
        *minor = minor.saturating_add(day.price_minor);
    }
    Ok(named.into_iter().map(|(name, (count, minor))| (name, count, minor)).collect())
}

fn bars(told: Vec<(String, u64, u64)>, currency: Currency) -> Result<Vec<Bar>, WalletError> {
    let most = told.iter().map(|(_, _, minor)| *minor).max().unwrap_or_default().max(1);
    let bars = told.into_iter().map(|(name, count, minor)| {
        let share = u128::from(minor) * 1000 / u128::from(most);
        let share = u16::try_from(share).unwrap_or(1000);
        Ok(Bar { name, count, price: answer::minor(minor, currency)?, share })
    });
    bars.collect()
}

/// Reads what one kind of trade came to.
pub(super) fn sums(told: &BillSums, currency: Currency) -> Result<TradeSums, WalletError> {
    let BillSums { count, price_minor, cash_minor, operator_minor, .. } = *told;
    let BillSums { shops_minor, given_up_minor, fee_minor, .. } = *told;
    let read = |minor| answer::minor(minor, currency);
    Ok(TradeSums {
        count,
        price: read(price_minor)?,
        cash: read(cash_minor)?,
        by_operator: read(operator_minor)?,
        by_shops: read(shops_minor)?,
        given_up: read(given_up_minor)?,
        fee: read(fee_minor)?,
    })
}

/// Reads an amount that may be less than nothing.
pub(crate) fn net(minor: i64, currency: Currency) -> Result<Net, WalletError> {
    let amount = answer::minor(minor.unsigned_abs(), currency)?;
    Ok(Net { amount, is_negative: minor < 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(span: Span, ahead_min: i16, now: &str) -> Option<(String, String)> {
        let zone = Zone::new(ahead_min).expect("a zone");
        let (day, hour) = now.split_once(' ').expect("a day and an hour");
        let day = crate::merchant::local_day(day).expect("a date");
        let hour: u64 = hour.parse().expect("an hour");
        let now_ms = Zone::new(0).expect("UTC").begins_at(day).0 + hour * 3_600_000;
        let (from, until) = bounds(span, zone, now_ms).ok()?;
        Some((from.date().ok()?.to_string(), until.date().ok()?.to_string()))
    }

    fn is(from: &str, until: &str) -> Option<(String, String)> {
        Some((from.to_owned(), until.to_owned()))
    }

    #[test]
    fn days_weeks_and_months_are_those_of_the_operators_zone() {
        let late = "2028-02-29 20";
        assert_eq!(days(Span::Day(0), 0, late), is("2028-02-29", "2028-02-29"));
        assert_eq!(days(Span::Day(0), 480, late), is("2028-03-01", "2028-03-01"));
        assert_eq!(days(Span::Day(60), 0, late), is("2027-12-31", "2027-12-31"));
        assert_eq!(days(Span::Week(0), 0, late), is("2028-02-28", "2028-03-05"));
        assert_eq!(days(Span::Week(1), 0, late), is("2028-02-21", "2028-02-27"));
        assert_eq!(days(Span::Week(0), 0, "2028-02-28 00"), is("2028-02-28", "2028-03-05"));
        assert_eq!(days(Span::Month(0), 0, late), is("2028-02-01", "2028-02-29"));
        assert_eq!(days(Span::Month(0), 480, late), is("2028-03-01", "2028-03-31"));
        assert_eq!(days(Span::Month(2), 0, late), is("2027-12-01", "2027-12-31"));
    }

    #[test]
    fn own_days_are_in_order_and_at_most_a_leap_year() {
        let own = |from, until| bounds(Span::Days(LocalDay(from), LocalDay(until)), zone(), 0);
        let zone_ok = own(5, 5);
        assert_eq!(zone_ok, Ok((LocalDay(5), LocalDay(5))));
        assert!(own(5, 5 + 365).is_ok());
        for (from, until) in [(6, 5), (5, 5 + 366), (-1, 5)] {
            assert_eq!(own(from, until), Err(WalletError::DaysMalformed), "{from} to {until}");
        }
    }

    fn zone() -> Zone {
        Zone::new(0).expect("UTC")
    }
}
