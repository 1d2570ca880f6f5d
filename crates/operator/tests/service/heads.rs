//! `GET /v1/heads`, its siblings, and `tongbaod head` and `key`.

use crate::support::place::tongbaod;
use crate::support::{Place, assert_problem};
use proof::tree::{Hash, verify_consistency};
use proof::{Head, PublicKey, hex};
use reqwest::Method;
use serde_json::Value;
use wire::ErrorCode;

const ORIGIN: &str = "demo.tongbao/journal";

async fn get(place: &Place, path: &str) -> Value {
    place.nobody(Method::GET, path).await.ok()
}

async fn keys(place: &Place) -> Vec<PublicKey> {
    let listed = get(place, "/v1/operator").await["keys"].as_array().cloned().expect("keys");
    let texts = listed.iter().map(|key| key["key"].as_str().expect("a text"));
    texts.map(|text| PublicKey::parse(text).expect("a key").1).collect()
}

fn believed(head: &Value, keys: &[PublicKey]) -> Head {
    let note = head["note"].as_str().expect("a note");
    let believed = Head::verify(note, ORIGIN, keys).expect("a signed head");
    assert_eq!(head["size"], believed.size);
    assert_eq!(head["at_ms"], believed.at_ms);
    believed
}

/// Moves money and signs what the journal is then.
fn move_and_publish(place: &Place) -> String {
    let top_up = ["account", "top-up", "--handle", "lin@demo.example", "--amount", "1.00"];
    let moved = tongbaod(&place.data(), &top_up);
    assert!(moved.status.success(), "{}", String::from_utf8_lossy(&moved.stderr));
    let published = tongbaod(&place.data(), &["head", "publish"]);
    assert!(published.status.success(), "{}", String::from_utf8_lossy(&published.stderr));
    String::from_utf8(published.stdout).expect("text")
}

#[tokio::test]
async fn any_two_heads_are_shown_to_be_of_one_journal() {
    let place = Place::start().await;
    let mut printed = Vec::new();
    for _ in 0..3 {
        printed.push(move_and_publish(&place));
    }
    let again = tongbaod(&place.data(), &["head", "publish"]);
    assert_eq!(String::from_utf8_lossy(&again.stdout), printed[2], "nothing new, no new head");
    let keys = keys(&place).await;
    let listed = get(&place, "/v1/heads").await;
    let heads: Vec<Head> =
        listed["heads"].as_array().expect("heads").iter().map(|it| believed(it, &keys)).collect();
    assert!(heads.len() >= 3 && heads.is_sorted_by(|newer, older| newer.size > older.size));
    assert_eq!(believed(&get(&place, "/v1/heads/latest").await, &keys), heads[0]);
    for (older, newer) in [(&heads[1], &heads[0]), (&heads[2], &heads[0]), (&heads[0], &heads[0])] {
        let path = format!("/v1/heads/{}/consistency?from={}", newer.size, older.size);
        let answer = get(&place, &path).await;
        let proof: Vec<Hash> = answer["proof"]
            .as_array()
            .expect("a proof")
            .iter()
            .map(|hash| hex::decode(hash.as_str().expect("a text")).expect("a hash"))
            .collect();
        let (older, newer) = ((older.size, &older.root), (newer.size, &newer.root));
        assert!(verify_consistency(older, newer, &proof));
        let forged = [9; 32];
        assert!(!verify_consistency((older.0, &forged), newer, &proof));
    }
    let newest = heads[0].size;
    let page = get(&place, &format!("/v1/heads?before={newest}&limit=1")).await;
    assert_eq!(page["heads"][0]["size"], heads[1].size);
    assert_eq!(page["next_before"], heads[1].size);
    assert_eq!(get(&place, &format!("/v1/heads/{newest}")).await["size"], newest);
    place.audit();
}

#[tokio::test]
async fn sizes_without_a_head_are_unknown() {
    let place = Place::start().await;
    move_and_publish(&place);
    let newest = get(&place, "/v1/heads/latest").await["size"].as_u64().expect("a size");
    let unknown = [
        "/v1/heads/1".to_owned(),
        "/v1/heads/x".to_owned(),
        format!("/v1/heads/0{newest}"),
        "/v1/heads/99999999999999999999".to_owned(),
        format!("/v1/heads/{newest}/consistency?from=1"),
        format!("/v1/heads/{}/consistency?from={newest}", newest + 1),
    ];
    for path in unknown {
        assert_problem(&place.nobody(Method::GET, &path).await, ErrorCode::HeadUnknown);
    }
    for query in ["", "?from=x", "?from=-1", "?to=3"] {
        let path = format!("/v1/heads/{newest}/consistency{query}");
        assert_problem(&place.nobody(Method::GET, &path).await, ErrorCode::RequestMalformed);
    }
}

#[tokio::test]
async fn a_rotated_key_signs_from_the_next_start_on() {
    let place = Place::start().await;
    move_and_publish(&place);
    let old = keys(&place).await;
    let rotated = tongbaod(&place.data(), &["key", "rotate"]);
    assert!(rotated.status.success(), "{}", String::from_utf8_lossy(&rotated.stderr));
    let place = place.restart().await;
    let both = keys(&place).await;
    assert_eq!((both.len(), &both[..1]), (2, old.as_slice()));
    move_and_publish(&place);
    let newest = get(&place, "/v1/heads/latest").await;
    believed(&newest, &both[1..]);
    assert!(Head::verify(newest["note"].as_str().expect("a note"), ORIGIN, &old).is_err());
}
