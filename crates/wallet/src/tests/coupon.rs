//! Payments with coupons: what is chosen, signed, sent again, and never paid instead.

use super::fake::network::Fault;
use super::fake::operator::{FRIEND, LABEL, ORDER};
use super::fake::{PIN, START_MS, World, run, yuan};
use super::payment::code_for;
use crate::coupon::{Choice, CouponBook};
use crate::payment::Prepared;
use crate::{PaymentEnd, Reading, WalletError};
use promotion::combination::{Unused, Verdict};
use promotion::coupon::Refusal;
use wire::coupon::{
    CouponKind, CouponResponse, CouponState, CouponsResponse, Listed, StockResponse, StockState,
};
use wire::goods::GoodsLine;
use wire::{ErrorCode, Id, Secret};

const TEN: Id = Id(501);
const THREE: Id = Id(502);
const DAY_MS: u64 = 86_400_000;

fn stock(id: u128, off_minor: u64, stackable: bool) -> StockResponse {
    StockResponse {
        stock: Id(id),
        title: format!("{off_minor} off"),
        state: StockState::Active,
        currency: "CNY".to_owned(),
        kind: CouponKind::AmountOff { threshold_minor: 5_000, off_minor },
        for_item: false,
        goods: Listed::All,
        merchants: Listed::All,
        merchant_names: Vec::new(),
        window_ms: [START_MS, START_MS + 30 * DAY_MS],
        wait_days: 0,
        days: None,
        weekdays: 0x7f,
        hours_min: Vec::new(),
        stackable,
        given_up: false,
        per_person_max: 2,
        needs_card: false,
    }
}

fn coupon(coupon: Id, stock: u128) -> CouponResponse {
    CouponResponse {
        coupon,
        stock: Id(stock),
        value_minor: None,
        from_ms: START_MS,
        until_ms: START_MS + 30 * DAY_MS,
        received_at_ms: START_MS,
        state: CouponState::Held,
        payment: None,
    }
}

/// A person with ten off and three off, which are not used together.
fn world() -> World {
    let world = World::enrolled();
    world.operator.inner().coupons = Some(CouponsResponse {
        coupons: vec![coupon(TEN, 1), coupon(THREE, 2)],
        stocks: vec![stock(1, 1_000, false), stock(2, 300, false)],
        zone_ahead_min: 480,
        as_of_ms: START_MS,
    });
    world
}

fn prepared(world: &World, choice: &Choice) -> Result<Prepared, WalletError> {
    let code = code_for(LABEL);
    run(world.wallet().prepare_payment_with(&code, Some("60.00"), None, choice))
}

fn rule(result: Result<Prepared, WalletError>) -> ErrorCode {
    match result {
        Err(WalletError::Api(problem)) => problem.code,
        other => panic!("not refused by a rule: {other:?}"),
    }
}

#[test]
fn coupons_are_there_offline_as_they_were_told_last() {
    let world = world();
    let wallet = world.wallet();
    world.network.script(&[Fault::Unreachable]);
    assert_eq!(run(wallet.coupons()), Err(WalletError::Offline), "none were ever told");
    let told = run(wallet.coupons()).expect("coupons");
    assert_eq!((told.held.len(), told.online), (2, true));
    world.network.script(&[Fault::Unreachable]);
    let known = run(world.wallet().coupons()).expect("known");
    assert_eq!(known, CouponBook { online: false, ..told });
    // A price is not made of what may be gone: without an answer it is paid without coupons.
    world.network.script(&[Fault::Unreachable]);
    assert!(prepared(&world, &Choice::These(vec![TEN])).is_err());
}

#[test]
fn the_best_coupon_is_signed_with_the_price_and_sent_again_as_it_was() {
    let world = world();
    let ready = prepared(&world, &Choice::Best).expect("prepared");
    assert_eq!(ready.unfinished.amount, yuan(5_000));
    let discount = ready.discount.expect("a discount");
    assert_eq!((discount.total, discount.used()), (yuan(6_000), vec![TEN]));
    assert_eq!(discount.offers.len(), 2, "of each coupon it is said what became of it");
    world.network.script(&[Fault::AnswerLost, Fault::RequestLost]);
    let pin = Some(Secret::new(PIN));
    let end = run(world.wallet().confirm_payment(ready.unfinished.payment, pin));
    let Ok(PaymentEnd::Paid(paid)) = end else { panic!("{end:?}") };
    let known = paid.discount.expect("a discount");
    assert_eq!((paid.amount, known.total), (yuan(5_000), yuan(6_000)));
    let asked = world.network.asked.lock().expect("whole").clone();
    assert_eq!(asked.len(), 3);
    let signed = asked[0].order.discount.as_ref().expect("signed");
    assert_eq!((signed.total.minor, &signed.coupons), (6_000, &vec![TEN]));
    assert!(asked.iter().all(|one| one.order == asked[0].order));
    assert_eq!(world.operator.inner().balance, 5_000);
}

