//! Shifts and their reports: opened, closed, counted, signed, told to whom they concern, and never
//! another one afterwards.

use super::takers::{sold, told};
use super::{Shop, invite, join, money, new_id, open};
use crate::support::client::plain;
use crate::support::place::tongbaod;
use crate::support::{Device, Order, assert_problem};
use operator::clock;
use reqwest::Method;
use serde_json::{Value, json};
use wire::{ErrorCode, Id};

async fn begin(shop: &Shop, by: &Device, shift: Id) -> Value {
    let body = Some(json!({ "shift": shift }));
    by.send_for(shop.merchant, Method::POST, "/v1/shifts", body).await.ok()
}

async fn end(shop: &Shop, by: &Device, shift: Id) -> Value {
    let path = format!("/v1/shifts/{shift}/close");
    by.send_for(shop.merchant, Method::POST, &path, None).await.ok()
}

async fn read(shop: &Shop, by: &Device, shift: Id) -> Value {
    by.send_for(shop.merchant, Method::GET, &format!("/v1/shifts/{shift}"), None).await.ok()
}

async fn list(shop: &Shop, by: &Device, query: &str) -> Value {
    by.send_for(shop.merchant, Method::GET, &format!("/v1/shifts{query}"), None).await.ok()
}

async fn refund(shop: &Shop, by: &Device, payment: &Value, minor: u64) {
    let back = json!({ "refund": new_id(), "payment": payment["payment"], "amount": money(minor) });
    by.send_for(shop.merchant, Method::POST, "/v1/refunds", Some(back)).await.ok();
}

fn sum(of: &Value, kind: &str) -> (u64, u64) {
    let figures = &of["figures"][kind];
    let number = |name: &str| figures[name].as_u64().expect("a number");
    (number("count"), number("price_minor"))
}

#[tokio::test]
async fn a_shift_is_reported_once_and_what_goes_back_later_is_in_the_next_one() {
    let shop = Shop::with("cashier").await;
    let (owner, clerk) = (&shop.owner, &shop.clerk);
    let payer = shop.place.person("omar").await;
    let from = clock::now().0;
    sold(&shop, clerk, &payer, 10).await;
    let (first, second) = (new_id(), new_id());
    let opened = begin(&shop, clerk, first).await;
    assert_eq!(begin(&shop, clerk, first).await["opened_at_ms"], opened["opened_at_ms"]);
    let again = json!({ "shift": new_id() });
    let again = clerk.send_for(shop.merchant, Method::POST, "/v1/shifts", Some(again)).await;
    assert_problem(&again, ErrorCode::ShiftOpen);
    let sale = sold(&shop, clerk, &payer, 1_200).await;
    let last = sold(&shop, clerk, &payer, 300).await;
    sold(&shop, owner, &payer, 5_000).await;
    payer.pay(&Order::label(shop.label().await, 40)).await.ok();
    let so_far = read(&shop, clerk, first).await;
    assert_eq!((sum(&so_far, "payments"), &so_far["closed"]), ((2, 1_500), &Value::Null));

    let closed = end(&shop, clerk, first).await;
    assert_eq!(closed["closed"]["number"], 1);
    assert_eq!(closed["closed"]["by"]["staff"], json!(shop.clerk_id));
    assert_eq!((sum(&closed, "payments"), sum(&closed, "orders")), ((2, 1_500), (2, 1_500)));
    assert_eq!((sum(&closed, "codes"), sum(&closed, "refunds")), ((0, 0), (0, 0)));
    assert_eq!(closed["figures"]["net_minor"], 1_500);
    assert_eq!(closed["figures"]["first_number"], sale["sequence"]);
    assert_eq!(closed["figures"]["last_number"], last["sequence"]);
    let report = closed["closed"]["report"].as_str().expect("a report").to_owned();
    assert!(report.contains("\nnumber 1\n") && report.contains("\nnet 1500\n"), "{report}");

    sold(&shop, clerk, &payer, 70).await;
    begin(&shop, clerk, second).await;
    refund(&shop, clerk, &sale, 200).await;
    sold(&shop, clerk, &payer, 90).await;
    for (by, shift) in [(clerk, first), (owner, first)] {
        let same = end(&shop, by, shift).await;
        assert_eq!(same["closed"], closed["closed"], "closing again gives the same report");
        let same = read(&shop, by, shift).await;
        assert_eq!((&same["closed"], &same["figures"]), (&closed["closed"], &closed["figures"]));
    }
    let closed = end(&shop, owner, second).await;
    assert_eq!(closed["closed"]["number"], 2);
    assert_eq!((&closed["is_own"], &closed["taker"]["role"]), (&json!(false), &json!("cashier")));
    assert_eq!((sum(&closed, "payments"), sum(&closed, "refunds")), ((1, 90), (1, 200)));
    assert_eq!(closed["figures"]["net_minor"], -110);

    // All that the cashier took today: two shifts, and 80 that is in none.
    let day = told(&shop, clerk, from).await;
    assert_eq!(day["net_minor"], 1_500 - 110 + 80);
    shop.place.audit();
    let audit = tongbaod(&shop.place.data(), &["--json", "audit"]);
    let audit: Value = serde_json::from_slice(&audit.stdout).expect("JSON");
    assert_eq!((&audit["clean"], &audit["reports"]), (&json!(true), &json!(2)));
}

