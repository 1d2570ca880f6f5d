//! Orders that say what is bought, and coupons for some of it.

use super::desk::{done, until};
use super::{WELCOME, listed, new_id, take, taken, with_coupons};
use crate::payer_code::Wallet;
use crate::support::{Order, Place, assert_problem};
use paycode::PayerTerms;
use reqwest::Method;
use serde_json::{Value, json};
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id};

fn of(minor: u64) -> Value {
    json!({ "minor": minor, "currency": "CNY" })
}

/// Two teas of 12.00, a cake of 31.00, and 5.00 that nobody named: 60.00.
fn basket() -> Value {
    json!([
        { "name": "Tea", "pieces": 2, "price_minor": 1200, "tags": ["drink", "hot"] },
        { "name": "Cake", "pieces": 1, "price_minor": 3100, "tags": ["sweet"] },
        { "pieces": 1, "price_minor": 500 },
    ])
}

fn order(id: Id, goods: &Value) -> Value {
    json!({ "order": id, "amount": of(6000), "goods": goods })
}

/// Opens a batch of coupons for half of one drink, and takes one of them.
async fn half_a_drink(place: &Place, lin: &crate::support::Device) -> Id {
    let until = until();
    let options = ["open", "--title", "Half a drink", "--percent", "50", "--cap", "20.00"];
    let for_goods = ["--item", "--goods", "drink", "--funder", "operator", "--pieces", "9"];
    let opened = [&options[..], &for_goods, &["--until-date", &until]].concat();
    let stock = done(&place.data(), &opened)["stock"].as_str().expect("an id").to_owned();
    done(&place.data(), &["start", "--stock", &stock]);
    let coupon = new_id();
    let answer = take(lin, coupon, stock.parse().expect("an id")).await.ok();
    assert_eq!(answer["stock"]["for_item"], true);
    assert_eq!(answer["stock"]["goods"], json!({ "which": "only", "of": ["drink"] }));
    coupon
}

#[tokio::test]
async fn a_basket_is_paid_with_a_coupon_for_an_item_and_one_for_the_order() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let before = lin.balance().await;
    let (drink, welcome) = (half_a_drink(&place, &lin).await, taken(&place, &lin, WELCOME).await);
    let id = new_id();
    let opened = place.till(0, Method::POST, "/v1/orders", order(id, &basket())).await.ok();
    assert_eq!(opened["goods"], basket());
    let payee = lin.get(&format!("/v1/payees/order/{id}")).await.ok();
    assert_eq!((&payee["goods"], &payee["amount"]), (&basket(), &of(6000)));
    // Half of one tea, and ten off: what is paid is that or nothing.
    let coupons = [drink, welcome];
    for wrong in [3800, 4401, 5400] {
        let pay = with_coupons(Order::new(PayeeKind::Order, id, wrong), 6000, &coupons);
        assert_problem(&lin.pay(&pay).await, ErrorCode::CouponPriceDiffers);
    }
    let pay = with_coupons(Order::new(PayeeKind::Order, id, 4400), 6000, &coupons);
    let paid = lin.pay(&pay).await.ok();
    assert_eq!(lin.balance().await, before - 4400);
    let savings = paid["discount"]["savings"].as_array().expect("savings");
    let saved: Vec<u64> =
        savings.iter().map(|one| one["saving"]["minor"].as_u64().expect("a saving")).collect();
    assert_eq!(saved, [600, 1000]);
    let seen = place.till(0, Method::GET, &format!("/v1/orders/{id}"), Value::Null).await.ok();
    assert_eq!((&seen["goods"], &seen["state"]), (&basket(), &json!("paid")));
    let path = format!("/v1/refunds?order={id}");
    assert_eq!(place.till(0, Method::GET, &path, Value::Null).await.ok()["goods"], basket());
    let path = format!("/v1/till/slips/{}", paid["payment"].as_str().expect("an id"));
    let slip = place.till(0, Method::GET, &path, Value::Null).await.ok();
    assert_eq!(slip["goods"], basket());
    let (_, token) = slip["link"].as_str().expect("a link").split_once("/r/").expect("a token");
    let page = reqwest::get(format!("{}/r/{token}", place.url)).await.expect("answers");
    let page = page.text().await.expect("text");
    assert!(page.contains("Cake") && page.contains("2 x 12.00"), "{page}");
    for coupon in coupons {
        assert_eq!(listed(&lin, coupon).await["state"], "used");
    }
    place.audit();
}

