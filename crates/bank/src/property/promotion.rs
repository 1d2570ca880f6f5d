//! Coupons, a campaign and envelopes in one town, whatever is asked of them, in any order and
//! again: no budget is overspent, each coupon is used once, and nothing goes back that was not
//! paid.

mod check;
mod step;

use crate::audit::audit;
use crate::batch;
use crate::command::{Command, Envelope, Payee};
use crate::contract::town::{
    self, campaign as town_campaign, coupon as town_coupon, goods as town_goods,
};
use crate::fee::FeeTerms;
use crate::memory::MemoryStore;
use crate::receipt::{Outcome, Receipt};
use crate::record::Owner;
use crate::rejection::Rejection;
use crate::store::Reader as _;
use promotion::campaign::{Event, EventKind, Odds, Prize, Reward, Terms};
use promotion::coupon::{
    AmountOff, FixedPrice, Kind, Limits, PercentOff, RandomValue, Rules, Scope, Validity,
};
use proptest::prelude::*;
use step::{Expected, Step, World};

/// How many people there are; one number more is nobody.
const PEOPLE: u32 = 3;
/// How many batches of coupons there are.
const STOCKS: u32 = 5;
/// What the operator takes of each payment: of little, nothing.
const FEE: FeeTerms = FeeTerms { rate_bp: 777, free_below_minor: 20 };
/// What the campaign has at first, in minor units.
const CAMPAIGN_MINOR: u64 = 45;
/// How many commands come in at once, where they come in together.
const TOGETHER: usize = 5;

/// Ten off, two a day, of which the money ends first: the operator pays. A share off, which shop 1
/// pays. A random value that shop 0 gives up, of which the pieces end first. Five off one tea. A
/// price, alone, with a budget for each day.
fn rules(stock: u32) -> Rules {
    let limits =
        |pieces, each| Limits { money_minor: pieces * each, ..town_coupon::limits(pieces) };
    let ten_off = town_coupon::rules();
    match stock {
        0 => Rules {
            limits: Limits { pieces_a_day: Some(2), money_minor: 30, ..limits(5, 10) },
            validity: Validity { days: Some(2), ..ten_off.validity.clone() },
            ..ten_off
        },
        1 => Rules {
            kind: Kind::PercentOff(PercentOff {
                threshold_minor: 0,
                basis_points: 3_333,
                cap_minor: 30,
            }),
            limits: limits(4, 30),
            ..town_coupon::funded_by(1)
        },
        2 => Rules {
            kind: Kind::RandomValue(RandomValue {
                threshold_minor: 20,
                least_minor: 1,
                most_minor: 9,
            }),
            limits: Limits { money_minor: 90, ..limits(3, 9) },
            ..town_coupon::given_up_by(0)
        },
        3 => Rules {
            kind: Kind::AmountOff(AmountOff { threshold_minor: 6, off_minor: 5 }),
            scope: Scope::Item(town_goods::only("tea")),
            limits: limits(6, 5),
            ..ten_off
        },
        _ => Rules {
            kind: Kind::FixedPrice(FixedPrice { price_minor: 20, saves_max_minor: 40 }),
            stackable: false,
            limits: Limits { money_a_day_minor: Some(80), ..limits(6, 40) },
            ..ten_off
        },
    }
}

/// Half of all draws win, on the second day twice as much, on the third the whole payment.
fn terms() -> Terms {
    let terms = town_campaign::terms(0);
    let day = |n| terms.period.first.plus_days(n);
    let event = |n, kind| Event { first: day(n), last: day(n), kind };
    let fixed = Prize { tickets: 1, reward: Reward::Fixed { minor: 7 } };
    let share = Prize { tickets: 1, reward: Reward::Share { basis_points: 3_333 } };
    let events = vec![event(1, EventKind::Double), event(2, EventKind::Waive { cap_minor: 25 })];
    Terms { odds: Odds { one_in: 4, prizes: vec![fixed, share] }, events, ..terms }
}