#[tokio::test]
async fn tips_are_told_in_the_shift_of_who_took_them() {
    let shop = Shop::with("cashier").await;
    let (owner, clerk) = (&shop.owner, &shop.clerk);
    let payer = shop.place.person("omar").await;
    let (own, other) = (new_id(), new_id());
    begin(&shop, clerk, own).await;
    begin(&shop, owner, other).await;
    let mut last = Value::Null;
    for (by, tip_minor) in [(clerk, 50), (clerk, 0), (clerk, 25), (owner, 10)] {
        let paid = tipped(&shop, by, &payer, tip_minor).await;
        last = if tip_minor == 25 { paid } else { last };
    }
    let so_far = read(&shop, clerk, own).await;
    assert_eq!(so_far["figures"]["tips"], json!({ "count": 2, "minor": 75 }));
    // What goes back of a payment is a refund; what was given stays what was given.
    refund(&shop, clerk, &last, 425).await;
    let closed = end(&shop, clerk, own).await;
    assert_eq!(closed["figures"]["tips"], json!({ "count": 2, "minor": 75 }));
    let report = closed["closed"]["report"].as_str().expect("a report");
    assert!(report.contains("\ntips 2 75\nnet 850\n"), "{report}");
    let other = end(&shop, owner, other).await;
    assert_eq!(other["figures"]["tips"], json!({ "count": 1, "minor": 10 }));
    shop.place.audit();
}

#[tokio::test]
async fn who_took_what_tells_tips_and_what_of_them_went_back_after_the_goods() {
    let shop = Shop::with("cashier").await;
    let (owner, clerk) = (&shop.owner, &shop.clerk);
    let payer = shop.place.person("omar").await;
    let from = clock::now().0;
    let goods_only = tipped(&shop, clerk, &payer, 50).await;
    let some = tipped(&shop, clerk, &payer, 100).await;
    let whole = tipped(&shop, owner, &payer, 10).await;
    tipped(&shop, owner, &payer, 0).await;
    let tips = async |by: &Device, from: u64| {
        let day = told(&shop, by, from).await;
        let rows = day["takers"].as_array().expect("takers").iter();
        let rows = rows.map(|row| (row["is_own"] == true, row["tips"].clone()));
        (day["tips"].clone(), rows.collect::<Vec<_>>())
    };
    let sum = |count: u64, minor: u64, back_minor: u64| json!({ "count": count, "minor": minor, "back_minor": back_minor });
    assert_eq!(tips(clerk, from).await.1, [(true, sum(2, 150, 0))]);
    // The goods of 400 go back first.
    refund(&shop, owner, &whole, 410).await;
    refund(&shop, owner, &goods_only, 400).await;
    refund(&shop, clerk, &some, 430).await;
    let own = |rows: &[(bool, Value)], is_own: bool| {
        let row = rows.iter().find(|(own, _)| *own == is_own);
        row.expect("a row").1.clone()
    };
    let (all, rows) = tips(owner, from).await;
    assert_eq!(all, sum(3, 160, 40));
    assert_eq!((own(&rows, true), own(&rows, false)), (sum(1, 10, 10), sum(2, 150, 30)));
    shop.place.audit();
}

/// Has one of the staff sell a tea of 400 with a tip, and somebody pay it; returns the payment.
async fn tipped(shop: &Shop, by: &Device, payer: &Device, tip_minor: u64) -> Value {
    let order = new_id();
    let mut goods = vec![json!({ "name": "Tea", "pieces": 1, "price_minor": 400 })];
    if tip_minor > 0 {
        goods.push(json!({ "pieces": 1, "price_minor": tip_minor, "tags": ["tip"] }));
    }
    let minor = 400 + tip_minor;
    let open = json!({ "order": order, "amount": money(minor), "goods": goods });
    by.send_for(shop.merchant, Method::POST, "/v1/orders", Some(open)).await.ok();
    payer.pay(&Order::new(wire::payee::PayeeKind::Order, order, minor)).await.ok()
}

