//! `devices` and `revoke_device`.

use crate::host::TestHost;
use serde_json::json;

#[tokio::test]
async fn devices_are_listed_and_another_one_is_revoked_with_the_pin() {
    let host = TestHost::ready().await;
    host.ok("set_pin", json!({ "pin": "836194", "current_pin": null })).await;
    let listed = host.ok("devices", json!({})).await;
    let other = &listed["devices"][1];
    assert_eq!(listed["devices"][0]["is_current"], true);
    let is = ["is_current", "is_revoked", "revoked_at_ms"].map(|what| &other[what]);
    assert_eq!(is, [&json!(false), &json!(false), &json!(null)]);
    let revoke = |pin: &str| json!({ "device": other["device"], "pin": pin });
    assert_eq!(host.refused("revoke_device", revoke("000000")).await["code"], "pin_wrong");
    let left = host.ok("revoke_device", revoke("836194")).await;
    assert_eq!(left["devices"][1]["is_revoked"], true);
    assert_eq!(left["devices"][1]["revoked_at_ms"], other["enrolled_at_ms"]);
    let own = json!({ "device": listed["devices"][0]["device"], "pin": "836194" });
    assert_eq!(host.refused("revoke_device", own).await["code"], "device_not_found");
    let none = json!({ "device": "x", "pin": "836194" });
    assert_eq!(host.refused("revoke_device", none).await["code"], "request_malformed");
}
