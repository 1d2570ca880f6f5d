//! Each refusal, in the order in which they are checked.

use super::*;
use crate::calendar::DAY_MS;
use crate::coupon::testing::{NOW, SHOP, at_shop, cny, coupon, off, only, order, percent, rules};
use crate::coupon::{FixedPrice, Goods, Kind, Merchants};
use money::Currency;
use std::collections::BTreeSet;

/// What speaks against a coupon that has every fault, less those that are mended one by one.
#[test]
fn the_first_reason_is_told() {
    let mut rules = rules(percent(2_000, 1, 100));
    rules.merchants = Merchants::Except(BTreeSet::from([SHOP]));
    rules.currency = Currency::from_code("EUR").expect("known");
    rules.scope = Scope::Item(only(&["tea"]));
    let local = at_shop().zone.local(NOW);
    rules.validity.weekdays = Weekdays::from_bits(!(1 << local.day.weekday() as u8));
    rules.validity.hours = vec![Hours { from_min: (local.minute + 60) % 1380, until_min: 1440 }];
    let mut coupon = coupon(1);
    (coupon.from, coupon.until) = (NOW.plus_ms(1), NOW);
    let (mut place, mut state) = (at_shop(), State::Ended);
    place.payee = Payee::Person;
    let mut bought = order(10_000, &[(5_000, &["cake"])]);

    macro_rules! refused {
        ($refusal:expr) => {
            assert_eq!(usable(&coupon, &rules, state, &bought, place), Err($refusal));
        };
    }
    refused!(Refusal::PersonPaid);
    place.payee = Payee::Merchant(SHOP);
    refused!(Refusal::StockEnded);
    state = State::Draft;
    refused!(Refusal::StockPaused);
    state = State::Paused;
    refused!(Refusal::StockPaused);
    state = State::Active;
    refused!(Refusal::TooEarly { from: coupon.from });
    coupon.from = NOW;
    refused!(Refusal::Lapsed { until: NOW });
    coupon.until = NOW.plus_ms(1);
    refused!(Refusal::WrongWeekday { weekdays: rules.validity.weekdays });
    rules.validity.weekdays = Weekdays::ALL;
    refused!(Refusal::WrongHours { hours: [Some(rules.validity.hours[0]), None] });
    rules.validity.hours.push(Hours { from_min: local.minute, until_min: local.minute + 1 });
    refused!(Refusal::WrongMerchant);
    rules.merchants = Merchants::All;
    refused!(Refusal::WrongCurrency);
    rules.currency = bought.total().currency();
    refused!(Refusal::NoSuchGoods);
    bought = order(10_000, &[(5_000, &["cake"]), (1_680, &["tea", "hot"])]);
    refused!(Refusal::ThresholdShort { short_minor: 320 });
    rules.kind = percent(0, 5, 100);
    refused!(Refusal::SavesNothing);
    rules.kind = percent(0, 6, 100);
    assert_eq!(usable(&coupon, &rules, state, &bought, place), Ok(1));
}

#[test]
fn a_threshold_of_an_order_counts_what_goods_count() {
    let bought = order(10_000, &[(4_000, &["tobacco"]), (1_000, &["tea"])]);
    let mut rules = rules(off(7_000, 500));
    let saves = |rules: &Rules| usable(&coupon(1), rules, State::Active, &bought, at_shop());
    assert_eq!(saves(&rules), Ok(500));
    let Goods::Only(tobacco) = only(&["tobacco"]) else { unreachable!() };
    rules.scope = Scope::Order(Goods::Except(tobacco));
    assert_eq!(saves(&rules), Err(Refusal::ThresholdShort { short_minor: 1_000 }));
    rules.scope = Scope::Order(only(&["tea"]));
    assert_eq!(saves(&rules), Err(Refusal::ThresholdShort { short_minor: 6_000 }));
    rules.scope = Scope::Order(only(&["books"]));
    assert_eq!(saves(&rules), Err(Refusal::NoSuchGoods));
}

#[test]
fn an_item_offer_takes_the_best_line_and_leaves_one_minor_unit() {
    let bought = order(1_000, &[(400, &["tea"]), (600, &["tea"])]);
    let price = FixedPrice { price_minor: 100, saves_max_minor: 10_000 };
    let mut rules = rules(Kind::FixedPrice(price));
    rules.scope = Scope::Item(Goods::All);
    let saves =
        |rules: &Rules, bought: &Order| usable(&coupon(1), rules, State::Active, bought, at_shop());
    assert_eq!(saves(&rules, &bought), Ok(500));
    rules.kind = off(600, 599);
    assert_eq!(saves(&rules, &order(600, &[(600, &[])])), Ok(599));
    assert_eq!(saves(&rules, &order(600, &[])), Err(Refusal::NoSuchGoods));
    rules.scope = Scope::Order(Goods::All);
    rules.kind = off(0, 900);
    assert_eq!(saves(&rules, &order(1, &[])), Err(Refusal::SavesNothing));
    assert_eq!(saves(&rules, &order(2, &[])), Ok(1));
}

#[test]
fn orders_have_a_total_that_their_lines_keep_within() {
    let line = |price_minor| Line { price_minor, tags: Vec::new() };
    let of = |total, lines| Order::new(cny(total), lines).map(|_| ());
    assert_eq!(of(0, vec![]), Err(OrderError::Nothing));
    assert_eq!(of(10, vec![line(6), line(4)]), Ok(()));
    assert_eq!(of(10, vec![line(6), line(5)]), Err(OrderError::LinesAboveTotal));
    assert_eq!(of(10, vec![line(u64::MAX), line(2)]), Err(OrderError::LinesAboveTotal));
    assert_eq!(of(10, vec![line(0); 201]), Err(OrderError::TooManyLines));
}

#[test]
fn a_coupon_is_good_from_its_first_moment_until_before_its_last() {
    let rules = rules(off(100, 10));
    let mut coupon = coupon(1);
    (coupon.from, coupon.until) = (NOW, NOW.plus_ms(DAY_MS));
    let bought = order(100, &[]);
    for (after_ms, is_good) in [(0, true), (DAY_MS - 1, true), (DAY_MS, false)] {
        let place = Place { at: NOW.plus_ms(after_ms), ..at_shop() };
        assert_eq!(usable(&coupon, &rules, State::Active, &bought, place).is_ok(), is_good);
    }
}

/// A tip neither counts for a threshold nor is taken off from; who pays only a tip uses none.
#[test]
fn no_coupon_takes_anything_off_a_tip() {
    let saved = |kind: Kind, scope: Scope, bought: &Order| {
        let rules = Rules { scope, ..rules(kind) };
        usable(&coupon(1), &rules, State::Active, bought, at_shop())
    };
    let whole = || Scope::Order(Goods::All);
    let bought = order(1_100, &[(1_000, &[]), (100, &["tip"])]);
    assert_eq!(saved(percent(0, 5_000, 10_000), whole(), &bought), Ok(500));
    assert_eq!(saved(off(0, 1_000), whole(), &bought), Ok(1_000));
    let short = Err(Refusal::ThresholdShort { short_minor: 50 });
    assert_eq!(saved(off(1_050, 10), whole(), &bought), short);
    let tip = order(100, &[(100, &["tip"])]);
    assert_eq!(saved(off(0, 10), whole(), &tip), Err(Refusal::NoSuchGoods));
    for goods in [Goods::All, only(&["tip"])] {
        assert_eq!(saved(off(0, 10), Scope::Item(goods), &tip), Err(Refusal::NoSuchGoods));
    }
}
