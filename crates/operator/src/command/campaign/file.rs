//! The file of terms: what a campaign promises, in TOML.

use crate::command::CommandError;
use crate::command::coupon::kind::basis_points;
use crate::command::coupon::when::date;
use crate::command::coupon::{amount, malformed};
use crate::command::desk::Desk;
use bank::id::CampaignId;
use money::Currency;
use promotion::calendar::{Date, LocalDay};
use promotion::campaign::{
    Event, EventKind, HOLD_OUT_MAX_BASIS_POINTS, Odds, Period, Prize, Reward, Terms,
};
use promotion::coupon::{Funder, Merchants};
use promotion::id::MerchantId;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// What a file of terms says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermsFile {
    /// What people read.
    pub title: String,
    /// What is laid aside, for example `"5000.00"`.
    pub budget: String,
    /// `operator`, or a merchant's name or identifier.
    #[serde(default = "operator")]
    pub funder: String,
    /// The first day, for example `"2028-02-29"`.
    first_day: String,
    /// The last day, which counts; or `years`.
    last_day: Option<String>,
    years: Option<u16>,
    #[serde(default = "least")]
    least: String,
    cap: String,
    one_in: u64,
    #[serde(rename = "prize")]
    prizes: Vec<PrizeEntry>,
    #[serde(default, rename = "event")]
    events: Vec<EventEntry>,
    /// The part of all people that has no draws, in percent: `"10"`; at most 50.
    hold_out_percent: Option<String>,
    #[serde(default)]
    shops: Vec<String>,
    #[serde(default)]
    not_shops: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PrizeEntry {
    tickets: u64,
    amount: Option<String>,
    percent: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventEntry {
    first_day: String,
    last_day: String,
    /// Who wins anything wins the whole payment, up to this; doubled when absent.
    waive_up_to: Option<String>,
}

fn operator() -> String {
    "operator".to_owned()
}

fn least() -> String {
    "2.00".to_owned()
}

impl TermsFile {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, CommandError> {
        let text =
            std::fs::read_to_string(path).map_err(|error| CommandError::file(path, &error))?;
        toml::from_str(&text).map_err(|error| {
            CommandError::new("terms_malformed", format!("{}: {error}", path.display()))
        })
    }

    /// Returns the terms of a campaign by this file.
    pub fn terms(&self, desk: &Desk, id: CampaignId) -> Result<Terms, CommandError> {
        let (currency, zone) = (desk.config.currency, desk.config.time_zone.zone());
        let prizes = self.prizes.iter().map(|entry| prize(entry, currency));
        let events = self.events.iter().map(|entry| event(entry, currency));
        Ok(Terms {
            id,
            currency,
            zone,
            period: self.period()?,
            least_minor: amount("least", &self.least, currency)?,
            cap_minor: amount("cap", &self.cap, currency)?,
            odds: Odds { one_in: self.one_in, prizes: prizes.collect::<Result<_, _>>()? },
            events: events.collect::<Result<_, _>>()?,
            merchants: self.merchants(desk)?,
            hold_out_basis_points: self.hold_out()?,
        })
    }

    fn hold_out(&self) -> Result<u16, CommandError> {
        match self.hold_out_percent.as_deref() {
            None | Some("0") => Ok(0),
            Some(text) => basis_points(text)
                .filter(|share| *share <= HOLD_OUT_MAX_BASIS_POINTS)
                .ok_or_else(|| malformed("hold_out_percent", "0 to 50, as \"10\" or \"2.5\"")),
        }
    }

    /// Returns who pays.
    pub fn funder(&self, desk: &Desk) -> Result<Funder, CommandError> {
        match self.funder.as_str() {
            "operator" => Ok(Funder::Operator),
            name => merchant(desk, name).map(Funder::Merchant),
        }
    }

    fn period(&self) -> Result<Period, CommandError> {
        let first = date("first_day", &self.first_day)?;
        match (&self.last_day, self.years) {
            (Some(last), None) => Ok(Period { first, last: date("last_day", last)? }),
            (None, Some(years)) => {
                let first: Option<Date> = first.date().ok();
                let first = first.ok_or_else(|| malformed("first_day", "no date"))?;
                Period::years(first, years).map_err(|error| malformed("years", error))
            }
            _ => Err(malformed("last_day", "or years is given")),
        }
    }

    fn merchants(&self, desk: &Desk) -> Result<Merchants, CommandError> {
        let listed = |names: &[String]| {
            let ids = names.iter().map(|name| merchant(desk, name));
            ids.collect::<Result<BTreeSet<MerchantId>, CommandError>>()
        };
        match (self.shops.as_slice(), self.not_shops.as_slice()) {
            ([], []) => Ok(Merchants::All),
            ([], not) => listed(not).map(Merchants::Except),
            (only, []) => listed(only).map(Merchants::Only),
            _ => Err(malformed("shops", "or not_shops is given")),
        }
    }
}

fn prize(entry: &PrizeEntry, currency: Currency) -> Result<Prize, CommandError> {
    let reward = match (&entry.amount, &entry.percent) {
        (Some(text), None) => Reward::Fixed { minor: amount("amount", text, currency)? },
        (None, Some(text)) if text == "100" => Reward::Share { basis_points: 10_000 },
        (None, Some(text)) => Reward::Share {
            basis_points: basis_points(text)
                .ok_or_else(|| malformed("percent", "a share is 0.01 to 100"))?,
        },
        _ => return Err(malformed("prize", "an amount or a percent")),
    };
    Ok(Prize { tickets: entry.tickets, reward })
}

fn event(entry: &EventEntry, currency: Currency) -> Result<Event, CommandError> {
    let (first, last): (LocalDay, LocalDay) =
        (date("first_day", &entry.first_day)?, date("last_day", &entry.last_day)?);
    let kind = match &entry.waive_up_to {
        None => EventKind::Double,
        Some(text) => EventKind::Waive { cap_minor: amount("waive_up_to", text, currency)? },
    };
    Ok(Event { first, last, kind })
}

fn merchant(desk: &Desk, name: &str) -> Result<MerchantId, CommandError> {
    Ok(MerchantId(desk.merchant(name)?.0.id.0))
}
