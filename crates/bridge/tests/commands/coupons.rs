//! `coupons`, `offered_coupons`, `take_coupon`, and what `prepare_payment` makes of them.

use crate::host::{TestHost, code};
use crate::town::{PIN, SHOP, ten_off};
use serde_json::{Value, json};
use wire::Id;
use wire::coupon::{CouponKind, Listed, StockState};
use wire::payee::PayeeKind;

/// A host that has taken both coupons of the one batch, and a shop's label.
async fn with_coupons() -> (TestHost, String, [String; 2]) {
    let host = TestHost::ready().await;
    host.town.books().stocks = vec![ten_off(5, Listed::All, Vec::new())];
    let stock = host.ok("offered_coupons", json!({})).await["stocks"][0]["stock"].clone();
    let first = host.ok("take_coupon", json!({ "stock": stock })).await;
    let second = host.ok("take_coupon", json!({ "stock": stock })).await;
    let id = |view: &Value| view["coupon"].as_str().expect("a coupon").to_owned();
    let label = host.town.settle(PayeeKind::Label, "Noodle House", None);
    (host, code(label, "Noodle House", None), [id(&first), id(&second)])
}

fn prepare(label: &str, amount: &str, coupons: Value) -> Value {
    json!({ "code": label, "amount": amount, "note": null, "coupons": coupons })
}

#[tokio::test]
async fn coupons_are_offered_taken_and_listed() {
    let (host, _, [first, second]) = with_coupons().await;
    let listed = host.ok("coupons", json!({})).await;
    let ids: Vec<_> = listed["coupons"].as_array().expect("a list").iter().collect();
    assert_eq!([&ids[0]["coupon"], &ids[1]["coupon"]], [&json!(second), &json!(first)]);
    let stock = &ids[0]["stock"];
    assert_eq!(stock["title"], "Ten off fifty");
    assert_eq!(stock["worth"]["worth"], "off");
    assert_eq!(stock["worth"]["amount"]["digits"], "10.00");
    assert_eq!(stock["threshold"]["digits"], "50.00");
    assert_eq!(ids[0]["standing"], "usable");
    let third = host.refused("take_coupon", json!({ "stock": stock["stock"] })).await;
    assert_eq!(third["code"], "coupon_person_used");
    let unknown = host.refused("take_coupon", json!({ "stock": Id(9).to_string() })).await;
    assert_eq!(unknown["code"], "stock_unknown");
    let odd = host.refused("take_coupon", json!({ "stock": "x" })).await;
    assert_eq!(odd["code"], "request_malformed");
}

#[tokio::test]
async fn the_best_coupons_are_used_and_what_they_save_is_in_the_history() {
    let (host, label, [first, second]) = with_coupons().await;
    let view = host.ok("prepare_payment", prepare(&label, "60", Value::Null)).await;
    assert_eq!(view["amount"]["digits"], "40.00");
    let discount = &view["discount"];
    assert_eq!(discount["total"]["digits"], "60.00");
    assert_eq!(discount["saving"]["digits"], "20.00");
    assert_eq!(discount["used"].as_array().map(Vec::len), Some(2));
    let payment = view["payment"].as_str().expect("a payment");
    let end = host.ok("confirm_payment", json!({ "payment": payment, "pin": PIN })).await;
    assert_eq!(end["payment"]["saving"]["digits"], "20.00");
    assert_eq!(end["payment"]["amount"]["digits"], "40.00");
    let listed = host.ok("coupons", json!({})).await;
    for coupon in listed["coupons"].as_array().expect("a list") {
        assert_eq!(coupon["standing"], "used");
        assert_eq!(coupon["payment"], payment);
        assert!([&first, &second].iter().any(|id| coupon["coupon"] == ***id));
    }
}

#[tokio::test]
async fn the_payer_may_choose_others_and_is_told_why_each_is_not_used() {
    let (host, label, [first, _]) = with_coupons().await;
    let one = host.ok("prepare_payment", prepare(&label, "60", json!([first]))).await;
    assert_eq!(one["amount"]["digits"], "50.00");
    assert_eq!(one["discount"]["unused"][0]["reason"], "not_chosen");
    assert_eq!(one["discount"]["unused"][0]["is_choice"], true);
    let none = host.ok("prepare_payment", prepare(&label, "60", json!([]))).await;
    assert_eq!(none["amount"]["digits"], "60.00");
    let short = host.ok("prepare_payment", prepare(&label, "46.8", Value::Null)).await;
    assert_eq!(short["amount"]["digits"], "46.80");
    let unused = &short["discount"]["unused"][0];
    assert_eq!(unused["reason"], "threshold_short");
    assert_eq!(unused["amount"]["digits"], "3.20");
    assert_eq!(unused["is_choice"], false);
    let refused = host.refused("prepare_payment", prepare(&label, "46.8", json!([first]))).await;
    assert_eq!(refused["code"], "coupon_price_differs");
    let odd = host.refused("prepare_payment", prepare(&label, "60", json!(["x"]))).await;
    assert_eq!(odd["code"], "request_malformed");
}

