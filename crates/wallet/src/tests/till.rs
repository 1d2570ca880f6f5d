//! The till of a shop: money is taken once and given back once, whatever the network does and
//! whenever the program ends.

use super::fake::network::Fault;
use super::fake::operator::SHOP;
use super::fake::till::{PAYER_CODE, REVERSIBLE_MS};
use super::fake::{World, run, run_steps, yuan};
use crate::WalletError;
use crate::catalogue::WrittenItem;
use crate::state::SavedState;
use crate::till::{ChargeStanding, Sale};
use wire::goods::GoodsLine;
use wire::order::OrderState;
use wire::refund::CouponBecomes;
use wire::{ErrorCode, Id, Secret};

fn refused<T: std::fmt::Debug>(result: Result<T, WalletError>) -> ErrorCode {
    match result {
        Err(WalletError::Api(problem)) => problem.code,
        other => panic!("not refused: {other:?}"),
    }
}

const fn of(lines: &[(Id, u32)]) -> Sale<'_> {
    Sale { lines, tip: None }
}

fn code() -> Secret {
    Secret::new(PAYER_CODE)
}

/// What the shop was paid in all, in minor units.
fn taken(world: &World) -> u64 {
    let till = &world.operator.inner().till;
    till.payments.iter().filter(|one| one.of.is_none()).map(|one| one.amount.minor).sum()
}

#[test]
fn an_order_is_open_until_it_is_paid_also_over_a_restart() {
    let world = World::enrolled();
    let opened =
        run(world.wallet().open_order(SHOP, "12.50", None, Sale::default())).expect("opened");
    let ChargeStanding::Open { code, .. } = &opened.standing else { panic!("{opened:?}") };
    assert_eq!(code, &format!("order {}", opened.charge.charge));
    // The program ends, and the payer pays meanwhile.
    world.operator.pays_order(opened.charge.charge);
    let wallet = world.wallet();
    let kept = wallet.charges(SHOP);
    assert_eq!((kept.len(), kept[0].amount), (1, yuan(1_250)));
    let paid = run(wallet.charge(kept[0].charge)).expect("asked");
    assert!(matches!(paid.standing, ChargeStanding::Paid { .. }), "{paid:?}");
    assert_eq!(wallet.charges(SHOP), []);
    assert_eq!(refused(run(wallet.charge(kept[0].charge))), ErrorCode::OrderUnknown);
}

#[test]
fn whatever_the_network_does_to_a_charge_the_payer_pays_once() {
    for fault in Fault::ALL {
        let world = World::enrolled();
        world.network.script(&[fault]);
        let wallet = world.wallet();
        let begun = run(wallet.charge_payer_code(SHOP, "3.00", None, Sale::default(), &code()));
        let end = match begun {
            Ok(now) if now.standing.is_end() => now,
            Ok(now) => run(wallet.charge(now.charge.charge)).expect("asked again"),
            Err(WalletError::Offline) => {
                assert_eq!((fault, taken(&world)), (Fault::Unreachable, 0));
                continue;
            }
            Err(error) => panic!("{fault:?}: {error:?}"),
        };
        assert!(matches!(end.standing, ChargeStanding::Paid { .. }), "{fault:?}: {end:?}");
        assert_eq!((taken(&world), wallet.charges(SHOP).len()), (300, 0), "{fault:?}");
    }
}

#[test]
fn a_charge_of_which_the_payers_coupons_save_something_is_paid() {
    let world = World::enrolled();
    world.operator.inner().till.saves_minor = 100;
    let wallet = world.wallet();
    let paid = run(wallet.charge_payer_code(SHOP, "3.00", None, Sale::default(), &code()))
        .expect("charged");
    let ChargeStanding::Paid { payment, .. } = paid.standing else { panic!("{paid:?}") };
    assert_eq!(paid.charge.amount, yuan(300), "the price");
    let refunds = run(wallet.refunds(SHOP, payment)).expect("asked");
    assert_eq!(refunds.payment.amount, yuan(200), "what was paid");
    let savings = refunds.payment.discount.expect("a discount").savings;
    assert_eq!(savings[0].funder, wire::coupon::SavingFunder::Shop);
}

