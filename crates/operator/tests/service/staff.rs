//! Merchants that persons open, and who works there: opened, approved, invited, joined, removed;
//! every route of the till and the shop for every role, here and in another shop.

mod attack;
mod roles;
mod shifts;
mod takers;

use crate::support::device::Twist;
use crate::support::place::tongbaod;
use crate::support::{Device, Order, Place, assert_problem};
use operator::random;
use reqwest::Method;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use wire::{ErrorCode, Id};

fn new_id() -> Id {
    random::id().expect("random")
}

fn money(minor: u64) -> Value {
    json!({ "minor": minor, "currency": "CNY" })
}

fn to_open(merchant: Id) -> Value {
    json!({
        "merchant": merchant, "name": "Canal Tea", "city": "Suzhou", "address": "1 Canal Street",
        "category": "5812",
    })
}

/// Opens a shop.
async fn open(device: &Device, merchant: Id) -> Value {
    device.send(Method::POST, "/v1/merchants", Some(to_open(merchant))).await.ok()
}

/// Invites with a role; returns the invitation and its secret.
async fn invite(device: &Device, merchant: Id, role: &str) -> (Id, Id) {
    let (invitation, secret) = (new_id(), new_id());
    let path = at(merchant, "invitations");
    let answer = device.send(Method::POST, &path, Some(to_invite(invitation, secret, role)));
    let expires_at_ms = answer.await.ok()["expires_at_ms"].as_u64().expect("a time");
    assert!(expires_at_ms > operator::clock::now().0 + 86_000_000);
    (invitation, secret)
}

fn to_invite(invitation: Id, secret: Id, role: &str) -> Value {
    let hash = digest(&SHA256, &secret.0.to_be_bytes());
    let secret_hash = operator::hex::encode(hash.as_ref());
    json!({ "invitation": invitation, "secret_hash": secret_hash, "role": role })
}

/// Uses an invitation.
async fn join(device: &Device, (invitation, secret): (Id, Id)) -> crate::support::client::Answer {
    let body = json!({ "invitation": invitation, "secret": secret });
    device.send(Method::POST, "/v1/staff", Some(body)).await
}

fn at(merchant: Id, what: &str) -> String {
    format!("/v1/merchants/{merchant}/{what}")
}

/// A place where a shop of lin's is open, and mei works in it with a role.
struct Shop {
    place: Place,
    owner: Device,
    clerk: Device,
    merchant: Id,
    clerk_id: Id,
}

impl Shop {
    async fn with(role: &str) -> Self {
        let place = Place::start_with(|config| config.merchants.auto_approve = true).await;
        let (owner, clerk) = (place.person("lin").await, place.person("mei").await);
        let merchant = new_id();
        open(&owner, merchant).await;
        let joined = join(&clerk, invite(&owner, merchant, role).await).await.ok();
        let clerk_id = joined["staff"].as_str().expect("a place").parse().expect("an identifier");
        Self { place, owner, clerk, merchant, clerk_id }
    }

    async fn label(&self) -> Id {
        let shops = self.owner.send(Method::GET, "/v1/merchants", None).await.ok();
        let label = shops["merchants"][0]["labels"][0]["label"].as_str().expect("a label");
        label.parse().expect("an identifier")
    }
}

#[tokio::test]
async fn a_shop_opened_by_a_person_is_paid_once_the_operator_approves_it() {
    let place = Place::start().await;
    let (owner, payer) = (place.person("lin").await, place.person("mei").await);
    let merchant = new_id();
    let opened = open(&owner, merchant).await;
    assert_eq!((&opened["state"], &opened["role"]), (&json!("pending"), &json!("owner")));
    assert_eq!(opened["balance"], money(0));
    assert_eq!(open(&owner, merchant).await, opened, "the same again");
    let label = opened["labels"][0]["label"].as_str().expect("a label").parse().expect("an id");
    assert_problem(&payer.pay(&Order::label(label, 100)).await, ErrorCode::PayeeClosed);
    let order = json!({ "order": new_id(), "amount": money(5) });
    let waits = owner.send_for(merchant, Method::POST, "/v1/orders", Some(order.clone())).await;
    assert_problem(&waits, ErrorCode::MerchantPending);

    let listed = tongbaod(&place.data(), &["--json", "merchant", "list", "--pending"]);
    let listed: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    assert_eq!(listed[0]["merchant"], json!(merchant));
    assert_eq!(listed[0]["address"], "1 Canal Street");
    let id = merchant.to_string();
    let refused =
        tongbaod(&place.data(), &["merchant", "refuse", &id, "--reason", "no such street"]);
    assert!(refused.status.success());
    let shops = owner.send(Method::GET, "/v1/merchants", None).await.ok();
    assert_eq!(shops["merchants"][0]["state"], "refused");
    assert_eq!(shops["merchants"][0]["reason"], "no such street");
    assert!(tongbaod(&place.data(), &["merchant", "approve", &id]).status.success());
    payer.pay(&Order::label(label, 100)).await.ok();
    owner.send_for(merchant, Method::POST, "/v1/orders", Some(order)).await.ok();
    let late = tongbaod(&place.data(), &["merchant", "refuse", &id, "--reason", "no"]);
    assert!(!late.status.success());
    place.audit();
}

