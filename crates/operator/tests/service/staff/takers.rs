//! `GET /v1/figures/takers`: who took what, to whom it is told, and that it comes to what the
//! shop's figures come to.

use super::{Shop, invite, join, money, new_id};
use crate::support::{Device, Order, assert_problem};
use operator::clock;
use reqwest::Method;
use serde_json::{Value, json};
use wire::ErrorCode;
use wire::payee::PayeeKind;

/// Has one of the staff open an order, and somebody pay it; returns the payment.
pub(super) async fn sold(shop: &Shop, by: &Device, payer: &Device, minor: u64) -> Value {
    let order = new_id();
    let body = json!({ "order": order, "amount": money(minor) });
    by.send_for(shop.merchant, Method::POST, "/v1/orders", Some(body)).await.ok();
    payer.pay(&Order::new(PayeeKind::Order, order, minor)).await.ok()
}

pub(super) async fn told(shop: &Shop, by: &Device, from: u64) -> Value {
    let path = format!("/v1/figures/takers?from={from}&until={}", clock::now().0 + 1);
    by.send_for(shop.merchant, Method::GET, &path, None).await.ok()
}

#[tokio::test]
async fn a_report_names_who_took_what_and_a_cashier_sees_only_their_own() {
    let shop = Shop::with("cashier").await;
    let (owner, clerk) = (&shop.owner, &shop.clerk);
    let payer = shop.place.person("omar").await;
    let gone = shop.place.person_without_pin("ada").await;
    let joined = join(&gone, invite(owner, shop.merchant, "cashier").await).await.ok();
    let from = clock::now().0;
    let first = sold(&shop, clerk, &payer, 1_200).await;
    let last = sold(&shop, clerk, &payer, 300).await;
    sold(&shop, owner, &payer, 500).await;
    sold(&shop, &gone, &payer, 70).await;
    payer.pay(&Order::label(shop.label().await, 40)).await.ok();
    // The owner gives back what the cashier took: the refund is the owner's.
    let back = json!({ "refund": new_id(), "payment": last["payment"], "amount": money(100) });
    owner.send_for(shop.merchant, Method::POST, "/v1/refunds", Some(back)).await.ok();
    let place = joined["staff"].as_str().expect("a place");
    let path = super::at(shop.merchant, &format!("staff/{place}/remove"));
    owner.send(Method::POST, &path, Some(json!({}))).await.ok();

    let whole = told(&shop, owner, from).await;
    let rows: Vec<_> = whole["takers"].as_array().expect("takers").iter().collect();
    let row = |at: usize| {
        let taker = rows[at];
        let net = taker["net_minor"].as_i64().expect("a net");
        (taker["kind"].as_str().expect("a kind"), taker["name"].clone(), net)
    };
    let names = [row(0).1, row(1).1, row(2).1];
    assert_eq!(rows.len(), 4, "{whole}");
    assert!(names.iter().all(Value::is_string), "also of who has left: {names:?}");
    assert_eq!(row(3), ("label", Value::Null, 40));
    let of = |staff: &Value| rows.iter().find(|row| row["staff"] == *staff).expect("a row");
    let mine = of(&json!(shop.clerk_id));
    assert_eq!((&mine["net_minor"], &mine["payments"]["count"]), (&json!(1_500), &json!(2)));
    assert_eq!(mine["refunds"]["count"], 0);
    assert_eq!(mine["first_number"], first["sequence"], "{first}");
    assert_eq!(mine["last_number"], last["sequence"]);
    assert_eq!(of(&joined["staff"])["net_minor"], 70);
    let nets: i64 = rows.iter().filter_map(|row| row["net_minor"].as_i64()).sum();
    assert_eq!(whole["net_minor"], nets);
    assert_eq!(whole["net_minor"], 2_010);
    let path = format!("/v1/figures?from={from}&until={}", clock::now().0 + 1);
    let figures = owner.send_for(shop.merchant, Method::GET, &path, None).await.ok();
    for sum in ["payments", "refunds", "reversals", "net_minor"] {
        assert_eq!(whole[sum], figures[sum], "{sum}");
    }

    let own = told(&shop, clerk, from).await;
    let mut asked = Value::clone(mine);
    asked["is_own"] = json!(true);
    assert_eq!(own["takers"], json!([asked]), "nobody else's");
    assert_eq!((&own["net_minor"], &own["is_whole"]), (&json!(1_500), &json!(false)));
    let long = format!("/v1/figures/takers?from=0&until={}", 32 * 86_400_000_u64);
    let refused = owner.send_for(shop.merchant, Method::GET, &long, None).await;
    assert_problem(&refused, ErrorCode::RequestMalformed);
}
