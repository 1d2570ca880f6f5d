//! Every route of a till and a shop for every role, here and in another shop.

use super::{Shop, at, invite, join, money, new_id, open};
use crate::events::Listener;
use crate::payer_code::Wallet;
use crate::support::client::{Answer, plain};
use crate::support::device::Twist;
use crate::support::{Device, Order};
use reqwest::Method;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use wire::Id;

/// What owner, manager, cashier and auditor are answered, and then the owner of another shop who
/// names that one.
type Answers = [&'static str; 5];

const NO: &str = "staff_role_insufficient";
/// All the staff.
const ALL: Answers = ["ok"; 5];
/// Who works the till.
const TILL: Answers = ["ok", "ok", "ok", NO, "ok"];
/// The same, of what is the shop's alone.
const OWN_ORDER: Answers = ["ok", "ok", "ok", NO, "order_unknown"];
const OWN_PAYMENT: Answers = ["ok", "ok", "ok", NO, "payment_unknown"];
/// All the staff, of what is the shop's alone.
const SEEN_ORDER: Answers = ["ok", "ok", "ok", "ok", "order_unknown"];
const SEEN_PAYMENT: Answers = ["ok", "ok", "ok", "ok", "payment_unknown"];
/// Who sees what the shop owns.
const BOOKS: Answers = ["ok", "ok", NO, "ok", "ok"];
/// The same, of a day that has no bill.
const UNBILLED: Answers = ["bill_unknown", "bill_unknown", NO, "bill_unknown", "bill_unknown"];
/// The same, of a campaign that there is not.
const NO_CAMPAIGN: Answers = ["not_found", "not_found", NO, "not_found", "not_found"];
/// All the staff, of a shift of their own, which an auditor never opened.
const NOT_OPENED: Answers = ["ok", "ok", "ok", "shift_unknown", "ok"];
/// Who sets up the counter.
const SET_UP: Answers = ["ok", "ok", NO, NO, "ok"];
const OWN_BOX: Answers = ["ok", "ok", NO, NO, "sound_box_unknown"];
/// Who speaks for the shop.
const OWNERS: Answers = ["ok", NO, NO, NO, "ok"];
/// The same, where nothing holds the shop back.
const APPEAL: Answers = ["neutrality_entry_unknown", NO, NO, NO, "neutrality_entry_unknown"];

/// The routes of the till and the shop. An order is closed before it is taken back: closed it
/// stays. A refund is asked about before it is made: two are a minute apart.
const ROUTES: [(&str, &str, Answers); 31] = [
    ("GET", "/v1/till", ALL),
    ("GET", "/v1/till/payments", ALL),
    ("POST", "/v1/orders", TILL),
    ("GET", "/v1/orders/{order}", SEEN_ORDER),
    ("GET", "/v1/orders/{order}/code.svg", SEEN_ORDER),
    ("POST", "/v1/payer-code/payments", TILL),
    ("POST", "/v1/refunds/preview", SEEN_PAYMENT),
    ("POST", "/v1/refunds", OWN_PAYMENT),
    ("GET", "/v1/refunds", SEEN_PAYMENT),
    ("GET", "/v1/till/slips/{payment}", SEEN_PAYMENT),
    ("POST", "/v1/orders/{order}/close", OWN_ORDER),
    ("POST", "/v1/orders/{order}/reverse", OWN_ORDER),
    ("GET", "/v1/figures", BOOKS),
    ("GET", "/v1/figures/takers", ALL),
    ("GET", "/v1/campaigns/{campaign}/uplift", NO_CAMPAIGN),
    ("POST", "/v1/shifts", TILL),
    ("GET", "/v1/shifts", ALL),
    ("GET", "/v1/shifts/{shift}", NOT_OPENED),
    ("POST", "/v1/shifts/{shift}/close", TILL),
    ("GET", "/v1/bills", BOOKS),
    ("GET", "/v1/bills/{date}", UNBILLED),
    ("GET", "/v1/bills/{date}/{file}", UNBILLED),
    ("GET", "/v1/sound-boxes", SET_UP),
    ("POST", "/v1/sound-boxes/codes", SET_UP),
    ("POST", "/v1/sound-boxes/{box}/off", OWN_BOX),
    ("GET", "/v1/till/label.pdf", SET_UP),
    ("GET", "/v1/till/label.svg", SET_UP),
    ("GET", "/v1/merchant/export", OWNERS),
    ("GET", "/v1/merchant/neutrality", ALL),
    ("POST", "/v1/neutrality/{entry}/appeal", APPEAL),
    ("GET", "/v1/events", ALL),
];

/// What a person asks for as a payer too: its own tests have it.
const OF_PAYERS: [(&str, &str); 1] = [("GET", "/v1/payments/{payment}/receipt")];

/// What is asked about.
struct Things {
    order: Id,
    payment: Id,
    digits: String,
    sound_box: Id,
    shift: Id,
}

async fn things(shop: &Shop, label: Id, wallet: &mut Wallet, sound_box: Id) -> Things {
    let (order, paid) = (new_id(), Order::label(label, 50));
    let body = json!({ "order": order, "amount": money(5) });
    shop.owner.send_for(shop.merchant, Method::POST, "/v1/orders", Some(body)).await.ok();
    shop.clerk.pay(&paid).await.ok();
    let digits = wallet.show(paycode::PayerTerms::default());
    Things { order, payment: paid.order.payment, digits, sound_box, shift: new_id() }
}

/// Pairs a sound box of the shop.
async fn paired(shop: &Shop) -> Id {
    let (path, sound_box) = ("/v1/sound-boxes/codes", new_id());
    let made = shop.owner.send_for(shop.merchant, Method::POST, path, None).await.ok();
    let body = json!({ "code": made["code"], "box": sound_box });
    plain(&shop.place.url, Method::POST, "/v1/sound-boxes", None, Some(&body)).await.ok();
    sound_box
}

fn body(path: &str, things: &Things) -> Option<Value> {
    Some(match path {
        "/v1/orders" => json!({ "order": new_id(), "amount": money(5) }),
        "/v1/shifts" => json!({ "shift": things.shift }),
        "/v1/payer-code/payments" => {
            json!({ "payment": new_id(), "payer_code": things.digits, "amount": money(5) })
        }
        "/v1/refunds" => {
            json!({ "refund": new_id(), "payment": things.payment, "amount": money(5) })
        }
        "/v1/refunds/preview" => json!({ "payment": things.payment, "amount": money(5) }),
        "/v1/orders/{order}/reverse" => json!({ "reversal": new_id() }),
        "/v1/neutrality/{entry}/appeal" => json!({ "appeal": new_id(), "text": "Not us." }),
        _ => return None,
    })
}

fn word(answer: &Answer) -> String {
    match answer.status {
        200 => "ok".to_owned(),
        _ => answer.json["code"].as_str().unwrap_or_default().to_owned(),
    }
}

/// Asks every route; `expected` says what the answer has to be.
async fn check(
    device: &Device,
    merchant: Id,
    things: &Things,
    expected: impl Fn(Answers) -> &'static str,
    who: &str,
) {
    for (method, template, answers) in ROUTES {
        let path = template.replace("{order}", &things.order.to_string());
        let path = path.replace("{box}", &things.sound_box.to_string());
        let path = path.replace("{payment}", &things.payment.to_string());
        let path = path.replace("{shift}", &things.shift.to_string());
        let path = path.replace("{date}", "1999-12-31").replace("{file}", "trade.csv");
        let path = path.replace("{campaign}", &new_id().to_string());
        let path = match template {
            "/v1/refunds" if method == "GET" => format!("{path}?payment={}", things.payment),
            "/v1/figures" | "/v1/figures/takers" => format!("{path}?from=0&until=1"),
            _ => path.replace("{entry}", "1"),
        };
        let asked = body(template, things).filter(|_| method == "POST");
        let method: Method = method.parse().expect("a method");
        let got = match template {
            "/v1/events" => listened(device, merchant).await,
            _ => word(&device.send_for(merchant, method, &path, asked).await),
        };
        assert_eq!(got, expected(answers), "{who}: {template}");
    }
}

/// Events never end: only the head of the answer is looked at.
async fn listened(device: &Device, merchant: Id) -> String {
    let twist = Twist { merchant: Some((merchant, true)), ..Twist::default() };
    let request = device.request(Method::GET, "/v1/events", b"", &twist);
    let response = request.send().await.expect("an answer");
    match response.status().as_u16() {
        200 => "ok".to_owned(),
        _ => word(&Answer::read(response).await),
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
    let sound_box = paired(&shop).await;
    let role = |role: &'static str| json!({ "role": role });
    let path = at(shop.merchant, &format!("staff/{}/role", shop.clerk_id));
    let stranger = |_: Answers| "merchant_unknown";
    for (n, name) in ["owner", "manager", "cashier", "auditor"].into_iter().enumerate() {
        shop.owner.send(Method::POST, &path, Some(role(name))).await.ok();
        let things = things(&shop, label, &mut wallet, sound_box).await;
        check(&shop.clerk, shop.merchant, &things, |answers| answers[n], name).await;
        check(&shop.clerk, theirs, &things, stranger, &format!("{name} elsewhere")).await;
    }
    let things = things(&shop, label, &mut wallet, sound_box).await;
    check(&other, shop.merchant, &things, stranger, "another shop's owner").await;
    check(&other, theirs, &things, |answers| answers[4], "an owner about another's").await;
    shop.place.audit();
}

#[test]
fn a29_each_route_that_takes_a_member_of_staff_is_in_the_matrix() {
    let text = operator::routes::description().to_json().expect("JSON");
    let described: Value = serde_json::from_str(&text).expect("JSON");
    let mut known: Vec<(String, String)> = ROUTES
        .iter()
        .map(|(method, path, _)| (*method, *path))
        .chain(OF_PAYERS)
        .map(|(method, path)| (method.to_owned(), path.to_owned()))
        .collect();
    let mut found = Vec::new();
    for (path, item) in described["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let takes = |scheme: &str| {
                let schemes = operation["security"].as_array();
                schemes.is_some_and(|all| all.iter().any(|one| one.get(scheme).is_some()))
            };
            if takes("till") && takes("device") {
                found.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    known.sort();
    found.sort();
    assert_eq!(known, found);
}

async fn ask_for(shop: &Shop, path: String) -> Answer {
    shop.clerk.send_for(shop.merchant, Method::GET, &path, None).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_all_takes_the_shops_bill_with_their_own_device() {
    let shop = Shop::with("auditor").await;
    shop.clerk.pay(&Order::label(shop.label().await, 250)).await.ok();
    let ask = |path: String| ask_for(&shop, path);
    let figures = ask(format!("/v1/figures?from=0&until={}", 366 * 86_400_000_u64)).await.ok();
    assert_eq!(figures["payments"]["count"], 0, "in 1970");
    assert!(crate::bills::tomorrow(&shop.place) >= 1);
    let bills = ask("/v1/bills".to_owned()).await.ok();
    let date = bills["bills"][0]["date"].as_str().expect("a date");
    let bill = ask(format!("/v1/bills/{date}")).await.ok();
    assert_eq!(bill["payments"]["cash_minor"], 250);
    let file = ask(format!("/v1/bills/{date}/trade.csv")).await;
    let hash = operator::hex::encode(digest(&SHA256, file.text.as_bytes()).as_ref());
    assert_eq!(bill["files"][0]["sha256"], hash.as_str());
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