#[tokio::test]
async fn a_cashier_sees_their_own_shifts_and_who_sees_the_books_all() {
    let shop = Shop::with("cashier").await;
    let (owner, clerk) = (&shop.owner, &shop.clerk);
    let auditor = shop.place.person_without_pin("ada").await;
    join(&auditor, invite(owner, shop.merchant, "auditor").await).await.ok();
    let shifts = [new_id(), new_id(), new_id()];
    begin(&shop, owner, shifts[0]).await;
    begin(&shop, clerk, shifts[1]).await;
    let seen = |list: &Value, which: &str| list[which].as_array().expect("a list").len();
    let own = list(&shop, clerk, "").await;
    assert_eq!((seen(&own, "open"), &own["is_whole"]), (1, &json!(false)));
    assert_eq!(sum(&own["open"][0], "payments"), (0, 0), "of one's own, what was taken");
    let all = list(&shop, &auditor, "").await;
    assert_eq!((seen(&all, "open"), &all["is_whole"]), (2, &json!(true)));
    assert_eq!(all["open"][0]["figures"], Value::Null);
    let path = |shift: Id| format!("/v1/shifts/{shift}");
    let ask = async |by: &Device, method: Method, path: String| {
        by.send_for(shop.merchant, method, &path, None).await
    };
    assert_problem(&ask(clerk, Method::GET, path(shifts[0])).await, ErrorCode::ShiftUnknown);
    let close = format!("{}/close", path(shifts[0]));
    let refused = ask(clerk, Method::POST, close).await;
    assert_problem(&refused, ErrorCode::StaffRoleInsufficient);
    end(&shop, owner, shifts[0]).await;
    end(&shop, clerk, shifts[1]).await;
    begin(&shop, clerk, shifts[2]).await;
    end(&shop, owner, shifts[2]).await;
    let page = list(&shop, &auditor, "?limit=2").await;
    assert_eq!((seen(&page, "closed"), &page["next_before"]), (2, &json!(2)));
    let rest = list(&shop, &auditor, "?limit=2&before=2").await;
    assert_eq!((seen(&rest, "closed"), &rest["next_before"]), (1, &Value::Null));
    assert_eq!(rest["closed"][0]["shift"], json!(shifts[0]));
    let own = list(&shop, clerk, "").await;
    let numbers = own["closed"].as_array().expect("a list").iter();
    let numbers: Vec<_> = numbers.map(|shift| shift["closed"]["number"].as_u64()).collect();
    assert_eq!(numbers, [Some(3), Some(2)]);

    // Another shop's owner finds nothing of it, whichever shop is named.
    let other = shop.place.person_without_pin("omar").await;
    let theirs = new_id();
    open(&other, theirs).await;
    for (method, path) in
        [(Method::GET, path(shifts[0])), (Method::POST, path(shifts[0]) + "/close")]
    {
        let answer = other.send_for(theirs, method, &path, None).await;
        assert_problem(&answer, ErrorCode::ShiftUnknown);
    }
    let answer = other.send_for(shop.merchant, Method::GET, "/v1/shifts", None).await;
    assert_problem(&answer, ErrorCode::MerchantUnknown);
}

#[tokio::test]
async fn a_program_takes_money_under_its_own_name() {
    let shop = Shop::with("cashier").await;
    let place = &shop.place;
    let payer = place.person("omar").await;
    let made =
        json!({ "key": new_id(), "name": "Till 2", "scopes": ["orders:write", "payments:read"] });
    let made = place.till(0, Method::POST, "/v1/keys", made).await.ok();
    let key = made["secret"].as_str().expect("a key").to_owned();
    let ask = async |method: Method, path: &str, body: Option<Value>| {
        plain(&place.url, method, path, Some(&key), body.as_ref()).await
    };
    let (from, shift, order) = (clock::now().0, new_id(), new_id());
    ask(Method::POST, "/v1/shifts", Some(json!({ "shift": shift }))).await.ok();
    let body = json!({ "order": order, "amount": money(500) });
    ask(Method::POST, "/v1/orders", Some(body)).await.ok();
    payer.pay(&Order::new(wire::payee::PayeeKind::Order, order, 500)).await.ok();
    let at_till = new_id();
    let body = json!({ "order": at_till, "amount": money(90) });
    place.till(0, Method::POST, "/v1/orders", body).await.ok();
    payer.pay(&Order::new(wire::payee::PayeeKind::Order, at_till, 90)).await.ok();
    let path = format!("/v1/shifts/{shift}");
    let seen = ask(Method::GET, &path, None).await.ok();
    assert_eq!((&seen["taker"]["name"], sum(&seen, "payments")), (&json!("Till 2"), (1, 500)));
    let time = format!("/v1/figures/takers?from={from}&until={}", clock::now().0 + 1);
    let day = place.till(0, Method::GET, &time, Value::Null).await.ok();
    let rows = day["takers"].as_array().expect("takers").iter();
    let rows: Vec<_> = rows.map(|row| (&row["name"], &row["net_minor"])).collect();
    assert_eq!(rows, [(&json!("Till 2"), &json!(500)), (&Value::Null, &json!(90))]);

    // The shop's own till key closes any, another program and another shop none.
    let other = json!({ "key": new_id(), "name": "Books", "scopes": ["orders:write"] });
    let other = place.till(0, Method::POST, "/v1/keys", other).await.ok();
    let close = format!("{path}/close");
    let other = other["secret"].as_str().expect("a key");
    let refused = plain(&place.url, Method::POST, &close, Some(other), None).await;
    assert_problem(&refused, ErrorCode::ShiftUnknown);
    let refused = place.till(1, Method::POST, &close, Value::Null).await;
    assert_problem(&refused, ErrorCode::ShiftUnknown);
    let closed = place.till(0, Method::POST, &close, Value::Null).await.ok();
    assert_eq!(
        (&closed["closed"]["number"], &closed["closed"]["by"]["name"]),
        (&json!(1), &Value::Null)
    );
    assert_eq!(sum(&closed, "orders"), (1, 500));
}
