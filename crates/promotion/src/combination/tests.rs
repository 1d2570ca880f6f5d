//! The search against the slow way, and each sentence of the explanation.

mod exhaustive;

use super::*;
use crate::coupon::testing::{
    SHOP, at_shop, cny, coupon, off, only, order, percent, rules, tags, yuan,
};
use crate::coupon::{
    AmountOff, FixedPrice, Funder, Funding, Goods, Kind, Limits, Line, Merchants, Payee,
    PercentOff, RandomValue, Scope,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

type Held = (Coupon, Rules);

fn offers(held: &[Held]) -> Vec<Offer<'_>> {
    held.iter().map(|(coupon, rules)| Offer { coupon, rules, state: State::Active }).collect()
}

fn found(order: &Order, held: &[Held]) -> Combination {
    best(order, at_shop(), &offers(held)).expect("few offers, each once")
}

fn whole(id: u128, kind: Kind) -> Held {
    (coupon(id), rules(kind))
}

fn item(id: u128, kind: Kind, goods: Goods) -> Held {
    (coupon(id), Rules { scope: Scope::Item(goods), ..rules(kind) })
}

fn alone((coupon, rules): Held) -> Held {
    (coupon, Rules { stackable: false, ..rules })
}

fn verdict(combination: &Combination, id: u128) -> Verdict {
    let found = combination.verdicts.iter().find(|(coupon, _)| *coupon == CouponId(id));
    found.expect("a verdict for each").1
}

