//! Attacks on a shop's staff, over the wire.

use super::{Shop, at, invite, join, money, new_id, to_invite};
use crate::support::{Device, Order, assert_problem};
use reqwest::Method;
use serde_json::json;
use wire::ErrorCode;

#[tokio::test]
async fn a80_a_cashier_who_raises_himself_stays_a_cashier() {
    let shop = Shop::with("cashier").await;
    let own = at(shop.merchant, &format!("staff/{}/role", shop.clerk_id));
    let asks = [
        (own, json!({ "role": "owner" })),
        (at(shop.merchant, "invitations"), to_invite(new_id(), new_id(), "manager")),
        (
            at(shop.merchant, "withdrawals"),
            json!({ "payment": new_id(), "amount": money(1), "pin": "836194" }),
        ),
    ];
    for (path, body) in asks {
        let answer = shop.clerk.send(Method::POST, &path, Some(body)).await;
        assert_problem(&answer, ErrorCode::StaffRoleInsufficient);
    }
    let paid = Order::label(shop.label().await, 25_000);
    shop.clerk.pay(&paid).await.ok();
    let refund = |minor| json!({ "refund": new_id(), "payment": paid.order.payment, "amount": money(minor) });
    let much =
        shop.clerk.send_for(shop.merchant, Method::POST, "/v1/refunds", Some(refund(20_001)));
    assert_problem(&much.await, ErrorCode::StaffRoleInsufficient);
    let within = shop.clerk.send_for(shop.merchant, Method::POST, "/v1/refunds", Some(refund(500)));
    within.await.ok();
    let seen = shop.clerk.send(Method::GET, "/v1/merchants", None).await.ok();
    assert_eq!(seen["merchants"][0]["role"], "cashier");
    shop.place.audit();
}

#[tokio::test]
async fn a81_a_removed_member_whose_device_still_asks_finds_no_shop() {
    let shop = Shop::with("manager").await;
    let laid_aside = invite(&shop.clerk, shop.merchant, "cashier").await;
    let path = at(shop.merchant, &format!("staff/{}/remove", shop.clerk_id));
    let left = shop.owner.send(Method::POST, &path, Some(json!({}))).await.ok();
    assert_eq!(left["staff"].as_array().map(Vec::len), Some(1));
    for target in ["/v1/till", "/v1/till/payments", "/v1/events"] {
        let answer = shop.clerk.send_for(shop.merchant, Method::GET, target, None).await;
        assert_problem(&answer, ErrorCode::MerchantUnknown);
    }
    let order = json!({ "order": new_id(), "amount": money(5) });
    let opens = shop.clerk.send_for(shop.merchant, Method::POST, "/v1/orders", Some(order)).await;
    assert_problem(&opens, ErrorCode::MerchantUnknown);
    let back = join(&shop.clerk, laid_aside).await;
    assert_problem(&back, ErrorCode::InvitationExpired);
    let seen = shop.clerk.send(Method::GET, "/v1/merchants", None).await.ok();
    assert_eq!(seen["merchants"], json!([]));
}

#[tokio::test]
async fn a82_an_invitation_is_used_by_one_person_with_its_secret() {
    let shop = Shop::with("cashier").await;
    let omar = shop.place.person("omar").await;
    let used = invite(&shop.owner, shop.merchant, "auditor").await;
    assert_problem(&join(&omar, (used.0, new_id())).await, ErrorCode::InvitationUnknown);
    assert_problem(&join(&shop.clerk, used).await, ErrorCode::StaffAlready);
    let first = join(&omar, used).await.ok();
    assert_eq!(join(&omar, used).await.ok(), first);
    let late = Device::new(&shop.place.url);
    late.enrol(&shop.place, "wang@demo.example", Some("Wang")).await.ok();
    assert_problem(&join(&late, used).await, ErrorCode::InvitationUsed);
    let place = first["staff"].as_str().expect("a place");
    let path = at(shop.merchant, &format!("staff/{place}/remove"));
    let gone = omar.send(Method::POST, &path, Some(json!({}))).await.ok();
    assert_eq!(gone["staff"], json!([]), "who has left sees nobody");
    assert_problem(&join(&omar, used).await, ErrorCode::MerchantUnknown);
    let owner = shop.owner.send(Method::GET, "/v1/merchants", None).await.ok();
    let place = owner["merchants"][0]["staff"].as_str().expect("a place");
    let path = at(shop.merchant, &format!("staff/{place}/remove"));
    let last = shop.owner.send(Method::POST, &path, Some(json!({}))).await;
    assert_problem(&last, ErrorCode::StaffLastOwner);
    shop.place.audit();
}