fn founded() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(PEOPLE, 2, 3_000);
    for n in 0..PEOPLE {
        envelopes.extend([town::start_enrolment(n), town::confirm_enrolment(n, town::CODE_HASH)]);
    }
    // Shop 1 has to have what it lays aside.
    let pay = town::pay(1, 0, Payee::Label(town::label(1)), 200);
    envelopes.push(town::fee::with_fee(FEE, pay));
    envelopes.extend((0..STOCKS).flat_map(|stock| town_coupon::given_out(stock, rules(stock))));
    envelopes.extend(town_campaign::running(0, terms(), CAMPAIGN_MINOR));
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    store
}

fn run(store: &mut MemoryStore, envelope: &Envelope) -> Outcome {
    batch::run(store, std::slice::from_ref(envelope)).expect("memory works").remove(0)
}

/// What a wallet and the bank work out of the same coupons is the same price, and no other counts.
/// Who has enough can pay, whatever is left of a campaign.
fn check_outcome(
    store: &MemoryStore,
    (envelope, expected): &(Envelope, Expected),
    outcome: &Outcome,
) {
    use Rejection as R;
    if let (Expected::Costs(minor), Ok(Receipt::Paid(paid))) = (expected, outcome) {
        assert_eq!(paid.amount.minor(), *minor, "{envelope:?}");
    }
    let Err(refusal) = outcome else {
        assert!(!matches!(expected, Expected::PriceRefused), "{envelope:?}: {outcome:?}");
        return;
    };
    let about_coupons = [R::CouponPriceDiffers, R::CouponUnknown, R::CouponUsed, R::CouponLapsed];
    let is_taken = matches!(expected, Expected::PriceTaken | Expected::Costs(_));
    assert!(!is_taken || !about_coupons.contains(&refusal.rejection), "{envelope:?}: {outcome:?}");
    if let (Command::Pay(pay), R::InsufficientFunds) = (&envelope.command, refusal.rejection) {
        let payer = store.accounts(None, u32::MAX).expect("memory works").into_iter();
        let payer = payer.filter(|one| one.owner == Owner::Person(pay.payer));
        let available: i64 = payer.map(|account| account.available_minor()).sum();
        assert!(available < i64::try_from(pay.amount.minor()).expect("small"), "{envelope:?}");
    }
}

/// Asks all that has a key again, one by one: the same answers, and nothing changes.
fn replay(store: &mut MemoryStore, asked: &[(Envelope, Outcome)]) {
    let before = (store.records(), store.chain_head());
    for (envelope, outcome) in asked.iter().filter(|(envelope, _)| envelope.key.is_some()) {
        assert_eq!(run(store, envelope), *outcome, "asked again: {envelope:?}");
    }
    assert_eq!((store.records(), store.chain_head()), before, "what is asked again does nothing");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_promised_no_more_is_given(
        steps in prop::collection::vec(any::<Step>(), 1..60),
    ) {
        let mut store = founded();
        let mut world = World::default();
        let mut asked: Vec<(Envelope, Outcome)> = Vec::new();
        for step in steps {
            let Some(command) = world.envelope(step, &store) else { continue };
            let head = store.chain_head();
            let outcome = run(&mut store, &command.0);
            // What is refused changes nothing, so that the store is as it was before.
            check_outcome(&store, &command, &outcome);
            let (envelope, _) = command;
            if outcome.is_err() {
                prop_assert_eq!(store.chain_head(), head, "what is refused changes nothing");
            }
            if let (Command::ReceiveCoupon(receive), Ok(_)) = (&envelope.command, &outcome) {
                check::check_day(&store, receive.stock, envelope.at);
            }
            check::check(&store);
            asked.push((envelope, outcome));
        }
        prop_assert_eq!(audit(&store).expect("memory works").findings, []);
        replay(&mut store, &asked);
        // In batches they come to the same.
        let mut together = founded();
        for some in asked.chunks(TOGETHER) {
            let envelopes: Vec<Envelope> = some.iter().map(|(it, _)| it.clone()).collect();
            let outcomes = batch::run(&mut together, &envelopes).expect("memory works");
            let alone: Vec<Outcome> = some.iter().map(|(_, outcome)| outcome.clone()).collect();
            prop_assert_eq!(outcomes, alone);
        }
        prop_assert_eq!(together.chain_head(), store.chain_head());
        prop_assert_eq!(together.records(), store.records());
    }
}
