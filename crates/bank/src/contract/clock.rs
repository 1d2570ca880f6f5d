//! The clock of a sandbox goes on and never back, however many move it.

use crate::command::ClockMove::{self, By, To};
use crate::contract::race::contend;
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::receipt::{Outcome, Receipt};
use crate::rejection::Rejection;
use crate::setting::SettingKey;

fn ahead(outcome: Outcome) -> u64 {
    match outcome {
        Ok(Receipt::SettingChanged(set)) if set.key == SettingKey::ClockAhead => set.value,
        other => panic!("the clock, not {other:?}"),
    }
}

/// A move counts from what the clock says then; the same one again moves nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_clock_goes_on_and_never_back(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let advance = |id, to: ClockMove| ask(subject, town::advance_clock(id, to));
    assert_eq!(ahead(advance(101, By(5_000))), 5_000);
    assert_eq!(ahead(advance(102, By(5_000))), 10_000);
    assert_eq!(ahead(advance(101, By(5_000))), 5_000, "the same again, as it was answered");
    let back = Err(Rejection::SandboxClockBack.into());
    assert_eq!(advance(103, To(AT.plus_ms(9_999))), back);
    assert_eq!(ahead(advance(104, To(AT.plus_ms(10_000)))), 10_000, "where it is");
    assert_eq!(ahead(advance(105, To(AT.plus_ms(60_000)))), 60_000);
    let other = advance(105, To(AT.plus_ms(60_001)));
    assert_eq!(other, Err(Rejection::IdempotencyConflict.into()));
    let stands = subject.reader().settings().expect("the store works");
    let found: Vec<_> = stands.iter().map(|setting| (setting.key, setting.value)).collect();
    assert_eq!(found, [(SettingKey::ClockAhead, 60_000)]);
    assert_audit_clean(subject);
}

/// Of two who move it at the same moment each moves it.
///
/// # Panics
/// When the store breaks the contract.
pub fn two_moves_of_the_clock_add_up(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let lists = [201, 202].map(|id| vec![town::advance_clock(id, By(1_000))]).to_vec();
    let mut moved: Vec<u64> = contend(subject, lists).concat().into_iter().map(ahead).collect();
    moved.sort_unstable();
    assert_eq!(moved, [1_000, 2_000]);
    assert_audit_clean(subject);
}
