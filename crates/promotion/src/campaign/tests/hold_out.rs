//! Who is held out follows from what was committed to alone, and as many are as the terms say.

use super::super::hold_out::part;
use super::super::testing::{chain, terms};
use super::super::{Terms, commitment};
use crate::id::CampaignId;

/// How many of so many accounts are held out.
fn held_out(terms: &Terms, accounts: u128) -> u64 {
    let anchor = chain(terms).anchor();
    (0..accounts).map(|account| u64::from(terms.holds_out(&anchor, account))).sum()
}

#[test]
fn as_many_are_held_out_as_the_terms_say() {
    // Five standard deviations: a right rule fails once in two million runs, and these always
    // run alike.
    for basis_points in [0, 1, 100, 1_000, 2_500, 5_000] {
        for campaign in 0..3 {
            let id = CampaignId(campaign);
            let terms = Terms { id, hold_out_basis_points: basis_points, ..terms() };
            let (accounts, p) = (20_000_u128, f64::from(basis_points) / 10_000.0);
            let expected = 20_000.0 * p;
            let spread = (20_000.0 * p * (1.0 - p)).sqrt();
            let found = f64::from(u32::try_from(held_out(&terms, accounts)).expect("few"));
            assert!((found - expected).abs() <= 5.0 * spread, "{found} of {expected}");
        }
    }
}

#[test]
fn parts_are_alike_and_two_campaigns_do_not_hold_out_the_same_people() {
    let terms = Terms { hold_out_basis_points: 5_000, ..terms() };
    let other = Terms { id: CampaignId(9), ..terms.clone() };
    let commitments = [&terms, &other].map(|terms| commitment(terms, &chain(terms).anchor()));
    // Chi-square over 20 parts of one campaign, and over the four pairs of halves of two: below
    // the values that chance passes once in 10,000 times (19 and 3 degrees of freedom).
    let (mut parts, mut pairs) = ([0_u32; 20], [0_u32; 4]);
    for account in 0..20_000 {
        let [one, two] = commitments.map(|commitment| part(&commitment, account));
        parts[usize::try_from(one / 500).expect("small")] += 1;
        pairs[usize::from(one < 5_000) * 2 + usize::from(two < 5_000)] += 1;
    }
    let chi_square = |counts: &[u32]| {
        let each = 20_000.0 / f64::from(u32::try_from(counts.len()).expect("few"));
        counts.iter().map(|count| (f64::from(*count) - each).powi(2) / each).sum::<f64>()
    };
    assert!(chi_square(&parts) < 50.8, "{parts:?}");
    assert!(chi_square(&pairs) < 21.1, "{pairs:?}");
}

#[test]
fn another_anchor_is_another_group_and_nobody_is_in_none() {
    let terms = Terms { hold_out_basis_points: 5_000, ..terms() };
    let groups = [[1; 32], [2; 32]]
        .map(|anchor| (0..64).map(|account| terms.holds_out(&anchor, account)).collect::<Vec<_>>());
    assert_ne!(groups[0], groups[1]);
    let none = Terms { hold_out_basis_points: 0, ..terms };
    assert!((0..1_000).all(|account| !none.holds_out(&[1; 32], account)));
}
