//! What campaigns brought to a shop, ready to be shown.

use super::{NetView, coupon};
use paycode::printable;
use serde::Serialize;
use ts_rs::TS;
use wallet::campaign::{Uplift, UpliftDifference, UpliftGroup};

/// What the campaigns brought in which a shop takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UpliftsView {
    /// Each of them, those begun last in front.
    pub campaigns: Vec<UpliftView>,
}

/// What a campaign brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UpliftView {
    /// The campaign.
    pub campaign: String,
    /// Its title.
    pub title: String,
    /// When it began, in Unix milliseconds.
    pub from_ms: u64,
    /// Until when was counted.
    pub until_ms: u64,
    /// Whether it is over: before, the figures move.
    pub is_over: bool,
    /// The part of all people in the comparison group, in percent.
    pub hold_out_percent: String,
    /// Who may win.
    pub may_win: UpliftGroupView,
    /// The comparison group.
    pub held_out: UpliftGroupView,
    /// By how much more each of the first spent; null where a group is too small.
    pub difference: Option<UpliftDifferenceView>,
    /// What that says.
    pub verdict: UpliftVerdict,
}

/// A group of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UpliftGroupView {
    /// How many.
    pub people: u64,
    /// How many of them bought anything.
    pub buyers: u64,
    /// What they spent in all, less what went back.
    pub taken: NetView,
    /// What each spent on average; null of nobody.
    pub mean: Option<NetView>,
}

/// A difference with its 95 % confidence interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UpliftDifferenceView {
    /// What was found.
    pub mean: NetView,
    /// The least that it may be.
    pub low: NetView,
    /// The most.
    pub high: NetView,
}

/// What an interval says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UpliftVerdict {
    /// All of it is above zero.
    More,
    /// All of it is below.
    Less,
    /// It holds zero: no effect can be told.
    NoneTold,
    /// There are too few people for an interval.
    TooFew,
    /// The campaign holds nobody out.
    NoGroup,
}

impl From<Vec<Uplift>> for UpliftsView {
    fn from(uplifts: Vec<Uplift>) -> Self {
        Self { campaigns: uplifts.into_iter().map(UpliftView::from).collect() }
    }
}

impl From<Uplift> for UpliftView {
    fn from(uplift: Uplift) -> Self {
        use wire::campaign::UpliftVerdict as Told;
        let difference = |UpliftDifference { mean, low, high }| UpliftDifferenceView {
            mean: mean.into(),
            low: low.into(),
            high: high.into(),
        };
        Self {
            campaign: uplift.campaign.to_string(),
            title: printable(&uplift.title),
            from_ms: uplift.from_ms,
            until_ms: uplift.until_ms,
            is_over: uplift.is_over,
            hold_out_percent: coupon::percent(uplift.hold_out_basis_points),
            may_win: uplift.may_win.into(),
            held_out: uplift.held_out.into(),
            difference: uplift.difference.map(difference),
            verdict: match uplift.verdict {
                Told::More => UpliftVerdict::More,
                Told::Less => UpliftVerdict::Less,
                Told::NoneTold => UpliftVerdict::NoneTold,
                Told::TooFew => UpliftVerdict::TooFew,
                Told::NoGroup => UpliftVerdict::NoGroup,
            },
        }
    }
}

impl From<UpliftGroup> for UpliftGroupView {
    fn from(group: UpliftGroup) -> Self {
        let UpliftGroup { people, buyers, taken, mean } = group;
        Self { people, buyers, taken: taken.into(), mean: mean.map(NetView::from) }
    }
}
