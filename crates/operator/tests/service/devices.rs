//! A lost device is revoked at the desk while the operator runs.

use crate::support::place::tongbaod;
use crate::support::{Order, Place, assert_problem};
use serde_json::{Value, json};
use wire::ErrorCode;

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
    assert!(said.contains("device_unknown"), "{said}");
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
