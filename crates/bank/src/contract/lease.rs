//! A job is one node's at a time.

use crate::contract::race::contend;
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, done};
use crate::receipt::Receipt;
use crate::rejection::Rejection;

/// A node keeps a job while it renews it, and loses it when it does not, or gives it up.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_job_has_one_node_at_a_time(subject: &dyn Subject) {
    let take = |node, after_ms| town::later(after_ms, town::take_lease(node, 10_000));
    let held = Err(Rejection::LeaseHeld.into());
    let until = |after_ms| Ok(Receipt::LeaseTaken(AT.plus_ms(after_ms)));
    assert_eq!(ask(subject, take(1, 0)), until(10_000));
    assert_eq!(ask(subject, take(2, 9_999)), held);
    assert_eq!(ask(subject, take(1, 9_999)), until(19_999), "renewed");
    assert_eq!(ask(subject, take(2, 10_000)), held);
    assert_eq!(ask(subject, take(2, 19_999)), until(29_999), "the first one died");
    assert_eq!(ask(subject, take(1, 20_000)), held);
    done(subject, &[town::later(20_000, town::take_lease(2, 0))]);
    assert_eq!(ask(subject, take(1, 20_001)), until(30_001), "given up");
}

/// Of nodes that ask at the same moment one gets the job.
///
/// # Panics
/// When the store breaks the contract.
pub fn nodes_race_for_a_job(subject: &dyn Subject) {
    let lists = (1..=3).map(|node| vec![town::take_lease(node, 10_000)]).collect();
    let outcomes = contend(subject, lists).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.contains(&Err(Rejection::LeaseHeld.into())));
}

/// A node whose clock was hours ahead took a job and died: the others do not wait for hours.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_lease_of_a_clock_that_was_ahead_keeps_nobody_out(subject: &dyn Subject) {
    let take = |node, after_ms| town::later(after_ms, town::take_lease(node, 10_000));
    let hours = 7_200_000;
    done(subject, &[take(1, hours)]);
    assert_eq!(ask(subject, take(2, 0)), Ok(Receipt::LeaseTaken(AT.plus_ms(10_000))));
    // As far ahead as clocks of nodes may differ it counts.
    assert_eq!(ask(subject, take(1, 0)), Err(Rejection::LeaseHeld.into()));
    done(subject, &[take(2, 10_000)]);
    assert_eq!(ask(subject, take(1, 0)), Err(Rejection::LeaseHeld.into()), "until 20 s");
    done(subject, &[take(2, 10_001)]);
    assert!(ask(subject, take(1, 0)).is_ok(), "more than twice its time ahead");
}
