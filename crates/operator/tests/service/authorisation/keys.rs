//! The matrix for keys of programs: every route that takes a till key, against a key with every
//! scope but the one that it needs, with that one alone, revoked, and of another shop.

use super::caller::Caller;
use super::table::{ROWS, Row};
use super::{Cast, head, new_id, word};
use crate::support::assert_problem;
use crate::support::client::Answer;
use reqwest::Method;
use serde_json::{Value, json};
use wire::ErrorCode;
use wire::api_key::KeyScope;

/// Makes a key of a shop; returns its identifier and what is shown.
async fn made(cast: &Cast, shop: usize, scopes: &[KeyScope]) -> (String, String) {
    let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
    let body = json!({ "key": new_id(), "name": "Program", "scopes": words });
    let made = cast.place.till(shop, Method::POST, "/v1/keys", body).await.ok();
    let text = |name: &str| made[name].as_str().expect("a text").to_owned();
    (text("key"), text("secret"))
}

async fn ask(cast: &Cast, row: &Row, key: &str) -> Answer {
    let body = cast.body(row, Caller::Till).await;
    let request = cast.request(Caller::Nobody, row.method, &cast.path(row.path), body.as_ref());
    head(request.bearer_auth(key)).await
}

/// The rows that take a till key, with the scope that the description names for each.
fn rows() -> Vec<(&'static Row, KeyScope)> {
    let text = operator::routes::description().to_json().expect("JSON");
    let description: Value = serde_json::from_str(&text).expect("JSON");
    let mut rows = Vec::new();
    for row in ROWS.iter().filter(|row| row.path.starts_with("/v1/")) {
        let operation = &description["paths"][row.path][row.method.to_lowercase()];
        let takes_key = operation["security"]
            .as_array()
            .is_some_and(|ways| ways.iter().any(|way| way.get("till").is_some()));
        if takes_key {
            let scope = operation["x-scope"].as_str().and_then(KeyScope::from_word);
            rows.push((row, scope.unwrap_or_else(|| panic!("{} names no scope", row.path))));
        }
    }
    rows
}

#[tokio::test]
async fn attack_key_each_route_takes_the_scope_that_it_names_and_no_other() {
    let cast = Cast::new().await;
    let rows = rows();
    assert!(rows.len() >= 24, "{}", rows.len());
    for scope in KeyScope::ALL {
        let others: Vec<KeyScope> =
            KeyScope::ALL.into_iter().filter(|other| *other != scope).collect();
        let (_, with) = made(&cast, 0, &[scope]).await;
        let (_, without) = made(&cast, 0, &others).await;
        for (row, _) in rows.iter().filter(|(_, needed)| *needed == scope) {
            let what = format!("{} {} with {}", row.method, row.path, scope.word());
            let refused = ask(&cast, row, &without).await;
            assert_problem(&refused, ErrorCode::KeyScopeMissing);
            // With it, the answer is the one that the till gets.
            let till = row.expected[6];
            assert_eq!(word(&ask(&cast, row, &with).await), till, "{what}");
        }
    }
    cast.place.audit();
}

#[tokio::test]
async fn attack_key_a_revoked_forged_or_foreign_key_opens_nothing() {
    let cast = Cast::new().await;
    let (id, key) = made(&cast, 0, &KeyScope::ALL).await;
    let (_, foreign) = made(&cast, 1, &KeyScope::ALL).await;
    // As the matrix has it: the other shop's places for sound boxes are all taken.
    for _ in 0..8 {
        crate::sound_boxes::pair(&cast.place, 1, new_id()).await;
    }
    for (row, _) in rows() {
        assert_eq!(word(&ask(&cast, row, &foreign).await), row.expected[7], "{}", row.path);
    }
    let revoke = format!("/v1/keys/{id}/revoke");
    let revoked = cast.place.till(0, Method::POST, &revoke, Value::Null).await.ok();
    assert_eq!(revoked["is_revoked"], true);
    let other = if foreign.ends_with('A') { 'B' } else { 'A' };
    let forged = format!("{}{other}", &foreign[..foreign.len() - 1]);
    for (row, _) in rows() {
        for key in [key.as_str(), forged.as_str(), "tbk_"] {
            assert_problem(&ask(&cast, row, key).await, ErrorCode::TillKeyInvalid);
        }
    }
}

#[tokio::test]
async fn attack_key_a_key_makes_none_that_may_do_more_and_shows_none_again() {
    let cast = Cast::new().await;
    let row =
        ROWS.iter().find(|row| (row.method, row.path) == ("POST", "/v1/keys")).expect("a row");
    let (_, small) = made(&cast, 0, &[KeyScope::KeysWrite, KeyScope::OrdersRead]).await;
    let ask = async |key: &str, body: &Value| {
        let request = cast.request(Caller::Nobody, row.method, row.path, Some(body));
        head(request.bearer_auth(key)).await
    };
    let mut body = json!({ "key": new_id(), "name": "More", "scopes": ["refunds:write"] });
    assert_problem(&ask(&small, &body).await, ErrorCode::KeyScopeMissing);
    body["scopes"] = json!(["orders:read", "keys:write"]);
    let first = ask(&small, &body).await.ok();
    assert!(first["secret"].as_str().is_some_and(|key| key.starts_with("tbk_")));
    let again = ask(&small, &body).await.ok();
    assert_eq!((&again["key"], again.get("secret")), (&first["key"], None));
    let listed = cast.place.till(0, Method::GET, "/v1/keys", Value::Null).await;
    assert!(!listed.text.contains("tbk_") && !listed.text.contains("secret"));
    body["name"] = json!("Another");
    assert_problem(&ask(&small, &body).await, ErrorCode::IdempotencyConflict);
}
