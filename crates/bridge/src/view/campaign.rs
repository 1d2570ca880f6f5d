//! Campaigns as they are shown: what they promise in plain figures, and how the reader stands.

use super::AmountView;
use super::coupon::percent;
use crate::view::draw::EventKind;
use money::{Amount, Currency};
use paycode::printable;
use promotion::calendar::LocalDay;
use promotion::campaign::{self, Prize, Reward, Terms};
use promotion::coupon::Merchants;
use serde::Serialize;
use ts_rs::TS;
use wallet::campaign::SeenCampaign;

/// A payment of which it is told what it wins on average, in whole units of the currency.
const AVERAGE_OF_MAJOR: u64 = 50;

/// The campaigns that the operator has published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CampaignsView {
    /// The campaigns, those begun last in front.
    pub campaigns: Vec<CampaignView>,
    /// When this was so, in Unix milliseconds.
    pub as_of_ms: u64,
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CampaignState {
    /// It draws on its days.
    Active,
    /// It does not draw, for a while.
    Paused,
    /// It is over.
    Ended,
}

/// Whether the reader has had the day's draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DrawToday {
    /// Not yet.
    Open,
    /// There was one.
    Drawn,
    /// The reader is in the comparison group, which has none.
    HeldOut,
}

/// A campaign: what it promises, and how the reader stands in it. Days are written as 2026-11-28.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CampaignView {
    /// The campaign.
    pub campaign: String,
    /// What people read.
    pub title: String,
    /// Where it stands.
    pub state: CampaignState,
    /// The first day.
    pub from_day: String,
    /// The last day, included.
    pub until_day: String,
    /// From which payment on.
    pub least: AmountView,
    /// The most that a payment wins on a day without an event.
    pub cap: AmountView,
    /// The prizes, in the order of their tickets.
    pub prizes: Vec<PrizeView>,
    /// What some payments win on average, the smallest in front.
    pub average: Vec<AverageView>,
    /// Days on which more is won.
    pub events: Vec<EventView>,
    /// The shops, by name; null for all shops, or all but `not_at`.
    pub only_at: Option<Vec<String>>,
    /// The shops that do not take part, by name.
    pub not_at: Vec<String>,
    /// Whether the reader has had today's draw.
    pub today: DrawToday,
    /// The part of all people in the comparison group, such as `12.5` percent; null where there is
    /// none.
    pub held_out: Option<String>,
    /// What the reader has won in all.
    pub won_by_me: AmountView,
    /// What the operator committed to, in hexadecimal.
    pub commitment: String,
}

/// A prize: how many tickets of how many win it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PrizeView {
    /// So many tickets.
    pub tickets: u64,
    /// Of so many.
    pub of: u64,
    /// What they win.
    pub reward: RewardView,
}

/// What a ticket wins, before event, cap and payment bound it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "reward", rename_all = "snake_case")]
pub enum RewardView {
    /// An amount.
    Fixed {
        /// How much.
        amount: AmountView,
    },
    /// A share of the payment.
    Share {
        /// Such as `12.5`.
        percent: String,
    },
}

/// What a payment wins on average on a day without an event, with the decimals that this needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AverageView {
    /// The payment.
    pub paid: AmountView,
    /// What it wins.
    pub won: AmountView,
}

/// Days on which more is won, the last one included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EventView {
    /// The first day.
    pub from_day: String,
    /// The last day.
    pub until_day: String,
    /// What is won.
    pub kind: EventKind,
    /// The most that is waived; null where nothing is.
    pub cap: Option<AmountView>,
}

