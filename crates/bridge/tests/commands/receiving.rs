//! `receive`.

use crate::host::TestHost;
use paycode::Code;
use serde_json::json;

#[tokio::test]
async fn the_own_code_needs_no_network_and_says_what_is_asked_for() {
    let host = TestHost::ready().await;
    host.town.books().is_online = false;
    let view = host.ok("receive", json!({ "amount": "8.8", "note": "rent" })).await;
    assert_eq!(view["name"], "Lin");
    assert_eq!(view["amount"]["digits"], "8.80");
    assert_eq!(view["note"], "rent");
    let svg = view["svg"].as_str().unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    let Ok(Code::Tongbao(code)) = paycode::read(view["text"].as_str().unwrap()) else {
        panic!("not a Tongbao code: {view}");
    };
    assert_eq!(code.amount.map(|amount| amount.digits()).as_deref(), Some("8.80"));
    assert_eq!(code.note.as_deref(), Some("rent"));

    let open = host.ok("receive", json!({ "amount": null, "note": null })).await;
    assert!(open["amount"].is_null());
    assert_ne!(open["text"], view["text"]);
}

#[tokio::test]
async fn an_odd_amount_and_a_stranger_get_no_code() {
    let host = TestHost::ready().await;
    let zero = json!({ "amount": "0", "note": null });
    assert_eq!(host.refused("receive", zero).await["code"], "amount_zero");
    let open = json!({ "amount": null, "note": null });
    assert_eq!(TestHost::new().refused("receive", open).await["code"], "not_enrolled");
}
