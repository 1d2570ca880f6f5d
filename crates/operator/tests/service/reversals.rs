//! `POST /v1/orders/{order}/reverse`.

use crate::events::Listener;
use crate::payer_code::Wallet;
use crate::support::{Answer, Order, Place, assert_problem};
use bank::command::OpenOrder;
use bank::id::OrderId;
use bank::{Command, CommandKey, Scope, TimeMs};
use operator::config::Config;
use operator::{clock, random};
use reqwest::Method;
use serde_json::{Value, json};
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

fn new_id() -> Id {
    random::id().expect("random")
}

/// Makes it noon at the operator, so that no test runs over midnight.
pub(crate) fn at_noon(config: &mut Config) {
    let minute = clock::now().0 / 60_000 % 1440;
    let ahead = (720 + 1440 - minute) % 1440;
    let (sign, minutes) = if ahead <= 720 { ('+', ahead) } else { ('-', 1440 - ahead) };
    let text = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    config.time_zone = text.parse().expect("an offset");
}

/// Opens an order of the first shop so many seconds ago.
pub(crate) fn opened(place: &Place, order: Id, minor: u64, seconds_ago: u64) {
    let merchant = place.merchant(0).id;
    let open = OpenOrder {
        order: OrderId(order.0),
        merchant,
        amount: money::Amount::new(minor, place.config.currency).expect("in range"),
        note: None,
        goods: None,
        open_for_s: 180,
        payment_max_minor: 500_000,
    };
    let key = CommandKey { scope: Scope::Merchant(merchant), id: order.0 };
    let at = TimeMs(clock::now().0 - seconds_ago * 1000);
    place.decide(Some(key), at, Command::OpenOrder(open)).expect("opened");
}

async fn reverse(place: &Place, shop: usize, order: Id) -> Answer {
    let path = format!("/v1/orders/{order}/reverse");
    place.till(shop, Method::POST, &path, json!({ "reversal": new_id() })).await
}

#[tokio::test]
async fn a_reversed_order_is_never_paid() {
    let place = Place::start_with(at_noon).await;
    let lin = place.person("lin").await;
    let (fresh, order) = (new_id(), new_id());
    opened(&place, fresh, 800, 0);
    assert_problem(&reverse(&place, 0, fresh).await, ErrorCode::ReversalTooSoon);
    opened(&place, order, 800, 20);
    assert_problem(&reverse(&place, 1, order).await, ErrorCode::OrderUnknown);
    let first = reverse(&place, 0, order).await.ok();
    assert_eq!((&first["order"]["state"], &first["reversal"]), (&json!("reversed"), &Value::Null));
    assert_eq!(reverse(&place, 0, order).await.ok(), first, "once more changes nothing");
    let pay = lin.pay(&Order::new(PayeeKind::Order, order, 800)).await;
    assert_problem(&pay, ErrorCode::OrderReversed);
    let payee = lin.get(&format!("/v1/payees/order/{order}")).await;
    assert_problem(&payee, ErrorCode::OrderReversed);
    place.audit();
}

#[tokio::test]
async fn a_paid_order_is_reversed_and_the_money_is_back() {
    let place = Place::start_with(at_noon).await;
    let lin = place.person("lin").await;
    let before = lin.balance().await;
    let order = new_id();
    opened(&place, order, 800, 20);
    let pay = Order::new(PayeeKind::Order, order, 800);
    lin.pay(&pay).await.ok();
    let mut payer = Listener::person(&lin, None).await;
    let mut till = Listener::till(&place, 0).await;
    let first = reverse(&place, 0, order).await.ok();
    assert_eq!(first["order"]["state"], "reversed");
    assert_eq!(first["order"]["refunded"]["minor"], 800);
    assert_eq!(first["reversal"]["of"], json!(pay.order.payment));
    assert_eq!(reverse(&place, 0, order).await.ok()["reversal"], first["reversal"]);
    assert_eq!(lin.balance().await, before);
    let heard = payer.next().await.expect("an event");
    let (kind, payment) = (&heard["payment"]["kind"], &heard["payment"]["order"]);
    assert_eq!((kind, payment), (&json!("reversal"), &json!(order)));
    let heard = till.next().await.expect("an event");
    assert_eq!((&heard["kind"], &heard["payment"]["kind"]), (&json!("sent"), &json!("reversal")));
    assert_eq!(heard["payment"]["counterparty"], Value::Null);
    let body = json!({
        "refund": new_id(), "order": order, "amount": { "minor": 1, "currency": "CNY" },
    });
    let refund = place.till(0, Method::POST, "/v1/refunds", body).await;
    assert_problem(&refund, ErrorCode::PaymentReversed);
    place.audit();
}

#[tokio::test]
async fn yesterdays_attempt_is_refunded_instead() {
    // The day began a moment ago.
    let place = Place::start_with(|config| {
        config.time_zone = (0..1440)
            .filter_map(|minute| format!("+{:02}:{:02}", minute / 60, minute % 60).parse().ok())
            .chain((0..1440).filter_map(|minute| {
                format!("-{:02}:{:02}", minute / 60, minute % 60).parse().ok()
            }))
            .min_by_key(|zone: &operator::config::TimeZone| {
                clock::now().0 - zone.day_began_at(clock::now()).0
            })
            .expect("a zone");
    })
    .await;
    let lin = place.person("lin").await;
    let order = new_id();
    opened(&place, order, 800, 150);
    lin.pay(&Order::new(PayeeKind::Order, order, 800)).await.ok();
    assert_problem(&reverse(&place, 0, order).await, ErrorCode::ReversalTooLate);
    let body = json!({
        "refund": new_id(), "order": order, "amount": { "minor": 800, "currency": "CNY" },
    });
    place.till(0, Method::POST, "/v1/refunds", body).await.ok();
    place.audit();
}

#[tokio::test]
async fn a_charge_that_was_paid_at_once_cannot_be_reversed_too_soon() {
    let place = Place::start_with(at_noon).await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let payment = new_id();
    let body = json!({
        "payment": payment, "payer_code": wallet.show(paycode::PayerTerms::default()),
        "amount": { "minor": 900, "currency": "CNY" },
    });
    let paid = place.till(0, Method::POST, "/v1/payer-code/payments", body).await.ok();
    assert_eq!(paid["state"], "paid");
    assert_problem(&reverse(&place, 0, payment).await, ErrorCode::ReversalTooSoon);
    assert_problem(&reverse(&place, 1, payment).await, ErrorCode::OrderUnknown);
    place.audit();
}