impl CampaignView {
    pub(crate) fn of(seen: SeenCampaign) -> Self {
        let SeenCampaign {
            campaign,
            title,
            state,
            terms,
            merchant_names,
            commitment,
            has_drawn_today,
            is_held_out,
            won,
        } = seen;
        let names = merchant_names.iter().map(|name| printable(name)).collect();
        let (only_at, not_at) = match &terms.merchants {
            Merchants::All => (None, Vec::new()),
            Merchants::Only(_) => (Some(names), Vec::new()),
            Merchants::Except(_) => (None, names),
        };
        Self {
            campaign: campaign.to_string(),
            title: printable(&title),
            state: match state {
                wire::campaign::CampaignState::Active => CampaignState::Active,
                wire::campaign::CampaignState::Paused => CampaignState::Paused,
                wire::campaign::CampaignState::Ended => CampaignState::Ended,
            },
            from_day: day_text(terms.period.first),
            until_day: day_text(terms.period.last),
            least: amount(terms.least_minor, terms.currency),
            cap: amount(terms.cap_minor, terms.currency),
            prizes: terms.odds.prizes.iter().map(|prize| PrizeView::of(*prize, &terms)).collect(),
            average: averages(&terms),
            events: terms.events.iter().map(|event| event_view(event, terms.currency)).collect(),
            only_at,
            not_at,
            today: match (is_held_out, has_drawn_today) {
                (true, _) => DrawToday::HeldOut,
                (false, true) => DrawToday::Drawn,
                (false, false) => DrawToday::Open,
            },
            held_out: (terms.hold_out_basis_points > 0)
                .then(|| percent(terms.hold_out_basis_points)),
            won_by_me: won.into(),
            commitment,
        }
    }
}

impl PrizeView {
    pub(super) fn of(prize: Prize, terms: &Terms) -> Self {
        let reward = match prize.reward {
            Reward::Fixed { minor } => RewardView::Fixed { amount: amount(minor, terms.currency) },
            Reward::Share { basis_points } => RewardView::Share { percent: percent(basis_points) },
        };
        Self { tickets: prize.tickets, of: terms.odds.one_in, reward }
    }
}

fn event_view(event: &campaign::Event, currency: Currency) -> EventView {
    let campaign::Event { first, last, kind } = *event;
    let (kind, cap) = match kind {
        campaign::EventKind::Double => (EventKind::Double, None),
        campaign::EventKind::Waive { cap_minor } => {
            (EventKind::Waive, Some(amount(cap_minor, currency)))
        }
    };
    EventView { from_day: day_text(first), until_day: day_text(last), kind, cap }
}

/// Returns what the smallest payment that takes part, and a usual one, win on average.
fn averages(terms: &Terms) -> Vec<AverageView> {
    let usual_minor = AVERAGE_OF_MAJOR * terms.currency.minor_per_major();
    let mut paid_minor = vec![terms.least_minor];
    if usual_minor > terms.least_minor {
        paid_minor.push(usual_minor);
    }
    let view = |paid_minor: u64| AverageView {
        paid: amount(paid_minor, terms.currency),
        won: average(terms.won_by_all_minor(paid_minor), terms.odds.one_in, terms.currency),
    };
    paid_minor.into_iter().map(view).collect()
}

/// Returns a quotient of minor units with one decimal more than the currency has, where it says
/// something.
fn average(minor: u128, by: u64, currency: Currency) -> AmountView {
    let tenths = minor * 10 / u128::from(by.max(1));
    let per_major = u128::from(currency.minor_per_major()) * 10;
    let decimals = per_major.ilog10() as usize;
    let digits = format!("{}.{:0decimals$}", tenths / per_major, tenths % per_major);
    let digits = match digits.strip_suffix('0') {
        Some(shorter) => shorter.trim_end_matches('.').to_owned(),
        None => digits,
    };
    AmountView { digits, ..amount(0, currency) }
}

fn amount(minor: u64, currency: Currency) -> AmountView {
    // The rules bound every amount of terms below the largest one.
    Amount::new(minor, currency).unwrap_or(Amount::zero(currency)).into()
}

/// Writes a day as 2026-11-28.
pub(super) fn day_text(day: LocalDay) -> String {
    day.date().map_or_else(|_| String::new(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::average;
    use money::Currency;

    #[test]
    fn averages_have_the_decimals_that_they_need() {
        for (code, minor, by, digits) in [
            ("CNY", 209, 10, "0.209"),
            ("CNY", 20, 10, "0.02"),
            ("CNY", 1, 1000, "0.00"),
            ("CNY", 123_450, 1, "1234.50"),
            ("JPY", 25, 10, "2.5"),
            ("JPY", 20, 10, "2"),
        ] {
            let currency = Currency::from_code(code).expect("a currency");
            assert_eq!(average(minor, by, currency).digits, digits, "{code} {minor} / {by}");
        }
    }
}
