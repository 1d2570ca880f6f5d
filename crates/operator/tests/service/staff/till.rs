//! Every route of a till for every role, here and in another shop.

use super::{Shop, at, invite, join, money, new_id, open};
use crate::events::Listener;
use crate::payer_code::Wallet;
use crate::support::client::Answer;
use crate::support::{Device, Order};
use reqwest::Method;
use serde_json::{Value, json};
use wire::Id;

/// The routes of the till, and whether they change anything. An order is closed before it is taken
/// back: closed it stays. A refund is asked about before it is made: two are a minute apart.
const ROUTES: [(&str, &str, bool); 11] = [
    ("GET", "/v1/till", false),
    ("GET", "/v1/till/payments", false),
    ("POST", "/v1/orders", true),
    ("GET", "/v1/orders/{order}", false),
    ("GET", "/v1/orders/{order}/code.svg", false),
    ("POST", "/v1/payer-code/payments", true),
    ("POST", "/v1/refunds/preview", false),
    ("POST", "/v1/refunds", true),
    ("GET", "/v1/refunds?payment={payment}", false),
    ("POST", "/v1/orders/{order}/close", true),
    ("POST", "/v1/orders/{order}/reverse", true),
];

/// What is asked about.
struct Things {
    order: Id,
    payment: Id,
    digits: String,
}

async fn things(shop: &Shop, label: Id, wallet: &mut Wallet) -> Things {
    let (order, paid) = (new_id(), Order::label(label, 50));
    let body = json!({ "order": order, "amount": money(5) });
    shop.owner.send_for(shop.merchant, Method::POST, "/v1/orders", Some(body)).await.ok();
    shop.clerk.pay(&paid).await.ok();
    let digits = wallet.show(paycode::PayerTerms::default());
    Things { order, payment: paid.order.payment, digits }
}

fn body(path: &str, things: &Things) -> Option<Value> {
    Some(match path {
        "/v1/orders" => json!({ "order": new_id(), "amount": money(5) }),
        "/v1/payer-code/payments" => {
            json!({ "payment": new_id(), "payer_code": things.digits, "amount": money(5) })
        }
        "/v1/refunds" => {
            json!({ "refund": new_id(), "payment": things.payment, "amount": money(5) })
        }
        "/v1/refunds/preview" => json!({ "payment": things.payment, "amount": money(5) }),
        "/v1/orders/{order}/reverse" => json!({ "reversal": new_id() }),
        _ => return None,
    })
}

fn word(answer: &Answer) -> String {
    match answer.status {
        200 => "ok".to_owned(),
        _ => answer.json["code"].as_str().unwrap_or_default().to_owned(),
    }
}

async fn check(device: &Device, merchant: Id, things: &Things, refusal: [&str; 2], who: &str) {
    for (method, template, changes) in ROUTES {
        let path = template.replace("{order}", &things.order.to_string());
        let path = path.replace("{payment}", &things.payment.to_string());
        let method: Method = method.parse().expect("a method");
        let answer = device.send_for(merchant, method, &path, body(template, things)).await;
        let expected = refusal[usize::from(changes)];
        assert_eq!(word(&answer), expected, "{who}: {template}: {}", answer.text);
    }
}

#[tokio::test]
async fn a29_each_till_route_answers_each_role_as_the_matrix_says() {
    let shop = Shop::with("manager").await;
    let other = shop.place.person("omar").await;
    let theirs = new_id();
    open(&other, theirs).await;
    let label = shop.label().await;
    let mut wallet = Wallet::of(&shop.clerk).await;
    let role = |role: &'static str| json!({ "role": role });
    let path = at(shop.merchant, &format!("staff/{}/role", shop.clerk_id));
    for (name, refusal) in [
        ("owner", ["ok", "ok"]),
        ("manager", ["ok", "ok"]),
        ("cashier", ["ok", "ok"]),
        ("auditor", ["ok", "staff_role_insufficient"]),
    ] {
        shop.owner.send(Method::POST, &path, Some(role(name))).await.ok();
        let things = things(&shop, label, &mut wallet).await;
        check(&shop.clerk, shop.merchant, &things, refusal, name).await;
        let stranger = ["merchant_unknown", "merchant_unknown"];
        check(&shop.clerk, theirs, &things, stranger, &format!("{name} elsewhere")).await;
    }
    let things = things(&shop, label, &mut wallet).await;
    let stranger = ["merchant_unknown", "merchant_unknown"];
    check(&other, shop.merchant, &things, stranger, "another shop's owner").await;
    shop.place.audit();
}

#[tokio::test]
async fn the_staff_hear_what_the_shop_is_paid_until_they_are_removed() {
    let shop = Shop::with("cashier").await;
    let label = shop.label().await;
    let mut heard = Listener::staff(&shop.clerk, shop.merchant).await;
    shop.owner.send(Method::GET, "/v1/account", None).await.ok();
    let payer = shop.place.person("omar").await;
    payer.pay(&Order::label(label, 70)).await.ok();
    let event = heard.next().await.expect("an event");
    assert_eq!(event["payment"]["amount"]["minor"], 70);
    assert_eq!(event["payment"]["counterparty"], Value::Null, "no payer is named");
    let path = at(shop.merchant, &format!("staff/{}/remove", shop.clerk_id));
    shop.owner.send(Method::POST, &path, Some(json!({}))).await.ok();
    payer.pay(&Order::label(label, 80)).await.ok();
    assert_eq!(heard.next().await, None, "the stream ends with the next event");
    let again = invite(&shop.owner, shop.merchant, "cashier").await;
    assert_eq!(join(&shop.clerk, again).await.ok()["staff"], json!(shop.clerk_id));
}