#[test]
fn a_till_that_dies_at_any_step_never_charges_twice() {
    for steps in 0..6 {
        let world = World::enrolled();
        let begun = run_steps(
            world.wallet().charge_payer_code(SHOP, "3.00", None, Sale::default(), &code()),
            steps,
        );
        let wallet = world.wallet();
        for kept in wallet.charges(SHOP) {
            assert!(begun.is_none(), "an attempt with an end is not kept");
            let end = run(wallet.charge(kept.charge)).expect("asked");
            assert!(matches!(end.standing, ChargeStanding::Paid { .. }), "{end:?}");
        }
        assert!(taken(&world) <= 300, "after {steps} steps");
        assert_eq!(wallet.charges(SHOP), []);
    }
}

#[test]
fn above_quick_pay_the_till_waits_for_the_pin_and_can_close() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let asked =
        run(wallet.charge_payer_code(SHOP, "150", None, Sale::default(), &code())).expect("asked");
    assert!(matches!(asked.standing, ChargeStanding::PinNeeded { .. }), "{asked:?}");
    // The rule is known after a restart as well.
    let wallet = world.wallet();
    let again = run(wallet.charge(asked.charge.charge)).expect("asked");
    assert_eq!(again.standing, asked.standing);
    let closed = run(wallet.close_charge(asked.charge.charge)).expect("closed");
    assert_eq!(closed.standing, ChargeStanding::Closed);
    assert_eq!((taken(&world), wallet.charges(SHOP).len()), (0, 0));
}

#[test]
fn closing_what_was_just_paid_says_that_it_is_paid() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let opened = run(wallet.open_order(SHOP, "5", None, Sale::default())).expect("opened");
    world.operator.pays_order(opened.charge.charge);
    let end = run(wallet.close_charge(opened.charge.charge)).expect("asked");
    assert!(matches!(end.standing, ChargeStanding::Paid { .. }), "{end:?}");
}

#[test]
fn an_attempt_without_an_answer_is_taken_back_once() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let opened =
        run(wallet.open_order(SHOP, "5", None, Sale::default())).expect("opened").charge.charge;
    world.operator.pays_order(opened);
    assert_eq!(refused(run(wallet.reverse_charge(opened))), ErrorCode::ReversalTooSoon);
    world.clock.advance(REVERSIBLE_MS);
    world.network.script(&[Fault::AnswerLost]);
    let unknown = run(wallet.reverse_charge(opened)).expect("kept");
    assert_eq!(unknown.standing, ChargeStanding::Unknown);
    let back = run(world.wallet().reverse_charge(opened)).expect("taken back");
    assert_eq!(back.standing, ChargeStanding::Reversed { returned: Some(yuan(500)) });
    let till = &world.operator.inner().till;
    assert_eq!(till.payments.iter().filter(|one| one.of.is_some()).count(), 1);
    assert_eq!(till.orders[&opened].state, OrderState::Reversed);
}

#[test]
fn an_attempt_that_never_arrived_ends_without_money() {
    let world = World::enrolled();
    let wallet = world.wallet();
    world.network.script(&[Fault::RequestLost]);
    let lost =
        run(wallet.charge_payer_code(SHOP, "5", None, Sale::default(), &code())).expect("kept");
    assert_eq!(lost.standing, ChargeStanding::Unknown);
    // It may be on its way still, for as long as the digits are good.
    world.clock.advance(REVERSIBLE_MS);
    let early = run(wallet.reverse_charge(lost.charge.charge)).expect("answered");
    assert_eq!(early.standing, ChargeStanding::Unknown);
    assert_eq!(wallet.charges(SHOP).len(), 1);
    world.clock.advance(120_000);
    let end = run(wallet.reverse_charge(lost.charge.charge)).expect("answered");
    assert_eq!((end.standing, taken(&world)), (ChargeStanding::Closed, 0));
}

