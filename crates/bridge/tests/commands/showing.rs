//! `payer_code`.

use crate::host::TestHost;
use paycode::{Code, PayerCode};
use serde_json::json;

#[tokio::test]
async fn a_payer_code_needs_no_network_and_says_what_it_carries() {
    let host = TestHost::ready().await;
    let home = host.ok("home", json!({})).await;
    assert_eq!(home["quick_pay"]["left"]["digits"], "300.00");
    assert_eq!(home["quick_pay"]["left_uses"], 10);
    host.town.books().is_online = false;
    let request = json!({ "cap": "20.00", "only": null, "revealed": false });
    let view = host.ok("payer_code", request).await;
    let digits = view["digits"].as_str().unwrap();
    assert!(matches!(paycode::read(digits), Ok(Code::Payer(_))));
    assert_eq!(PayerCode::parse(digits).unwrap().prefix(), 71);
    for drawn in ["code_128_svg", "qr_svg"] {
        let svg = view[drawn].as_str().unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{drawn}");
        assert!(!svg.contains(digits), "{drawn} does not write the digits out");
    }
    let ms = |name: &str| view[name].as_u64().unwrap();
    assert_eq!(ms("refresh_at_ms") - ms("made_at_ms"), 50_000);
    assert!((50_000..=60_000).contains(&(ms("ends_at_ms") - ms("made_at_ms"))));
    assert_eq!(view["cap"]["digits"], "20.00");
    assert_eq!(view["caps"].as_array().unwrap().len(), 10);
    assert_eq!(view["quick_pay"]["payment_max"]["digits"], "100.00");
    assert!(view["only"].is_null());

    let plain = json!({ "cap": null, "only": null, "revealed": true });
    assert_ne!(host.ok("payer_code", plain).await["digits"], view["digits"]);
}

#[tokio::test]
async fn a_cap_that_is_none_and_a_stranger_get_no_code() {
    let host = TestHost::ready().await;
    let odd = json!({ "cap": "3.00", "only": null, "revealed": false });
    assert_eq!(host.refused("payer_code", odd).await["code"], "cap_unknown");
    let plain = json!({ "cap": null, "only": null, "revealed": false });
    assert_eq!(TestHost::new().refused("payer_code", plain).await["code"], "not_enrolled");
}
