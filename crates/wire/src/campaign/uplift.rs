//! What a campaign brought: `GET /v1/campaigns/{campaign}/uplift`, of one shop, by its till key.
//!
//! Means and differences are in hundredths of a minor unit, a person.

use crate::Id;
use serde::{Deserialize, Serialize};

/// What people who may win spent, against those of the comparison group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UpliftResponse {
    /// The campaign.
    pub campaign: Id,
    /// Its title.
    pub title: String,
    /// The currency of all amounts.
    #[schema(min_length = 3, max_length = 3)]
    pub currency: String,
    /// When the campaign began, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub from_ms: u64,
    /// Until when was counted: its end, or now.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub until_ms: u64,
    /// Whether its last day is over. Before, the figures still move, and who looks often sees an
    /// effect by chance sooner or later.
    pub is_over: bool,
    /// The part of all people in the comparison group, in hundredths of a percent.
    #[schema(minimum = 0, maximum = 5000)]
    pub hold_out_basis_points: u16,
    /// Everybody else who had an account before it began.
    pub may_win: UpliftGroup,
    /// The comparison group.
    pub held_out: UpliftGroup,
    /// By how much more each of the first spent; absent where a group has fewer than two people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<UpliftDifference>,
    /// What that says.
    pub verdict: UpliftVerdict,
}

/// A group of people, and what shops took from it and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UpliftGroup {
    /// How many people.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub people: u64,
    /// How many of them bought anything.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub buyers: u64,
    /// What they spent in all, in minor units: refunds are taken off.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub taken_minor: i64,
    /// What each spent; absent of nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub mean_hundredths: Option<i64>,
}

/// A difference of two means with its 95 % confidence interval, by Welch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UpliftDifference {
    /// What was found.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub mean_hundredths: i64,
    /// The least that it may be.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub low_hundredths: i64,
    /// The most.
    #[schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub high_hundredths: i64,
}

/// What an interval says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
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
