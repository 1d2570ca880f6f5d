//! The description of the API: served as it is committed.

use crate::support::Place;
use reqwest::Method;
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
    assert_eq!(served, serde_json::from_str::<serde_json::Value>(&now).expect("JSON"));
}

#[test]
fn every_operation_says_what_it_fails_with() {
    let description = operator::routes::description().to_json().expect("JSON");
    let description: serde_json::Value = serde_json::from_str(&description).expect("JSON");
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() >= 13, "{}", paths.len());
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("operations") {
            let has_problem =
                operation["responses"]["default"]["content"]["application/problem+json"]
                    .is_object();
            assert!(has_problem || path == "/v1/operator", "{method} {path}");
        }
    }
}