#[test]
fn the_same_price_is_not_paid_again_without_the_coupon_of_a_try_that_was_lost() {
    let world = world();
    let ready = prepared(&world, &Choice::Best).expect("prepared");
    world.network.script(&[Fault::AnswerLost; 40]);
    let pin = Some(Secret::new(PIN));
    let end = run(world.wallet().confirm_payment(ready.unfinished.payment, pin));
    assert!(!matches!(end, Ok(PaymentEnd::Paid(_))), "{end:?}");
    world.network.script(&[]);
    let again = prepared(&world, &Choice::These(Vec::new()));
    assert_eq!(again.err(), Some(WalletError::PaymentUnfinished));
}

#[test]
fn the_payer_may_choose_another_coupon_or_none() {
    let world = world();
    let other = prepared(&world, &Choice::These(vec![THREE])).expect("prepared");
    assert_eq!(other.unfinished.amount, yuan(5_700));
    let none = prepared(&world, &Choice::These(Vec::new())).expect("prepared");
    assert_eq!((none.unfinished.amount, none.unfinished.discount), (yuan(6_000), None));
}

/// A person with a coupon for one tea and one for cakes of 9.00 and more.
fn with_goods(goods: Vec<GoodsLine>) -> World {
    let world = World::enrolled();
    let only = |tag: &str| Listed::Only(vec![tag.to_owned()]);
    let amount_off =
        |threshold_minor, off_minor| CouponKind::AmountOff { threshold_minor, off_minor };
    let tea = StockResponse {
        for_item: true,
        goods: only("tea"),
        kind: amount_off(150, 100),
        ..stock(1, 100, true)
    };
    let cake =
        StockResponse { goods: only("cake"), kind: amount_off(900, 300), ..stock(2, 300, true) };
    world.operator.inner().coupons = Some(CouponsResponse {
        coupons: vec![coupon(TEN, 1), coupon(THREE, 2)],
        stocks: vec![tea, cake],
        zone_ahead_min: 480,
        as_of_ms: START_MS,
    });
    world.operator.inner().goods = goods;
    world
}

fn line(name: &str, pieces: u32, price_minor: u64, tag: &str) -> GoodsLine {
    let (name, tags) = (Some(name.to_owned()), vec![tag.to_owned()]);
    GoodsLine { name, pieces, price_minor, tags }
}

#[test]
fn the_price_of_an_order_is_worked_out_with_its_goods_and_names_the_item() {
    let teas = || vec![line("Green tea", 2, 200, "tea"), line("Cake", 1, 480, "cake")];
    let world = with_goods(teas());
    let ready = run(world.wallet().prepare_payment(&code_for(ORDER), None, None)).expect("ready");
    assert_eq!(ready.unfinished.amount, yuan(780));
    assert_eq!(ready.offer.goods.as_ref().map(|goods| goods.lines().len()), Some(2));
    let discount = ready.discount.expect("a discount");
    assert_eq!(discount.used(), [TEN]);
    assert_eq!(discount.offers[0].item.as_deref(), Some("Green tea"));
    let short = Verdict::Unused(Unused::Refused(Refusal::ThresholdShort { short_minor: 420 }));
    assert_eq!((&discount.offers[1].verdict, &discount.offers[1].item), (&short, &None));
    // Of a price alone nothing is known that they are for.
    let world = with_goods(Vec::new());
    let ready = run(world.wallet().prepare_payment(&code_for(ORDER), None, None)).expect("ready");
    let discount = ready.discount.expect("a discount");
    let none = Verdict::Unused(Unused::Refused(Refusal::NoSuchGoods));
    assert!(discount.offers.iter().all(|offer| offer.verdict == none), "{discount:?}");
    // Goods that come to something else than the order are no answer.
    let world = with_goods(vec![line("Green tea", 1, 200, "tea")]);
    let odd = run(world.wallet().prepare_payment(&code_for(ORDER), None, None));
    assert!(matches!(odd, Err(WalletError::AnswerMalformed(_))), "{odd:?}");
}

