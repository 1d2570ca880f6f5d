//! Budgets: never more out than there is, whatever the sequence.

use super::*;
use proptest::prelude::*;

const TODAY: LocalDay = LocalDay(20_000);

fn limits(money_minor: u64, pieces: u64) -> Limits {
    Limits { money_minor, pieces, money_a_day_minor: None, pieces_a_day: None }
}

#[test]
fn each_limit_stops_with_its_own_reason() {
    let short = |limits: Limits, times: usize| {
        let mut budget = Budget::new(limits, TODAY);
        for _ in 0..times {
            budget = budget.take(300, TODAY).expect("there is enough").0;
        }
        budget.take(300, TODAY).expect_err("used up")
    };
    assert_eq!(short(limits(1_000, 9), 3), BudgetShort::Money { left_minor: 100 });
    assert_eq!(short(limits(10_000, 2), 2), BudgetShort::Pieces);
    let day = Limits { pieces_a_day: Some(2), ..limits(10_000, 9) };
    assert_eq!(short(day, 2), BudgetShort::DayPieces);
    let day = Limits { money_a_day_minor: Some(700), ..limits(10_000, 9) };
    assert_eq!(short(day, 2), BudgetShort::DayMoney { left_minor: 100 });
}

#[test]
fn a_new_day_has_its_own_budget_and_an_earlier_one_does_not_bring_it_back() {
    let day = Limits { pieces_a_day: Some(1), ..limits(10_000, 9) };
    let (budget, _) = Budget::new(day, TODAY).take(300, TODAY).expect("the first");
    let tomorrow = TODAY.plus_days(1);
    let (budget, _) = budget.take(300, tomorrow).expect("a new day");
    assert_eq!(budget.take(300, tomorrow), Err(BudgetShort::DayPieces));
    assert_eq!(budget.take(300, TODAY), Err(BudgetShort::DayPieces));
}

#[test]
fn limits_change_only_from_what_they_are_and_not_below_what_is_out() {
    let first = limits(1_000, 5);
    let (budget, _) = Budget::new(first, TODAY).take(300, TODAY).expect("there is enough");
    let more = limits(2_000, 5);
    let changed = budget.change(first, more).expect("the current limits");
    assert_eq!(changed.limits, more);
    let stale = changed.change(first, limits(3_000, 5));
    assert_eq!(stale, Err(LimitsError::Stale { limits: more }));
    let below = Err(LimitsError::BelowTaken { taken_minor: 300, pieces: 1 });
    assert_eq!(changed.change(more, limits(299, 5)), below);
    assert_eq!(changed.change(more, limits(300, 0)), below);
    assert!(changed.change(more, limits(300, 1)).is_ok());
}

#[test]
fn a_coupon_uses_no_more_than_it_reserved_and_gives_back_the_rest() {
    let (budget, taken) = Budget::new(limits(1_000, 5), TODAY).take(300, TODAY).expect("enough");
    assert_eq!(budget.used(taken, 301), None);
    let used = budget.used(taken, 120).expect("within");
    assert_eq!((used.reserved_minor, used.used_minor, used.left_minor()), (0, 120, 880));
    assert_eq!(used.used(taken, 1), None, "twice");
    let back = used.came_back(120).expect("it was used");
    assert_eq!(back.came_back(1), None);
    let again = back.out_again(taken).expect("the money is there");
    assert_eq!((again.reserved_minor, again.pieces), (300, 1));
    let free = again.lapsed(taken).expect("it was out");
    assert_eq!((free.left_minor(), free.pieces), (1_000, 0));
    assert_eq!(free.lapsed(taken), None);
}

#[derive(Clone, Debug)]
enum Step {
    Take(u64, i32),
    Use(usize, u64),
    Lapse(usize),
    Refund(usize),
    Change(u64, u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1_u64..400, 0..3).prop_map(|(most, day)| Step::Take(most, day)),
        2 => (any::<usize>(), 0_u64..400).prop_map(|(which, saved)| Step::Use(which, saved)),
        1 => any::<usize>().prop_map(Step::Lapse),
        1 => any::<usize>().prop_map(Step::Refund),
        1 => (0_u64..3_000, 0_u64..12).prop_map(|(money, pieces)| Step::Change(money, pieces)),
    ];
    prop::collection::vec(step, 0..60)
}

proptest! {
    /// What is said to be left is what can be taken, on the day itself and on the next.
    #[test]
    fn as_many_are_left_as_can_be_taken(
        money in 0_u64..3_000,
        pieces in 0_u64..12,
        day_money in prop::option::of(0_u64..1_500),
        day_pieces in prop::option::of(0_u64..6),
        taken in 0_u64..9,
        most in 1_u64..700,
        day in 0..2_i32,
    ) {
        let (money_a_day_minor, pieces_a_day) = (day_money, day_pieces);
        let limits = Limits { money_a_day_minor, pieces_a_day, ..limits(money, pieces) };
        let mut budget = Budget::new(limits, TODAY);
        for _ in 0..taken {
            budget = budget.take(most / 2, TODAY).map_or(budget, |(next, _)| next);
        }
        let today = TODAY.plus_days(day);
        let said = budget.left_pieces(most, today);
        let mut count = 0;
        while let Ok((next, _)) = budget.take(most, today) {
            budget = next;
            count += 1;
        }
        prop_assert_eq!(said, count);
    }

    /// The counters agree with a list of all coupons, and nothing ever exceeds the limits.
    #[test]
    fn no_sequence_overruns_a_budget(steps in steps()) {
        let day = Limits { money_a_day_minor: Some(800), ..limits(2_000, 8) };
        let mut budget = Budget::new(day, TODAY);
        let (mut out, mut used): (Vec<Taken>, Vec<(Taken, u64)>) = (Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Take(most, day) => {
                    if let Ok((next, taken)) = budget.take(most, TODAY.plus_days(day)) {
                        budget = next;
                        out.push(taken);
                    }
                }
                Step::Use(which, saved) if !out.is_empty() => {
                    let which = which % out.len();
                    if let Some(next) = budget.used(out[which], saved) {
                        budget = next;
                        used.push((out.remove(which), saved));
                    } else {
                        prop_assert!(saved > out[which].reserved_minor);
                    }
                }
                Step::Lapse(which) if !out.is_empty() => {
                    let taken = out.remove(which % out.len());
                    budget = budget.lapsed(taken).expect("it was out");
                }
                Step::Refund(which) if !used.is_empty() => {
                    let which = which % used.len();
                    let (taken, saved) = used[which];
                    budget = budget.came_back(saved).expect("it was used");
                    used[which].1 = 0;
                    if let Some(next) = budget.out_again(taken) {
                        budget = next;
                        used.remove(which);
                        out.push(taken);
                    }
                }
                Step::Change(money, pieces) => {
                    let to = Limits { money_minor: money, pieces, ..budget.limits };
                    budget = budget.change(budget.limits, to).unwrap_or(budget);
                }
                Step::Use(..) | Step::Lapse(_) | Step::Refund(_) => {}
            }
            let reserved: u64 = out.iter().map(|taken| taken.reserved_minor).sum();
            let saved: u64 = used.iter().map(|(_, saved)| saved).sum();
            prop_assert_eq!(budget.reserved_minor, reserved);
            prop_assert_eq!(budget.used_minor, saved);
            prop_assert!(reserved + saved <= budget.limits.money_minor);
            prop_assert_eq!(budget.pieces, u64::try_from(out.len() + used.len()).expect("few"));
            prop_assert!(budget.pieces <= budget.limits.pieces);
            prop_assert!(budget.day_minor <= 800);
        }
    }
}
