//! `GET /v1/coupons`, `GET /v1/coupons/offered`, `POST /v1/coupons`, and payments with coupons.

mod charge;
mod desk;
mod goods;
mod link;
mod refund;

pub(crate) use desk::every_command;

use crate::support::{Answer, Device, Order, Place, assert_problem};
use operator::random;
use reqwest::Method;
use serde_json::{Value, json};
use wire::coupon::OrderDiscount;
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id, Money};

/// The demo's batches.
pub(crate) const WELCOME: &str = "10 off from 50";
const NOODLES: &str = "15 % off noodles";
const SURPRISE: &str = "A surprise: 1 to 8 off";

fn new_id() -> Id {
    random::id().expect("random")
}

async fn take(device: &Device, coupon: Id, stock: Id) -> Answer {
    let body = json!({ "coupon": coupon, "stock": stock });
    device.send(Method::POST, "/v1/coupons", Some(body)).await
}

/// Takes a coupon of one of the demo's batches.
pub(crate) async fn taken(place: &Place, device: &Device, title: &str) -> Id {
    let coupon = new_id();
    take(device, coupon, place.coupons(title)).await.ok();
    coupon
}

fn with_coupons(mut order: Order, total: u64, coupons: &[Id]) -> Order {
    let total = Money { minor: total, currency: "CNY".to_owned() };
    order.order.discount = Some(OrderDiscount { total, coupons: coupons.to_vec() });
    order
}

/// Pays the first shop's label.
pub(crate) fn at_shop(place: &Place, total: u64, amount: u64, coupons: &[Id]) -> Order {
    with_coupons(Order::label(place.shops[0].label, amount), total, coupons)
}

/// Returns a coupon as its person's list tells it.
async fn listed(device: &Device, coupon: Id) -> Value {
    let all = device.get("/v1/coupons").await.ok();
    let mut coupons = all["coupons"].as_array().expect("coupons").iter();
    coupons.find(|one| one["coupon"] == json!(coupon)).expect("the coupon").clone()
}

async fn titles(device: &Device) -> Vec<String> {
    let offered = device.get("/v1/coupons/offered").await.ok();
    let stocks = offered["stocks"].as_array().expect("batches").iter();
    let mut titles: Vec<String> =
        stocks.map(|stock| stock["title"].as_str().expect("a title").to_owned()).collect();
    titles.sort();
    titles
}

#[tokio::test]
async fn what_is_offered_can_be_taken_as_often_as_one_person_gets_it() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    assert_eq!(titles(&lin).await, [WELCOME, NOODLES, SURPRISE]);
    let (first, stock) = (new_id(), place.coupons(WELCOME));
    let answer = take(&lin, first, stock).await.ok();
    assert_eq!(answer["coupon"]["state"], "held");
    assert_eq!(answer["stock"]["kind"]["off_minor"], 1000);
    assert_eq!(take(&lin, first, stock).await.ok(), answer, "the same request again");
    let other = take(&lin, first, place.coupons(NOODLES)).await;
    assert_problem(&other, ErrorCode::IdempotencyConflict);
    take(&lin, new_id(), stock).await.ok();
    assert_problem(&take(&lin, new_id(), stock).await, ErrorCode::CouponPersonUsed);
    assert_problem(&take(&lin, new_id(), new_id()).await, ErrorCode::StockUnknown);
    assert_eq!(titles(&lin).await, [NOODLES, SURPRISE], "only what can still be taken");

    let all = lin.get("/v1/coupons").await.ok();
    assert_eq!(all["coupons"].as_array().map(Vec::len), Some(2));
    assert_eq!(all["stocks"].as_array().map(Vec::len), Some(1), "each batch once");
    assert_eq!(all["zone_ahead_min"], 0);
    let mei = place.person("mei").await;
    assert_eq!(mei.get("/v1/coupons").await.ok()["coupons"], json!([]), "nobody else's");
    assert_eq!(titles(&mei).await, [WELCOME, NOODLES, SURPRISE]);
    place.audit();
}

#[tokio::test]
async fn a_drawn_value_is_drawn_once_and_the_shops_of_a_batch_are_named() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let (coupon, stock) = (new_id(), place.coupons(SURPRISE));
    let drawn = take(&lin, coupon, stock).await.ok();
    let value = drawn["coupon"]["value_minor"].as_u64().expect("a value");
    assert!((100..=800).contains(&value), "{value}");
    for _ in 0..5 {
        assert_eq!(take(&lin, coupon, stock).await.ok(), drawn, "drawn once");
    }
    let noodles = take(&lin, new_id(), place.coupons(NOODLES)).await.ok();
    assert_eq!(noodles["stock"]["merchants"]["which"], "only");
    assert_eq!(noodles["stock"]["merchant_names"], json!([place.shops[0].name]));
    assert_eq!(noodles["stock"]["given_up"], true);
    let payee = lin.get(&format!("/v1/payees/label/{}", place.shops[0].label)).await.ok();
    assert_eq!(noodles["stock"]["merchants"]["of"], json!([payee["merchant"]]));
}

