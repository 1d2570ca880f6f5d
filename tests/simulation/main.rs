//! Seeded simulations of a whole town, and bugs planted to see that they can fail.
//! `make simulate` runs thousands.

use std::collections::BTreeMap;
use tests::simulation::{Bug, Options, run, run_with};

/// How many seeds are run each time.
const SEEDS: u64 = 200;
/// Within how many seeds each planted bug is found.
const SEEDS_TO_FIND: u64 = 100;

#[test]
fn whatever_fails_no_money_is_lost_made_or_told_wrong() {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for seed in 0..SEEDS {
        let report = run(seed, Options::default());
        assert!(
            report.violations.is_empty(),
            "seed {seed}: {:#?}\nagain: make simulate SEEDS=1 FROM={seed}",
            report.violations
        );
        for (what, count) in report.counts {
            *counts.entry(what).or_default() += count;
        }
    }
    eprintln!("{SEEDS} seeds: {counts:?}");
    // A simulation in which nothing happens would find nothing.
    let all = [
        "payments",
        "charges",
        "refunds",
        "reversals of money",
        "posted holds",
        "links",
        "top-ups",
        "coupons taken by wallets",
        "fees",
        "subsidies",
        "cash-backs",
        "envelopes",
        "shares claimed",
        "envelopes returned",
        "promises changed",
        "PIN asked",
        "wrong PINs",
        "unknown ends",
        "crashes",
        "charges in doubt",
        "refused for load",
        "failed batches",
        "ended programs",
        "network faults",
        "wallets compared",
    ];
    for what in all {
        let count = counts.get(what).copied().unwrap_or_default();
        assert!(count >= 100, "{what}: only {count} in {SEEDS} seeds");
    }
    for what in ["fees returned", "subsidies returned", "cash-backs returned", "lapsed coupons"] {
        let count = counts.get(what).copied().unwrap_or_default();
        assert!(count >= 20, "{what}: only {count} in {SEEDS} seeds");
    }
}

#[test]
fn the_same_seed_gives_the_same_run() {
    for seed in 0..5 {
        assert_eq!(run(seed, Options::default()), run(seed, Options::default()));
    }
    let traces: std::collections::BTreeSet<u64> =
        (0..5).map(|seed| run(seed, Options::default()).trace).collect();
    assert_eq!(traces.len(), 5, "and another seed another one");
}

#[test]
fn every_planted_bug_is_found() {
    let mut found = Vec::new();
    for bug in Bug::ALL {
        let first = (0..SEEDS_TO_FIND).find_map(|seed| {
            let report = run_with(seed, Options::default(), Some(bug));
            report.violations.into_iter().next().map(|what| (seed, what))
        });
        let Some((seed, what)) = first else { panic!("{bug:?} is not found") };
        let what: String = what.chars().take(80).collect();
        found.push(format!("{bug:?}: seed {seed}: {what}"));
    }
    eprintln!("{found:#?}");
}
