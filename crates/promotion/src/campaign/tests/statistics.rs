//! Draws follow the odds; nothing that a payer or an operator can turn makes a win likelier.

use super::super::testing::{chain, date, terms};
use crate::coupon::testing::cny;

const DRAWS: u32 = 100_000;

/// Counts prizes over many draws with fixed seeds: chi-square with 3 degrees of freedom is above
/// 16.27 once in a thousand.
fn chi_square(counts: [u32; 4]) -> f64 {
    let expected = [0.01, 0.09, 0.4, 0.5].map(|share| share * f64::from(DRAWS));
    let parts = counts.iter().zip(expected);
    parts.map(|(count, expected)| (f64::from(*count) - expected).powi(2) / expected).sum()
}

#[test]
fn payments_of_one_day_win_as_the_odds_say() {
    let (terms, day) = (terms(), date(2028, 6, 1));
    let chain = chain(&terms);
    let seed = chain.of(day).expect("a day of the campaign");
    let mut counts = [0; 4];
    for id in 0..DRAWS {
        let mut evidence = [0; 32];
        evidence[..4].copy_from_slice(&id.to_le_bytes());
        let draw = terms.draw(seed, day, evidence, cny(500));
        counts[draw.prize.map_or(3, usize::from)] += 1;
    }
    assert!(chi_square(counts) < 16.27, "{counts:?}");
}

#[test]
fn one_payment_on_many_days_wins_as_the_odds_say() {
    let terms = terms();
    let chain = chain(&terms);
    let mut counts = [0; 4];
    for round in 0..DRAWS {
        let day = terms.period.first.plus_days(i32::try_from(round % 1000).expect("small"));
        let seed = chain.of(day).expect("a day of the campaign");
        let draw = terms.draw(seed, day, super::evidence((round / 1000).into()), cny(500));
        counts[draw.prize.map_or(3, usize::from)] += 1;
    }
    assert!(chi_square(counts) < 16.27, "{counts:?}");
}
