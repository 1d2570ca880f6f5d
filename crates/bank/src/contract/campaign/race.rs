//! Campaigns under many writers at once: exact results, whoever is first.

use super::{balance, campaign, reason, refused, shop, won};
use crate::command::Envelope;
use crate::contract::race::contend;
use crate::contract::town::{self, campaign as town_campaign};
use crate::contract::{Subject, assert_audit_clean, done};
use crate::journal::JournalEntry;
use crate::receipt::Outcome;
use crate::rejection::Rejection;
use promotion::campaign::NotDrawn;
use promotion::{Change, State};
use std::sync::Barrier;
use town_campaign::{
    campaign_account, change_campaign, limit_campaign, open_campaign, pay_drawn, running, terms,
};

/// Scenario 4: a thousand draws at once on a budget for a hundred: exactly a hundred win, the
/// others say why not, and nothing is spent beyond.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn s04_a_thousand_parallel_draws_on_a_budget_for_a_hundred_win_a_hundred(
    subject: &dyn Subject,
) {
    const WRITERS: usize = 10;
    let terms = terms(0);
    let people = 1_000_u32;
    done(subject, &town::founded(people, 1, 20));
    done(subject, &running(0, terms.clone(), 1_000));
    let gate = Barrier::new(WRITERS);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (gate, terms) = (&gate, &terms);
            scope.spawn(move || {
                let payers = (0..people).filter(|payer| *payer as usize % WRITERS == writer);
                let pay = |payer| pay_drawn(10_000 + u128::from(payer), payer, shop(), 20, terms);
                let envelopes: Vec<_> = payers.map(pay).collect();
                for batch in envelopes.chunks(20) {
                    // In step, so that none waits for the store longer than all others take.
                    gate.wait();
                    done(subject, batch);
                }
            });
        }
    });
    let payments = (0..people).map(|payer| 10_000 + u128::from(payer));
    let (winners, others): (Vec<u128>, Vec<u128>) =
        payments.partition(|payment| won(subject, *payment) == Some(10));
    assert_eq!((winners.len(), others.len()), (100, 900));
    let short = Some(NotDrawn::BudgetShort { worst_minor: 10 });
    assert!(others.iter().all(|payment| reason(subject, *payment) == short));
    assert_eq!(balance(subject, campaign_account(0)), 0);
    assert_eq!(balance(subject, town::merchant_account(0)), 20_000);
    assert_audit_clean(subject);
}

/// While people pay, the campaign is paused: who was before that in the journal has a draw, and
/// nobody behind it.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn a_pause_while_people_pay_ends_the_draws_at_its_row(subject: &dyn Subject) {
    const PEOPLE: u32 = 60;
    let terms = terms(0);
    done(subject, &town::founded(PEOPLE, 1, 20));
    done(subject, &running(0, terms.clone(), 1_000));
    let pay = |payer| pay_drawn(10_000 + u128::from(payer), payer, shop(), 20, &terms);
    let mut lists: Vec<Vec<Envelope>> =
        (0..3).map(|writer| (0..PEOPLE).filter(|n| n % 3 == writer).map(pay).collect()).collect();
    lists.push(vec![change_campaign(1, 0, Change::Pause)]);
    let outcomes = contend(subject, lists);
    assert!(outcomes.iter().flatten().all(Result::is_ok), "{outcomes:?}");

    let (mut is_paused, mut drawn) = (false, 0);
    for row in subject.reader().journal(0, u32::MAX).expect("works") {
        match row.entry {
            JournalEntry::CampaignChanged { state, .. } => is_paused = state == State::Paused,
            JournalEntry::Drawn { .. } => {
                assert!(!is_paused, "a draw behind the pause");
                drawn += 1;
            }
            JournalEntry::NotDrawn { reason, .. } => {
                assert_eq!((is_paused, reason), (true, NotDrawn::NotRunning));
            }
            _ => {}
        }
    }
    assert!(is_paused);
    let payments = (0..PEOPLE).map(|payer| 10_000 + u128::from(payer));
    let winners = payments.filter(|payment| won(subject, *payment) == Some(10)).count();
    assert_eq!(winners, drawn);
    let spent = i64::try_from(10 * drawn).expect("small");
    assert_eq!(balance(subject, campaign_account(0)), 1_000 - spent);
    assert_audit_clean(subject);
}

/// Of many who change the same budget at once, one is done and the others look again.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn of_budget_edits_at_once_one_holds(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 20));
    done(subject, &running(0, terms(0), 100));
    let budgets = [40_u64, 60, 150, 300];
    let lists = (1..).zip(budgets).map(|(id, minor)| vec![limit_campaign(id, 0, 100, minor)]);
    let outcomes: Vec<Outcome> = contend(subject, lists.collect()).into_iter().flatten().collect();
    let held: Vec<u64> = budgets
        .into_iter()
        .zip(&outcomes)
        .filter_map(|(minor, outcome)| outcome.is_ok().then_some(minor))
        .collect();
    assert_eq!(held, [campaign(subject).budget_minor], "{outcomes:?}");
    let stale = Some(Rejection::CampaignBudgetStale);
    assert_eq!(outcomes.iter().filter(|outcome| refused(outcome) == stale).count(), 3);
    let budget = i64::try_from(held[0]).expect("small");
    assert_eq!(balance(subject, campaign_account(0)), budget);
    assert_audit_clean(subject);
}

/// Of two campaigns of the same days that are started at once, one runs.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn of_two_campaigns_started_at_once_one_runs(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 20));
    done(subject, &[0, 1].map(|n| open_campaign(n, terms(n), 100)));
    let start = |n: u32| vec![change_campaign(1 + u128::from(n), n, Change::Activate)];
    let outcomes: Vec<Outcome> =
        contend(subject, vec![start(0), start(1)]).into_iter().flatten().collect();
    let refusals: Vec<_> = outcomes.iter().filter_map(refused).collect();
    assert_eq!(refusals, [Rejection::CampaignOverlaps]);
    let laid_aside = [0, 1].map(|n| balance(subject, campaign_account(n)));
    assert_eq!(laid_aside, if outcomes[0].is_ok() { [100, 0] } else { [0, 100] });
    assert_audit_clean(subject);
}
