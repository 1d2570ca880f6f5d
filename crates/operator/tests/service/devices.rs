//! A lost device is revoked while the operator runs: at the desk, or from another of its person.

use crate::events::Listener;
use crate::support::client::Answer;
use crate::support::place::tongbaod;
use crate::support::{Device, Order, Place, assert_problem};
use reqwest::Method;
use serde_json::{Value, json};
use wire::{ErrorCode, Id};

fn desk(place: &Place, arguments: &[&str]) -> Value {
    let output = tongbaod(&place.data(), &[&["--json", "device"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_device_is_revoked_and_its_person_goes_on_with_another() {
    let place = Place::start().await;
    let none = tongbaod(&place.data(), &["device", "list", "--handle", "lin@demo.example"]);
    assert!(String::from_utf8_lossy(&none.stdout).contains("Lin has no device."));
    let (lost, mei) = (place.person("lin").await, place.person("mei").await);
    let label = place.shops[0].label;
    lost.pay(&Order::label(label, 100)).await.ok();
    let of_lin = ["--handle", "lin@demo.example"];
    let listed = desk(&place, &[&["list"], of_lin.as_slice()].concat());
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    let device = listed[0]["device"].as_str().expect("an identifier").to_owned();
    let foreign = ["device", "revoke", "--handle", "mei@demo.example", "--device", &device];
    let refused = tongbaod(&place.data(), &foreign);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("device_not_found"), "{said}");
    for _ in 0..2 {
        let revoke = [&["revoke"], of_lin.as_slice(), &["--device", &device]].concat();
        assert_eq!(desk(&place, &revoke), json!({ "revoked": [device] }));
    }
    assert_problem(&lost.get("/v1/account").await, ErrorCode::DeviceRevoked);
    assert_problem(&lost.pay(&Order::label(label, 100)).await, ErrorCode::DeviceRevoked);
    let next = place.person_without_pin("lin").await;
    next.pay(&Order::label(label, 100)).await.ok();
    assert_eq!(next.balance().await, 54_500 - 200);
    let listed = desk(&place, &[&["list"], of_lin.as_slice()].concat());
    let states: Vec<&Value> =
        listed.as_array().expect("a list").iter().map(|one| &one["is_revoked"]).collect();
    assert_eq!(states, [&json!(false), &json!(true)]);
    let all = desk(&place, &[&["revoke"], of_lin.as_slice(), &["--all"]].concat());
    assert_eq!(all["revoked"].as_array().map(Vec::len), Some(1), "what was revoked is not again");
    assert_problem(&next.get("/v1/account").await, ErrorCode::DeviceRevoked);
    mei.get("/v1/account").await.ok();
    place.audit();
}

async fn revoke(asking: &Device, device: Id, pin: Option<&str>) -> Answer {
    let body = pin.map_or_else(|| json!({}), |pin| json!({ "pin": pin }));
    asking.send(Method::POST, &format!("/v1/devices/{device}/revoke"), Some(body)).await
}

/// Returns what a device is told of those of its person: which, whether it is the one that asks,
/// and whether it was revoked.
fn told(devices: &Value) -> Vec<(Id, bool, bool)> {
    let id = |one: &Value| one["device"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let is = |one: &Value, what: &str| one[what].as_bool().expect("yes or no");
    let devices = devices["devices"].as_array().expect("a list").iter();
    devices.map(|it| (id(it), is(it, "is_current"), is(it, "is_revoked"))).collect()
}

#[tokio::test]
async fn a_person_revokes_one_device_from_another() {
    let place = Place::start().await;
    let (lost, mei) = (place.person("lin").await, place.person("mei").await);
    let next = place.person_without_pin("lin").await;
    let listed = next.get("/v1/devices").await.ok();
    assert_eq!(told(&listed), [(next.id, true, false), (lost.id, false, false)]);
    assert_eq!(told(&lost.get("/v1/devices").await.ok())[1], (lost.id, true, false));
    for nobodys in [mei.id, Id(7)] {
        assert_problem(&revoke(&next, nobodys, Some("836194")).await, ErrorCode::DeviceNotFound);
    }
    assert_problem(&revoke(&next, next.id, Some("836194")).await, ErrorCode::DeviceItself);
    let mut listener = Listener::person(&lost, None).await;
    for _ in 0..2 {
        let left = revoke(&next, lost.id, Some("836194")).await.ok();
        assert_eq!(told(&left), [(next.id, true, false), (lost.id, false, true)]);
        assert!(left["devices"][1]["revoked_at_ms"].is_u64(), "{left}");
    }
    assert_eq!(listener.next().await, None, "the stream is ended");
    assert_problem(&lost.get("/v1/devices").await, ErrorCode::DeviceRevoked);
    next.pay(&Order::label(place.shops[0].label, 100)).await.ok();
    assert_eq!(told(&mei.get("/v1/devices").await.ok()), [(mei.id, true, false)]);
    place.audit();
}

#[tokio::test]
async fn attack_device_a_stolen_phone_without_its_pin_revokes_nothing() {
    let place = Place::start().await;
    let (owner, stolen) = (place.person("lin").await, place.person_without_pin("lin").await);
    assert_problem(&revoke(&stolen, owner.id, None).await, ErrorCode::PinMissing);
    for tries_left in (0..5).rev() {
        let guess = revoke(&stolen, owner.id, Some("000000")).await;
        assert_problem(&guess, ErrorCode::PinWrong);
        assert_eq!(guess.json["tries_left"], tries_left);
    }
    assert_problem(&revoke(&stolen, owner.id, Some("836194")).await, ErrorCode::PinLocked);
    let without = place.person_without_pin("mei").await;
    let other = place.person_without_pin("mei").await;
    for pin in [None, Some("000000")] {
        assert_problem(&revoke(&other, without.id, pin).await, ErrorCode::PinNotSet);
    }
    for device in [&owner, &without] {
        assert_eq!(told(&device.get("/v1/devices").await.ok()).iter().filter(|it| it.2).count(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_device_a_revoked_ones_open_stream_tells_nothing_more() {
    let place = Place::start().await;
    let (lost, shop) = (place.person("lin").await, place.shops[0].label);
    let next = place.person_without_pin("lin").await;
    let mut listener = Listener::person(&lost, None).await;
    next.pay(&Order::label(shop, 100)).await.ok();
    assert_eq!(listener.next().await.expect("an event")["kind"], "sent");
    // Revoked by another process, as it is by another node.
    let id = lost.id.to_string();
    desk(&place, &["revoke", "--handle", "lin@demo.example", "--device", &id]);
    next.pay(&Order::label(shop, 200)).await.ok();
    assert_eq!(listener.next().await, None, "the next event ends it");
}