fn used(combination: &Combination) -> Vec<u128> {
    let mut ids: Vec<u128> = combination.used().map(|(id, _)| id.0).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn item_offers_then_shares_then_amounts() {
    let bought = order(10_000, &[(2_000, &["tea"])]);
    let held = [
        whole(1, off(9_000, 1_000)),
        whole(2, percent(0, 1_000, 5_000)),
        item(
            3,
            Kind::FixedPrice(FixedPrice { price_minor: 1_500, saves_max_minor: 900 }),
            Goods::All,
        ),
    ];
    let combination = found(&bought, &held);
    let saving = |minor| Verdict::Used { line: None, saving: cny(minor) };
    assert_eq!(verdict(&combination, 3), Verdict::Used { line: Some(0), saving: cny(500) });
    assert_eq!(verdict(&combination, 2), saving(950));
    assert_eq!(verdict(&combination, 1), saving(1_000));
    assert_eq!((combination.payable, combination.saving()), (cny(7_550), cny(2_450)));
}

#[test]
fn an_offer_that_only_works_alone_wins_or_loses_as_a_whole() {
    let bought = order(10_000, &[]);
    let mut held = vec![
        whole(1, off(5_000, 600)),
        whole(2, off(5_000, 500)),
        alone(whole(3, off(5_000, 1_000))),
    ];
    let combination = found(&bought, &held);
    assert_eq!(used(&combination), [1, 2]);
    let only = Unused::OnlyAlone { saves_minor: 1_000 };
    assert_eq!(verdict(&combination, 3), Verdict::Unused(only));
    // As much with fewer coupons is better.
    held[2] = alone(whole(3, off(5_000, 1_100)));
    let combination = found(&bought, &held);
    assert_eq!(used(&combination), [3]);
    let beside = Unused::BesideAlone { used: CouponId(3) };
    assert_eq!(verdict(&combination, 1), Verdict::Unused(beside));
}

#[test]
fn why_an_offer_is_not_used_is_told_with_its_numbers() {
    let bought = order(9_680, &[(3_000, &["tea"])]);
    let mut held = vec![
        whole(1, off(10_000, 1_000)),
        item(2, off(0, 200), only(&["tea"])),
        item(3, off(0, 300), only(&["tea"])),
        item(4, off(0, 300), only(&["ice"])),
    ];
    held.extend((10..18).map(|id| whole(id, off(500, 100))));
    held.push(whole(18, off(500, 99)));
    let combination = found(&bought, &held);
    let short = Refusal::ThresholdShort { short_minor: 320 };
    assert_eq!(verdict(&combination, 1), Verdict::Unused(Unused::Refused(short)));
    let taken = Unused::ItemTaken { by: CouponId(3) };
    assert_eq!(verdict(&combination, 2), Verdict::Unused(taken));
    let none = Unused::Refused(Refusal::NoSuchGoods);
    assert_eq!(verdict(&combination, 4), Verdict::Unused(none));
    let most = Unused::LimitReached { most: ORDER_OFFERS_MAX };
    assert_eq!(verdict(&combination, 18), Verdict::Unused(most));
    assert_eq!(combination.payable, cny(9_680 - 300 - 800));
}

#[test]
fn one_minor_unit_stays_and_no_coupon_is_spent_for_nothing() {
    let bought = order(1_000, &[]);
    let held = [
        whole(1, off(500, 400)),
        whole(2, off(500, 450)),
        whole(3, off(500, 499)),
        whole(4, off(500, 499)),
    ];
    let combination = found(&bought, &held);
    assert_eq!(combination.payable, cny(1));
    assert_eq!(used(&combination), [1, 2, 3], "three are enough");
    assert_eq!(verdict(&combination, 4), Verdict::Unused(Unused::NothingLeft));
    let mut more = held.to_vec();
    more.push(whole(5, off(999, 998)));
    let combination = found(&bought, &more);
    assert_eq!(combination.payable, cny(1));
    assert_eq!(used(&combination), [1, 5], "two are enough, and the earlier identifier");
    assert_eq!(verdict(&combination, 3), Verdict::Unused(Unused::NothingLeft));
    // The last one saves what is left, and the parts add up.
    let parts: u64 = combination.used().map(|(_, saving)| saving.minor()).sum();
    assert_eq!(parts, 999);
}

#[test]
fn of_equal_savings_the_coupon_that_lapses_first_is_used() {
    let bought = order(1_000, &[(500, &["tea"])]);
    let mut held = vec![
        alone(whole(1, off(500, 100))),
        alone(whole(2, off(500, 100))),
        alone(whole(3, off(500, 100))),
    ];
    held[2].0.until.0 -= 1;
    assert_eq!(used(&found(&bought, &held)), [3]);
    held[2].0.until.0 += 1;
    assert_eq!(used(&found(&bought, &held)), [1]);
    // On the only line too.
    let tea = || only(&["tea"]);
    let mut held = vec![item(1, off(0, 50), tea()), item(2, off(0, 50), tea())];
    held[1].0.until.0 -= 1;
    assert_eq!(used(&found(&bought, &held)), [2]);
    // A share that is rounded down may make others as good: the earlier ones are used.
    let bought = order(10, &[]);
    let held = [whole(1, percent(0, 2_100, 100)), whole(2, percent(0, 2_900, 100))];
    assert_eq!(used(&found(&bought, &held)), [1, 2]);
}

#[test]
fn offers_move_to_make_room_for_others() {
    // The one that saves most on the dear line gives it up, because another can go nowhere else.
    let bought = order(3_000, &[(1_000, &["tea", "hot"]), (900, &["tea"])]);
    let held =
        [item(1, percent(0, 5_000, 10_000), only(&["tea"])), item(2, off(0, 400), only(&["hot"]))];
    let combination = found(&bought, &held);
    assert_eq!(verdict(&combination, 1), Verdict::Used { line: Some(1), saving: cny(450) });
    assert_eq!(verdict(&combination, 2), Verdict::Used { line: Some(0), saving: cny(400) });
}

/// The third coupon moves to the other line for the first one, and by that loses what the second
/// one saves less: both pairs save as much, and the earlier coupon decides.
#[test]
fn an_earlier_coupon_wins_a_tie_for_which_another_has_to_move() {
    let bought = order(200, &[(60, &["tea"]), (50, &["cake"])]);
    let held = [
        item(1, off(0, 5), only(&["tea"])),
        item(2, off(0, 4), only(&["cake"])),
        item(3, percent(0, 1_000, 100), only(&["tea", "cake"])),
    ];
    let combination = found(&bought, &held);
    assert_eq!((combination.payable, used(&combination)), (cny(190), vec![1, 3]));
    let taken = Unused::ItemTaken { by: CouponId(3) };
    assert_eq!(verdict(&combination, 2), Verdict::Unused(taken));
}

#[test]
fn transfers_between_people_take_no_coupon() {
    let held = [whole(1, off(500, 400))];
    let place = Place { payee: Payee::Person, ..at_shop() };
    let combination = best(&order(1_000, &[]), place, &offers(&held)).expect("few offers");
    assert_eq!(combination.payable, cny(1_000));
    let refused = Unused::Refused(Refusal::PersonPaid);
    assert_eq!(verdict(&combination, 1), Verdict::Unused(refused));
    assert_eq!(refused.code(), "person_paid");
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let bought = order(1_000, &[]);
    let twice = [whole(1, off(500, 400)), whole(1, off(500, 300))];
    let answer = best(&bought, at_shop(), &offers(&twice));
    assert_eq!(answer, Err(CombinationError::Twice(CouponId(1))));
    let many: Vec<Held> = (0..65).map(|id| whole(id.into(), off(500 - id, 400))).collect();
    assert_eq!(best(&bought, at_shop(), &offers(&many)), Err(CombinationError::TooMany));
    assert!(best(&bought, at_shop(), &offers(&many[1..])).is_ok());
    let chosen: Vec<CouponId> = many.iter().map(|(coupon, _)| coupon.id).collect();
    let answer = price(&bought, at_shop(), &offers(&many), &chosen);
    assert_eq!(answer, Err(CombinationError::TooMany));
}

#[test]
fn many_coupons_of_a_few_stocks_are_compared() {
    let bought = order(100_000, &[(500, &["tea"]), (400, &["tea"])]);
    let mut held: Vec<Held> = (0..60).map(|id| whole(id, off(500, 100))).collect();
    held.extend((100..160).map(|id| item(id, off(0, 50), only(&["tea"]))));
    held.extend((200..260).map(|id| alone(whole(id, off(500, 150)))));
    for (coupon, rules) in &mut held {
        coupon.stock = crate::id::StockId(coupon.id.0 / 100);
        coupon.until.0 += 1_000 - u64::try_from(coupon.id.0).expect("small");
        assert!(rules.kind.most_minor() > 0);
    }
    let combination = found(&bought, &held);
    // The ones that lapse first: here those with the highest identifiers.
    let mut expected: Vec<u128> = (52..60).collect();
    expected.extend([158, 159]);
    assert_eq!(used(&combination), expected);
    let limit = Unused::LimitReached { most: ORDER_OFFERS_MAX };
    assert_eq!(verdict(&combination, 0), Verdict::Unused(limit));
    let only = Unused::OnlyAlone { saves_minor: 150 };
    assert_eq!(verdict(&combination, 200), Verdict::Unused(only));
    let mut better = held.clone();
    better.iter_mut().filter(|(_, rules)| !rules.stackable).for_each(|(_, rules)| {
        rules.kind = off(500, 5_000);
    });
    assert_eq!(used(&found(&bought, &better)), [259]);
    // Any of them can be chosen.
    let chosen = [CouponId(0), CouponId(100), CouponId(101)];
    let priced = price(&bought, at_shop(), &offers(&held), &chosen).expect("allowed");
    assert_eq!(priced.payable, cny(100_000 - 100 - 50 - 50));
    assert_eq!(verdict(&priced, 59), Verdict::Unused(Unused::NotChosen));
}

#[test]
fn a_choice_of_the_payer_is_priced_or_refused_with_the_coupon_in_question() {
    let bought = order(1_000, &[(400, &["tea"])]);
    let mut held = vec![
        whole(1, off(500, 300)),
        alone(whole(2, off(500, 499))),
        whole(3, off(2_000, 400)),
        item(4, off(0, 50), only(&["tea"])),
        item(5, off(0, 50), only(&["tea"])),
        whole(6, off(999, 998)),
    ];
    held.extend((10..19).map(|id| whole(id, off(500, 1))));
    let priced = |ids: &[u128]| {
        let chosen: Vec<CouponId> = ids.iter().copied().map(CouponId).collect();
        price(&bought, at_shop(), &offers(&held), &chosen)
    };
    let with = priced(&[4, 1]).expect("allowed");
    assert_eq!(with.payable, cny(650));
    assert_eq!(verdict(&with, 6), Verdict::Unused(Unused::NotChosen));
    assert_eq!(priced(&[]).expect("allowed").payable, cny(1_000));
    assert_eq!(priced(&[2]).expect("allowed").payable, cny(501));
    let short = Refusal::ThresholdShort { short_minor: 1_000 };
    for (chosen, error) in [
        (vec![1, 1], CombinationError::Twice(CouponId(1))),
        (vec![9], CombinationError::Unknown(CouponId(9))),
        (vec![3], CombinationError::Refused(CouponId(3), short)),
        (vec![2, 1], CombinationError::NotAlone(CouponId(2))),
        (vec![4, 5], CombinationError::ItemsTaken),
        ((10..19).collect(), CombinationError::LimitReached { most: 8 }),
        (vec![1, 6, 10], CombinationError::SavesNothing(CouponId(10))),
    ] {
        assert_eq!(priced(&chosen), Err(error), "{chosen:?}");
    }
}

#[test]
fn funded_money_reaches_the_merchant_and_unfunded_does_not() {
    let bought = order(10_000, &[]);
    let mut held = vec![whole(1, off(5_000, 1_000)), whole(2, off(5_000, 500))];
    let settled = settle(&found(&bought, &held[..1]), &offers(&held)).expect("these offers");
    assert_eq!((settled.payer_pays, settled.merchant_gets), (cny(9_000), cny(10_000)));
    held[0].1.funding = Funding::Unfunded;
    held[0].1.merchants = Merchants::Only(BTreeSet::from([SHOP]));
    let both = found(&bought, &held);
    let settled = settle(&both, &offers(&held)).expect("these offers");
    assert_eq!((settled.payer_pays, settled.merchant_gets), (cny(8_500), cny(9_000)));
    assert_eq!(settled.funded, [(CouponId(2), Funder::Operator, cny(500))]);
    assert_eq!(settled.given_up, [(CouponId(1), cny(1_000))]);
    assert_eq!(settle(&both, &offers(&held[..1])), Err(SettlementError));
}

fn goods() -> impl Strategy<Value = Goods> {
    let some = prop::sample::subsequence(vec!["a", "b", "c"], 1..=2);
    prop_oneof![
        Just(Goods::All),
        some.clone().prop_map(|texts| only(&texts)),
        some.prop_map(|texts| Goods::Except(tags(&texts).into_iter().collect())),
    ]
}

/// Small numbers, so that thresholds, caps, ties and the last minor unit all come up.
fn kind(most: u64) -> impl Strategy<Value = Kind> {
    let (threshold, amount) = (0..most, 1..most);
    prop_oneof![
        (threshold.clone(), amount.clone()).prop_map(|(threshold_minor, off_minor)| {
            Kind::AmountOff(AmountOff { threshold_minor, off_minor })
        }),
        (threshold, 1_u16..10_000, amount.clone()).prop_map(
            |(threshold_minor, basis_points, cap_minor)| Kind::PercentOff(PercentOff {
                threshold_minor,
                basis_points,
                cap_minor
            })
        ),
        (amount.clone(), amount.clone()).prop_map(|(price_minor, saves_max_minor)| {
            Kind::FixedPrice(FixedPrice { price_minor, saves_max_minor })
        }),
        amount.prop_map(|most_minor| Kind::RandomValue(RandomValue {
            threshold_minor: 0,
            least_minor: 1,
            most_minor
        })),
    ]
}

fn held(most: u64, count: usize) -> impl Strategy<Value = Vec<Held>> {
    let one = (kind(most), any::<bool>(), goods(), prop::bool::weighted(0.85), 0_u64..3, 1..most);
    prop::collection::vec(one, 0..=count).prop_map(|list| {
        let list = list.into_iter().enumerate();
        list.map(|(at, (kind, is_item, goods, stackable, later, value))| {
            // Identifiers run against the order in which they are given.
            let mut coupon = coupon(100 - u128::try_from(at).expect("few"));
            coupon.until.0 += later;
            coupon.value_minor = matches!(kind, Kind::RandomValue(_)).then_some(value);
            let scope = if is_item { Scope::Item(goods) } else { Scope::Order(goods) };
            (coupon, Rules { scope, stackable, ..rules(kind) })
        })
        .collect()
    })
}

fn bought(most: u64) -> impl Strategy<Value = Order> {
    let tags_of = prop::sample::subsequence(vec!["a", "b", "c"], 0..=2);
    let lines = prop::collection::vec((0..most, tags_of), 0..4);
    (lines, 1..most).prop_map(|(lines, rest)| {
        let sum: u64 = lines.iter().map(|(price, _)| price).sum();
        let lines =
            lines.into_iter().map(|(price_minor, texts)| Line { price_minor, tags: tags(&texts) });
        Order::new(cny(sum + rest), lines.collect()).expect("an order")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// The optimum, the tie-break and the sums, against every way of small sets.
    #[test]
    fn the_search_finds_what_trying_everything_finds(
        (order, held) in prop_oneof![(bought(12), held(9, 6)), (bought(400), held(300, 6))],
    ) {
        let offers = offers(&held);
        let combination = best(&order, at_shop(), &offers).expect("few offers");
        let way = exhaustive::best(&order, at_shop(), &offers);
        prop_assert_eq!(combination.payable.minor(), way.payable_minor);
        let mut ids: Vec<CouponId> = combination.used().map(|(id, _)| id).collect();
        ids.sort_unstable();
        prop_assert_eq!(&ids, &way.used);
        let saved: u64 = combination.used().map(|(_, saving)| saving.minor()).sum();
        prop_assert_eq!(saved, combination.saving().minor());
        prop_assert!(combination.payable.minor() >= 1);
        prop_assert!(combination.used().all(|(_, saving)| saving.minor() > 0));
        // The payer's own choice of the same coupons costs the same, and settles to the total.
        let again = price(&order, at_shop(), &offers, &ids).expect("it is allowed");
        prop_assert_eq!(again.payable, combination.payable);
        for id in &ids {
            prop_assert_eq!(verdict(&again, id.0), verdict(&combination, id.0));
        }
        let settled = settle(&combination, &offers).expect("these offers");
        prop_assert_eq!(settled.merchant_gets, order.total());
        let funded: u64 = settled.funded.iter().map(|(.., amount)| amount.minor()).sum();
        prop_assert_eq!(funded + settled.payer_pays.minor(), order.total().minor());
    }

    /// Wallet and bank may hold the offers in another order.
    #[test]
    fn the_order_in_which_offers_are_given_does_not_matter(
        order in bought(40), held in held(30, 9), turn in 0_usize..9,
    ) {
        let first = found(&order, &held);
        let mut other = held.clone();
        other.reverse();
        let places = other.len().max(1);
        other.rotate_left(turn % places);
        let second = found(&order, &other);
        prop_assert_eq!(first.payable, second.payable);
        for (id, verdict) in &first.verdicts {
            prop_assert!(second.verdicts.contains(&(*id, *verdict)));
        }
    }

    /// A wallet is told neither budgets nor who funds: its price is the bank's all the same.
    #[test]
    fn what_a_wallet_is_not_told_changes_no_price(order in bought(40), held in held(30, 9)) {
        let mut told = held.clone();
        for (_, rules) in &mut told {
            let (money_a_day_minor, pieces_a_day) = (None, None);
            rules.limits = Limits { money_minor: 0, pieces: 0, money_a_day_minor, pieces_a_day };
            rules.funding = Funding::Unfunded;
        }
        let wallets = found(&order, &told);
        prop_assert_eq!(&wallets, &found(&order, &held));
        let used: Vec<CouponId> = wallets.used().map(|(id, _)| id).collect();
        let banks = price(&order, at_shop(), &offers(&held), &used).expect("it is allowed");
        prop_assert_eq!(banks.payable, wallets.payable);
    }

    /// Any choice of the payer costs the least that these coupons can, or is refused.
    #[test]
    fn a_choice_costs_the_least_that_it_can(
        order in bought(40), held in held(30, 5), mask in 0_usize..32,
    ) {
        let offers = offers(&held);
        let chosen: Vec<CouponId> = offers
            .iter()
            .enumerate()
            .filter(|(at, _)| mask & 1 << at != 0)
            .map(|(_, offer)| offer.coupon.id)
            .collect();
        let least = exhaustive::cheapest(&order, at_shop(), &offers, &chosen);
        match price(&order, at_shop(), &offers, &chosen) {
            Ok(combination) => {
                prop_assert_eq!(Some(combination.payable.minor()), least);
                prop_assert_eq!(combination.payable.currency(), yuan());
            }
            Err(CombinationError::SavesNothing(_)) => prop_assert!(least.is_some()),
            Err(_) => prop_assert_eq!(least, None),
        }
    }

    /// What is left to pay never rises when one more coupon is held.
    #[test]
    fn one_more_coupon_never_makes_it_dearer(order in bought(2_000), held in held(900, 28)) {
        let mut before = order.total();
        for count in 0..=held.len() {
            let now = found(&order, &held[..count]).payable;
            prop_assert!(now.minor() <= before.minor());
            before = now;
        }
    }
}
