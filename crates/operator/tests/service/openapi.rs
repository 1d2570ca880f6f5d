//! The description of the API: served as it is committed.

use crate::support::Place;
use reqwest::Method;
use serde_json::Value;
use std::path::Path;

#[tokio::test]
async fn the_committed_description_is_the_one_that_is_served() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    let now = operator::routes::description().to_pretty_json().expect("JSON") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, &now).expect("written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == now,
        "docs/api/openapi.json is not current: UPDATE=1 cargo test -p operator openapi"
    );
    let place = Place::start().await;
    let served = place.nobody(Method::GET, "/v1/openapi.json").await.ok();
    assert_eq!(served, serde_json::from_str::<Value>(&now).expect("JSON"));
}

/// The description of the API.
fn description() -> Value {
    let text = operator::routes::description().to_json().expect("JSON");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn every_operation_says_what_it_fails_with() {
    let description = description();
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() >= 13, "{}", paths.len());
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("operations") {
            let answers = operation["responses"].as_object().expect("responses");
            let what = format!("{method} {path}: add it to operator/src/problem/described.rs");
            assert!(!answers.contains_key("default"), "{what}");
            for status in ["408", "429", "500", "503"] {
                let body = &answers[status]["content"]["application/problem+json"]["schema"];
                assert!(body.is_object(), "{what}, with {status}");
            }
        }
    }
}

#[test]
fn every_integer_has_both_bounds_and_every_code_belongs_to_an_operation() {
    let description = description();
    let mut unbounded = Vec::new();
    integers(&description["components"], "components", &mut unbounded);
    integers(&description["paths"], "paths", &mut unbounded);
    assert!(unbounded.is_empty(), "{}", unbounded.join("\n"));
    let paths = description["paths"].to_string();
    // What is said before an operation is found, or by the desk and its commands alone.
    let elsewhere = [
        wire::ErrorCode::MethodNotAllowed,
        wire::ErrorCode::HoldUnknown,
        wire::ErrorCode::HoldPosted,
        wire::ErrorCode::HoldVoided,
        wire::ErrorCode::HoldExpired,
        wire::ErrorCode::HoldExceeded,
        wire::ErrorCode::HoldTimeInvalid,
    ];
    for code in wire::ErrorCode::ALL.iter().filter(|code| !elsewhere.contains(code)) {
        assert!(paths.contains(&format!("\"{}\"", code.word())), "{}", code.word());
    }
}

fn integers(value: &Value, place: &str, unbounded: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let kind = fields.get("type");
            let is_integer = kind.is_some_and(|kind| kind.to_string().contains("\"integer\""));
            let is_bounded = fields.contains_key("minimum") && fields.contains_key("maximum");
            if is_integer && !is_bounded {
                unbounded.push(place.to_owned());
            }
            for (name, field) in fields {
                integers(field, &format!("{place}/{name}"), unbounded);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| integers(item, place, unbounded)),
        _ => {}
    }
}