#[tokio::test]
async fn with_a_coupon_the_payer_pays_less_and_the_shop_gets_all() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let before = lin.balance().await;
    let coupon = taken(&place, &lin, WELCOME).await;
    let order = at_shop(&place, 6000, 5000, &[coupon]);
    let paid = lin.pay(&order).await.ok();
    assert_eq!((&paid["kind"], &paid["amount"]["minor"]), (&json!("label"), &json!(5000)));
    assert_eq!(paid["discount"]["total"]["minor"], 6000);
    assert_eq!(paid["discount"]["savings"][0]["title"], WELCOME);
    assert_eq!(paid["discount"]["savings"][0]["saving"]["minor"], 1000);
    assert_eq!(lin.pay(&order).await.ok(), paid, "the same payment again");
    assert_eq!(lin.balance().await, before - 5000);
    let payment = order.order.payment;
    let read = lin.get(&format!("/v1/payments/{payment}")).await.ok();
    assert_eq!(read["discount"], paid["discount"]);

    let till = place.till(0, Method::GET, "/v1/till/payments?limit=2", Value::Null).await.ok();
    let seen = till["payments"].as_array().expect("payments").iter();
    let subsidy = seen.clone().find(|one| one["kind"] == "subsidy").expect("the funder's part");
    assert_eq!((&subsidy["amount"]["minor"], &subsidy["of"]), (&json!(1000), &json!(payment)));
    assert_eq!(subsidy["counterparty"], WELCOME);
    assert!(seen.clone().any(|one| one["payment"] == json!(payment)));

    let used = listed(&lin, coupon).await;
    assert_eq!((&used["state"], &used["payment"]), (&json!("used"), &json!(payment)));
    let again = lin.pay(&at_shop(&place, 6000, 5000, &[coupon])).await;
    assert_problem(&again, ErrorCode::CouponUsed);
    place.audit();
}

#[tokio::test]
async fn a_wrong_price_somebody_elses_coupon_or_a_transfer_moves_nothing() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let (before, coupon) = (lin.balance().await, taken(&place, &lin, WELCOME).await);
    for (total, amount) in [(6000, 4999), (6000, 5001), (4999, 3999), (6000, 6000)] {
        let answer = lin.pay(&at_shop(&place, total, amount, &[coupon])).await;
        assert_problem(&answer, ErrorCode::CouponPriceDiffers);
    }
    let stranger = mei.pay(&at_shop(&place, 6000, 5000, &[coupon])).await;
    assert_problem(&stranger, ErrorCode::CouponUnknown);
    let nothing = mei.pay(&at_shop(&place, 6000, 5000, &[new_id()])).await;
    assert_eq!(stranger.json["code"], nothing.json["code"], "as one that is not there");
    let twice = lin.pay(&at_shop(&place, 6000, 4000, &[coupon, coupon])).await;
    assert_problem(&twice, ErrorCode::RequestMalformed);
    let none = lin.pay(&at_shop(&place, 6000, 6000, &[])).await;
    assert_problem(&none, ErrorCode::RequestMalformed);

    let account = mei.get("/v1/account").await.ok();
    let code: Id = account["receive_code"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let transfer = with_coupons(Order::new(PayeeKind::Receive, code, 5000), 6000, &[coupon]);
    assert_problem(&lin.pay(&transfer).await, ErrorCode::CouponsNotTaken);
    let elsewhere = taken(&place, &lin, NOODLES).await;
    let order = Order::label(place.shops[1].label, 850);
    let answer = lin.pay(&with_coupons(order, 1000, &[elsewhere])).await;
    assert_problem(&answer, ErrorCode::CouponPriceDiffers);

    assert_eq!(lin.balance().await, before);
    assert_eq!(listed(&lin, coupon).await["state"], "held");
    // And it still is worth what it says.
    lin.pay(&at_shop(&place, 6000, 5000, &[coupon])).await.ok();
    place.audit();
}

#[tokio::test]
async fn a_coupon_that_was_changed_after_it_was_signed_is_refused() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let coupon = taken(&place, &lin, WELCOME).await;
    let mut body = lin.pay_body(&at_shop(&place, 6000, 5000, &[coupon]));
    body["order"]["discount"]["total"]["minor"] = json!(5500);
    let answer = lin.send(Method::POST, "/v1/payments", Some(body)).await;
    assert_problem(&answer, ErrorCode::SignatureInvalid);
    assert_eq!(listed(&lin, coupon).await["state"], "held");
}