#[test]
fn what_is_no_payer_code_is_not_sent_and_a_used_one_says_why() {
    let world = World::enrolled();
    let wallet = world.wallet();
    for odd in ["", "71000", "71000000000000000x", "7100000000000000011"] {
        let answer =
            run(wallet.charge_payer_code(SHOP, "5", None, Sale::default(), &Secret::new(odd)));
        assert_eq!(refused(answer), ErrorCode::PayerCodeMalformed, "{odd}");
    }
    let dead = Secret::new("71 0000 0000 0000 0009");
    let answer =
        run(wallet.charge_payer_code(SHOP, "5", None, Sale::default(), &dead)).expect("an end");
    let ChargeStanding::Refused(problem) = &answer.standing else { panic!("{answer:?}") };
    assert_eq!(problem.code, ErrorCode::PayerCodeUnknown);
    let spaced = Secret::new("7100 0000 0000 0000 01");
    let paid =
        run(wallet.charge_payer_code(SHOP, "5", None, Sale::default(), &spaced)).expect("paid");
    assert!(matches!(paid.standing, ChargeStanding::Paid { .. }), "{paid:?}");
    // Who may not use a till gets an error, and nothing is kept.
    let foreign = run(wallet.open_order(Id(78), "5", None, Sale::default()));
    assert_eq!(refused(foreign), ErrorCode::PayeeUnknown);
    assert_eq!((wallet.charges(SHOP).len(), wallet.charges(Id(78)).len()), (0, 0));
}

#[test]
fn a_refund_with_a_lost_answer_is_done_once_and_a_second_one_again() {
    let world = World::enrolled();
    let wallet = world.wallet();
    run(wallet.charge_payer_code(SHOP, "9", None, Sale::default(), &code())).expect("paid");
    let payment = run(wallet.takings(SHOP, None)).expect("read").payments[0].payment;
    let preview = run(wallet.preview_refund(SHOP, payment, "4")).expect("asked");
    assert_eq!((preview.cash, preview.left), (yuan(400), yuan(500)));
    let coupons = preview.coupons.iter().map(|it| (it.title.as_str(), it.given_back, it.becomes));
    let used = ("Ten off", Some(yuan(400)), CouponBecomes::Used);
    assert_eq!(coupons.collect::<Vec<_>>(), [used]);
    for fault in [Fault::AnswerLost, Fault::Garbled, Fault::Gateway] {
        world.network.script(&[fault]);
        let lost = run(wallet.refund(SHOP, payment, "2", Some("cold".to_owned())));
        assert!(lost.is_err(), "{fault:?}: {lost:?}");
        // The same again, by another start of the program: the same refund.
        let done = run(world.wallet().refund(SHOP, payment, "2", Some(" cold ".to_owned())));
        assert_eq!(done.expect("done").amount, yuan(200));
        let wallet = world.wallet();
        assert!(wallet.state().unfinished_refunds.is_empty());
    }
    // Once it is seen to be done, the same asked for is another one.
    world.network.script(&[Fault::AnswerLost]);
    assert!(run(wallet.refund(SHOP, payment, "0.50", None)).is_err());
    assert_eq!(run(wallet.refunds(SHOP, payment)).expect("read").left, yuan(250));
    run(wallet.refund(SHOP, payment, "0.50", None)).expect("another one");
    assert_eq!(run(wallet.refunds(SHOP, payment)).expect("read").left, yuan(200));
    // Three times it was meant, three times it was done.
    let refunds = run(wallet.refunds(SHOP, payment)).expect("read");
    assert_eq!((refunds.refunds.len(), refunds.left), (5, yuan(200)));
    let too_much = run(wallet.refund(SHOP, payment, "4", None));
    assert_eq!(refused(too_much), ErrorCode::RefundTooMuch);
    assert_eq!(refused(run(wallet.refund(SHOP, payment, "0", None))), ErrorCode::AmountZero);
    let odd = run(wallet.refund(SHOP, payment, "1.234", None));
    assert_eq!(odd, Err(WalletError::AmountMalformed));
}

/// Puts two things into the shop's catalogue: tea for 3.00, cake for 4.50.
fn stocked(world: &World) -> [Id; 2] {
    let written = |name: &str, price: &str| WrittenItem {
        line: 1,
        name: name.to_owned(),
        price: price.to_owned(),
        currency: None,
        barcode: String::new(),
        tags: name.to_lowercase(),
    };
    let wallet = world.wallet();
    let mut items = Vec::new();
    for (name, price) in [("Tea", "3"), ("Cake", "4.50")] {
        items = wallet.save_item(SHOP, None, written(name, price)).expect("kept");
    }
    [items[0].item, items[1].item]
}

