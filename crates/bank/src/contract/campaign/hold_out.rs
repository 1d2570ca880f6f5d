//! The comparison group: chosen by what was committed to, and without draws for as long as the
//! campaign runs.

use super::{balance, reason, shop, won};
use crate::contract::town::{self, campaign as town_campaign};
use crate::contract::{Subject, assert_audit_clean, done};
use promotion::calendar::DAY_MS;
use promotion::campaign::{NotDrawn, Terms};
use town_campaign::{campaign_account, pay_drawn, pay_drawn_at, running, seeds};

/// How many people there are.
const PEOPLE: u32 = 40;

/// Whoever is held out has no draw on any day and costs the budget nothing; everybody else draws.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn who_is_held_out_has_no_draw_on_any_day(subject: &dyn Subject) {
    let terms = Terms { hold_out_basis_points: 5_000, ..town_campaign::terms(0) };
    done(subject, &town::founded(PEOPLE, 1, 500));
    done(subject, &running(0, terms.clone(), 1_000));
    let anchor = seeds(&terms).anchor();
    let is_held_out = |n: u32| terms.holds_out(&anchor, town::account(n).0);
    let held_out = (0..PEOPLE).filter(|n| is_held_out(*n)).count();
    assert!((8..=32).contains(&held_out), "{held_out} of {PEOPLE}");
    let tomorrow = town::AT.plus_ms(DAY_MS);
    for n in 0..PEOPLE {
        let (today, then) = (u128::from(n) + 1_000, u128::from(n) + 2_000);
        done(subject, &[pay_drawn(today, n, shop(), 20, &terms)]);
        done(subject, &[pay_drawn_at(tomorrow, (then, n), shop(), 20, &terms)]);
        let expected = match is_held_out(n) {
            true => (Some(NotDrawn::HeldOut), None, 460),
            false => (None, Some(10), 480),
        };
        for payment in [today, then] {
            let found = (reason(subject, payment), won(subject, payment));
            assert_eq!(found, (expected.0, expected.1), "person {n}");
        }
        assert_eq!(balance(subject, town::account(n)), expected.2);
    }
    let drawn = i64::from(PEOPLE) - i64::try_from(held_out).unwrap_or(i64::MAX);
    assert_eq!(balance(subject, campaign_account(0)), 1_000 - 20 * drawn);
    assert_audit_clean(subject);
}