#[tokio::test]
async fn a_transfer_between_people_knows_no_coupon() {
    let (host, _, _) = with_coupons().await;
    let person = host.town.settle(PayeeKind::Receive, "Wang", None);
    let person = code(person, "Wang", None);
    let view = host.ok("prepare_payment", prepare(&person, "60", Value::Null)).await;
    assert_eq!(view["amount"]["digits"], "60.00");
    assert!(view["discount"].is_null());
}

#[tokio::test]
async fn every_kind_and_limit_is_told() {
    let host = TestHost::ready().await;
    let only = ten_off(1, Listed::Only(vec![SHOP]), vec!["Noodle House".to_owned()]);
    let mut percent = ten_off(2, Listed::Except(vec![SHOP]), vec!["Tea House".to_owned()]);
    percent.kind =
        CouponKind::PercentOff { threshold_minor: 0, basis_points: 1250, cap_minor: 2000 };
    percent.goods = Listed::Only(vec!["tea".to_owned()]);
    percent.hours_min = vec![[660, 840]];
    percent.weekdays = 0b110_0000;
    let mut price = ten_off(3, Listed::All, Vec::new());
    price.kind = CouponKind::FixedPrice { price_minor: 990, saves_max_minor: 500 };
    price.goods = Listed::Except(vec!["wine".to_owned()]);
    let mut random = ten_off(4, Listed::All, Vec::new());
    random.kind = CouponKind::RandomValue { threshold_minor: 1, least_minor: 1, most_minor: 88 };
    random.state = StockState::Paused;
    host.town.books().stocks = vec![only, percent, price, random];
    let offered = host.ok("offered_coupons", json!({})).await;
    let stocks = &offered["stocks"];
    assert_eq!(stocks[0]["only_at"], json!(["Noodle House"]));
    assert_eq!(stocks[1]["not_at"], json!(["Tea House"]));
    assert!(stocks[1]["only_at"].is_null() && stocks[1]["threshold"].is_null());
    assert_eq!(stocks[1]["worth"]["percent"], "12.5");
    assert_eq!(stocks[1]["worth"]["cap"]["digits"], "20.00");
    assert_eq!(stocks[1]["only_for"], json!(["tea"]));
    assert_eq!(stocks[1]["hours_min"], json!([[660, 840]]));
    assert_eq!(stocks[1]["weekdays"], 0b110_0000);
    assert_eq!(stocks[2]["worth"]["worth"], "price");
    assert_eq!(stocks[2]["not_for"], json!(["wine"]));
    assert_eq!(stocks[3]["worth"]["most"]["digits"], "0.88");
}

#[tokio::test]
async fn an_address_is_read_as_what_it_is_and_shows_the_batch_behind_it() {
    let host = TestHost::ready().await;
    host.town.books().stocks = vec![ten_off(5, Listed::All, Vec::new())];
    let link = |host: &str| format!("https://{host}/c/{}", Id(5));
    let ours = host.ok("read_code", json!({ "text": link("TOWN.example") })).await;
    assert_eq!((&ours["reading"], &ours["is_ours"]), (&json!("coupon"), &json!(true)));
    assert_eq!(
        (&ours["operator"], &ours["code"]),
        (&json!("town.example"), &json!(link("town.example")))
    );
    let foreign = host.ok("read_code", json!({ "text": link("city.example") })).await;
    assert_eq!(foreign["is_ours"], false);

    let code = ours["code"].clone();
    let seen = host.ok("seen_stock", json!({ "code": code })).await;
    assert_eq!(seen["stock"]["title"], "Ten off fifty");
    assert_eq!((&seen["left"], &seen["received"]), (&Value::Null, &json!(0)), "plenty");
    assert!(seen["refusal"].is_null());
    for _ in 0..2 {
        host.ok("take_coupon", json!({ "stock": seen["stock"]["stock"] })).await;
    }
    let seen = host.ok("seen_stock", json!({ "code": code })).await;
    assert_eq!((&seen["left"], &seen["received"]), (&json!(99), &json!(2)));
    assert_eq!(seen["refusal"], "coupon_person_used");
    let other = host.refused("seen_stock", json!({ "code": foreign["code"] })).await;
    assert_eq!(other["code"], "foreign_operator");
    let none = host.refused("seen_stock", json!({ "code": "hello" })).await;
    assert_eq!(none["code"], "stock_unknown");
}