#[test]
fn a_receipt_says_what_was_sold_also_after_a_restart_and_with_what_went_back() {
    let world = World::enrolled();
    let [tea, cake] = stocked(&world);
    let sold = [(tea, 2), (cake, 1)];
    let opened = run(world.wallet().open_order(SHOP, "12.50", None, of(&sold))).expect("opened");
    world.operator.pays_order(opened.charge.charge);
    let end = run(world.wallet().charge(opened.charge.charge)).expect("asked");
    let ChargeStanding::Paid { payment, .. } = end.standing else { panic!("{end:?}") };
    // A price that changes later is not the price that was paid.
    let wallet = world.wallet();
    let dear = WrittenItem {
        line: 1,
        name: "Tea".to_owned(),
        price: "9".to_owned(),
        currency: None,
        barcode: String::new(),
        tags: String::new(),
    };
    wallet.save_item(SHOP, Some(tea), dear).expect("kept");
    let slip = run(wallet.slip(SHOP, payment)).expect("told");
    let lines: Vec<_> = slip
        .lines
        .iter()
        .map(|line| (line.name.as_deref(), line.pieces, line.price.minor(), line.sum.minor()))
        .collect();
    assert_eq!(
        lines,
        [(Some("Tea"), 2, 300, 600), (Some("Cake"), 1, 450, 450), (None, 1, 200, 200)]
    );
    assert_eq!(run(world.wallet().slip(SHOP, payment)).expect("once more"), slip);
    run(wallet.refund(SHOP, payment, "2.50", None)).expect("given back");
    let slip = run(wallet.slip(SHOP, payment)).expect("told");
    assert_eq!(slip.refunds.iter().map(|back| back.amount).collect::<Vec<_>>(), [yuan(250)]);
    assert_eq!(refused(run(wallet.slip(SHOP, Id(404)))), ErrorCode::PaymentUnknown);
}

#[test]
fn a_basket_opens_the_order_with_its_goods_and_sends_them_again_after_a_restart() {
    let world = World::enrolled();
    let [tea, cake] = stocked(&world);
    world.network.script(&[Fault::AnswerLost]);
    let sold = [(tea, 2), (cake, 1)];
    let begun = run(world.wallet().open_order(SHOP, "12.50", None, of(&sold))).expect("begun");
    assert_eq!(begun.standing, ChargeStanding::Unknown);
    let line = |name: Option<&str>, pieces, price_minor, tags: &[&str]| GoodsLine {
        name: name.map(str::to_owned),
        pieces,
        price_minor,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    };
    let expected = [
        line(Some("Tea"), 2, 300, &["tea"]),
        line(Some("Cake"), 1, 450, &["cake"]),
        line(None, 1, 200, &[]),
    ];
    let order = begun.charge.charge;
    assert_eq!(world.operator.inner().till.orders[&order].goods, expected);
    // As if it had never arrived: what is sent again is the same, whatever became of the catalogue.
    world.operator.inner().till.orders.clear();
    world.wallet().remove_item(SHOP, cake).expect("taken out");
    run(world.wallet().charge(order)).expect("asked");
    assert_eq!(world.operator.inner().till.orders[&order].goods, expected);
    world.operator.pays_order(order);
    let end = run(world.wallet().charge(order)).expect("asked");
    let ChargeStanding::Paid { payment, .. } = end.standing else { panic!("{end:?}") };
    let goods = run(world.wallet().refunds(SHOP, payment)).expect("told").goods.expect("goods");
    assert_eq!((goods.lines().len(), goods.total_minor()), (3, 1_250));
    // The receipt has them from the operator: another device of the shop has it too.
    world.store.put(SavedState { sold: Vec::new(), ..world.store.saved() });
    let slip = run(world.wallet().slip(SHOP, payment)).expect("told");
    assert_eq!(slip.lines.len(), 3);
}

