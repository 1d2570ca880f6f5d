//! `GET /v1/account`.

use crate::support::Place;
use serde_json::json;

#[tokio::test]
async fn says_what_there_is_to_spend() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let account = lin.get("/v1/account").await.ok();
    assert_eq!(account["name"], "Lin");
    assert_eq!(account["balance"], json!({ "minor": 54_500, "currency": "CNY" }));
    assert_eq!(account["has_pin"], false);
    assert!(account["last_event"].as_u64().expect("a number") > 0);
    assert!(account["as_of_ms"].as_u64().expect("a number") > 1_700_000_000_000);
}
