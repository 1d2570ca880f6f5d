//! Whatever is paid, refunded and asked again while a campaign runs: no more is won than was laid
//! aside, and asking again changes nothing.

use crate::audit::audit;
use crate::batch;
use crate::command::Payee;
use crate::contract::town::{self, campaign as town_campaign};
use crate::key::{Key, Kind};
use crate::memory::MemoryStore;
use crate::record::Record;
use crate::store::Reader;
use promotion::calendar::DAY_MS;
use promotion::campaign::{Odds, Prize, Reward, Terms};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Pay { payer: u32, minor: u64 },
    Refund { payment: prop::sample::Index, minor: u64 },
    NextDay,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0..4_u32, 1..60_u64).prop_map(|(payer, minor)| Step::Pay { payer, minor }),
        2 => (any::<prop::sample::Index>(), 1..60_u64)
            .prop_map(|(payment, minor)| Step::Refund { payment, minor }),
        1 => Just(Step::NextDay),
    ]
}

fn terms() -> Terms {
    let fixed = Prize { tickets: 1, reward: Reward::Fixed { minor: 10 } };
    let share = Prize { tickets: 1, reward: Reward::Share { basis_points: 3_333 } };
    Terms { odds: Odds { one_in: 3, prizes: vec![fixed, share] }, ..town_campaign::terms(0) }
}

fn left_minor(store: &MemoryStore) -> i64 {
    match store.record(&Key::Account(town_campaign::campaign_account(0))) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

/// Returns what people won and kept.
fn won_minor(store: &MemoryStore) -> i64 {
    let entrants = Reader::records(store, Kind::Entrant, None, u32::MAX).expect("memory works");
    let won = entrants.iter().map(|record| match record {
        Record::Entrant(entrant) => entrant.won_minor,
        other => panic!("an entrant, not {other:?}"),
    });
    i64::try_from(won.sum::<u64>()).expect("small")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_paid_no_more_is_won_than_was_laid_aside(
        steps in prop::collection::vec(step(), 1..40),
        budget_minor in 1..60_u64,
    ) {
        let (terms, shop) = (terms(), Payee::Label(town::label(0)));
        let mut store = MemoryStore::default();
        let mut envelopes = town::founded(4, 1, 2_000);
        envelopes.extend(town_campaign::running(0, terms.clone(), budget_minor));
        batch::run(&mut store, &envelopes).expect("memory works");
        let (mut at, mut payments, mut asked) = (town::AT, Vec::new(), Vec::new());
        for (id, step) in (1_000_u128..).zip(&steps) {
            at = at.plus_ms(60_000);
            let envelope = match step {
                Step::NextDay => {
                    at = at.plus_ms(DAY_MS);
                    continue;
                }
                Step::Pay { payer, minor } => {
                    payments.push(id);
                    town_campaign::pay_drawn_at(at, (id, *payer), shop, *minor, &terms)
                }
                Step::Refund { payment, minor } if !payments.is_empty() => {
                    let refund = town::refund(id, *payment.get(&payments), 0, *minor);
                    crate::Envelope { at, ..refund }
                }
                Step::Refund { .. } => continue,
            };
            let outcome = batch::run(&mut store, std::slice::from_ref(&envelope)).expect("memory works");
            asked.push((envelope, outcome));
            prop_assert!(left_minor(&store) >= 0);
            let laid_aside = i64::try_from(budget_minor).expect("small");
            prop_assert_eq!(left_minor(&store) + won_minor(&store), laid_aside);
        }
        let (records, head) = (MemoryStore::records(&store), store.chain_head());
        for (envelope, outcome) in asked {
            prop_assert_eq!(batch::run(&mut store, &[envelope]).expect("memory works"), outcome);
        }
        prop_assert_eq!((MemoryStore::records(&store), store.chain_head()), (records, head));
        prop_assert_eq!(audit(&store).expect("memory works").findings, []);
    }
}
