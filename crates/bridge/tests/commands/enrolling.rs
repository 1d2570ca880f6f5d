//! `start_enrolment`, `confirm_enrolment`, `abandon_enrolment`, `set_pin`, `change_settings`.

use crate::host::TestHost;
use crate::town::{CODE, PIN, URL};
use serde_json::json;

fn start() -> serde_json::Value {
    json!({ "operator_url": URL, "handle": "lin@town.example" })
}

#[tokio::test]
async fn each_step_of_an_enrolment_changes_the_stage() {
    let host = TestHost::new();
    let state = host.ok("state", json!({})).await;
    assert_eq!(state["stage"], "new");
    assert_eq!(state["version"], "1.2.3");
    assert_eq!(state["default_operator_url"], URL);

    let state = host.ok("start_enrolment", start()).await;
    assert_eq!(state["stage"], "code_sent");
    let pending = &state["pending"];
    assert_eq!(pending["operator_name"], "Town");
    assert_eq!(pending["sent_to"], "l…n@town.example");
    assert_eq!(pending["code_digits"], 6);

    let state = host.ok("confirm_enrolment", json!({ "code": CODE, "name": "Lin" })).await;
    assert_eq!(state["stage"], "pin_needed");
    assert_eq!(state["profile"]["name"], "Lin");
    assert_eq!(state["profile"]["currency"], "CNY");
    assert!(state["pending"].is_null());

    let state = host.ok("set_pin", json!({ "pin": PIN, "current_pin": null })).await;
    assert_eq!(state["stage"], "ready");
    assert_eq!(state["profile"]["has_pin"], true);
}

#[tokio::test]
async fn a_wrong_code_says_how_many_tries_are_left() {
    let host = TestHost::new();
    host.ok("start_enrolment", start()).await;
    let error = host.refused("confirm_enrolment", json!({ "code": "000000", "name": null })).await;
    assert_eq!(error["code"], "code_wrong");
    assert_eq!(error["tries_left"], 4);
    assert_eq!(host.ok("state", json!({})).await["stage"], "code_sent");
}

#[tokio::test]
async fn a_handle_that_is_none_and_an_operator_that_is_away_are_told_apart() {
    let host = TestHost::new();
    let malformed = json!({ "operator_url": URL, "handle": "lin" });
    assert_eq!(host.refused("start_enrolment", malformed).await["code"], "handle_malformed");
    host.town.books().is_online = false;
    assert_eq!(host.refused("start_enrolment", start()).await["code"], "offline");
}

#[tokio::test]
async fn an_enrolment_can_be_given_up() {
    let host = TestHost::new();
    host.ok("start_enrolment", start()).await;
    let state = host.ok("abandon_enrolment", json!({})).await;
    assert_eq!(state["stage"], "new");
    let error = host.refused("confirm_enrolment", json!({ "code": CODE, "name": null })).await;
    assert_eq!(error["code"], "enrolment_missing");
}

#[tokio::test]
async fn an_easy_pin_is_refused_and_never_repeated() {
    let host = TestHost::new();
    host.ok("start_enrolment", start()).await;
    host.ok("confirm_enrolment", json!({ "code": CODE, "name": "Lin" })).await;
    let error = host.refused("set_pin", json!({ "pin": "123456", "current_pin": null })).await;
    assert_eq!(error["code"], "pin_malformed");
    assert!(!error.to_string().contains("123456"));
}

#[tokio::test]
async fn settings_are_kept_and_others_than_known_ones_refused() {
    let host = TestHost::new();
    let settings = json!({ "language": "zh", "theme": "dark" });
    let state = host.ok("change_settings", settings.clone()).await;
    assert_eq!(state["settings"], settings);
    assert_eq!(host.ok("state", json!({})).await["settings"], settings);
    let system = json!({ "language": "system", "theme": "system" });
    assert_eq!(host.ok("change_settings", system.clone()).await["settings"], system);
    let odd = json!({ "language": "tlh", "theme": "dark" });
    assert_eq!(host.refused("change_settings", odd).await["code"], "request_malformed");
}
