//! What becomes of coupons: given back by refunds, ended by the sweeper.

use super::{WELCOME, at_shop, listed, new_id, taken, with_coupons};
use crate::support::{Device, Order, Place};
use bank::command::{ChangeStock, OpenStock, ReceiveCoupon, Refund};
use bank::id::{AccountId, CouponId, PaymentId, StockId};
use bank::record::{Account, Record, Stock};
use bank::{Command, CommandKey, Key, Scope, TimeMs};
use operator::{clock, command, random};
use promotion::coupon::{Limits, Rules, Window};
use promotion::{Change, Seed, State, calendar};
use proof::hex;
use proof::row::{Movement, ROW_BYTES_MAX};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use wire::payee::PayeeKind;

fn stock(place: &Place, id: StockId) -> Stock {
    match place.record(&Key::Stock(id)) {
        Some(Record::Stock(stock)) => *stock,
        other => panic!("a batch, not {other:?}"),
    }
}

fn desk_minor(place: &Place) -> i64 {
    match place.record(&Key::Account(command::desk_account(place.config.currency))) {
        Some(Record::Account(Account { balance, .. })) => balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

#[tokio::test]
async fn a_refund_gives_money_for_money_and_the_coupon_with_the_last_part() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let before = lin.balance().await;
    let coupon = taken(&place, &lin, WELCOME).await;
    let order = at_shop(&place, 6000, 5000, &[coupon]);
    lin.pay(&order).await.ok();
    let payment = order.order.payment;
    let of = |minor: u64| json!({ "minor": minor, "currency": "CNY" });
    let preview = async |minor| {
        let asked = json!({ "payment": payment, "amount": of(minor) });
        place.till(0, Method::POST, "/v1/refunds/preview", asked).await.ok()
    };
    let coupon_back = |minor, becomes| {
        let back = of(minor);
        json!([{ "title": WELCOME, "funder": "operator", "given_back": back, "becomes": becomes }])
    };
    let whole = preview(6000).await;
    assert_eq!((&whole["cash"], &whole["left"]), (&of(5000), &of(0)));
    assert_eq!(whole["coupons"], coupon_back(1000, "returned"));
    let half = preview(3000).await;
    assert_eq!((&half["cash"], &half["left"]), (&of(2500), &of(3000)));
    assert_eq!(half["coupons"], coupon_back(500, "used"));

    let body = json!({ "refund": new_id(), "payment": payment, "amount": of(3000) });
    let back = place.till(0, Method::POST, "/v1/refunds", body).await.ok();
    assert_eq!(back["amount"], of(2500), "half of the price for half of the money");
    assert_eq!(lin.balance().await, before - 2500);
    let read = lin.get(&format!("/v1/payments/{payment}")).await.ok();
    assert_eq!(read["refunded"], of(2500), "the cash that went back");
    assert_eq!(listed(&lin, coupon).await["state"], "used");
    let path = format!("/v1/refunds?payment={payment}");
    let list = place.till(0, Method::GET, &path, Value::Null).await.ok();
    assert_eq!(list["left"], of(3000));

    let (merchant, id) = (place.merchant(0).id, new_id());
    let rest = Command::Refund(Refund {
        refund: PaymentId(id.0),
        payment: PaymentId(payment.0),
        merchant,
        amount: money::Amount::new(3000, place.config.currency).expect("in range"),
        reason: None,
    });
    let key = CommandKey { scope: Scope::Merchant(merchant), id: id.0 };
    let later = TimeMs(clock::now().0 + 61_000);
    assert!(place.decide(Some(key), later, rest).is_ok());
    assert_eq!(lin.balance().await, before);
    assert_eq!(listed(&lin, coupon).await["state"], "held", "it is good again");
    let read = lin.get(&format!("/v1/payments/{payment}")).await.ok();
    assert_eq!(read["refunded"], of(5000));
    place.audit();
}

/// Returns kind and movement of the row that a payer's receipt shows.
async fn row(device: &Device, payment: wire::Id) -> (u8, Movement) {
    let receipt = device.get(&format!("/v1/payments/{payment}/receipt")).await.ok();
    let content = receipt["row"]["content"].as_str().expect("a row");
    let content = hex::decode_up_to(content, ROW_BYTES_MAX).expect("bytes");
    (content[17], Movement::parse(&content).expect("the bank's bytes are read"))
}

#[tokio::test]
async fn receipts_of_a_discounted_payment_and_its_refund_show_the_money_that_moved() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let coupon = taken(&place, &lin, WELCOME).await;
    let order = at_shop(&place, 6000, 5000, &[coupon]);
    lin.pay(&order).await.ok();
    let payment = order.order.payment;
    let (kind, moved) = row(&lin, payment).await;
    assert_eq!((kind, moved.payment, moved.minor), (67, payment.0, 5000));
    let refund = new_id();
    let money = json!({ "minor": 3000, "currency": "CNY" });
    let body = json!({ "refund": refund, "payment": payment, "amount": money });
    place.till(0, Method::POST, "/v1/refunds", body).await.ok();
    let (kind, moved) = row(&lin, refund).await;
    assert_eq!((kind, moved.payment, moved.minor), (69, refund.0, 2500));
}

