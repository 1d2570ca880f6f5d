//! `PUT /v1/pin`, and the lock after wrong tries.

use crate::support::{Order, Place, assert_problem};
use reqwest::Method;
use serde_json::json;
use wire::ErrorCode;

#[tokio::test]
async fn a_pin_is_set_once_freely_and_then_only_with_the_current_one() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let put = async |body| lin.send(Method::PUT, "/v1/pin", Some(body)).await;
    for easy in ["123456", "000000", "12345", "83619a", "1234567"] {
        assert_problem(&put(json!({ "pin": easy })).await, ErrorCode::PinMalformed);
    }
    let early = put(json!({ "pin": "836194", "current_pin": "404129" })).await;
    assert_problem(&early, ErrorCode::PinNotSet);
    assert_eq!(put(json!({ "pin": "836194" })).await.status, 204);
    assert_eq!(lin.get("/v1/account").await.ok()["has_pin"], true);
    assert_problem(&put(json!({ "pin": "404129" })).await, ErrorCode::PinMissing);
    let wrong = put(json!({ "pin": "404129", "current_pin": "836195" })).await;
    assert_problem(&wrong, ErrorCode::PinWrong);
    assert_eq!(wrong.json["tries_left"], 4);
    assert_eq!(put(json!({ "pin": "404129", "current_pin": "836194" })).await.status, 204);
    let order = Order { pin: Some("404129"), ..Order::label(place.shops[0].label, 100) };
    lin.pay(&order).await.ok();
}

#[tokio::test]
async fn five_wrong_tries_lock_the_pin_for_every_device_and_after_a_restart() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    let wrong = || Order { pin: Some("404129"), ..Order::label(label, 100) };
    for left in [4, 3, 2, 1, 0] {
        let answer = lin.pay(&wrong()).await;
        assert_problem(&answer, ErrorCode::PinWrong);
        assert_eq!(answer.json["tries_left"], left);
    }
    let locked = lin.pay(&Order::label(label, 100)).await;
    assert_problem(&locked, ErrorCode::PinLocked);
    assert!(locked.json["retry_after_s"].as_u64().expect("seconds") > 0);
    assert_eq!(locked.header("retry-after"), locked.json["retry_after_s"].to_string());

    let place = place.restart().await;
    let other = place.person_without_pin("lin").await;
    assert_problem(&other.pay(&Order::label(label, 100)).await, ErrorCode::PinLocked);
    assert_eq!(other.balance().await, 54_500);
}

#[tokio::test]
async fn parallel_guesses_get_no_more_than_five_tries() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    let guesses = (0..20).map(|guess| {
        let pin: &'static str = Box::leak(format!("70{guess:02}19").into_boxed_str());
        let order = Order { pin: Some(pin), ..Order::label(label, 100) };
        let lin = &lin;
        async move { lin.pay(&order).await }
    });
    let answers = futures_util::future::join_all(guesses).await;
    let count = |code: ErrorCode| {
        answers.iter().filter(|answer| answer.json["code"] == code.word()).count()
    };
    assert_eq!(count(ErrorCode::PinWrong), 5);
    assert_eq!(count(ErrorCode::PinLocked), 15);
}