#[test]
fn a_coupon_that_was_chosen_is_used_or_nothing_is_prepared() {
    let world = world();
    let both = prepared(&world, &Choice::These(vec![TEN, THREE]));
    assert_eq!(rule(both), ErrorCode::CouponPriceDiffers, "they are not used together");
    let chosen = Choice::These(vec![Id(999)]);
    assert_eq!(rule(prepared(&world, &chosen)), ErrorCode::CouponPriceDiffers);
    world.operator.inner().coupons = None;
    assert_eq!(rule(prepared(&world, &chosen)), ErrorCode::CouponPriceDiffers);
    assert!(world.store.saved().unfinished.is_empty());
}

#[test]
fn scenario_07_a_person_is_never_paid_with_coupons() {
    let world = world();
    let code = code_for(FRIEND);
    let pay = |choice: Choice| {
        let wallet = world.wallet();
        run(wallet.prepare_payment_with(&code, Some("60.00"), None, &choice))
    };
    assert_eq!(rule(pay(Choice::These(vec![TEN]))), ErrorCode::CouponsNotTaken);
    assert!(world.store.saved().unfinished.is_empty());
    let left_to_itself = pay(Choice::Best).expect("prepared");
    assert_eq!(left_to_itself.unfinished.amount, yuan(6_000));
    assert!(left_to_itself.discount.is_none());
}

#[test]
fn coupons_that_cannot_be_learned_are_left_out_unless_they_were_chosen() {
    let world = world();
    // The payee is told; the coupons are not.
    world.network.script(&[Fault::None, Fault::Unreachable]);
    let without = prepared(&world, &Choice::Best).expect("prepared");
    assert_eq!(without.unfinished.amount, yuan(6_000));
    world.network.script(&[Fault::None, Fault::Unreachable]);
    let chosen = prepared(&world, &Choice::These(vec![TEN]));
    assert!(matches!(chosen, Err(WalletError::Offline)), "{chosen:?}");
    assert_eq!(world.store.saved().unfinished.len(), 1, "nothing was added");
}

#[test]
fn an_address_is_of_our_operator_or_not_and_leads_to_its_batch() {
    let world = world();
    let host = "127.0.0.1:7300";
    let address = |host: &str, stock: u128| format!("https://{host}/c/{}", Id(stock));
    for (host, is_ours) in [(host, true), ("pay.elsewhere.example", false)] {
        let code = address(host, 1);
        let read = run(world.wallet().read_code(&code)).expect("a code");
        assert_eq!(read, Reading::Coupon { code, operator: host.to_owned(), is_ours });
    }
    let wallet = world.wallet();
    let typed = format!(" {} ", Id(1).to_string().to_lowercase());
    for code in [address(host, 1), typed] {
        let seen = run(wallet.seen_stock(&code)).expect("a batch");
        assert_eq!((seen.stock.title.as_str(), seen.left), ("1000 off", 3));
        assert_eq!((seen.received, seen.refusal), (1, Some(ErrorCode::CouponPersonUsed)));
    }
    let foreign = run(wallet.seen_stock(&address("pay.elsewhere.example", 1)));
    let foreign_host = WalletError::ForeignOperator("pay.elsewhere.example".to_owned());
    assert_eq!(foreign.expect_err("not ours"), foreign_host);
    for none in [address(host, 9), code_for(LABEL), "hello".to_owned()] {
        let refused = run(wallet.seen_stock(&none)).expect_err("no batch");
        assert_eq!(refused, WalletError::rule(ErrorCode::StockUnknown), "{none}");
    }
    let paid = run(wallet.prepare_payment(&address(host, 1), Some("1.00"), None));
    assert_eq!(paid.expect_err("nothing to pay"), WalletError::CodeNotPayable);
    world.network.script(&[Fault::Unreachable]);
    let offline = run(wallet.seen_stock(&address(host, 1)));
    assert_eq!(offline.expect_err("offline"), WalletError::Offline);
}
