//! `tongbaod campaign audit`: repeats the draws of a day from what is published; before its seed is
//! shown, by the operator's own key.

use super::find;
use crate::campaigns::chain;
use crate::command::coupon::digits;
use crate::command::coupon::when::date;
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use bank::record::Campaign;
use promotion::calendar::LocalDay;
use promotion::campaign::{Period, Published, SeedChain, verify};
use promotion::{Seed, State};
use serde_json::{Value, json};
use wire::Id;

/// How many draws are read at once.
const AT_ONCE: u32 = 1000;

/// What is repeated.
#[derive(Debug, clap::Args)]
pub struct DayAudit {
    /// The day, for example `2028-02-29`.
    day: String,
    /// The campaign's identifier or title; all that have this day when absent.
    #[arg(long)]
    campaign: Option<String>,
}

/// What came of a day of a campaign.
#[derive(Default)]
struct Repeated {
    /// Whether anyone can do the same, because the seed was shown.
    is_seed_shown: bool,
    drawn: u64,
    winners: u64,
    won_minor: u64,
    wrong: Vec<String>,
}

impl DayAudit {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let day = date("DAY", &self.day)?;
        let (mut lines, mut values, mut wrong) = (Vec::new(), Vec::new(), 0);
        for campaign in campaigns(desk, self.campaign.as_deref(), day)? {
            let repeated = repeat(desk, &campaign, day)?;
            wrong += repeated.wrong.len();
            lines.extend(repeated.lines(&campaign));
            values.push(repeated.value(&campaign, day));
        }
        print::value(json, &json!(values), &lines);
        match wrong {
            0 => Ok(()),
            count => Err(CommandError::new("audit_failed", format!("{count} draws are wrong"))),
        }
    }
}

/// Returns the campaign that is named, or all that were started and have the day.
fn campaigns(
    desk: &Desk,
    named: Option<&str>,
    day: LocalDay,
) -> Result<Vec<Campaign>, CommandError> {
    let mut found = match named {
        Some(named) => vec![find(desk, named)?],
        None => desk.reader.campaigns()?,
    };
    found.retain(|one| one.state != State::Draft && one.terms.period.number_of(day).is_some());
    if found.is_empty() {
        return Err(CommandError::new("day_unknown", "no campaign that was started has this day"));
    }
    Ok(found)
}

/// Returns a day's seed, and whether it is the published one.
fn seed(desk: &Desk, campaign: &Campaign, day: LocalDay) -> Result<(Seed, bool), CommandError> {
    if let Some((last, seed)) = campaign.shown {
        let period = Period { first: campaign.terms.period.first, last };
        let shown = SeedChain::new(campaign.id, period, Seed::new(seed));
        if let Some(seed) = shown.of(day) {
            return Ok((seed.clone(), true));
        }
    }
    let own = chain(&desk.config.keys, campaign).and_then(|seeds| seeds.of(day).cloned());
    let missing = "the seed is not shown yet, and the campaign's key is not here";
    own.map(|seed| (seed, false)).ok_or_else(|| CommandError::new("keys_unusable", missing))
}

fn repeat(desk: &Desk, campaign: &Campaign, day: LocalDay) -> Result<Repeated, CommandError> {
    let (seed, is_seed_shown) = seed(desk, campaign, day)?;
    let published = Published {
        commitment: campaign.commitment(),
        anchor: campaign.anchor,
        terms: campaign.terms.clone(),
    };
    let mut repeated = Repeated { is_seed_shown, ..Repeated::default() };
    let mut after = None;
    loop {
        let page = desk.reader.draws(campaign.id, day, after, AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(repeated) };
        after = Some(last.payment);
        for one in &page {
            let Some(draw) = one.draw() else { continue };
            repeated.drawn += 1;
            repeated.winners += u64::from(!draw.won.is_zero());
            repeated.won_minor = repeated.won_minor.saturating_add(draw.won.minor());
            if let Err(error) = verify(draw, &published, &seed) {
                repeated.wrong.push(format!("payment {}: {error}", Id(one.payment.0)));
            }
        }
    }
}

impl Repeated {
    fn value(&self, campaign: &Campaign, day: LocalDay) -> Value {
        json!({
            "campaign": Id(campaign.id.0), "day": day.0, "is_seed_shown": self.is_seed_shown,
            "drawn": self.drawn, "winners": self.winners, "won_minor": self.won_minor,
            "wrong": self.wrong,
        })
    }

    fn lines(&self, campaign: &Campaign) -> Vec<String> {
        let won = digits(self.won_minor, campaign.terms.currency);
        let by = if self.is_seed_shown { "the published seed" } else { "the key; not shown yet" };
        let mut lines = vec![format!(
            "{}: {} draws repeated by {by}; {} won {won}",
            campaign.title, self.drawn, self.winners
        )];
        lines.extend(self.wrong.iter().map(|wrong| format!("WRONG: {wrong}")));
        lines
    }
}