#[tokio::test]
async fn what_cannot_be_opened_says_why() {
    let place = Place::start().await;
    let owner = place.person("lin").await;
    let opens = |change: fn(&mut Value)| {
        let mut body = to_open(new_id());
        change(&mut body);
        owner.send(Method::POST, "/v1/merchants", Some(body))
    };
    let named = opens(|body| body["name"] = json!("")).await;
    assert_problem(&named, ErrorCode::NameMalformed);
    let placed = opens(|body| body["address"] = json!(" ")).await;
    assert_problem(&placed, ErrorCode::AddressMalformed);
    let sorted = opens(|body| body["category"] = json!("58a2")).await;
    assert_problem(&sorted, ErrorCode::RequestMalformed);
    for _ in 0..20 {
        open(&owner, new_id()).await;
    }
    assert_problem(&opens(|_| {}).await, ErrorCode::MerchantsTooMany);
}

#[tokio::test]
async fn an_owner_sees_the_staff_and_withdraws_what_the_shop_was_paid() {
    let shop = Shop::with("cashier").await;
    let Shop { place, owner, clerk, merchant, .. } = &shop;
    clerk.pay(&Order::label(shop.label().await, 300)).await.ok();
    let staff = owner.send(Method::GET, &at(*merchant, "staff"), None).await.ok();
    let roles: Vec<_> = staff["staff"].as_array().expect("staff").iter().collect();
    assert_eq!((&roles[0]["role"], &roles[0]["is_me"]), (&json!("owner"), &json!(true)));
    assert_eq!((&roles[1]["role"], &roles[1]["is_me"]), (&json!("cashier"), &json!(false)));
    let hidden = clerk.send(Method::GET, &at(*merchant, "staff"), None).await;
    assert_problem(&hidden, ErrorCode::StaffRoleInsufficient);
    let seen = clerk.send(Method::GET, "/v1/merchants", None).await.ok();
    assert_eq!(seen["merchants"][0]["balance"], Value::Null);
    assert_eq!(seen["merchants"][0]["refund_most"], money(20_000));

    let before = owner.send(Method::GET, "/v1/account", None).await.ok();
    let payment = new_id();
    let path = at(*merchant, "withdrawals");
    let with = |pin: Value| {
        let body = json!({ "payment": payment, "amount": money(200), "pin": pin });
        owner.send(Method::POST, &path, Some(body))
    };
    let withdraws = || with(json!("836194"));
    assert_problem(&with(Value::Null).await, ErrorCode::PinMissing);
    assert_problem(&with(json!("12")).await, ErrorCode::PinMalformed);
    let wrong = with(json!("000000")).await;
    assert_problem(&wrong, ErrorCode::PinWrong);
    assert_eq!(wrong.json["tries_left"], 4, "a try is counted");
    let paid = withdraws().await.ok();
    assert_eq!(with(Value::Null).await.ok(), paid, "told again without the PIN");
    assert_eq!(with(json!("000000")).await.ok(), paid, "and no try is counted for it");
    assert_eq!((&paid["kind"], &paid["direction"]), (&json!("withdrawal"), &json!("out")));
    assert_eq!(withdraws().await.ok(), paid, "once, however often it is asked");
    let after = owner.send(Method::GET, "/v1/account", None).await.ok();
    let minor = |account: &Value| account["balance"]["minor"].as_u64().expect("an amount");
    assert_eq!(minor(&after), minor(&before) + 200);
    let till = owner.send_for(*merchant, Method::GET, "/v1/till", None).await.ok();
    assert_eq!(till["balance"], money(100));
    place.audit();
}

#[tokio::test]
async fn the_desk_invites_the_first_owner_of_a_shop_that_it_opened() {
    let place = Place::start().await;
    let owner = place.person("lin").await;
    let merchant = place.merchant_id(0);
    let made = tongbaod(&place.data(), &["--json", "merchant", "invite", &merchant.to_string()]);
    let made: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let (_, code) = made["link"].as_str().expect("a link").split_once("/s/").expect("an address");
    let (invitation, secret) = code.split_once('#').expect("a secret");
    let used = (invitation.parse().expect("an id"), secret.parse().expect("an id"));
    let joined = join(&owner, used).await.ok();
    assert_eq!((&joined["role"], &joined["address"]), (&json!("owner"), &Value::Null));
    let till = owner.send_for(merchant, Method::GET, "/v1/till", None).await.ok();
    assert_eq!(till["merchant"], json!(merchant));
    let page = place.nobody(Method::GET, &format!("/s/{invitation}")).await;
    assert!(page.status == 200 && page.text.contains("invitation") && !page.text.contains(secret));
    place.audit();
}

#[tokio::test]
async fn a_merchant_is_named_and_signed_for_together_or_not_at_all() {
    let shop = Shop::with("cashier").await;
    let clerk = &shop.clerk;
    let unsigned = Twist { merchant: Some((shop.merchant, false)), ..Twist::default() };
    let answer = clerk.send_twisted(Method::GET, "/v1/till", None, &unsigned).await;
    assert_problem(&answer, ErrorCode::SignatureInvalid);
    for target in ["/v1/account", "/v1/payments", "/v1/merchants"] {
        let own = clerk.send_for(shop.merchant, Method::GET, target, None).await;
        assert_problem(&own, ErrorCode::RequestMalformed);
    }
}
