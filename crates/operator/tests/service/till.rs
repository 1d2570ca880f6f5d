//! `GET /v1/till`, `GET /v1/till/payments` and the page of the till.

use crate::events::Listener;
use crate::support::place::tongbaod;
use crate::support::{Order, Place, assert_problem};
use reqwest::Method;
use serde_json::Value;
use wire::ErrorCode;

#[tokio::test]
async fn a_till_sees_its_merchant_and_no_payers_name() {
    let place = Place::start().await;
    let till = place.till(0, Method::GET, "/v1/till", Value::Null).await.ok();
    assert_eq!(till["name"], place.shops[0].name.as_str());
    assert_eq!(till["balance"]["minor"], 1850);
    let lin = place.person("lin").await;
    lin.pay(&Order::label(place.shops[0].label, 700)).await.ok();
    let page = place.till(0, Method::GET, "/v1/till/payments?limit=1", Value::Null).await.ok();
    let newest = &page["payments"][0];
    assert_eq!(newest["amount"]["minor"], 700);
    assert_eq!(newest["direction"], "in");
    assert_eq!(newest["counterparty"], Value::Null);
    let before = page["next_before"].as_u64().expect("there is more");
    let path = format!("/v1/till/payments?before={before}");
    let older = place.till(0, Method::GET, &path, Value::Null).await.ok();
    assert_eq!(older["payments"].as_array().expect("payments").len(), 1);
    assert_eq!(older["next_before"], Value::Null);
}

#[tokio::test]
async fn the_page_loads_only_what_is_its_own() {
    let place = Place::start().await;
    let page = place.nobody(Method::GET, "/till").await;
    assert!(page.header("content-type").starts_with("text/html"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(!page.text.contains("style=") && !page.text.contains("onclick"));
    for (path, kind) in [
        ("/till/till.js", "text/javascript"),
        ("/till/figures.js", "text/javascript"),
        ("/till/boxes.js", "text/javascript"),
        ("/till/labels.js", "text/javascript"),
        ("/till/uplifts.js", "text/javascript"),
        ("/till/shifts.js", "text/javascript"),
        ("/till/till.css", "text/css"),
        ("/till/coin.svg", "image/svg+xml"),
    ] {
        assert!(page.text.contains(path));
        let part = place.nobody(Method::GET, path).await;
        assert_eq!(part.status, 200);
        assert!(part.header("content-type").starts_with(kind));
    }
}

#[tokio::test]
async fn a_forged_till_key_opens_nothing() {
    let place = Place::start().await;
    let key = &place.shops[0].till_key;
    for forged in [&key[1..], "", "x", &"A".repeat(500), &key.to_lowercase()] {
        let answer =
            crate::support::client::plain(&place.url, Method::GET, "/v1/till", Some(forged), None)
                .await;
        assert_problem(&answer, ErrorCode::TillKeyInvalid);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_till_key_is_changed_at_the_desk() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let old = place.shops[0].till_key.clone();
    let merchant = place.merchant_id(0).to_string();
    let ask = async |key: &str| {
        crate::support::client::plain(&place.url, Method::GET, "/v1/till", Some(key), None).await
    };
    ask(&old).await.ok();
    let mut listener = Listener::till(&place, 0).await;
    let rotate = ["--json", "merchant", "rotate-till-key", "--merchant", &merchant];
    let keys = [0, 1].map(|_| {
        let output = tongbaod(&place.data(), &rotate);
        let printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let key = printed["till_key"].as_str().expect("a key").to_owned();
        assert!(printed["till_url"].as_str().is_some_and(|url| url.ends_with(&key)));
        key
    });
    assert_problem(&ask(&old).await, ErrorCode::TillKeyInvalid);
    assert_problem(&ask(&keys[0]).await, ErrorCode::TillKeyInvalid);
    ask(&keys[1]).await.ok();
    lin.pay(&Order::label(place.shops[0].label, 100)).await.ok();
    assert_eq!(listener.next().await, None, "it hears nothing with the old key");
    place.audit();
}