#[test]
fn a_tip_is_a_line_of_its_own_above_the_price() {
    let world = World::enrolled();
    let [tea, _] = stocked(&world);
    let wallet = world.wallet();
    let opened = |amount: &str, lines: &[(Id, u32)], tip: &str| {
        let sale = Sale { lines, tip: Some(tip) };
        let now = run(wallet.open_order(SHOP, amount, None, sale))?;
        let order = world.operator.inner().till.orders[&now.charge.charge].clone();
        assert_eq!(order.amount.minor, now.charge.amount.minor());
        let line = |line: GoodsLine| (line.name, line.pieces, line.price_minor, line.tags.concat());
        Ok(order.goods.into_iter().map(line).collect::<Vec<_>>())
    };
    let line = |name: Option<&str>, pieces, minor, tag: &str| {
        (name.map(str::to_owned), pieces, minor, tag.to_owned())
    };
    let tip = |minor| line(None, 1, minor, "tip");
    let typed = opened("5.50", &[], "0.50").expect("opened");
    assert_eq!(typed, [line(None, 1, 500, ""), tip(50)]);
    let whole = opened("6.60", &[(tea, 2)], "0.6").expect("opened");
    assert_eq!(whole, [line(Some("Tea"), 2, 300, "tea"), tip(60)]);
    // Too many things for an order to carry are one price; the tip stays beside it.
    let many = opened("604", &[(tea, 201)], "1").expect("opened");
    assert_eq!(many, [line(None, 1, 60_300, ""), tip(100)]);
    assert_eq!(opened("5", &[], "0").expect("opened"), []);
    for (amount, lines, odd) in
        [("5", &[][..], "5"), ("5", &[], "6"), ("5", &[], "x"), ("6", &[(tea, 2)], "0.01")]
    {
        assert_eq!(opened(amount, lines, odd), Err(WalletError::AmountMalformed), "{odd}");
    }
    let order = run(wallet.open_order(SHOP, "5.50", None, Sale { lines: &[], tip: Some("0.50") }));
    let order = order.expect("opened").charge.charge;
    world.operator.pays_order(order);
    let ChargeStanding::Paid { payment, .. } = run(wallet.charge(order)).expect("asked").standing
    else {
        panic!("not paid")
    };
    let slip = run(wallet.slip(SHOP, payment)).expect("told");
    assert_eq!(slip.lines.iter().map(|line| line.is_tip).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn what_an_order_cannot_carry_goes_without_goods_and_typed_amounts_have_none() {
    let world = World::enrolled();
    let [tea, _] = stocked(&world);
    let wallet = world.wallet();
    let goods = |now: crate::till::ChargeNow| {
        world.operator.inner().till.orders[&now.charge.charge].goods.len()
    };
    let many = run(wallet.open_order(SHOP, "603", None, of(&[(tea, 201)]))).expect("opened");
    assert_eq!(goods(many), 0);
    let most = run(wallet.open_order(SHOP, "600", None, of(&[(tea, 200)]))).expect("opened");
    assert_eq!(goods(most), 1);
    let typed = run(wallet.open_order(SHOP, "5", None, Sale::default())).expect("opened");
    assert_eq!(goods(typed), 0);
}

#[test]
fn what_was_not_paid_leaves_no_sale_behind_and_old_sales_are_forgotten() {
    let world = World::enrolled();
    let [tea, _] = stocked(&world);
    let wallet = world.wallet();
    let opened = run(wallet.open_order(SHOP, "6", None, of(&[(tea, 2)]))).expect("opened");
    assert_eq!(wallet.state().sold.len(), 1);
    run(wallet.close_charge(opened.charge.charge)).expect("closed");
    assert!(wallet.state().sold.is_empty());
    let dead = Secret::new("71 0000 0000 0000 0009");
    run(wallet.charge_payer_code(SHOP, "6", None, of(&[(tea, 2)]), &dead)).expect("an end");
    assert!(wallet.state().sold.is_empty());
    let less = run(wallet.open_order(SHOP, "5", None, of(&[(tea, 2)])));
    assert_eq!(less, Err(WalletError::AmountMalformed), "things that cost more than is asked");
    for _ in 0..SavedState::SOLD_MAX + 2 {
        let code = code();
        run(wallet.charge_payer_code(SHOP, "3", None, of(&[(tea, 1)]), &code)).expect("paid");
    }
    assert_eq!(wallet.state().sold.len(), SavedState::SOLD_MAX);
}