#[tokio::test]
async fn when_its_time_is_over_a_coupon_lapses_and_its_batch_gives_the_budget_back() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let account = lin.get("/v1/account").await.ok();
    let person: wire::Id =
        account["person"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let desk = desk_minor(&place);
    let zone = place.config.time_zone.zone();
    let bits = || random::bits().expect("random");
    let id = StockId(bits());
    let until = calendar::TimeMs(clock::now().0 + 15_000);
    let like = stock(&place, StockId(place.coupons(WELCOME).0)).rules;
    let limits = Limits { money_minor: 5_000, pieces: 5, ..like.limits };
    let rules = Rules { window: Window { until, ..like.window }, limits, ..like };
    let account = AccountId(bits());
    let title = "Over soon".to_owned();
    let coupon = CouponId(bits());
    let open = OpenStock { stock: id, account, title, rules, is_listed: true, zone };
    let start = ChangeStock { stock: id, change: Change::Activate, movement: PaymentId(bits()) };
    let person = bank::id::PersonId(person.0);
    let seed = Seed::new([7; 32]);
    let give = ReceiveCoupon { coupon, stock: id, person, card: None, zone, seed };
    for command in
        [Command::OpenStock(open), Command::ChangeStock(start), Command::ReceiveCoupon(give)]
    {
        place.decide(None, clock::now(), command).expect("done");
    }
    for _ in 0..600 {
        let seen = stock(&place, id);
        if seen.state == State::Ended && seen.budget.reserved_minor == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(stock(&place, id).state, State::Ended);
    assert_eq!(stock(&place, id).budget.reserved_minor, 0);
    assert_eq!(listed(&lin, wire::Id(coupon.0)).await["state"], "lapsed");
    assert_eq!(desk_minor(&place), desk, "what was laid aside is back");
    place.audit();
}

#[tokio::test]
async fn an_order_tells_the_money_that_went_back_and_not_the_price() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let of = |minor: u64| json!({ "minor": minor, "currency": "CNY" });
    let coupon = taken(&place, &lin, WELCOME).await;
    let id = new_id();
    let open = json!({ "order": id, "amount": of(6000) });
    place.till(0, Method::POST, "/v1/orders", open).await.ok();
    let order = with_coupons(Order::new(PayeeKind::Order, id, 5000), 6000, &[coupon]);
    let paid = lin.pay(&order).await.ok();
    let body = json!({ "refund": new_id(), "payment": paid["payment"], "amount": of(3000) });
    place.till(0, Method::POST, "/v1/refunds", body).await.ok();
    let path = format!("/v1/orders/{id}");
    let seen = place.till(0, Method::GET, &path, Value::Null).await.ok();
    assert_eq!((&seen["state"], &seen["refunded"]), (&json!("refunded"), &of(2500)));
    assert_eq!(seen["amount"], of(6000), "the price");
}