#[tokio::test]
async fn a_tip_is_paid_in_full_and_seen_by_payer_and_shop() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let welcome = taken(&place, &lin, WELCOME).await;
    // Ten off from fifty on: with the tip it would be enough.
    let tip = json!({ "pieces": 1, "price_minor": 500, "tags": ["tip"] });
    let meal = |minor: u64| json!({ "name": "Meal", "pieces": 1, "price_minor": minor });
    let order = |id: Id, price: u64| json!({ "order": id, "amount": of(price + 500), "goods": [meal(price), tip] });
    let short = new_id();
    place.till(0, Method::POST, "/v1/orders", order(short, 4_700)).await.ok();
    let pay = with_coupons(Order::new(PayeeKind::Order, short, 4_200), 5_200, &[welcome]);
    assert_problem(&lin.pay(&pay).await, ErrorCode::CouponPriceDiffers);
    let id = new_id();
    place.till(0, Method::POST, "/v1/orders", order(id, 5_000)).await.ok();
    let pay = with_coupons(Order::new(PayeeKind::Order, id, 4_500), 5_500, &[welcome]);
    let paid = lin.pay(&pay).await.ok();
    assert_eq!(paid["goods"], Value::Null, "told by who asks for the payment alone");
    let path = format!("/v1/payments/{}", paid["payment"].as_str().expect("an id"));
    let seen = lin.get(&path).await.ok();
    assert_eq!(seen["goods"], json!([meal(5_000), tip]));
    let path = format!("/v1/till/slips/{}", paid["payment"].as_str().expect("an id"));
    let slip = place.till(0, Method::GET, &path, Value::Null).await.ok();
    assert_eq!(slip["goods"], seen["goods"]);
    let (_, token) = slip["link"].as_str().expect("a link").split_once("/r/").expect("a token");
    let page = reqwest::get(format!("{}/r/{token}", place.url)).await.expect("answers");
    let page = page.text().await.expect("text");
    assert!(page.contains("Tip") && page.contains("5.00"), "{page}");
    place.audit();
}

#[tokio::test]
async fn a_scanned_code_is_charged_for_goods_once_and_for_no_others() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let drink = half_a_drink(&place, &lin).await;
    let (id, code) = (new_id(), wallet.show(PayerTerms::default()));
    let charge = |goods: &Value| {
        let body = json!({
            "payment": id, "payer_code": code, "amount": of(6000), "goods": goods,
        });
        place.till(0, Method::POST, "/v1/payer-code/payments", body)
    };
    let paid = charge(&basket()).await.ok();
    assert_eq!(paid["payment"]["amount"], of(5400));
    assert_eq!(listed(&lin, drink).await["state"], "used");
    assert_eq!(charge(&basket()).await.ok(), paid, "the same answer again");
    let mut dearer = basket();
    dearer[1]["name"] = json!("Pie");
    for other in [dearer, json!([])] {
        assert_problem(&charge(&other).await, ErrorCode::IdempotencyConflict);
    }
    let path = format!("/v1/refunds?payment={id}");
    assert_eq!(place.till(0, Method::GET, &path, Value::Null).await.ok()["goods"], basket());
    place.audit();
}

#[tokio::test]
async fn goods_that_cannot_be_are_refused_with_what_is_wrong() {
    let place = Place::start().await;
    let line = |name: &str, pieces: u32, price_minor: u64, tags: Value| json!({ "name": name, "pieces": pieces, "price_minor": price_minor, "tags": tags });
    let one = || line("Tea", 1, 6000, json!([]));
    let many: Vec<Value> = (0..51).map(|_| line("Tea", 1, 100, json!([]))).collect();
    for (goods, words) in [
        (json!(many), "50 lines"),
        (json!([line("Tea", 201, 1, json!([]))]), "200"),
        (json!([line("Tea", 0, 1, json!([]))]), "one piece"),
        (json!([line("Tea", 1, 0, json!([]))]), "price is zero"),
        (json!([line("Tea", 1, 6000, json!(["Drink"]))]), "a tag is"),
        (json!([line("Tea", 1, 6000, json!(["a", "a"]))]), "each once"),
    ] {
        let answer = place.till(0, Method::POST, "/v1/orders", order(new_id(), &goods)).await;
        assert_problem(&answer, ErrorCode::GoodsMalformed);
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
    for (goods, code) in [
        (json!([line(&"x".repeat(41), 1, 6000, json!([]))]), ErrorCode::GoodsMalformed),
        (json!([line("Tea", 1, 5999, json!([]))]), ErrorCode::GoodsSumDiffers),
        (json!([one(), line("Cake", 1, 1, json!([]))]), ErrorCode::GoodsSumDiffers),
    ] {
        let answer = place.till(0, Method::POST, "/v1/orders", order(new_id(), &goods)).await;
        assert_problem(&answer, code);
    }
    let id = new_id();
    let opened = place.till(0, Method::POST, "/v1/orders", order(id, &json!([one()]))).await;
    assert_eq!(opened.ok()["goods"], json!([{ "name": "Tea", "pieces": 1, "price_minor": 6000 }]));
    let again = place.till(0, Method::POST, "/v1/orders", order(id, &basket())).await;
    assert_problem(&again, ErrorCode::IdempotencyConflict);
    place.audit();
}
