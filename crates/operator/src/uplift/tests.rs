//! A campaign that changes nothing is found to change nothing, and one that does is found.

use super::interval::{Sample, difference};
use super::verdict;
use bank::contract::town::campaign::terms;
use promotion::campaign::Terms;
use promotion::id::CampaignId;
use wire::campaign::UpliftVerdict;

/// How many people there are.
const PEOPLE: u64 = 600;

/// What somebody spends without any campaign, in minor units: most a little or nothing, few much.
fn spent(person: u64) -> i64 {
    let draw = i64::try_from((person * 7_919 + 13) % 1_009).expect("small");
    if draw < 400 { 0 } else { draw * draw / 100 }
}

/// What the figures of a campaign say that brings everyone who may win so much more.
fn told(campaign: u64, more_minor: i64) -> UpliftVerdict {
    let id = CampaignId(u128::from(campaign));
    let terms = Terms { id, hold_out_basis_points: 2_000, ..terms(0) };
    let mut anchor = [0; 32];
    anchor[..8].copy_from_slice(&campaign.to_be_bytes());
    let (mut may_win, mut held_out) = (Sample::default(), Sample::default());
    for person in 0..PEOPLE {
        // Accounts as they come: the rule hashes them.
        match terms.holds_out(&anchor, u128::from(person)) {
            true => held_out.add(spent(person)),
            false => may_win.add(spent(person) + more_minor),
        }
    }
    verdict(terms.hold_out_basis_points, difference(&may_win, &held_out))
}

#[test]
fn a_campaign_that_brings_nothing_is_found_to_bring_something_as_seldom_as_is_said() {
    let wrong = (0..1_000).filter(|campaign| told(*campaign, 0) != UpliftVerdict::NoneTold);
    // One in twenty: 50 of 1000, with a standard deviation of 7.
    let wrong = wrong.count();
    assert!((25..=75).contains(&wrong), "{wrong} of 1000");
}

#[test]
fn a_campaign_that_brings_much_is_found_and_so_is_one_that_keeps_people_away() {
    for campaign in 0..20 {
        assert_eq!(told(campaign, 2_000), UpliftVerdict::More);
        assert_eq!(told(campaign, -2_000), UpliftVerdict::Less);
    }
}

#[test]
fn where_nothing_can_be_told_that_is_said() {
    assert_eq!(verdict(0, None), UpliftVerdict::NoGroup);
    assert_eq!(verdict(1_000, None), UpliftVerdict::TooFew);
}
