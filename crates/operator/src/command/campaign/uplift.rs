//! `tongbaod campaign uplift`: what a campaign brought, against its comparison group, also when it
//! is nothing.

use super::find;
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::{clock, uplift};
use money::Currency;
use promotion::State;
use wire::campaign::{UpliftDifference, UpliftGroup, UpliftResponse};

/// Which campaign, and where.
#[derive(Debug, clap::Args)]
pub struct Uplift {
    /// The campaign's identifier or title.
    #[arg(long)]
    campaign: String,
    /// One shop's name or identifier; all that take part when absent.
    #[arg(long)]
    merchant: Option<String>,
}

impl Uplift {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let Self { campaign, merchant } = self;
        let found = find(desk, &campaign)?;
        if found.state == State::Draft {
            let say = "the campaign was not started, so that it has brought nothing";
            return Err(CommandError::new("campaign_draft", say));
        }
        let shop = merchant.map(|name| desk.merchant(&name)).transpose()?;
        let shop = shop.as_ref().map(|(shop, _)| shop);
        let brought = uplift::of(desk.reader.as_ref(), &found, shop, clock::now())?;
        let value = serde_json::to_value(&brought)
            .map_err(|error| CommandError::new("internal", error.to_string()))?;
        print::value(json, &value, &lines(&brought, desk.config.currency));
        Ok(())
    }
}

fn lines(brought: &UpliftResponse, currency: Currency) -> Vec<String> {
    let moment = |ms| clock::text::to_text(bank::TimeMs(ms));
    let (from, until) = (moment(brought.from_ms), moment(brought.until_ms));
    let is_over = if brought.is_over { "" } else { "; it still runs, and the figures move" };
    let mut lines = vec![
        format!("{}  {from} to {until}{is_over}", brought.title),
        group("may win", &brought.may_win, currency),
        group("held out", &brought.held_out, currency),
    ];
    lines.extend(brought.difference.map(
        |UpliftDifference { mean_hundredths, low_hundredths, high_hundredths }| {
            let [mean, low, high] = [mean_hundredths, low_hundredths, high_hundredths]
                .map(|hundredths| text(hundredths, currency));
            format!("difference  {mean} a person; with 95 % confidence {low} to {high}")
        },
    ));
    lines.push(uplift::sentence(brought.verdict).to_owned());
    lines
}

fn group(name: &str, group: &UpliftGroup, currency: Currency) -> String {
    let UpliftGroup { people, buyers, taken_minor, mean_hundredths } = *group;
    let taken = text(taken_minor.saturating_mul(100), currency);
    let mean = mean_hundredths
        .map_or_else(String::new, |mean| format!(", {} a person", text(mean, currency)));
    format!("{name}  {people} people, {buyers} of them bought, {taken} {}{mean}", currency.code())
}

/// Writes hundredths of a minor unit with all their decimals.
fn text(hundredths: i64, currency: Currency) -> String {
    let scale = currency.minor_per_major().saturating_mul(100);
    let decimals = scale.ilog10() as usize;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / scale, hundredths.unsigned_abs() % scale);
    format!("{sign}{whole}.{rest:0decimals$}")
}
